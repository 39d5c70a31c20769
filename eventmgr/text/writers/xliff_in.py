"""Reading an XLIFF 2.0 file that a translator's program has filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from eventmgr.i18n.languages import canonical as language_code
from eventmgr.i18n.marks import N_
from eventmgr.text.inline import Span, canonical, serialise
from eventmgr.text.readers.errors import MAX_BYTES, UnreadableFile
from eventmgr.text.writers.xliff import CORE, METADATA, PREFIX, Element

_C = f"{{{CORE}}}"
_M = f"{{{METADATA}}}"
_MOST_UNITS = 10_000
_DEEPEST = 12
_KINDS = {"xlf:i": "em", "xlf:b": "strong"}
_OWN = {f"{PREFIX}:{kind}": kind for kind in ("em", "strong", "sup", "sub", "lang", "note")}


@dataclass(frozen=True)
class Returned:
    """A unit that came back. `target` is None where nobody translated it.

    `state` is XLIFF's: initial, translated, reviewed or final. `notes` are the translator's own.
    """

    uid: str
    source: str
    target: str | None
    state: str
    revision: str = ""
    target_revision: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnedFile:
    """A whole file; languages are our codes where we know them, else the tags of the file."""

    source: str
    target: str
    original: str
    units: tuple[Returned, ...]


def read_xliff(data: bytes) -> ReturnedFile:
    """Return what an XLIFF 2.0 file holds; raises UnreadableFile with a plain sentence."""
    root = _root(data)
    file = root.find(f"{_C}file")
    source, target = root.get("srcLang", ""), root.get("trgLang", "")
    if file is None or not source or not target:
        raise UnreadableFile(
            N_("The file does not say from which language into which it is translated.")
        )
    units: list[Returned] = []
    for unit in root.iter(f"{_C}unit"):
        if len(units) >= _MOST_UNITS:
            raise UnreadableFile(
                N_("The file holds more than %(limit)s units. Please split it first."),
                {"limit": _MOST_UNITS},
            )
        units.append(_unit(unit))
    if len({unit.uid for unit in units}) != len(units):
        raise UnreadableFile(N_("A unit stands twice in the file. Please send it once only."))
    return ReturnedFile(
        language_code(source) or source,
        language_code(target) or target,
        file.get("original", ""),
        tuple(units),
    )


def _root(data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            N_("The file is larger than %(limit)s MB. Please send a smaller one."),
            {"limit": MAX_BYTES // 1024 // 1024},
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(N_("This is not an XLIFF file, or it is damaged.")) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(N_("The file holds foreign definitions and was not opened."))
    name = etree.QName(root)
    if name.localname != "xliff":
        raise UnreadableFile(N_("This is not an XLIFF file, or it is damaged."))
    if name.namespace != CORE or not root.get("version", "").startswith("2."):
        raise UnreadableFile(
            N_(
                "This is XLIFF %(version)s. Please save it as XLIFF 2.0, the version in which it "
                "was sent out."
            ),
            {"version": root.get("version", "?")[:10]},
        )
    return root


def _unit(unit: Element) -> Returned:
    name = unit.get("id", "")
    codes = {
        item.get("id", ""): item.text or "" for item in unit.iterfind(f"{_C}originalData/{_C}data")
    }
    looks: dict[str, Element] = {}
    for mark in unit.iter(f"{_C}pc", f"{_C}sc", f"{_C}ph"):
        if mark.get("type") or mark.get("subType"):
            looks.setdefault(mark.get("id", ""), mark)
    read = _Reader(name, codes, looks)
    sources: list[Span] = []
    targets: list[Span] = []
    states = []
    translated = False
    for part in unit.iter(f"{_C}segment", f"{_C}ignorable"):
        source, target = part.find(f"{_C}source"), part.find(f"{_C}target")
        words = read.spans(source) if source is not None else []
        sources += words
        if target is not None and (len(target) or (target.text or "").strip()):
            targets += read.spans(target)
            translated = translated or part.tag == f"{_C}segment"
        elif part.tag == f"{_C}segment" and words:
            states.append("initial")
        else:
            targets += words
        if part.tag == f"{_C}segment":
            states.append(part.get("state", "initial"))
    missing = translated and any(
        part.find(f"{_C}target") is None and part.find(f"{_C}source") is not None
        for part in unit.iter(f"{_C}segment")
    )
    if missing:
        raise UnreadableFile(
            N_(
                "A paragraph is translated in part only: “%(start)s …”. Please translate all its "
                "segments, or none."
            ),
            {"start": canonical(serialise(sources))[:60]},
        )
    order = ("initial", "translated", "reviewed", "final")
    state = min((one if one in order else "initial" for one in states), key=order.index,
                default="initial")  # fmt: skip
    return Returned(
        uid=re.sub(r"^p-", "", name),
        source=canonical(serialise(sources)),
        target=canonical(serialise(targets)) if translated else None,
        state=state,
        revision=_meta(unit, "source-revision"),
        target_revision=_meta(unit, "target-revision"),
        notes=tuple(
            " ".join((note.text or "").split())
            for note in unit.iterfind(f"{_C}notes/{_C}note")
            if note.get("category") != PREFIX and (note.text or "").strip()
        ),
    )


def _meta(unit: Element, name: str) -> str:
    found = (item for item in unit.iter(f"{_M}meta") if item.get("type") == name)
    return next((item.text or "" for item in found), "")


class _Reader:
    """Reads inline elements back into light marks."""

    def __init__(self, unit: str, codes: dict[str, str], looks: dict[str, Element]) -> None:
        self.unit = unit
        self.codes = codes
        self.looks = looks

    def spans(self, element: Element) -> list[Span]:
        """Return the spans of a source or target."""
        # Programs may open a mark in one place and close it in another: one list for each open.
        stack: list[tuple[str, list[Span]]] = [("", [])]
        for kind, value, mark in self._events(element, 0):
            if kind == "text":
                stack[-1][1].append(Span("text", value))
            elif kind == "open":
                stack.append((value, []))
            elif kind == "close":
                if len(stack) == 1 or stack[-1][0] != value:
                    raise self._crossed()
                _, inner = stack.pop()
                stack[-1][1].extend(self._dressed(value, mark, inner))
            elif mark is not None:
                stack[-1][1].extend(self._placeholder(mark))
        if len(stack) != 1:
            raise self._crossed()
        return stack[0][1]

    def _events(self, element: Element, depth: int) -> Iterator[tuple[str, str, Element | None]]:
        if depth > _DEEPEST:
            raise self._crossed()
        if element.text:
            yield "text", element.text, None
        for child in element:
            name = child.get("id", "")
            if child.tag == f"{_C}pc":
                yield "open", name, child
                yield from self._events(child, depth + 1)
                yield "close", name, child
            elif child.tag == f"{_C}sc":
                yield "open", name, child
            elif child.tag == f"{_C}ec":
                start = child.get("startRef") or name
                yield "close", start, self.looks.get(start)
            elif child.tag == f"{_C}ph":
                yield "ph", name, child
            elif child.tag == f"{_C}cp":
                pass
            else:
                # Comments and terms of the program (mrk, sm, em): their words stay.
                yield from self._events(child, depth + 1)
            if child.tail:
                yield "text", child.tail, None

    def _look(self, mark: Element | None, name: str) -> Element | None:
        if mark is not None and (mark.get("type") or mark.get("subType")):
            return mark
        return self.looks.get(name, mark)

    def _dressed(self, name: str, mark: Element | None, inner: list[Span]) -> list[Span]:
        look = self._look(mark, name)
        if look is None:
            return inner
        value = self.codes.get(look.get("dataRefStart", ""), "")
        if look.get("type") == "link":
            if not re.fullmatch(r"(?:https?://|mailto:)[^\s()<>\"\\]+", value):
                return inner
            return [Span("link", value=value, children=tuple(inner))]
        subtype = look.get("subType", "")
        kind = _KINDS.get(subtype) or _OWN.get(subtype)
        if kind is None:
            return inner
        if kind in {"sup", "sub"}:
            return [Span(kind, "".join(_words(inner)))]
        if kind == "lang" and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", value):
            return inner
        return [Span(kind, value=value, children=tuple(inner))]

    def _placeholder(self, mark: Element) -> list[Span]:
        look = self._look(mark, mark.get("id", ""))
        subtype = look.get("subType", "") if look is not None else ""
        value = self.codes.get(look.get("dataRef", ""), "") if look is not None else ""
        if subtype == "xlf:lb":
            return [Span("break")]
        if subtype == f"{PREFIX}:call" and value.isascii() and value.isdigit():
            return [Span("call", value=value)]
        if subtype == f"{PREFIX}:ref" and re.fullmatch(r"[0-9A-Za-z_-]{1,64}", value):
            return [Span("ref", value=value)]
        return []

    def _crossed(self) -> UnreadableFile:
        return UnreadableFile(
            N_(
                "In unit “%(unit)s” marks such as italics cross one another. Please mend it in "
                "your translation program and send the file again."
            ),
            {"unit": self.unit[:60]},
        )


def _words(spans: list[Span]) -> Iterator[str]:
    for span in spans:
        yield span.text
        yield from _words(list(span.children))
