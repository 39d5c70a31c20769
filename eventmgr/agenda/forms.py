"""Forms of the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.agenda.models import InterpretationMode, ItemKind, SessionRole
from eventmgr.agenda.queries import days_of
from eventmgr.agenda.words import KINDS, MODES, ROLES
from eventmgr.events.models import Event
from eventmgr.forms import (
    VersionedForm,
    address_field,
    languages_field,
    multilingual,
    select_field,
    text_field,
    time_field,
)
from eventmgr.i18n.dates import agenda_day
from eventmgr.i18n.languages import language_name, spoken_languages


def item_form(event: Event, shown_in: str, **kwargs: Any) -> Any:
    """Return the form of an agenda item of this event."""
    room_languages = list(dict.fromkeys([*event.floor_languages, *event.into_languages]))

    class ItemForm(VersionedForm):
        day = select_field(
            _l("Day"), [(day.isoformat(), agenda_day(day, shown_in)) for day in days_of(event)]
        )
        starts = time_field(_l("Begins"), required=True)
        ends = time_field(_l("Ends"), required=True)
        kind = select_field(_l("Kind"), [(kind.value, word) for kind, word in KINDS.items()])
        title = multilingual(_l("Title"), event.document_languages, most=300)
        description = multilingual(
            _l("Description, guiding questions"), event.document_languages, most=4000, long=True
        )
        room = text_field(_l("Room"), most=120)
        mode = select_field(
            _l("Interpretation"), [(mode.value, word) for mode, word in MODES.items()]
        )
        floor_languages = languages_field(_l("May be spoken"), room_languages, shown_in)
        into_languages = languages_field(_l("Can be listened to"), room_languages, shown_in)

        def validate(self, extra_validators: Any = None) -> bool:
            good = super().validate(extra_validators)
            if self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
                self.add_error("ends", _("The end must be later than the beginning."))
                good = False
            needs_title = self.kind.data in {
                ItemKind.SESSION.value,
                ItemKind.WORKING_GROUP.value,
                ItemKind.OTHER.value,
            }
            if needs_title and not self.title.values():
                first = next(iter(self.title.form))
                first.errors = [_("Please give a title, in at least one language.")]
                good = False
            return good

        def item_values(self) -> dict[str, Any]:
            """Return the columns of the item."""
            return {
                "day": date.fromisoformat(self.day.data),
                "starts": self.starts.data,
                "ends": self.ends.data,
                "kind": ItemKind(self.kind.data),
                "title": self.title.values(),
                "description": self.description.values(),
                "room": self.room.data or "",
                "mode": InterpretationMode(self.mode.data),
                "floor_languages": self.floor_languages.data or [],
                "into_languages": self.into_languages.data or [],
            }

    return ItemForm(**kwargs)


def person_form(
    event: Event, organisations: list[tuple[str, str]], shown_in: str, **kwargs: Any
) -> Any:
    """Return the form of somebody's part in an item; organisations as (id, name)."""

    class PersonForm(VersionedForm):
        role = select_field(_l("Part"), [(role.value, word) for role, word in ROLES.items()])
        honorific = address_field(
            _l("Form of address"), shown_in, (kwargs.get("data") or {}).get("honorific", "")
        )
        given_name = text_field(_l("Given name"), most=120)
        family_name = text_field(_l("Family name"), most=120, required=True)
        post = multilingual(_l("Position"), event.document_languages, most=300)
        organisation_id = select_field(
            _l("Institution or organisation"), [("", _l("none")), *organisations]
        )
        speaks = select_field(
            _l("Speaks in"),
            [
                ("", _l("not known")),
                *((row.code, language_name(row.code, shown_in)) for row in spoken_languages()),
            ],
        )

        def person_values(self) -> dict[str, Any]:
            """Return the columns of the person."""
            return {
                "role": SessionRole(self.role.data),
                "honorific": self.honorific.data or "",
                "given_name": self.given_name.data or "",
                "family_name": self.family_name.data,
                "post": self.post.values(),
                "organisation_id": int(self.organisation_id.data or 0) or None,
                "speaks": self.speaks.data or "",
            }

    return PersonForm(**kwargs)
