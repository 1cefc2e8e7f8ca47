"""Publishing: docs/ in, a site out. The only room that knows MkDocs, and only its `engine` does."""

from carrel.publish.builder import build_site, recover
from carrel.publish.lock import RefusedError, locked
from carrel.publish.pack import pack_folder, pack_site
from carrel.publish.serve import serve

__all__ = ["RefusedError", "build_site", "locked", "pack_folder", "pack_site", "recover", "serve"]
