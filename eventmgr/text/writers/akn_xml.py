"""Elements, names and inline marks of Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from eventmgr.i18n.languages import canonical, html_lang
from eventmgr.text.inline import Span, parse

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKED = re.compile(r"(?<=\w)(\*{1,3})(?!\*)")
_TAGS = {"em": "i", "strong": "b", "sup": "sup", "sub": "sub"}

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - lxml has no other name


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of Akoma Ntoso; "as_" is the attribute "as"."""
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    for name, value in attributes.items():
        made.set(name.rstrip("_"), safe(value))
    made.extend(children)
    return made


def plain(tag: str, text: str, **attributes: str) -> Element:
    """Return an element of bare words."""
    made = element(tag, **attributes)
    made.text = safe(text)
    return made


def safe(text: str) -> str:
    """Return words without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def spoken_in(made: Element, tag: str) -> None:
    """Say in which language an element is."""
    ours = canonical(tag)
    made.set(_LANG, html_lang(ours) if ours else tag)


class Ids:
    """Gives out ids, each once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def take(self, wanted: str) -> str:
        """Return the wanted id, or with a number behind it where it is taken."""
        name, count = wanted, 1
        while name in self._used:
            count += 1
            name = f"{wanted}_{count}"
        self._used.add(name)
        return name


@dataclass
class Inline:
    """Writes light marks; notes are numbered through, a designation's note stands once (DES-02)."""

    markers: Mapping[str, str]
    ids: Ids
    notes: int = 0
    called: set[str] = field(default_factory=set)

    def marks(self, into: Element, text: str) -> None:
        """Add a text in light marks to an element."""
        self._spans(into, parse(text))

    def plain(self, into: Element, text: str) -> None:
        """Add bare words to an element, with the notes of the markers in them."""
        self._spans(into, [Span("text", text)])

    def _spans(self, into: Element, spans: Iterable[Span]) -> None:
        for span in spans:
            if span.kind == "text":
                self._words(into, span.text)
            elif span.kind == "break":
                into.append(element("br", eId=self.ids.take("br")))
            elif span.kind == "call":
                into.append(plain("sup", f"[{span.value}]"))
            elif span.kind == "ref":
                # References are written out before a text becomes a file; one left is lost.
                _append(into, "[?]")
            elif span.kind == "note":
                self.notes += 1
                self._note(into, str(self.notes), span.children)
            else:
                into.append(self._around(span))

    def _around(self, span: Span) -> Element:
        if span.kind == "link":
            made = element("a", href=span.value)
        elif span.kind == "lang":
            made = element("span")
            spoken_in(made, span.value)
        else:
            made = element(_TAGS[span.kind])
        self._spans(made, span.children or [Span("text", span.text)])
        return made

    def _words(self, into: Element, text: str) -> None:
        for part in _MARKED.split(text) if self.markers else [text]:
            if part in self.markers and part not in self.called:
                self.called.add(part)
                self._note(into, part, [Span("text", self.markers[part])])
            elif part:
                _append(into, safe(part))

    def _note(self, into: Element, marker: str, spans: Iterable[Span]) -> None:
        line = element("p")
        self._spans(line, spans)
        into.append(
            element(
                "authorialNote",
                line,
                marker=marker,
                placement="bottom",
                eId=self.ids.take("authorialNote_1" if marker == "1" else "authorialNote"),
            )
        )


def _append(into: Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
