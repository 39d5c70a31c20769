"""Remarks on the wording of an agenda: names in titles and descriptions (DES-20)."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from eventmgr.agenda.models import AgendaItem
from eventmgr.agenda.queries import items_of
from eventmgr.agenda.words import KINDS
from eventmgr.events.models import Event
from eventmgr.events.wording import LineReader, Remarked, remarker
from eventmgr.i18n.dates import format_time
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current


def item_remarks(event: Event, items: Iterable[AgendaItem]) -> dict[int, list[str]]:
    """Return the remarks on each item that has some, by its number."""
    reader = LineReader(event)
    found = {item.id: reader.remarks(item.title, item.description) for item in items}
    return {number: remarks for number, remarks in found.items() if remarks}


@remarker
def _on_the_agenda(event: Event) -> list[Remarked]:
    items = items_of(event)
    remarks = item_remarks(event, items) if items else {}
    return [
        Remarked(
            f"{format_time(item.starts)} "
            + (text_in(item.title, current(), event.document_languages) or str(KINDS[item.kind])),
            url_for("agenda.edit", slug=event.slug, item_id=item.id),
            remarks[item.id],
        )
        for item in items
        if item.id in remarks
    ]
