"""Forms of the interpretation plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.forms import (
    VersionedForm,
    integer_field,
    multilingual,
    select_field,
    text_area,
)
from eventmgr.i18n.languages import language_name
from eventmgr.interpretation.figures import Figure, Unit, Value
from eventmgr.interpretation.profiles import names
from eventmgr.interpretation.words import COUNTING, FIGURES, PROFILES, UNITS

FLOOR = "floor"


class TeamForm(VersionedForm):
    """With which profile and design one plans, and who is engaged."""

    profile = select_field(
        _l("Profile of team strength"), [(name, PROFILES.get(name, name)) for name in names()]
    )
    design = select_field(
        _l("Booths"),
        [
            ("", _l("As recommended")),
            ("A", _l("A: one booth for each language listened to")),
            ("B", _l("B: one booth for each pair of languages")),
        ],
    )
    assigned = integer_field(_l("Interpreters engaged"), least=0, most=200)
    waiver_note = text_area(
        _l("Reason for fewer interpreters than the profile asks for"), most=1000
    )
    spare_percent = integer_field(
        _l("Spare receivers, in per cent"), least=0, most=100, required=True
    )
    non_resident = integer_field(_l("Interpreters from another city"), least=0, most=200)
    travel_days_each = integer_field(_l("Days of travel for each of them"), least=0, most=10)

    def values(self) -> dict[str, Any]:
        """Return the columns to set."""
        return {
            "profile": self.profile.data,
            "design": self.design.data or "",
            "assigned": self.assigned.data,
            "waiver_note": self.waiver_note.data or "",
            "spare_percent": self.spare_percent.data,
            "non_resident": self.non_resident.data or 0,
            "travel_days_each": self.travel_days_each.data or 0,
        }


def channels_form(event: Event, codes: list[str], shown_in: str, **kwargs: Any) -> Any:
    """Return the form of the channels' labels in the languages of the papers (INT-06).

    `codes` are the channels: "floor" and the languages that can be listened to.
    """
    fields: dict[str, Any] = {
        f"channel_{code}": multilingual(
            _l("Channel 0, the speaker's own voice")
            if code == FLOOR
            else _l(
                "Channel %(number)s, %(language)s",
                number=number,
                language=language_name(code, shown_in),
            ),
            event.document_languages,
            most=60,
        )
        for number, code in enumerate(codes)
    }

    class ChannelsForm(VersionedForm):
        def labels(self) -> dict[str, dict[str, str]]:
            """Return {channel: {display language: label}}."""
            return {code: self[f"channel_{code}"].values() for code in codes}

    return type("Channels", (ChannelsForm,), fields)(**kwargs)


def figures_form(figures: list[Figure], **kwargs: Any) -> Any:
    """Return the form of a profile's unverified figures; an empty one stays as it is shipped."""
    fields: dict[str, Any] = {}
    for number, figure in enumerate(figures):
        fields[f"figure_{number}"] = _figure_field(figure)

    class FiguresForm(VersionedForm):
        def figures(self) -> dict[str, Value]:
            """Return {place: value} of the figures that were filled in."""
            filled = {
                figure.place: self[f"figure_{number}"].data for number, figure in enumerate(figures)
            }
            return {place: value for place, value in filled.items() if value not in (None, "")}

    return type("Figures", (FiguresForm,), fields)(**kwargs)


def figures_data(figures: list[Figure], changed: Mapping[str, Value]) -> dict[str, Any]:
    """Return what the form of figures starts from: the event's own, else as shipped."""
    return {
        f"figure_{number}": changed.get(figure.place, figure.value)
        for number, figure in enumerate(figures)
    }


_MOST = {Unit.MINUTES: 1440, Unit.HOURS: 24, Unit.PEOPLE: 20, Unit.LANGUAGES: 30}


def _figure_field(figure: Figure) -> Any:
    label = FIGURES.get(figure.place, figure.place)
    if figure.unit is Unit.COUNTING:
        return select_field(
            label,
            list(COUNTING.items()),
            description=_l(
                "The profile says “%(value)s”; nobody has checked it against its source.",
                value=COUNTING[str(figure.value)],
            ),
        )
    if figure.unit in UNITS:
        label = _l("%(figure)s (%(unit)s)", figure=label, unit=UNITS[figure.unit])
    return integer_field(
        label,
        least=1,
        most=_MOST[figure.unit],
        description=_l(
            "The profile says %(value)s; nobody has checked it against its source.",
            value=figure.value,
        ),
    )
