"""The settings of an event, section by section; each section is a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from wtforms import BooleanField

from eventmgr.accounts.access import is_administrator
from eventmgr.database import db
from eventmgr.directory.words import FAMILIES
from eventmgr.events.forms import NO_COUNTRY, Choices, check_order, one_line, options_of
from eventmgr.events.models import (
    DelegationOrder,
    Event,
    EventKind,
    FlagPolicy,
    MarkerPolicy,
    PlateMode,
)
from eventmgr.events.queries import events_of
from eventmgr.events.slugs import PATTERN, RESERVED
from eventmgr.events.words import FLAGS, KINDS, MARKERS, ORDERS, PLATES, TIMEZONES
from eventmgr.forms import (
    EmailAddress,
    FieldError,
    Phone,
    VersionedForm,
    date_field,
    integer_field,
    languages_field,
    multilingual,
    select_field,
    text_field,
)
from eventmgr.i18n.dates import heading_dates, short_date
from eventmgr.i18n.languages import (
    document_languages,
    language_name,
    spoken_languages,
)
from eventmgr.i18n.multilingual import text_in


def _texts_of(event: Event, *maps: dict[str, str]) -> list[str]:
    """Return the languages to offer for a text: the papers', and those it is in already."""
    codes = list(event.document_languages)
    return list(dict.fromkeys([*codes, *(code for texts in maps for code in texts)]))


def _earlier_events(event: Event, shown_in: str) -> list[tuple[str, Any]]:
    """Return the earlier events of the person signed in, and the one chosen already."""
    mine = [row.event for row in events_of(current_user, everything=is_administrator())]
    earlier = [one for one in mine if one.id != event.id and one.start <= event.start]
    if event.follows_id is not None and event.follows_id not in {one.id for one in earlier}:
        chosen = db.session.get(Event, event.follows_id)
        earlier += [chosen] if chosen is not None else []
    return [
        ("", _l("none")),
        *(
            (
                str(one.id),
                f"{text_in(one.title, shown_in, one.document_languages)}, "
                f"{heading_dates(one.start, one.end, shown_in)}",
            )
            for one in reversed(earlier)
        ),
    ]


def basics_form(event: Event, shown_in: str, countries: Choices, **options: Any) -> VersionedForm:
    """Title, dates and place."""
    zones = dict(TIMEZONES)
    zones.setdefault(event.timezone, _l("The zone chosen earlier"))

    class BasicsForm(VersionedForm):
        title = multilingual(
            _l("Title"), _texts_of(event, event.title), most=300, long=True, required=True
        )
        subtitle = multilingual(
            _l("Subtitle"), _texts_of(event, event.subtitle), most=300, long=True
        )
        kind = select_field(_l("Kind"), options_of(KINDS))
        start = date_field(_l("First day"), required=True)
        end = date_field(_l("Last day"), required=True)
        timezone = select_field(_l("Clock at the venue"), list(zones.items()))
        city = multilingual(_l("City"), _texts_of(event, event.city), most=120)
        country_id = select_field(_l("Host"), [NO_COUNTRY, *countries])
        venue = multilingual(_l("Venue"), _texts_of(event, event.venue), most=300)
        follows_id = select_field(_l("Follows an earlier event"), _earlier_events(event, shown_in))
        slug = text_field(_l("Address of the event"), most=60, required=True)

        def validate_end(self, field: Any) -> None:
            check_order(self, field)

        def validate_slug(self, field: Any) -> None:
            if not PATTERN.fullmatch(field.data) or field.data in RESERVED:
                raise FieldError(
                    _l(
                        "Please use only small letters without accents, figures and single "
                        "hyphens, for example border-police-workshop."
                    )
                )

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "title": one_line(self.title.values()),
                "subtitle": self.subtitle.values(),
                "kind": EventKind(self.kind.data),
                "start": self.start.data,
                "end": self.end.data,
                "timezone": self.timezone.data,
                "city": self.city.values(),
                "country_id": int(self.country_id.data) if self.country_id.data else None,
                "venue": self.venue.values(),
                "follows_id": int(self.follows_id.data) if self.follows_id.data else None,
                "slug": self.slug.data,
            }

    return BasicsForm(
        version=event.version,
        title=event.title,
        subtitle=event.subtitle,
        kind=event.kind.value,
        start=event.start,
        end=event.end,
        timezone=event.timezone,
        city=event.city,
        country_id=str(event.country_id or ""),
        venue=event.venue,
        follows_id=str(event.follows_id or ""),
        slug=event.slug,
        **options,
    )


def languages_form(
    event: Event, shown_in: str, countries: Choices, **options: Any
) -> VersionedForm:
    """The three things never mixed: papers, what may be spoken, what can be listened to."""
    spoken = [row.code for row in spoken_languages()]
    names = [(code, language_name(code, shown_in)) for code in spoken]

    class LanguagesForm(VersionedForm):
        document_languages = languages_field(
            _l("Languages of the papers"),
            [row.code for row in document_languages()],
            shown_in,
            required=True,
        )
        floor_languages = languages_field(
            _l("Languages that may be spoken"), spoken, shown_in, required=True
        )
        into_languages = languages_field(_l("Languages that can be listened to"), spoken, shown_in)
        pivot = select_field(
            _l("Language the others are interpreted through"), [("", _l("none")), *names]
        )

        def validate_pivot(self, field: Any) -> None:
            floor = self.floor_languages.data or []
            into = self.into_languages.data or []
            if len(floor) > 1 and into and not field.data:
                raise FieldError(
                    _l(
                        "More than one language may be spoken. Please choose the one that the "
                        "others are interpreted through, usually English."
                    )
                )
            if field.data and field.data not in {*floor, *into}:
                raise FieldError(
                    _l("Please choose a language that may be spoken or can be listened to.")
                )

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "document_languages": self.document_languages.data,
                "floor_languages": self.floor_languages.data,
                "into_languages": self.into_languages.data or [],
                "pivot": self.pivot.data or None,
            }

    return LanguagesForm(
        version=event.version,
        document_languages=event.document_languages,
        floor_languages=event.floor_languages,
        into_languages=event.into_languages,
        pivot=event.pivot or "",
        **options,
    )


