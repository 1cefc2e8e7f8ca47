"""`python -m carrel` is `carrel`."""

import sys

from carrel.cli import main

sys.exit(main())
