"""Making the work that is sealed, and putting the seal on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from eventmgr.conclusions.models import (
    Adopter,
    AttachedStatement,
    Part,
    SealedEdition,
    SealedPrint,
)
from eventmgr.conclusions.paper import Ending, live_paper
from eventmgr.conclusions.seal import HANDLE, fingerprint
from eventmgr.conclusions.terms import Terms
from eventmgr.conclusions.wording import (
    SUMMARY_HEADING,
    Delegation,
    adoption_words,
    delegation_name,
    details,
    in_order,
)
from eventmgr.database import db, now
from eventmgr.directory.models import DesignationKind, Organisation
from eventmgr.directory.naming import Naming
from eventmgr.drafting.edition import Edition, edition_of
from eventmgr.drafting.heads import head_of
from eventmgr.drafting.models import AdoptionMode, StructuredText, TextState
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.printing.words import Words
from eventmgr.text.edition import Provenance, Statement, Work
from eventmgr.text.writers.canonical import write_canonical


def listed(text: StructuredText, terms: Terms) -> list[Delegation]:
    """Return the delegations listed beside a text, with their votes where they voted one by one."""
    rows = db.session.scalars(
        select(Adopter).where(Adopter.text_id == text.id).order_by(Adopter.id)
    ).all()
    votes = terms.vote.by if terms.vote is not None else {}
    return [
        Delegation(row.organisation, row.part is Part.ADOPTING, votes.get(row.organisation_id, ""))
        for row in rows
    ]


def statements_of(text: StructuredText) -> list[AttachedStatement]:
    """Return the statements that go with a text, in the order in which they came."""
    return list(
        db.session.scalars(
            select(AttachedStatement)
            .where(
                AttachedStatement.text_id == text.id,
                AttachedStatement.removed_at.is_(None),
                AttachedStatement.after_adoption.is_(False),
            )
            .order_by(AttachedStatement.received_at, AttachedStatement.id)
        )
    )


def final_work(
    event: Event,
    text: StructuredText,
    tree: Tree,
    terms: Terms,
    *,
    acknowledged: Iterable[str] = (),
    ended: dict[str, str] | None = None,
) -> Work:
    """Return the work as it is sealed on these terms, with the statements there are now.

    `ended` says in each language when the silence ended. Raises NamesMissing, NotPrintable.
    """
    wanted = [code for code in tree.languages if code in {*terms.languages, terms.authentic}]
    edition = replace(edition_of(tree, wanted), authentic=terms.authentic)
    delegations = in_order(listed(text, terms), naming_for(event, terms.authentic))
    attached = statements_of(text)
    named: dict[int, dict[str, str]] = {}
    heads = {}
    for code in wanted:
        paper = live_paper(
            event,
            text,
            edition,
            code,
            ending=_Ending(
                edition, code, terms, delegations, attached, named, (ended or {}).get(code, "")
            ),
        )
        heads[code] = head_of(paper)
    adoption: dict[str, Any] = {**terms.data(), "acknowledged": sorted(set(acknowledged))}
    if delegations:
        adoption["delegations"] = [_delegation(one, named) for one in delegations]
    work = Work(edition, heads, provenance=_provenance(event, text, terms), adoption=adoption)
    return with_statements(
        work, [(one.kind.value, named[one.organisation_id], one.texts) for one in attached]
    )


class _Ending:
    """Asks a paper's naming for every name that its end may hold, and keeps them by language."""

    def __init__(
        self,
        edition: Edition,
        language: str,
        terms: Terms,
        delegations: Sequence[Delegation],
        attached: Sequence[AttachedStatement],
        named: dict[int, dict[str, str]],
        ended: str,
    ) -> None:
        self.edition = edition
        self.language = language
        self.terms = terms
        self.delegations = delegations
        self.attached = attached
        self.named = named
        self.ended = ended

    def __call__(self, naming: Naming) -> Ending:
        def name(organisation: Organisation) -> str:
            names = self.named.setdefault(organisation.id, {})
            if self.language not in names:
                names[self.language] = delegation_name(naming, organisation)
            return names[self.language]

        pairs = [(one, name(one.organisation)) for one in self.delegations]
        for statement in self.attached:
            name(statement.organisation)
        more = details(self.terms, pairs, self.language, self.ended)
        note, closing = adoption_words(self.edition, self.language, self.terms, more)
        heading = ""
        if self.terms.mode is AdoptionMode.CHAIR_SUMMARY:
            heading = Words(self.language).say(SUMMARY_HEADING)
        return Ending(note, closing, heading)


