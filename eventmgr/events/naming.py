"""The names of an event's documents."""

from __future__ import annotations

from eventmgr.directory.naming import Naming, load_naming
from eventmgr.events.models import Event, MarkerPolicy


def naming_for(event: Event, language: str) -> Naming:
    """Return the naming of one new document of the event in a language (DES-01)."""
    return load_naming(
        language=language,
        family=event.footnote_family,
        event_id=event.id,
        on=event.start,
        first_only=event.marker_policy is MarkerPolicy.FIRST_ONLY,
        languages=tuple(event.document_languages),
    )
