"""The forms of a journey: a participant's on a telephone, the secretariat's at a desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.events.models import Event
from eventmgr.forms import (
    FieldError,
    VersionedForm,
    date_field,
    integer_field,
    select_field,
    text_field,
    time_field,
)
from eventmgr.i18n.dates import short_date
from eventmgr.registration.question_fields import Marker
from eventmgr.travel.models import Company, Journey, RoomType, TravelMode
from eventmgr.travel.words import COMPANY, MODES, ROOMS

# Nobody comes to a workshop longer before it, or leaves longer after it.
FAR = timedelta(days=30)
SIDES = ("arrival", "departure")
TEXTS = ("number", "place")


def _near(event: Event, shown_in: str) -> Any:
    """Return a check that a day lies near the event, so that a wrong year is seen at once."""

    def check(form: Any, field: Any) -> None:
        if field.data is None:
            return
        first, last = event.start - FAR, event.end + FAR
        if not first <= field.data <= last:
            raise FieldError(
                _(
                    "Please give a day between %(first)s and %(last)s.",
                    first=short_date(first, shown_in),
                    last=short_date(last, shown_in),
                )
            )

    return check


def _choices(words: dict[Any, str]) -> list[tuple[str, Any]]:
    return [(value.value, _(word)) for value, word in words.items()]


def journey_form(event: Event, shown_in: str, *, desk: bool = False, **kw: Any) -> Any:
    """Return the form of a journey; at the `desk` with the nights that the organisers pay."""
    near = _near(event, shown_in)
    modes = [("", _l("not known yet")), *_choices(MODES)]

    class JourneyForm(VersionedForm):
        arrival_mode = select_field(_l("Coming"), modes)
        arrival_day = date_field(_l("Day of arrival"))
        arrival_time = time_field(_l("Time of arrival"))
        arrival_number = text_field(_l("Flight, train or coach"), most=40, validators=[Marker()])
        arrival_place = text_field(
            _l("Airport, station or border crossing"), most=120, validators=[Marker()]
        )
        arrival_transfer = BooleanField(_l("Transfer from there"))
        departure_mode = select_field(_l("Leaving"), modes)
        departure_day = date_field(_l("Day of departure"))
        departure_time = time_field(_l("Time of departure"))
        departure_number = text_field(_l("Flight, train or coach"), most=40, validators=[Marker()])
        departure_place = text_field(
            _l("Airport, station or border crossing"), most=120, validators=[Marker()]
        )
        departure_transfer = BooleanField(_l("Transfer to there"))
        room = select_field(_l("Room"), _choices(ROOMS))
        check_in = date_field(_l("First night"))
        check_out = date_field(_l("Day of leaving the hotel"))
        company = select_field(_l("Who comes along"), _choices(COMPANY))
        company_name = text_field(
            _l("Name of the person who comes along"), most=160, validators=[Marker()]
        )

        def validate_arrival_day(self, field: Any) -> None:
            near(self, field)

        def validate_departure_day(self, field: Any) -> None:
            near(self, field)

        def validate_check_in(self, field: Any) -> None:
            near(self, field)

        def validate_check_out(self, field: Any) -> None:
            near(self, field)

        def validate(self, extra_validators: Any = None) -> bool:
            good = super().validate(extra_validators)
            return not self._together() and good

        def _together(self) -> bool:
            """Say what is wrong in answers that belong together; return whether anything is."""
            wrong: list[tuple[str, str]] = []
            stays = self.room.data != RoomType.NONE.value
            travels = {side: self[f"{side}_mode"].data not in ("", "local", None) for side in SIDES}
            if travels["arrival"] and self.arrival_day.data is None:
                wrong.append(("arrival_day", _("Please give the day of arrival.")))
            if travels["departure"] and self.departure_day.data is None:
                wrong.append(("departure_day", _("Please give the day of departure.")))
            if stays and self.check_in.data is None:
                wrong.append(("check_in", _("Please give the first night.")))
            if stays and self.check_out.data is None:
                wrong.append(("check_out", _("Please give the day of leaving the hotel.")))
            come, leave = self.arrival_day.data, self.departure_day.data
            if come and leave and leave < come:
                wrong.append(("departure_day", _("The departure lies before the arrival.")))
            first, last = self.check_in.data, self.check_out.data
            if stays and first and last and last <= first:
                wrong.append(("check_out", _("The stay ends before it begins.")))
            # A day that could not be read has said so already.
            told = [(name, words) for name, words in wrong if not self[name].errors]
            for name, words in told:
                self.add_error(name, words)
            return bool(told)

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            found: dict[str, Any] = {
                "room": RoomType(self.room.data),
                "check_in": self.check_in.data,
                "check_out": self.check_out.data,
                "company": Company(self.company.data),
                "company_name": self.company_name.data or "",
            }
            if found["room"] is RoomType.NONE:
                found |= {"check_in": None, "check_out": None}
            if found["company"] is Company.NOBODY:
                found["company_name"] = ""
            for side in SIDES:
                mode = TravelMode(self[f"{side}_mode"].data) if self[f"{side}_mode"].data else None
                travels = mode is not None and mode is not TravelMode.LOCAL
                found |= {
                    f"{side}_mode": mode,
                    f"{side}_day": self[f"{side}_day"].data if travels else None,
                    f"{side}_time": self[f"{side}_time"].data if travels else None,
                    f"{side}_transfer": bool(self[f"{side}_transfer"].data) and travels,
                }
                for what in TEXTS:
                    found[f"{side}_{what}"] = self[f"{side}_{what}"].data or "" if travels else ""
            return found

    if not desk:
        return JourneyForm(**kw)

    class DeskJourneyForm(JourneyForm):
        nights_paid = integer_field(_l("Nights at the organisers' expense"), least=0, most=60)

        def values(self) -> dict[str, Any]:
            return super().values() | {"nights_paid": self.nights_paid.data}

    return DeskJourneyForm(**kw)


def journey_data(journey: Journey) -> dict[str, Any]:
    """Return what the form shows of a journey."""
    found: dict[str, Any] = {
        "version": journey.version,
        "room": journey.room.value,
        "check_in": journey.check_in,
        "check_out": journey.check_out,
        "nights_paid": journey.nights_paid,
        "company": journey.company.value,
        "company_name": journey.company_name,
    }
    for side in SIDES:
        mode = getattr(journey, f"{side}_mode")
        found[f"{side}_mode"] = mode.value if mode else ""
        for what in ("day", "time", "transfer", *TEXTS):
            found[f"{side}_{what}"] = getattr(journey, f"{side}_{what}")
    return found
