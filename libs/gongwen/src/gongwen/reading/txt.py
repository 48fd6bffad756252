"""Plain text: which encoding it is in, decided by its bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from gongwen.guard import Damaged, Unsupported

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 27), *range(28, 32), 127])


@dataclass(frozen=True)
class DecodedText:
    """A text file's content with how it was written, so that a changed text can be written the same way."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """``text`` as bytes of this file."""
        return self.mark + text.encode(self.encoding)


def decode_file(data: bytes) -> DecodedText:
    """By its byte order mark, else strict UTF-8, else GB18030; raises Damaged or Unsupported."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return DecodedText(_strict(data[len(mark) :], encoding), encoding, mark)
    if b"\0" in data:
        raise Unsupported("文件不是文本，也不是可识别的文档格式。")
    try:
        decoded = DecodedText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        decoded = DecodedText(_strict(data, "gb18030"), "gb18030")
    text = decoded.text
    if len(text) - len(text.translate(_CONTROLS)) > 0.01 * len(text):
        raise Unsupported("文件不是文本，也不是可识别的文档格式。")
    return decoded


def decode(data: bytes) -> str:
    """The text of a file; raises Damaged or Unsupported."""
    return decode_file(data).text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Damaged("无法识别文字编码，请另存为 UTF-8 或 GB18030 编码后再试。") from error
