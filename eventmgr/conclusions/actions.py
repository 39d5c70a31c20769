"""Adopting a text: an act that seals it, and that nothing undoes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from eventmgr.audit.actions import record
from eventmgr.conclusions.paper import adoption_words, live_paper
from eventmgr.conclusions.preflight import Preflight, preflight
from eventmgr.conclusions.seal import fingerprint
from eventmgr.database import Conflict, db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.actions import Frozen
from eventmgr.drafting.edition import edition_of
from eventmgr.drafting.heads import head_of
from eventmgr.drafting.models import AdoptionMode, StructuredText, TextState
from eventmgr.events.models import Event
from eventmgr.text.edition import Work
from eventmgr.text.writers.canonical import write_canonical


class NotReady(Exception):
    """The text cannot be adopted as it is; `findings` says why."""

    def __init__(self, findings: Preflight) -> None:
        super().__init__("the text is not ready to be adopted")
        self.findings = findings


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
) -> None:
    """Adopt the text in some languages and seal it (LIFE-42).

    `version` is the text's that the person looked at. Raises Conflict where the text changed
    since, Frozen where it is adopted already, NotReady where the preflight forbids it or its
    remarks were not acknowledged.
    """
    lock(text)
    if text.state is TextState.ADOPTED:
        raise Frozen
    if text.version != version:
        raise Conflict(text)
    tree = queries.tree(text, queries.languages_of(text, event))
    found = preflight(event, tree, authentic=authentic, languages=languages)
    if found.blocking or (found.warnings and not acknowledged):
        raise NotReady(found)
    text.authentic_language = authentic
    wanted = [code for code in tree.languages if code in {*languages, authentic}]
    edition = edition_of(tree, wanted)
    heads = {}
    for code in wanted:
        note, closing = adoption_words(edition, code, mode, place, on)
        paper = live_paper(event, text, edition, code, adoption_note=note, closing=closing)
        heads[code] = head_of(paper)
    adoption = {
        "mode": mode.value,
        "date": on.isoformat(),
        "place": place,
        "acknowledged": sorted({finding.message for finding in found.warnings}),
    }
    text.sealed = write_canonical(Work(edition, heads, adoption=adoption))
    text.sealed_sha256 = fingerprint(text.sealed)
    text.state = TextState.ADOPTED
    text.adoption_mode = mode
    text.adopted_on = on
    text.adopted_place = place
    text.adopted_at = now()
    text.adopted_by_id = actor.id
    text.version += 1
    db.session.flush()
    record(
        "conclusions.adopt",
        text,
        actor=actor,
        event_id=event.id,
        label=mode.value,
        changes={
            "state": [TextState.DRAFT.value, TextState.ADOPTED.value],
            "sha256": ["", text.sealed_sha256],
        },
    )
