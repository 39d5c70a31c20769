"""The texts of messages that an event may word its own way, and the words that stand for data.

A room registers its kinds of message once, from its views' imports:

    register("nomination_received", _l("Thanks for a nomination"), word("institution", …), …)

and writes the text as delivered in templates/mail/<kind>/subject.txt and body.txt, each word of
the kind as a variable (`{{ link }}`), with `event_title`, `event_dates`, `event_place` and `name`
beside them. Sending goes through `messages.send(kind, …, context={"link": …})` as ever; what an
event has worded itself takes the place of the text as delivered.

In a text a word stands in braces: {link}. A line all of whose words are empty is left out, so
that one text serves letters with and without a deadline. Plain text and HTML come from the same
source; no text can smuggle in a word of another's data, as values are never read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy import select

from eventmgr import language as pages
from eventmgr.database import db
from eventmgr.i18n.marks import N_
from eventmgr.mail.message import one_line
from eventmgr.mail.models import MailText

_WORD = re.compile(r"\{([a-z_]+)\}")
# Whatever somebody may have meant as a word, rightly written or not.
_BRACES = re.compile(r"\{([^{}\n]*)\}?|\}")
_LINK = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)]")


@dataclass(frozen=True)
class Word:
    """A word that stands for data: `sample` shows in previews; `needed` must be in the text."""

    name: str
    meaning: Any
    sample: Any
    needed: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of message whose text an event may change."""

    name: str
    label: Any
    words: tuple[Word, ...]
    listed: bool = True


@dataclass(frozen=True)
class Source:
    """A text with its words in braces; `own` tells whether the event worded it itself."""

    subject: str
    body: str
    own: bool = False


@dataclass(frozen=True)
class Rendered:
    """A text with its words filled in; `html` is a part of a page, escaped."""

    subject: str
    text: str
    html: Markup


_KINDS: dict[str, Kind] = {}


def word(name: str, meaning: Any, sample: Any, *, needed: bool = False) -> Word:
    """Return a word of a kind; `meaning` and `sample` are lazy texts for people."""
    return Word(name, meaning, sample, needed)


# What every message of an event can say.
COMMON = (
    word("name", _l("name of the recipient"), _l("Ana Petrović")),
    word("event", _l("title of the event"), ""),
    word("dates", _l("dates of the event"), ""),
    word("place", _l("place of the event"), ""),
)


def register(kind: str, label: Any, *words: Word, listed: bool = True) -> Kind:
    """Make the text of a kind of message one that events may change; registering twice is one.

    `words` are the kind's own, beside COMMON. The text as delivered is templates/mail/<kind>; a
    kind that is not `listed` has none, as its text is written anew each time.
    """
    own = {one.name for one in words}
    known = Kind(kind, label, (*(one for one in COMMON if one.name not in own), *words), listed)
    _KINDS[kind] = known
    return known


def kinds() -> list[Kind]:
    """Return the kinds whose texts can be changed, in the order of their registration."""
    return [kind for kind in _KINDS.values() if kind.listed]


def kind_of(name: str) -> Kind | None:
    """Return a registered kind, or None."""
    return _KINDS.get(name)


# --- the source -------------------------------------------------------------------------------


_delivered: dict[tuple[str, str], Source] = {}


def as_delivered(kind: Kind, language: str) -> Source:
    """Return the text as delivered in one language, its words in braces.

    It is read once in the life of a process: templates and catalogues do not change meanwhile.
    """
    known = _delivered.get((kind.name, language))
    if known is not None:
        return known
    braces = {one.name: f"{{{one.name}}}" for one in kind.words}
    context: dict[str, Any] = {
        **braces,
        "event": None,
        "event_title": "{event}",
        "event_dates": "{dates}",
        "event_place": "{place}",
        "to_name": "{name}",
        "language": language,
    }
    with pages.speaking(language):
        subject = render_template(f"mail/{kind.name}/subject.txt", **context)
        body = render_template(f"mail/{kind.name}/body.txt", **context)
    source = Source(one_line(subject), _tidy(body))
    _delivered[kind.name, language] = source
    return source


