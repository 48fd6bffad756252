"""XML from untrusted files: no document type, no entities, no network, limited size, libxml's depth of 256."""

from __future__ import annotations

from lxml import etree

from gongwen.guard.errors import Damaged, TooLarge, Unsafe

MAX_XML = 48 * 1024 * 1024


def parse_xml(data: bytes, part: str) -> etree._Element:
    """Parse one XML part; ``part`` names it in the error. Raises Damaged, TooLarge or Unsafe."""
    if len(data) > MAX_XML:
        raise TooLarge(f"文件内的“{part}”过大，无法读取。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unsafe(f"文件内的“{part}”含有实体声明，可能是恶意文件，已拒绝读取。")
    return root


def _refusal(error: etree.XMLSyntaxError, part: str) -> Damaged | TooLarge | Unsafe:
    text = str(error)
    if "depth" in text or "huge" in text.lower() or "too large" in text.lower():
        return TooLarge(f"文件内的“{part}”嵌套过深或内容过大，无法读取。")
    if "ntity" in text:
        return Unsafe(f"文件内的“{part}”含有实体声明，可能是恶意文件，已拒绝读取。")
    return Damaged(f"文件内的“{part}”已损坏，无法读取。")
