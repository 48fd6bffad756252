"""Every change of an agency's own rules; importing this package declares them all."""

from zhengban.proofing.actions import exceptions, lexicon, settings

__all__ = ["exceptions", "lexicon", "settings"]