def own_text(event_id: int, kind: str, language: str) -> MailText | None:
    """Return what an event worded itself, or None."""
    return db.session.scalar(
        select(MailText).where(
            MailText.event_id == event_id, MailText.kind == kind, MailText.language == language
        )
    )


def source_of(kind: Kind, event: Any, language: str) -> Source:
    """Return the text that counts for an event: its own, else the one as delivered."""
    own = own_text(event.id, kind.name, language) if event is not None else None
    if own is None:
        return as_delivered(kind, language)
    return Source(own.subject, own.body, own=True)


def _tidy(text: str) -> str:
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", text)


# --- looking through a text before it is saved ------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """Something that must be put right: a message id and its parameters."""

    msgid: str
    params: dict[str, str]
    field: str


def faults(kind: Kind, subject: str, body: str) -> list[Fault]:
    """Return the words a text misspells, and those it must have and has not.

    A subject line may be read by others on the way: words for people's names are refused there
    (PRIV-06).
    """
    known = {one.name for one in kind.words}
    found = []
    for place, text in (("subject", subject), ("body", body)):
        for braces in _BRACES.finditer(text):
            written = braces.group(0)
            if not (_WORD.fullmatch(written) and braces.group(1) in known):
                found.append(
                    Fault(
                        N_(
                            "%(word)s is not one of the words this message knows. Please take "
                            "one from the list, or leave the braces out."
                        ),
                        {"word": written},
                        place,
                    )
                )
    used = set(_WORD.findall(subject))
    if "name" in used:
        found.append(
            Fault(
                N_(
                    "A subject line is seen by others on the way. Please leave the name of the "
                    "recipient out of it."
                ),
                {},
                "subject",
            )
        )
    used |= set(_WORD.findall(body))
    return found + [
        Fault(
            N_("The word %(word)s is missing: without it the message has no use."),
            {"word": f"{{{one.name}}}"},
            "body",
        )
        for one in kind.words
        if one.needed and one.name not in used
    ]


# --- filling in -------------------------------------------------------------------------------


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its words filled in; a line all of whose words are empty is left out."""
    lines = []
    for line in text.splitlines():
        names = [name for name in _WORD.findall(line) if name in values]
        if names and not any(values[name] for name in names):
            continue
        lines.append(_WORD.sub(lambda match: values.get(match[1], match[0]), line))
    return _tidy("\n".join(lines))


def as_html(text: str) -> Markup:
    """Return a plain text as HTML: paragraphs, lines, links; everything else escaped."""
    paragraphs = []
    for block in re.split(r"\n{2,}", text.strip()):
        lines = Markup("<br>\n").join(_linked(line) for line in block.splitlines())
        paragraphs.append(Markup("<p>%s</p>") % lines)
    return Markup("\n").join(paragraphs)


def _linked(line: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for match in _LINK.finditer(line):
        parts += [
            escape(line[end : match.start()]),
            Markup('<a href="%s">%s</a>') % (match[0], match[0]),
        ]
        end = match.end()
    return Markup("").join([*parts, escape(line[end:])])


def render(
    kind: str,
    event: Any,
    language: str,
    values: Mapping[str, Any],
    *,
    source: Source | None = None,
) -> Rendered:
    """Return the text of a message: the event's own or the one as delivered, words filled in.

    `language` is one the program speaks; `values` are {word: text}, a missing one is empty.
    `source` takes the place of what is stored, for a preview.
    """
    known = _KINDS[kind]
    words = {one.name: str(values.get(one.name) or "") for one in known.words}
    text = source or source_of(known, event, language)
    body = fill(text.body, words)
    return Rendered(one_line(fill(text.subject, words)), body, as_html(body))


def samples(kind: Kind, common: Mapping[str, str]) -> dict[str, str]:
    """Return sample values for every word of a kind in the language being spoken.

    `common` are the event's own title, dates and place.
    """
    return {one.name: str(common.get(one.name) or one.sample) for one in kind.words}