def _delegation(one: Delegation, named: dict[int, dict[str, str]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "names": named[one.organisation.id],
        "part": (Part.ADOPTING if one.adopting else Part.OBSERVER).value,
    }
    return data | ({"vote": one.vote} if one.vote else {})


def with_statements(
    work: Work, statements: Iterable[tuple[str, dict[str, str], dict[str, str]]]
) -> Work:
    """Return a work with statements added: (kind, {language: who}, {language: words})."""
    authentic = work.edition.authentic
    new = list(statements)
    if not new:
        return work
    adoption = dict(work.adoption)
    adoption["statements"] = [
        *adoption.get("statements", []),
        *({"names": names} for _kind, names, _texts in new),
    ]
    added = tuple(
        Statement(kind, names.get(authentic) or next(iter(names.values()), ""), texts)
        for kind, names, texts in new
    )
    return replace(work, statements=(*work.statements, *added), adoption=adoption)


def _provenance(event: Event, text: StructuredText, terms: Terms) -> Provenance:
    where = event.country
    # An ISO code for addresses in files; only states have one, and no page shows it (DES-11).
    country = where.code.upper() if where and where.kind is DesignationKind.STATE else ""
    acronyms = [row.organisation.acronym for row in event.organisers if row.organisation.acronym]
    return Provenance(
        uuid=str(uuid.uuid4()),
        symbol=terms.symbol,
        start=event.start.isoformat(),
        end=event.end.isoformat(),
        country=country if len(country) == 2 else "",
        body=acronyms[0] if acronyms else "",
        date=terms.on.isoformat(),
        version="1",
    )


def put_seal(
    text: StructuredText,
    work: Work,
    *,
    mode: AdoptionMode,
    on: date,
    place: dict[str, str],
    actor: Any,
    at: datetime | None = None,
    written: str = "",
    imported: bool = False,
) -> SealedEdition:
    """Seal a work as the adopted text, which no change can follow; the caller holds the text.

    `written` is the seal where it exists already, as in an archive.
    """
    text.sealed = written or write_canonical(work)
    text.sealed_sha256 = fingerprint(text.sealed)
    text.authentic_language = work.edition.authentic
    text.state = TextState.ADOPTED
    text.silent_until = None
    text.adoption_mode = mode
    text.adopted_on = on
    text.adopted_place = place
    text.adopted_at = at or now()
    text.adopted_by_id = getattr(actor, "id", None)
    text.version += 1
    return add_edition(
        text,
        text.sealed,
        0,
        work.edition.languages,
        actor=actor,
        imported=imported,
        at=at if imported else None,
    )


def add_edition(
    text: StructuredText,
    sealed: str,
    number: int,
    languages: Iterable[str],
    *,
    actor: Any,
    imported: bool = False,
    at: datetime | None = None,
) -> SealedEdition:
    """Keep a sealed work as an edition, whose PDFs are still to be made."""
    sha256 = fingerprint(sealed)
    edition = SealedEdition(
        text_id=text.id,
        number=number,
        handle=sha256[:HANDLE],
        sealed=sealed,
        sha256=sha256,
        sealed_at=at or now(),
        sealed_by_id=getattr(actor, "id", None),
        imported=imported,
    )
    db.session.add(edition)
    db.session.flush()
    for code in languages:
        db.session.add(SealedPrint(edition_id=edition.id, language=code))
    db.session.flush()
    return edition
