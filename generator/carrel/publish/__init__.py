"""Publishing: docs/ in, a site out. The only room that knows MkDocs, and only its `engine` does.

What few commands need, `serve` and `pack`, is imported by these.
"""

from carrel.publish.builder import build_site, recover
from carrel.publish.lock import RefusedError, locked

__all__ = ["RefusedError", "build_site", "locked", "recover"]
