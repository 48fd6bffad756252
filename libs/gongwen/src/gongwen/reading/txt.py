"""Plain text: which encoding it is in, decided by its bytes."""

from __future__ import annotations

import codecs

from gongwen.guard import Damaged, Unsupported

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 27), *range(28, 32), 127])


def decode(data: bytes) -> str:
    """The text: by its byte order mark, else strict UTF-8, else GB18030; raises Damaged or Unsupported."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data:
        raise Unsupported("文件不是文本，也不是可识别的文档格式。")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030")
    if len(text) - len(text.translate(_CONTROLS)) > 0.01 * len(text):
        raise Unsupported("文件不是文本，也不是可识别的文档格式。")
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Damaged("无法识别文字编码，请另存为 UTF-8 或 GB18030 编码后再试。") from error
