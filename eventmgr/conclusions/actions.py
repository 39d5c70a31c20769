"""Adopting a text: an act that seals it, and that nothing undoes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from eventmgr.audit.actions import record
from eventmgr.conclusions.findings import Preflight
from eventmgr.conclusions.models import Adopter, Part, SealedEdition
from eventmgr.conclusions.preflight import preflight
from eventmgr.conclusions.sealing import final_work, put_seal
from eventmgr.conclusions.terms import Terms, Vote
from eventmgr.database import Conflict, db, lock
from eventmgr.drafting import queries
from eventmgr.drafting.changing import check_open
from eventmgr.drafting.models import AdoptionMode, StructuredText, TextState
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event


class NotReady(Exception):
    """The text cannot be adopted as it is; `findings` says why."""

    def __init__(self, findings: Preflight) -> None:
        super().__init__("the text is not ready to be adopted")
        self.findings = findings


def count_adopting(text: StructuredText) -> int:
    """Return how many delegations and organisations are listed as adopting (LIFE-42)."""
    return (
        db.session.scalar(
            select(func.count(Adopter.id)).where(
                Adopter.text_id == text.id, Adopter.part == Part.ADOPTING
            )
        )
        or 0
    )


def looked_over(
    event: Event,
    text: StructuredText,
    terms: Terms,
    version: int,
    *,
    acknowledged: bool,
    looked: str = "",
) -> tuple[Tree, Preflight]:
    """Hold a text, look it over on these terms and return what was found.

    Raises Conflict where the text changed since the `version` that the person looked at, or
    anything else that the paper prints since `looked` (Preflight.looked) was shown, Frozen or
    UnderSilence where it is closed, NotReady where something forbids adoption or the remarks were
    not acknowledged.
    """
    lock(text)
    check_open(text)
    if text.version != version:
        raise Conflict(text)
    tree = queries.tree(text, queries.languages_of(text, event))
    found = preflight(
        event,
        tree,
        authentic=terms.authentic,
        languages=terms.languages,
        terms=terms,
        adopters=count_adopting(text),
    )
    if found.differs(looked):
        raise Conflict(text)
    if found.blocking or (found.warnings and not acknowledged):
        raise NotReady(found)
    return tree, found


def adopt(
    event: Event,
    text: StructuredText,
    *,
    actor: Any,
    version: int,
    mode: AdoptionMode,
    on: date,
    place: dict[str, str],
    authentic: str,
    languages: Sequence[str],
    acknowledged: bool,
    symbol: str = "",
    vote: Vote | None = None,
    looked: str = "",
) -> SealedEdition:
    """Adopt the text in some languages and seal it (LIFE-42).

    `version` is the text's that the person looked at, `looked` marks what else the paper said
    then; `vote` belongs to the mode of that name. A
    silence procedure is begun by silence.circulate instead. Raises what `looked_over` raises.
    """
    terms = Terms(mode, on, place, authentic, languages, symbol, vote)
    tree, found = looked_over(event, text, terms, version, acknowledged=acknowledged, looked=looked)
    text.authentic_language = authentic
    said = [finding.message for finding in found.warnings]
    work = final_work(event, text, tree, terms, acknowledged=said)
    edition = put_seal(text, work, mode=mode, on=on, place=place, actor=actor)
    record_adoption(event, text, actor=actor)
    return edition


def record_adoption(event: Event, text: StructuredText, *, actor: Any) -> None:
    """Write the one audit entry of an adoption."""
    assert text.adoption_mode is not None
    record(
        "conclusions.adopt",
        text,
        actor=actor,
        event_id=event.id,
        label=text.adoption_mode.value,
        changes={
            "state": [TextState.DRAFT.value, TextState.ADOPTED.value],
            "sha256": ["", text.sealed_sha256],
        },
    )
