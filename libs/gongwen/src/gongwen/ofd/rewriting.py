"""A package with some parts replaced or added; all others keep their content byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from gongwen.guard import Archive
from gongwen.ofd.contents import part_key

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""No clock in a package: the same content gives the same bytes."""
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".jb2", ".dat", ".esl")


def rewritten(archive: Archive, parts: Mapping[str, bytes]) -> bytes:
    """A new archive of all parts of ``archive``, with ``parts`` in place of those of the same name, else after them."""
    replaced = {part_key(name): content for name, content in parts.items()}
    known = set()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in archive.names:
            key = part_key(name)
            known.add(key)
            _write(package, name, replaced[key] if key in replaced else archive.read(name))
        for name, content in parts.items():
            if part_key(name) not in known:
                _write(package, name, content)
    return buffer.getvalue()


def _write(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    # What is packed already is stored: deflating it again only takes time.
    is_packed = name.lower().endswith(_PACKED)
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    package.writestr(info, content)
