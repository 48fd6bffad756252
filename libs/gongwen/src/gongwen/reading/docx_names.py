"""Names of WordprocessingML and how its small elements are asked."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
# ISO strict files use other namespaces for the same elements.
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = frozenset({"0", "false", "off", "none"})


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down the path of names in Word's namespace."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: etree._Element | None, *path: str) -> str:
    """The ``w:val`` of the element down the path, empty where there is none."""
    found = child(element, *path)
    return found.get(f"{W}val", "") if found is not None else ""


def flag(element: etree._Element | None, *path: str) -> bool:
    """Whether the on/off element down the path is there and on."""
    found = child(element, *path)
    return found is not None and found.get(f"{W}val", "true").lower() not in _OFF
