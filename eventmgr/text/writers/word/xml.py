"""Names and small helpers for the XML of Word files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
OFFICE = NS["r"]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no other name


def name(tag: str) -> str:
    """Return "w:p" in the long form of lxml."""
    prefix, _, local = tag.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def make(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return an element; attributes are of the w namespace unless they begin with `r_`."""
    element = etree.Element(name(tag), nsmap=NS)
    for key, value in attributes.items():
        prefix, local = ("r", key[2:]) if key.startswith("r_") else ("w", key)
        element.set(name(f"{prefix}:{local}"), str(value))
    element.extend(children)
    return element


def words(text: str, tag: str = "w:t") -> Element:
    """Return a text element that keeps its spaces; signs XML cannot hold are left out."""
    element = make(tag)
    element.text = _FORBIDDEN.sub("", text)
    element.set(_SPACE, "preserve")
    return element


def part(root: Element) -> bytes:
    """Return a part as the bytes of its file."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """Return a paragraph of a style; `properties` follow the style in the schema's order."""
    return make("w:p", make("w:pPr", make("w:pStyle", val=style), *properties), *content)
