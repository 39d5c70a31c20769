"""A text as XLIFF 2.0 for a translator's own program: one file for each target language.

A unit is a paragraph and has its uid as id; the light marks are inline elements, so that no
program takes them for words. The source revision goes along in the metadata of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from eventmgr.i18n.languages import canonical, html_lang
from eventmgr.text.inline import Span, parse
from eventmgr.text.writers.akn_xml import safe

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
MIMETYPE = "application/xliff+xml"
#: Names of our own kinds of marks begin with this.
PREFIX = "eventmgr"

#: How our states are told to other programs, and how theirs are understood.
STATES = {
    "missing": "initial",
    "draft": "initial",
    "out of date": "initial",
    "translated": "translated",
    "checked": "reviewed",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SUBTYPES = {"em": "xlf:i", "strong": "xlf:b"}

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no other name


@dataclass(frozen=True)
class Unit:
    """A paragraph to translate.

    `name` says where it stands ("4 (c)"); `state` is the word of the editor for the translation;
    `notes` are for the translator, in the language of the
    person who takes the file; `revision` and `target_revision` name the wordings that went out.
    """

    uid: str
    name: str
    source: str
    target: str = ""
    state: str = "missing"
    revision: str = ""
    target_revision: str = ""
    notes: Sequence[str] = ()


def write_xliff(
    units: Iterable[Unit], source: str, target: str, *, original: str, title: str = ""
) -> bytes:
    """Return units as an XLIFF 2.0 file; languages are our codes.

    `original` names the text, so that a file comes back to the text it was made from.
    """
    root = _element("xliff", version="2.0", srcLang=_tag(source), trgLang=_tag(target))
    file = _element("file", id="text", original=original)
    file.set(_SPACE, "preserve")
    if title:
        file.append(_notes([title]))
    file.extend(_unit(unit) for unit in units)
    root.append(file)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _unit(unit: Unit) -> Element:
    made = _element("unit", id=f"p-{unit.uid}", name=unit.name)
    revisions = {"source-revision": unit.revision, "target-revision": unit.target_revision}
    if any(revisions.values()):
        made.append(_metadata({name: value for name, value in revisions.items() if value}))
    if unit.notes:
        made.append(_notes(unit.notes))
    marks = _Marks()
    source, target = _element("source"), _element("target")
    marks.fill(source, parse(unit.source))
    if unit.target:
        marks.count = 0
        marks.fill(target, parse(unit.target))
    if marks.data:
        kept = _element("originalData")
        for address, name in marks.data.items():
            item = _element("data", id=name)
            item.text = safe(address)
            kept.append(item)
        made.append(kept)
    segment = _element("segment", id="s1", state=STATES.get(unit.state, "initial"))
    if unit.state in {"draft", "out of date"}:
        segment.set("subState", f"{PREFIX}:{unit.state.replace(' ', '-')}")
    segment.append(source)
    if unit.target:
        segment.append(target)
    made.append(segment)
    return made


class _Marks:
    """Writes light marks as inline elements; addresses and codes stand in the original data."""

    def __init__(self) -> None:
        self.count = 0
        self.data: dict[str, str] = {}

    def fill(self, into: Element, spans: Iterable[Span]) -> None:
        for span in spans:
            if span.kind == "text":
                append_text(into, safe(span.text))
                continue
            self.count += 1
            if span.kind == "break":
                into.append(self._placeholder("fmt", "xlf:lb", ""))
            elif span.kind in {"call", "ref"}:
                into.append(self._placeholder("other", f"{PREFIX}:{span.kind}", span.value))
            else:
                into.append(self._pair(span))

    def _placeholder(self, kind: str, subtype: str, value: str) -> Element:
        made = _element("ph", id=f"m{self.count}", type=kind, subType=subtype)
        if value:
            made.set("dataRef", self._kept(value))
        return made

    def _pair(self, span: Span) -> Element:
        kind = {"link": "link", "lang": "other", "note": "other"}.get(span.kind, "fmt")
        made = _element("pc", id=f"m{self.count}", type=kind)
        if span.kind != "link":
            made.set("subType", _SUBTYPES.get(span.kind, f"{PREFIX}:{span.kind}"))
        if span.value:
            made.set("dataRefStart", self._kept(span.value))
        self.fill(made, span.children or (Span("text", span.text),))
        return made

    def _kept(self, value: str) -> str:
        return self.data.setdefault(value, f"d{len(self.data) + 1}")


def append_text(into: Element, text: str) -> None:
    """Add words behind what an element holds already."""
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def _notes(texts: Iterable[str]) -> Element:
    made = _element("notes")
    for number, text in enumerate(texts, 1):
        note = _element("note", id=f"n{number}", category=PREFIX)
        note.text = safe(text)
        made.append(note)
    return made


def _metadata(values: Mapping[str, str]) -> Element:
    space = {"mda": METADATA}
    made = etree.Element(f"{{{METADATA}}}metadata", nsmap=space)
    group = etree.SubElement(made, f"{{{METADATA}}}metaGroup", category=PREFIX)
    for name, value in values.items():
        item = etree.SubElement(group, f"{{{METADATA}}}meta", type=name)
        item.text = safe(value)
    return made


def _element(tag: str, **attributes: str) -> Element:
    made = etree.Element(f"{{{CORE}}}{tag}", nsmap={None: CORE})
    for name, value in attributes.items():
        made.set(name, safe(value))
    return made


def _tag(code: str) -> str:
    ours = canonical(code)
    return html_lang(ours) if ours else code
