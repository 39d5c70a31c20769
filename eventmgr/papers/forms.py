"""The form that makes an event of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.drafting.models import TextKind
from eventmgr.events.models import EventKind
from eventmgr.events.words import KINDS
from eventmgr.forms import (
    FieldError,
    Form,
    date_field,
    languages_field,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import document_languages, spoken_languages

NOT_STORED = ""
STORED_AS = [
    (TextKind.CONCEPT_PAPER.value, _l("the concept paper")),
    (TextKind.CONCLUSIONS.value, _l("the draft conclusions")),
    (NOT_STORED, _l("nothing: only make the event")),
]


def event_form(
    shown_in: str,
    countries: Sequence[tuple[str, Any]],
    languages: Sequence[tuple[str, str]],
    **kwargs: Any,
) -> Any:
    """Return the one screen on which an event made of a paper is confirmed."""
    spoken = [row.code for row in spoken_languages()]

    class EventFromPaperForm(Form):
        language = select_field(_l("Language of this paper"), languages)
        title = text_field(_l("Title"), most=300, required=True)
        subtitle = text_area(_l("Subtitle"), most=600)
        kind = select_field(_l("Kind"), [(member.value, label) for member, label in KINDS.items()])
        start = date_field(_l("First day"), required=True)
        end = date_field(_l("Last day"), required=True)
        city = text_field(_l("City"), most=120)
        country_id = select_field(_l("Host"), [("", _l("not chosen yet")), *countries])
        document_languages = languages_field(
            _l("Languages of the papers"),
            [row.code for row in document_languages()],
            shown_in,
            required=True,
        )
        floor_languages = languages_field(
            _l("Languages that may be spoken in the room"), spoken, shown_in, required=True
        )
        into_languages = languages_field(
            _l("Languages one can listen to"), spoken, shown_in, required=True
        )
        slug = text_field(_l("Address of the event"), most=60)
        stored_as = select_field(_l("Store the text as"), STORED_AS)

        def validate_end(self, field: Any) -> None:
            start, end = self.start.data, field.data
            if isinstance(start, date) and isinstance(end, date):
                if end < start:
                    raise FieldError(
                        _l("The last day is before the first. Please check both dates.")
                    )
                if (end - start).days > 183:
                    raise FieldError(
                        _l("The event would last more than half a year. Please check both dates.")
                    )

    return EventFromPaperForm(**kwargs)


KIND_OF_TITLE = (
    (EventKind.PARLIAMENTARY_DIALOGUE, ("parliament", "parlament", "skupstin", "kuvend")),
    (EventKind.WORKSHOP, ("workshop", "radionic", "punetori")),
    (EventKind.SEMINAR, ("seminar",)),
    (EventKind.ROUND_TABLE, ("round table", "okrugli sto", "tryez")),
    (EventKind.TRAINING, ("training", "obuk", "trajnim")),
    (EventKind.CONFERENCE, ("conference", "konferenc")),
)
