"""What can go wrong while typesetting; every message is one Chinese sentence for the user."""

from __future__ import annotations


class TypesettingError(Exception):
    """The document cannot be typeset."""


class FontsMissing(TypesettingError):
    """A font that the standard asks for, or its stand-in, was not found."""


class UnsupportedLayout(TypesettingError):
    """The layout or a part of it is not available in this version."""


class DocumentTooLong(TypesettingError):
    """The text is longer than any official document; most likely a wrong file."""
