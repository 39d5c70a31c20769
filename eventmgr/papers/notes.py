"""The source notes of a text: numbered as they print, with what is wrong about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _
from markupsafe import Markup

from eventmgr.drafting.markup import inline_html
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import Span, links, parse, to_plain

# What looks like a mark but is read as plain signs.
_UNREAD = (
    (re.compile(r"\^\["), "unclosed"),
    (re.compile(r"\[\^[^\]]*\]"), "no-number"),
    (re.compile(r"\[[^\[\]\n]{1,200}\]\([^)\n]*\)?"), "link"),
)


@dataclass(frozen=True)
class SourceNote:
    """A note as it prints, and the paragraph that calls it."""

    number: int
    html: Markup
    links: tuple[str, ...]
    uid: str


@dataclass(frozen=True)
class Dead:
    """Something about a mark that a reader would stumble over, and where it stands."""

    message: str
    uid: str


@dataclass
class SourceNotes:
    """The notes of a text in one language."""

    notes: list[SourceNote] = field(default_factory=list)
    dead: list[Dead] = field(default_factory=list)


def source_notes(tree: Tree, language: str) -> SourceNotes:
    """Return the numbered notes of a language and the marks that lead nowhere.

    No address is called: whether a page still answers is for a person to see.
    """
    found = SourceNotes()
    first = 0
    texts, notes = collect_footnotes(tree.texts(language))
    for paragraph, text in zip(tree.paragraphs, texts, strict=True):
        own = paragraph.text(language)
        count = len(_spans_of(own, "note"))
        for note in notes[first : first + count]:
            assert isinstance(note.number, int)
            found.notes.append(
                SourceNote(
                    note.number, inline_html(note.text), tuple(links(note.text)), paragraph.uid
                )
            )
            if not to_plain(note.text).strip():
                found.dead.append(Dead(_("Note %(n)s is empty.", n=note.number), paragraph.uid))
        first += count
        if own:
            found.dead += _dead_in(own, text, paragraph, tree, language)
    return found


def _walk(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from _walk(span.children)


def _spans_of(text: str, kind: str) -> list[Span]:
    return [span for span in _walk(parse(text)) if span.kind == kind]


def _dead_in(
    own: str, text: str, paragraph: Paragraph, tree: Tree, language: str
) -> Iterator[Dead]:
    for call in _spans_of(own, "call"):
        yield Dead(
            _(
                "The mark [^%(n)s] has no note. Please write the note itself as ^[its text].",
                n=call.value,
            ),
            paragraph.uid,
        )
    words = "".join(span.text for span in _walk(parse(own)) if span.kind == "text")
    messages = {
        "unclosed": _("A note is begun with ^[ and has no text or no closing bracket."),
        "no-number": _("A mark between [^ and ] has no note. Please write it as ^[its text]."),
        "link": _("A link could not be read. Please write it as [words](https://address)."),
    }
    for pattern, code in _UNREAD:
        if pattern.search(words):
            yield Dead(messages[code], paragraph.uid)
    if language != tree.source:
        theirs = paragraph.text(tree.source)
        here, there = (len(_spans_of(one, "note")) for one in (own, theirs))
        if theirs and here != there:
            yield Dead(
                _(
                    "The source text has %(there)s notes in this paragraph, this language "
                    "%(here)s.",
                    there=there,
                    here=here,
                ),
                paragraph.uid,
            )
