"""Forms of invitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.words import ORGANISATION_KINDS
from eventmgr.events.models import Event
from eventmgr.forms import (
    EmailAddress,
    FieldError,
    Form,
    VersionedForm,
    date_field,
    integer_field,
    multilingual,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import language_name
from eventmgr.invitations.queries import letter_languages
from eventmgr.invitations.words import FIELDS

MOST_SEATS = 99


def _language_choices(event: Event, reader: str) -> list[tuple[str, str]]:
    return [(code, language_name(code, reader)) for code in letter_languages(event)]


def _not_after_event(event: Event) -> Any:
    def check(form: Any, field: Any) -> None:
        if field.data and field.data > event.end:
            raise FieldError(_("This date is after the event. Please choose an earlier one."))

    return check


class _LetterFields(VersionedForm):
    addressee = text_field(
        FIELDS["addressee"],
        most=300,
        description=_l("The title of the post, not a person's name: the Minister, the Director."),
    )
    email = text_field(FIELDS["email"], most=255, validators=[EmailAddress()])
    reference = text_field(FIELDS["reference"], most=80)
    signatory_name = text_field(FIELDS["signatory_name"], most=200)
    signatory_post = text_field(FIELDS["signatory_post"], most=300)
    note = text_area(
        FIELDS["note"],
        most=4000,
        description=_l(
            "Printed in the letter after the number of participants: costs covered, profile of "
            "the participants, annexes. Write it in the language of the letter."
        ),
    )

    def values(self) -> dict[str, Any]:
        """Return the columns of an invitation."""
        return {
            name: field.data if field.data is not None or name == "deadline" else ""
            for name, field in self._fields.items()
            if name in FIELDS
        }


def invitation_form(event: Event, reader: str) -> type[Any]:
    """Return the form of one invitation of this event."""
    return type(
        "InvitationForm",
        (_LetterFields,),
        {
            "seats": integer_field(FIELDS["seats"], least=1, most=MOST_SEATS, required=True),
            "language": select_field(FIELDS["language"], _language_choices(event, reader)),
            "deadline": date_field(FIELDS["deadline"]),
            "validate_deadline": staticmethod(_not_after_event(event)),
        },
    )


def choose_form(event: Event, organisations: Sequence[Organisation], reader: str) -> type[Any]:
    """Return the form that invites several institutions at once: a tick, seats and language each.

    Fields are `pick_<id>`, `seats_<id>` and `language_<id>`, and what all new letters share.
    """
    fields: dict[str, Any] = {
        "deadline": date_field(FIELDS["deadline"]),
        "validate_deadline": staticmethod(_not_after_event(event)),
        "signatory_name": text_field(FIELDS["signatory_name"], most=200),
        "signatory_post": text_field(FIELDS["signatory_post"], most=300),
    }
    for row in organisations:
        fields[f"pick_{row.id}"] = BooleanField()
        fields[f"seats_{row.id}"] = integer_field(FIELDS["seats"], least=1, most=MOST_SEATS)
        fields[f"language_{row.id}"] = select_field(
            FIELDS["language"], _language_choices(event, reader)
        )
    return type("ChooseForm", (Form,), fields)


def institution_form(
    event: Event, designations: Sequence[tuple[str, str]], reader: str
) -> type[Any]:
    """Return the form of a new institution, which is invited at once."""
    return type(
        "InstitutionForm",
        (Form,),
        {
            "names": multilingual(
                _l("Name of the institution"), event.document_languages, most=300, required=True
            ),
            "designation": select_field(
                _l("Participant"),
                [("", _l("None: an organisation of its own")), *designations],
            ),
            "kind": select_field(
                _l("Kind"),
                [(kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind],
            ),
            "email": text_field(FIELDS["email"], most=255, validators=[EmailAddress()]),
            "address": text_area(_l("Postal address, as on an envelope"), most=1000),
            "seats": integer_field(
                FIELDS["seats"], least=1, most=MOST_SEATS, required=True, default=2
            ),
            "language": select_field(FIELDS["language"], _language_choices(event, reader)),
        },
    )


class DeclineForm(Form):
    """Why nobody can come."""

    reason = text_area(
        _l("Reason, if you wish to give one"),
        most=1000,
        description=_l("The organisers read it. Please write no personal data."),
    )


class WithdrawForm(Form):
    """Whether the institution is told."""

    tell = BooleanField(_l("Tell the institution by e-mail"), default=True)
