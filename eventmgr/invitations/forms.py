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
    Required,
    VersionedForm,
    date_field,
    integer_field,
    multilingual,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import language_name
from eventmgr.invitations.models import Balance
from eventmgr.invitations.queries import letter_languages
from eventmgr.invitations.words import BALANCES, FIELDS

MOST_SEATS = 99


def _language_choices(event: Event, reader: str) -> list[tuple[str, str]]:
    return [(code, language_name(code, reader)) for code in letter_languages(event)]


def _not_after_event(event: Event) -> Any:
    def check(form: Any, field: Any) -> None:
        if field.data and field.data > event.end:
            raise FieldError(_("This date is after the event. Please choose an earlier one."))

    return check


MOST_ALTERNATES = 20


class _LetterFields(VersionedForm):
    alternates = integer_field(
        FIELDS["alternates"],
        least=0,
        most=MOST_ALTERNATES,
        description=_l("How many more may be named, who come if a participant cannot."),
    )
    profile = text_area(
        FIELDS["profile"],
        most=2000,
        description=_l("Whom the letter asks for, in the language of the letter."),
    )
    balance = select_field(FIELDS["balance"], [(one.value, BALANCES[one]) for one in Balance])
    note_verbale = BooleanField(
        FIELDS["note_verbale"],
        description=_l("In the third person, without signature, for ministries and missions."),
    )
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
            "Printed in the letter after the number of participants: costs covered, annexes. "
            "Write it in the language of the letter."
        ),
    )

    def values(self) -> dict[str, Any]:
        """Return the columns of an invitation."""
        found = {
            name: field.data if field.data is not None or name == "deadline" else ""
            for name, field in self._fields.items()
            if name in FIELDS
        }
        found["alternates"] = self.alternates.data or 0
        found["balance"] = Balance(self.balance.data)
        return found


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
        "alternates": integer_field(FIELDS["alternates"], least=0, most=MOST_ALTERNATES),
        "reference": text_field(
            FIELDS["reference"],
            most=60,
            description=_l("The sign # stands for a running number: 03-1/# gives 03-1/7."),
        ),
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
    """Why nobody can come, and who might in this institution's place."""

    reason = text_area(
        _l("Reason, if you wish to give one"),
        most=1000,
        description=_l("The organisers read it. Please write no personal data."),
    )
    substitute_name = text_field(
        _l("Institution that could be invited in your place"),
        most=300,
        description=_l("The organisers decide whether they invite it."),
    )
    substitute_email = text_field(
        _l("E-mail address of that institution"), most=255, validators=[EmailAddress()]
    )


class ForwardForm(Form):
    """The colleague who answers from now on."""

    email = text_field(
        _l("E-mail address of your colleague"),
        most=255,
        required=Required(_l("Please write the address of your colleague.")),
        validators=[EmailAddress()],
    )
    name = text_field(_l("Name or post of your colleague"), most=200)


class RuleForm(VersionedForm):
    """When institutions are reminded by themselves."""

    active = BooleanField(_l("Remind institutions that have not answered"))
    days = text_field(
        _l("Days before the deadline"),
        most=40,
        description=_l("Whole numbers with commas between them: 14, 7, 2."),
    )

    chosen_days: Sequence[int] = ()

    def validate_days(self, field: Any) -> None:
        """Take one to five whole numbers from 0 to 60."""
        parts = field.data.replace(",", " ").split()
        numbers = [int(one) for one in parts if one.isascii() and one.isdigit() and len(one) < 3]
        if len(numbers) != len(parts) or len(parts) > 5 or any(one > 60 for one in numbers):
            raise FieldError(
                _("Please write one to five whole numbers from 0 to 60 with commas between them.")
            )
        self.chosen_days = sorted(set(numbers), reverse=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the days where reminders are switched on."""
        good = bool(super().validate(extra_validators))
        if good and self.active.data and not self.chosen_days:
            self.add_error("days", _("Please write how many days before the deadline."))
            return False
        return good


class WithdrawForm(Form):
    """Whether the institution is told."""

    tell = BooleanField(_l("Tell the institution by e-mail"), default=True)
