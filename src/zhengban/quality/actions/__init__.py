"""Every act about rounds of checking; importing this package declares them all."""

from zhengban.quality.actions import rounds

__all__ = ["rounds"]
