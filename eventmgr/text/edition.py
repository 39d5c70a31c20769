"""A text in all its languages, as it is printed, sealed and handed to other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class EditionParagraph:
    """A paragraph with its printed label ("4."), its reference ("4 (c)") and its wordings.

    `kind` is a word of eventmgr.text.model.NodeKind. `behind` names the languages whose wording
    does not say what the source says; `states` holds, per language, the word of the editor for
    how far a translation is (source, missing, draft, out of date, translated, checked). `minor`
    names the languages that a small correction of the source left as they were. `gone` marks the
    place of a deleted paragraph whose number is held ("5 [deleted]").
    """

    uid: str
    kind: str
    level: int
    label: str
    reference: str
    texts: Mapping[str, str]
    behind: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    minor: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class Edition:
    """All paragraphs in all languages; every language falls back on the authentic one."""

    kind: str
    authentic: str
    languages: tuple[str, ...]
    paragraphs: tuple[EditionParagraph, ...]
    label_style: str = "1./a."


class Institution(NamedTuple):
    """An organiser as the head of a paper names it; all organisers are of equal rank."""

    name: str
    acronym: str = ""
    role: str = ""


class Marker(NamedTuple):
    """A designation's marker and the sentence it stands for (DES-02)."""

    marker: str
    text: str


class Attached(NamedTuple):
    """What stands behind the text on pages of its own: a heading, and words in light marks."""

    heading: str
    text: str


@dataclass(frozen=True)
class Head:
    """What one language prints around the paragraphs; all of it is in that language.

    `note` is the line about the version ("Draft of 15 July 2016"), `heading` the words for the
    kind of paper, `remarks` the sentences at the end ("Courtesy translation …"). `untranslated`
    says, per language, what stands before a paragraph printed in that other language
    ("in English"). `attached` are the statements that print with the text.
    """

    title: str
    subtitles: tuple[str, ...] = ()
    organisers: tuple[Institution, ...] = ()
    place: str = ""
    dates: str = ""
    note: str = ""
    heading: str = ""
    adoption_note: str = ""
    closing: str = ""
    designation_notes: tuple[Marker, ...] = ()
    disclaimer: str = ""
    remarks: tuple[str, ...] = ()
    untranslated: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """Where a work comes from, in words that need no language.

    `uuid` names the work for ever, `symbol` is the secretariat's own; dates are ISO 8601 days,
    `start` and `end` those of the event; `country` is an ISO 3166 code in capitals, `body` a
    short name of who adopts ("RACVIAC"); `version` counts the editions of the work.
    """

    uuid: str = ""
    symbol: str = ""
    start: str = ""
    end: str = ""
    country: str = ""
    body: str = ""
    date: str = ""
    version: str = ""


@dataclass(frozen=True)
class Statement:
    """A statement attached to an adopted text: who made it, what it is called, and its words.

    `kind` is a word such as "interpretative statement" or "reservation"; `texts` holds the words
    per language, in the light marks of paragraphs.
    """

    kind: str
    by: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """An edition with its heads: everything a file of it holds.

    `adoption` are the facts of its adoption as plain data (mode, date, place, …), empty for a
    draft.
    """

    edition: Edition
    heads: Mapping[str, Head]
    provenance: Provenance = Provenance()
    statements: tuple[Statement, ...] = ()
    adoption: Mapping[str, Any] = field(default_factory=dict)


def shown(paragraph: EditionParagraph, language: str, authentic: str) -> tuple[str, str]:
    """Return what is printed of a paragraph in a language, and the language it is really in.

    What is missing stands in the authentic language, or in the first one there is.
    """
    for code in (language, authentic, *paragraph.texts):
        if paragraph.texts.get(code):
            return paragraph.texts[code], code
    return "", language
