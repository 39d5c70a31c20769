"""The names of an event's documents."""

from __future__ import annotations

from eventmgr.directory.naming import Naming, load_naming
from eventmgr.directory.screen import ScreenNames, screen_names
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


def screen_names_for(event: Event, language: str) -> ScreenNames:
    """Return the names of one page of the event; the page's frame shows their notes (DES-03)."""
    return screen_names(language, family=event.footnote_family, event_id=event.id, on=event.start)
