#!/usr/bin/env python3
"""Django's command line; run it with the project's own environment (.venv)."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "libs" / "gongwen" / "src")]

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengban.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
