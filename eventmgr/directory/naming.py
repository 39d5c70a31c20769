"""How countries, participants and organisations are named in one document (DES-01…DES-08)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation, DesignationText, Footnote, Organisation
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.multilingual import text_in

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
    _marked: bool = field(default=False, init=False)
    _missing: list[MissingName] = field(default_factory=list, init=False)

    def designation(self, designation: Designation) -> str:
        """Return the approved name with its marker where it carries one (DES-02, DES-08)."""
        text = self.texts.get(designation.id)
        if text is None:
            self._miss(MissingName("name", designation.code, self.language))
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

    def _miss(self, item: MissingName) -> None:
        if item not in self._missing:
            self._missing.append(item)


def load_naming(
    *,
    language: str,
    family: str,
    event_id: int | None,
    on: date,
    first_only: bool = False,
    languages: tuple[str, ...] = (),
) -> Naming:
    """Read what a document needs for its names: two queries, whatever its length.

    Names approved for the event go before the general ones; a designation that is not valid on
    the event's date keeps its text, as the choice of designation is the event's (DES-12).
    """
    rows = db.session.scalars(
        select(DesignationText)
        .where(
            DesignationText.language == language,
            DesignationText.approved_at.is_not(None),
            (DesignationText.event_id.is_(None)) | (DesignationText.event_id == event_id),
        )
        .order_by(DesignationText.event_id.is_not(None))
    )
    texts = {row.designation_id: row for row in rows}
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
    )
