"""The one lock around PDFium, which must never be entered by two threads at once."""

from threading import RLock

LOCK = RLock()
