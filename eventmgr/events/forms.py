"""The form an event begins with, and what it shares with the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import (
    EventKind,
)
from eventmgr.events.words import KINDS
from eventmgr.forms import (
    FieldError,
    Form,
    date_field,
    languages_field,
    multilingual,
    select_field,
)
from eventmgr.i18n.languages import (
    INTERFACE_LANGUAGES,
    document_languages,
)

Choices = Sequence[tuple[str, Any]]
NO_COUNTRY = ("", _l("not chosen yet"))


def options_of(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    """Return the choices of an enumeration with its words."""
    return [(member.value, label) for member, label in words.items()]


# Years beyond these are slips of the keyboard; so is an event of more than half a year.
YEARS = range(1990, 2101)
LONGEST_DAYS = 183


def check_order(form: Any, field: Any) -> None:
    """Refuse a last day before the first, and dates that can only be a slip."""
    start, end = form.start.data, field.data
    if not isinstance(start, date) or not isinstance(end, date):
        return
    if start.year not in YEARS or end.year not in YEARS:
        raise FieldError(_l("Please check the year of both dates."))
    if end < start:
        raise FieldError(_l("The last day is before the first. Please check both dates."))
    if (end - start).days > LONGEST_DAYS:
        raise FieldError(
            _l(
                "The event would last %(days)s days. Please check both dates.",
                days=(end - start).days + 1,
            )
        )


def one_line(texts: dict[str, str]) -> dict[str, str]:
    """Return texts without line breaks: a title is one line, however it was pasted."""
    return {code: " ".join(text.split()) for code, text in texts.items()}


def new_event_form(shown_in: str, countries: Choices) -> Form:
    """Return the few fields an event begins with."""

    class NewEventForm(Form):
        title = multilingual(_l("Title"), INTERFACE_LANGUAGES, most=300, long=True, required=True)
        kind = select_field(_l("Kind"), options_of(KINDS))
        start = date_field(_l("First day"), required=True)
        end = date_field(_l("Last day"), required=True)
        city = multilingual(_l("City"), INTERFACE_LANGUAGES, most=120)
        country_id = select_field(_l("Host"), [NO_COUNTRY, *countries], default="")
        document_languages = languages_field(
            _l("Languages of the papers"),
            [row.code for row in document_languages()],
            shown_in,
            required=True,
        )

        def validate_end(self, field: Any) -> None:
            check_order(self, field)

        def values(self) -> dict[str, Any]:
            """Return the arguments of `create_event`."""
            return {
                "title": one_line(self.title.values()),
                "kind": EventKind(self.kind.data),
                "start": self.start.data,
                "end": self.end.data,
                "city": self.city.values(),
                "country_id": int(self.country_id.data) if self.country_id.data else None,
                "document_languages": self.document_languages.data,
            }

    return NewEventForm(document_languages=list(INTERFACE_LANGUAGES))
