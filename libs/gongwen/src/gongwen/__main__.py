"""``python -m gongwen`` is the command ``gongwen``."""

import sys

from gongwen.cli import main

sys.exit(main())
