"""How long reading one file may take."""

from __future__ import annotations

from time import monotonic

from gongwen.guard.errors import TooSlow

READING_SECONDS = 60.0


class Deadline:
    """A moment after which reading stops; ``check`` is called between pages, parts and paragraphs."""

    def __init__(self, seconds: float = READING_SECONDS) -> None:
        self._end = monotonic() + seconds
        self._seconds = seconds

    def check(self) -> None:
        """Raise TooSlow once the time is up."""
        if monotonic() > self._end:
            raise TooSlow(f"读取用时超过 {self._seconds:g} 秒，已停止，请拆分文件后再试。")

    @property
    def left(self) -> float:
        """The seconds that are left, 0 at least."""
        return max(0.0, self._end - monotonic())