def designations_form(
    event: Event, shown_in: str, countries: Choices, **options: Any
) -> VersionedForm:
    """How delegations are named and shown (domain 3.2)."""

    class DesignationsForm(VersionedForm):
        footnote_family = select_field(_l("Wording of the footnote"), list(FAMILIES.items()))
        marker_policy = select_field(_l("Where the marker stands"), options_of(MARKERS))
        plate_mode = select_field(_l("Plates and badges show"), options_of(PLATES))
        delegation_order = select_field(_l("Order of delegations"), options_of(ORDERS))
        heading_word = multilingual(
            _l("Word above the column of delegations"),
            _texts_of(event, event.heading_word),
            most=80,
        )
        flags = select_field(_l("Flags in the room"), options_of(FLAGS))
        flags_agreed = BooleanField(_l("All delegations have agreed to these flags"))
        disclaimer = multilingual(
            _l("Disclaimer"), _texts_of(event, event.disclaimer), most=2000, long=True
        )

        def validate_flags(self, field: Any) -> None:
            new = field.data != event.flags.value
            if new and field.data != FlagPolicy.NONE.value and not self.flags_agreed.data:
                raise FieldError(
                    _l(
                        "Please read the rule on flags below and confirm that all delegations "
                        "have agreed."
                    )
                )

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "footnote_family": self.footnote_family.data,
                "marker_policy": MarkerPolicy(self.marker_policy.data),
                "plate_mode": PlateMode(self.plate_mode.data),
                "delegation_order": DelegationOrder(self.delegation_order.data),
                "heading_word": self.heading_word.values(),
                "flags": FlagPolicy(self.flags.data),
                "disclaimer": self.disclaimer.values(),
            }

    return DesignationsForm(
        version=event.version,
        footnote_family=event.footnote_family,
        marker_policy=event.marker_policy.value,
        plate_mode=event.plate_mode.value,
        delegation_order=event.delegation_order.value,
        heading_word=event.heading_word,
        flags=event.flags.value,
        disclaimer=event.disclaimer,
        **options,
    )


def registration_form(
    event: Event, shown_in: str, countries: Choices, **options: Any
) -> VersionedForm:
    """Places, the last day to register, whom to ask, who answers for the data."""

    class RegistrationForm(VersionedForm):
        capacity = integer_field(_l("Places in the room"), least=1, most=100_000)
        registration_until = date_field(_l("Last day to register"))
        contact_name = text_field(_l("Contact person"), most=200)
        contact_email = text_field(
            _l("Contact's e-mail address"), most=255, validators=[EmailAddress()]
        )
        contact_phone = text_field(_l("Contact's telephone"), most=60, validators=[Phone()])
        controller = text_field(_l("Who answers for personal data"), most=300)

        def validate_registration_until(self, field: Any) -> None:
            if isinstance(field.data, date) and field.data > event.end:
                raise FieldError(
                    _(
                        "This is after the event, which ends on %(date)s. Please choose an "
                        "earlier day.",
                        date=short_date(event.end, shown_in),
                    )
                )

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "capacity": self.capacity.data,
                "registration_until": self.registration_until.data,
                "contact_name": self.contact_name.data or "",
                "contact_email": (self.contact_email.data or "").lower(),
                "contact_phone": self.contact_phone.data or "",
                "controller": self.controller.data or "",
            }

    return RegistrationForm(
        version=event.version,
        capacity=event.capacity,
        registration_until=event.registration_until,
        contact_name=event.contact_name,
        contact_email=event.contact_email,
        contact_phone=event.contact_phone,
        controller=event.controller,
        **options,
    )


def public_form(event: Event, shown_in: str, countries: Choices, **options: Any) -> VersionedForm:
    """What everybody may see."""

    class PublicForm(VersionedForm):
        public = BooleanField(_l("Show a public page of this event"))
        public_agenda = BooleanField(_l("Show the agenda there"))
        public_conclusions = BooleanField(_l("Show the adopted conclusions there"))
        public_participants = BooleanField(_l("Show participants who agreed to it there"))

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "public": self.public.data,
                "public_agenda": self.public_agenda.data,
                "public_conclusions": self.public_conclusions.data,
                "public_participants": self.public_participants.data,
            }

    return PublicForm(
        version=event.version,
        public=event.public,
        public_agenda=event.public_agenda,
        public_conclusions=event.public_conclusions,
        public_participants=event.public_participants,
        **options,
    )


Builder = Callable[..., VersionedForm]
SECTIONS: dict[str, tuple[Any, Builder]] = {
    "basics": (_l("Title, dates and place"), basics_form),
    "languages": (_l("Languages"), languages_form),
    "designations": (_l("Designations"), designations_form),
    "registration": (_l("Registration and contact"), registration_form),
    "public": (_l("Public page"), public_form),
}
