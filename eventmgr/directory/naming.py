"""How countries, participants and organisations are named in one document (DES-01…DES-08)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation, DesignationText, Footnote, Organisation
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.multilingual import text_in
from eventmgr.once import once

MARKER = "*"


@dataclass(frozen=True)
class MissingName:
    """What stands between a document and its release (DES-01): a name or a footnote's text."""

    what: str  # "name" or "footnote"
    code: str  # the designation's handle, or the footnote's family
    language: str


class NamesMissing(Exception):
    """A document cannot be made: names or footnote texts are missing or not approved (DES-01)."""

    def __init__(self, missing: list[MissingName]) -> None:
        super().__init__(
            "; ".join(f"{item.what} of {item.code} in {item.language}" for item in missing)
        )
        self.missing = missing


@dataclass
class Naming:
    """The names of one document in one language; it remembers which markers it gave out.

    Ask it in reading order, then print `notes()` once: a marker and its text always go together
    (DES-02). With `first_only` later markers are dropped.
    """

    language: str
    texts: dict[int, DesignationText]
    footnote: str | None
    family: str
    first_only: bool = False
    languages: tuple[str, ...] = ()
    # What is missing is reported under the designation that is valid on the date (DES-12).
    codes: dict[int, str] = field(default_factory=dict)
    _marked: bool = field(default=False, init=False)
    _missing: list[MissingName] = field(default_factory=list, init=False)

    def designation(self, designation: Designation) -> str:
        """Return the approved name with its marker where it carries one (DES-02, DES-08)."""
        text = self.texts.get(designation.id)
        if text is None:
            code = self.codes.get(designation.id, designation.code)
            self._miss(MissingName("name", code, self.language))
            return ""
        if not designation.footnoted:
            return text.list_name
        if not self.footnote:
            self._miss(MissingName("footnote", self.family, self.language))
        marker = "" if self.first_only and self._marked else MARKER
        self._marked = True
        return text.list_name + marker

    def organisation(self, organisation: Organisation, *, acronym: bool = False) -> str:
        """Return an organisation's one spelling in this language (DES-19)."""
        name = text_in(organisation.names, self.language, self.languages)
        if acronym and organisation.acronym and organisation.acronym != name:
            return f"{name} ({organisation.acronym})"
        return name

    def institution(self, organisation: Organisation) -> str:
        """Return an institution with the designation it belongs to (DES-10)."""
        name = self.organisation(organisation)
        if organisation.designation is None:
            return name
        return f"{name}, {self.designation(organisation.designation)}"

    def order(self, designation: Designation) -> object:
        """Return the key that sorts a designation by the document's language (DES-13, DES-14)."""
        text = self.texts.get(designation.id)
        return sort_key((text.sort_key or text.list_name) if text else "", self.language)

    def organisation_order(self, organisation: Organisation) -> object:
        """Return the key that sorts an organisation, by its own override first (DES-15)."""
        return sort_key(organisation.sort_key or self.organisation(organisation), self.language)

    def notes(self) -> list[tuple[str, str]]:
        """Return the footnotes of the markers given out: (marker, text), each once (DES-02).

        Raises NamesMissing where a name or a footnote is not there or not approved (DES-01).
        """
        if self._missing:
            raise NamesMissing(self._missing)
        return [(MARKER, self.footnote)] if self._marked and self.footnote else []

    def offered(self) -> list[tuple[str, str]]:
        """Return `notes()`, or the footnote that a marker typed in a post or title would need.

        Only for what leaves out a note whose marker does not occur: PDFs and sheets do.
        """
        return self.notes() or ([(MARKER, self.footnote)] if self.footnote else [])

    def _miss(self, item: MissingName) -> None:
        if item not in self._missing:
            self._missing.append(item)


@dataclass(frozen=True)
class Term:
    """A designation and from when it is the one to print."""

    id: int
    code: str
    replaces_id: int | None
    valid_from: date | None


def valid_on(on: date) -> dict[int, Term]:
    """Return {designation id: the one valid on that date}, where it is another (DES-12).

    Followed along `replaces_id` in both directions: an archived event keeps the name of its own
    time, and a newer event does not print one that has ended. One query.
    """
    replaced = select(Designation.replaces_id).where(Designation.replaces_id.is_not(None))
    rows = db.session.execute(
        select(
            Designation.id, Designation.code, Designation.replaces_id, Designation.valid_from
        ).where(Designation.replaces_id.is_not(None) | Designation.id.in_(replaced))
    )
    terms = {row.id: Term(row.id, row.code, row.replaces_id, row.valid_from) for row in rows}
    later = {term.replaces_id: term for term in terms.values() if term.replaces_id is not None}

    def resolve(term: Term) -> Term:
        if term.valid_from and on < term.valid_from:
            while term.valid_from and on < term.valid_from and term.replaces_id in terms:
                term = terms[term.replaces_id]
            return term
        while (after := later.get(term.id)) and (
            after.valid_from is None or on >= after.valid_from
        ):
            term = after
        return term

    return {term.id: chosen for term in terms.values() if (chosen := resolve(term)) is not term}


def load_naming(
    *,
    language: str,
    family: str,
    event_id: int | None,
    on: date,
    first_only: bool = False,
    languages: tuple[str, ...] = (),
) -> Naming:
    """Read what a document needs for its names: three queries, whatever its length.

    Names approved for the event go before the general ones. Of designations that took one
    another's place, the one valid on the event's date gives the name (DES-12), unless the event
    has approved a name of its own for it.
    """
    what = ("naming", language, family, event_id, on, first_only, languages)
    read = once(
        what,
        lambda: _load_naming(language, family, event_id, on, first_only, languages),
    )
    # A document keeps its own account of the markers it has given out.
    return replace(read)


def _load_naming(
    language: str,
    family: str,
    event_id: int | None,
    on: date,
    first_only: bool,
    languages: tuple[str, ...],
) -> Naming:
    rows = db.session.scalars(
        select(DesignationText)
        .where(
            DesignationText.language == language,
            DesignationText.approved_at.is_not(None),
            (DesignationText.event_id.is_(None)) | (DesignationText.event_id == event_id),
        )
        .order_by(DesignationText.event_id.is_not(None))
    )
    found = {row.designation_id: row for row in rows}
    texts = dict(found)
    codes = {}
    for designation_id, valid in valid_on(on).items():
        own = found.get(designation_id)
        if own is not None and own.event_id is not None:
            continue
        codes[designation_id] = valid.code
        texts.pop(designation_id, None)
        if valid.id in found:
            texts[designation_id] = found[valid.id]
    footnote = db.session.scalar(
        select(Footnote.text).where(
            Footnote.family == family,
            Footnote.language == language,
            Footnote.approved_at.is_not(None),
        )
    )
    return Naming(
        language=language,
        texts=texts,
        footnote=footnote,
        family=family,
        first_only=first_only,
        languages=languages,
        codes=codes,
    )
