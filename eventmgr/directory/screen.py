"""Names on screens: never missing, always with their footnote (DES-03), never a code (DES-11).

Pages need not think of the footnotes: whatever names they ask for here, the frame of the page
shows the notes of their markers at its foot.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from flask import g, has_app_context
from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.database import db, now
from eventmgr.directory.models import Designation, DesignationText, Footnote, Organisation
from eventmgr.directory.naming import MARKER, MissingName, valid_on
from eventmgr.i18n.collation import SortKey, sort_key
from eventmgr.i18n.languages import html_lang, language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.once import once


@dataclass(frozen=True)
class Note:
    """A footnote on a screen; `lang` is set where it stands in another language."""

    marker: str
    text: str
    lang: str = ""


@dataclass
class ScreenNames:
    """The names of one page. Unlike a document's, a page shows what it can and says the rest."""

    language: str
    texts: dict[int, DesignationText]
    # Kept as words, so that even a page about a failure can show it without the database.
    note: Note | None
    _marked: bool = field(default=False, init=False)

    def designation(self, designation: Designation | None) -> str:
        """Return a name with its marker; a plain word where no name was entered yet."""
        if designation is None:
            return ""
        text = self.texts.get(designation.id)
        if text is None:
            return _("(name not entered yet)")
        if designation.footnoted:
            self._mark()
            return text.list_name + MARKER
        return text.list_name

    def organisation(self, organisation: Organisation) -> str:
        """Return an organisation's name, with its acronym in brackets."""
        name = text_in(organisation.names, self.language, ("en",))
        acronym = organisation.acronym
        return f"{name} ({acronym})" if acronym and acronym != name else name

    def institution(self, organisation: Organisation) -> str:
        """Return an institution with the designation it belongs to (DES-10)."""
        name = self.organisation(organisation)
        if organisation.designation is None:
            return name
        return f"{name}, {self.designation(organisation.designation)}"

    def order(self, designation: Designation) -> SortKey:
        """Return the key that sorts designations in the reader's alphabet (DES-13)."""
        text = self.texts.get(designation.id)
        return sort_key((text.sort_key or text.list_name) if text else "", self.language)

    def organisation_order(self, organisation: Organisation) -> SortKey:
        """Return the key that sorts organisations, by their own override first."""
        name = text_in(organisation.names, self.language, ("en",))
        return sort_key(organisation.sort_key or name, self.language)

    def _mark(self) -> None:
        if not self._marked and has_app_context():
            g.setdefault("screen_names", []).append(self)
        self._marked = True

    def notes(self) -> list[Note]:
        """Return the footnotes of the markers given out so far, each once."""
        if not self._marked:
            return []
        if self.note is None:
            return [Note(MARKER, _("The text of this footnote has not been approved yet."))]
        return [self.note]


def screen_names(
    language: str,
    *,
    family: str = "rcc-eu",
    event_id: int | None = None,
    on: date | None = None,
) -> ScreenNames:
    """Read the names for one page, in three queries.

    A name that is not there in the language is shown in English, or as there is one; a footnote
    likewise, but only an approved one. `on` is the event's date (today where there is none).
    """
    day = on or now().date()
    read = once(
        ("screen names", language, family, event_id, day),
        lambda: _screen_names(language, family, event_id, day),
    )
    return replace(read)


def _screen_names(language: str, family: str, event_id: int | None, on: date) -> ScreenNames:
    rows = list(
        db.session.scalars(
            select(DesignationText).where(
                DesignationText.event_id.is_(None) | (DesignationText.event_id == event_id)
            )
        )
    )
    # The last one wins: best are the event's own, approved, in the reader's language.
    rows.sort(
        key=lambda row: (
            row.language == language,
            row.language == "en",
            row.approved_at is not None,
            row.event_id is not None,
        )
    )
    found = {row.designation_id: row for row in rows}
    texts = dict(found)
    for designation_id, valid in valid_on(on).items():
        own = found.get(designation_id)
        if valid.id in found and (own is None or own.event_id is None):
            texts[designation_id] = found[valid.id]
    notes = db.session.scalars(
        select(Footnote).where(Footnote.family == family, Footnote.approved_at.is_not(None))
    )
    footnote = min(
        notes,
        key=lambda row: (row.language != language, row.language != "en", row.language),
        default=None,
    )
    note = None
    if footnote is not None:
        foreign = footnote.language != language
        note = Note(MARKER, footnote.text, html_lang(footnote.language) if foreign else "")
    return ScreenNames(language=language, texts=texts, note=note)


def name_of_code(code: str, language: str) -> str:
    """Return the name of a designation known by its handle, which is never shown (DES-11)."""
    row = db.session.scalar(select(Designation).where(Designation.code == code))
    if row is None:
        return _("(name not entered yet)")
    # Its own name, also where another designation has taken its place since.
    on = row.valid_to or row.valid_from
    return screen_names(language, on=on).designation(row)


def missing_words(missing: MissingName, reader: str) -> str:
    """Say in plain words which name or footnote is missing, and in which language (DES-01)."""
    language = language_name(missing.language, reader)
    if missing.what == "footnote":
        return _(
            "The footnote of the chosen family has no approved text in %(language)s.",
            language=language,
        )
    return _(
        "The name of %(name)s is not approved in %(language)s.",
        name=name_of_code(missing.code, reader),
        language=language,
    )


def screen_notes() -> list[Note]:
    """Return the footnotes of all markers given out for this page, each once."""
    pages: list[ScreenNames] = g.get("screen_names", [])
    return list(dict.fromkeys(note for names in pages for note in names.notes()))
