"""Every official act on a seal; importing this package declares them all."""

from zhengban.sealing.actions import custody, register, uses

__all__ = ["custody", "register", "uses"]
