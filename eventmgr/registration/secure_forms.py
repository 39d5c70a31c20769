"""The form of the secure part: a group of fields for each group that the event asks."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField

from eventmgr.database import now
from eventmgr.directory.queries import designation_choices
from eventmgr.events.models import Event
from eventmgr.forms import (
    FieldError,
    Form,
    Optional,
    Phone,
    Required,
    date_field,
    select_field,
    text_area,
    text_field,
)
from eventmgr.registration.question_fields import Marker, one_of, ticks
from eventmgr.registration.questions import GROUPS, secure_groups
from eventmgr.secure.answers import ALLERGIES, DIETS, DOCUMENTS, LABELS, NEEDS, SEVERITIES
from eventmgr.secure.models import SecureGroup

# Short names of the groups, as their fields begin.
SHORT = {group: name for name, group in GROUPS.items()}
OTHER = "other"


class MachineReadable:
    """Letters as the foot of a document has them: copied, never computed (LOC-44)."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data and not re.fullmatch(r"[A-Za-z< ]+", field.data):
            raise FieldError(
                _l(
                    "Please copy the name from the lines with the signs <<, at the foot of the "
                    "page with the photograph. Only the letters A to Z stand there."
                )
            )


def _travel(event: Event, language: str, required: bool) -> dict[str, Any]:
    places = [
        ("", _l("choose")),
        *designation_choices(language, event_id=event.id, on=event.start),
        (OTHER, _l("another, written below")),
    ]
    validators = [Required(_l("Please choose one."))] if required else [Optional()]
    kinds = [("", _l("choose")), *DOCUMENTS.items()]
    return {
        "kind": select_field(LABELS["kind"], kinds, validators=validators),
        "number": text_field(LABELS["number"], most=30, required=required, validators=[Marker()]),
        "passport_name": text_field(
            LABELS["passport_name"], most=90, required=required, validators=[MachineReadable()]
        ),
        "birth_date": date_field(LABELS["birth_date"], required=required),
        "nationality": select_field(LABELS["nationality"], places, validators=validators),
        "nationality_other": text_field(
            LABELS["nationality_other"], most=80, validators=[Marker()]
        ),
        "issuer": select_field(LABELS["issuer"], places, validators=validators),
        "issuer_other": text_field(LABELS["issuer_other"], most=80, validators=[Marker()]),
        "issued": date_field(LABELS["issued"], required=required),
        "expires": date_field(LABELS["expires"], required=required),
    }


def _diet(event: Event, language: str, required: bool) -> dict[str, Any]:
    return {
        "diets": ticks(LABELS["diets"], DIETS.items(), required=required),
        "allergies": ticks(LABELS["allergies"], ALLERGIES.items()),
        "severity": one_of(LABELS["severity"], list(SEVERITIES.items()), required=False),
        "text": text_area(LABELS["text"], most=500),
    }


def _access(event: Event, language: str, required: bool) -> dict[str, Any]:
    return {
        "needs": ticks(LABELS["needs"], NEEDS.items(), required=required),
        "text": text_area(LABELS["text"], most=1000),
    }


def _emergency(event: Event, language: str, required: bool) -> dict[str, Any]:
    return {
        "name": text_field(LABELS["name"], most=120, required=required),
        "relation": text_field(LABELS["relation"], most=80),
        "phone": text_field(LABELS["phone"], most=60, required=required, validators=[Phone()]),
    }


_FIELDS = {
    SecureGroup.TRAVEL: _travel,
    SecureGroup.DIET: _diet,
    SecureGroup.ACCESS: _access,
    SecureGroup.EMERGENCY: _emergency,
}


class _SecureForm(Form):
    """The base of the form of the secure part; its groups differ from event to event."""

    groups: dict[SecureGroup, bool] = {}

    def fields_of(self, group: SecureGroup) -> dict[str, Field]:
        """Return {field: its place on the form} of a group, in order."""
        prefix = f"{SHORT[group]}_"
        return {
            field.short_name.removeprefix(prefix): field
            for field in self
            if field.short_name.startswith(prefix) and not isinstance(field, HiddenField)
        }

    def values(self, group: SecureGroup) -> dict[str, Any]:
        """Return the answers of a group as they are kept: dates as text, a place by its number."""
        found: dict[str, Any] = {}
        for name, field in self.fields_of(group).items():
            value = field.data
            if isinstance(value, date):
                value = value.isoformat()
            if name in {"nationality", "issuer"} and (value or "").isdigit():
                value = int(value)
            if name == "passport_name" and value:
                # As the machine prints it; the letters themselves are not touched (LOC-44).
                value = value.upper()
            found[name] = value
        for name in ("nationality", "issuer"):
            if name in found and found[name] != OTHER:
                found.pop(f"{name}_other", None)
        return found

    def version_name(self, group: SecureGroup) -> str:
        """Return the name of the hidden field with the version of a group."""
        return f"version_{SHORT[group]}"

    def seen_version(self, group: SecureGroup) -> int:
        """Return the version of the group that the person saw; 0 where there was none."""
        value = str(self[self.version_name(group)].data or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only fits together."""
        good = bool(super().validate(extra_validators))
        if SecureGroup.TRAVEL not in self.groups:
            return good
        fields = self.fields_of(SecureGroup.TRAVEL)
        for name in ("nationality", "issuer"):
            if fields[name].data == OTHER and not fields[f"{name}_other"].data:
                self.add_error(fields[f"{name}_other"].name, _l("Please fill this in."))
                good = False
        issued, expires, born = (fields[name] for name in ("issued", "expires", "birth_date"))
        if issued.data and expires.data and expires.data <= issued.data:
            self.add_error(expires.name, _l("This is before the day on which it was issued."))
            good = False
        if born.data and born.data >= now().date():
            self.add_error(born.name, _l("Please give a day that has passed."))
            good = False
        return good


def secure_form(
    event: Event,
    language: str,
    *,
    groups: dict[SecureGroup, bool] | None = None,
    kept: dict[SecureGroup, dict[str, Any]] | None = None,
    versions: dict[SecureGroup, int] | None = None,
    **kw: Any,
) -> Any:
    """Return the form of the groups {group: whether it must be answered}, else of those asked.

    `kept` holds the answers there are, `versions` the version of each group.
    """
    asked_groups = secure_groups(event.id) if groups is None else groups
    fields: dict[str, Any] = {"groups": asked_groups}
    data: dict[str, Any] = {}
    for group, required in asked_groups.items():
        short = SHORT[group]
        fields[f"version_{short}"] = HiddenField(default="0")
        data[f"version_{short}"] = str((versions or {}).get(group, 0))
        for name, field in _FIELDS[group](event, language, required).items():
            fields[f"{short}_{name}"] = field
        for name, value in (kept or {}).get(group, {}).items():
            data[f"{short}_{name}"] = _as_shown(name, value)
    return type("SecureForm", (_SecureForm,), fields)(data=data, **kw)


def _as_shown(name: str, value: Any) -> Any:
    if name in {"birth_date", "issued", "expires"}:
        return date.fromisoformat(value)
    if name in {"nationality", "issuer"}:
        return str(value)
    return value
