"""The forms of registration: a participant's on a telephone, the secretariat's at a desk."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field

from eventmgr.events.models import Event
from eventmgr.forms import (
    EmailAddress,
    Phone,
    Required,
    VersionedForm,
    address_field,
    integer_field,
    languages_field,
    multilingual,
    options,
    select_field,
    text_field,
)
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration import questions
from eventmgr.registration.models import ListSharing, ParticipantRole, PhotoConsent, Registration
from eventmgr.registration.question_fields import (
    Marker,
    Radio,
    field_of,
    name_of,
    shown_value,
    stored_value,
)
from eventmgr.registration.question_models import Asked
from eventmgr.registration.words import PHOTOS, ROLES, SHARING

# What people of the region speak and follow; never inferred from one another (INT-22).
REGIONAL = ("en", "cnr", "sq", "sr", "bs", "hr", "mk")


def language_codes(event: Event) -> list[str]:
    """Return the languages to tick: the event's first, then the region's."""
    return list(dict.fromkeys([*event.floor_languages, *event.into_languages, *REGIONAL]))


def participant_form(event: Event, shown_in: str, **kw: Any) -> Any:
    """Return the form a participant fills in; all groups on one page without JavaScript."""
    present = (kw.get("data") or {}).get("honorific", "")
    return _participant_class(event, shown_in, present=present)(**kw)


def _participant_class(
    event: Event, shown_in: str, *, desk: bool = False, present: str = ""
) -> Any:
    """Return the class of the form as the event asks it: standard fields, then its own questions.

    At the secretariat's desk nothing but the languages must be known of somebody else.
    """
    codes = language_codes(event)
    how = questions.asked(event.id)
    own = questions.questions(event.id)

    def must(name: str) -> bool:
        return how[name] is Asked.REQUIRED and (not desk or name in {"speaks", "follows"})

    class ParticipantForm(VersionedForm):
        honorific = address_field(_l("Form of address"), shown_in, present)
        given_name = text_field(_l("Given name"), most=120, required=True, validators=[Marker()])
        family_name = text_field(_l("Family name"), most=120, required=True, validators=[Marker()])
        position = text_field(
            _l("Position"), most=300, required=must("position"), validators=[Marker()]
        )
        email = text_field(
            _l("E-mail address"), most=255, required=not desk, validators=[EmailAddress()]
        )
        phone = text_field(
            _l("Mobile telephone"), most=60, required=must("phone"), validators=[Phone()]
        )
        speaks = languages_field(
            _l("In which languages will you speak?"), codes, shown_in, required=must("speaks")
        )
        follows = languages_field(
            _l("Which languages do you follow without interpretation?"),
            codes,
            shown_in,
            required=must("follows"),
        )
        list_sharing = Radio(
            _l("With whom may we share your entry in the list of participants?"),
            choices=options((value.value, word) for value, word in SHARING.items()),
            default=ListSharing.PARTICIPANTS.value,
        )
        photo_consent = Radio(
            _l("May we photograph you?"),
            choices=options((value.value, word) for value, word in PHOTOS.items()),
            default=PhotoConsent.NO.value,
        )

        def own_fields(self) -> list[Field]:
            """Return the fields of the event's own questions, in their order."""
            return [self[name_of(question)] for question in own]

        def asked_answers(self) -> dict[str, Any]:
            """Return {uid: answer} of the own questions; None where one was left open."""
            return {one.uid: stored_value(one, self[name_of(one)].data) for one in own}

        def column_values(self, before: Registration | None = None) -> dict[str, Any]:
            """Return the columns that were asked; a position in another language stays."""
            answers = (before.answers if before else {}) | self.asked_answers()
            values: dict[str, Any] = {
                "given_name": self.given_name.data,
                "family_name": self.family_name.data,
                "email": self.email.data or "",
                "answers": {uid: value for uid, value in answers.items() if value is not None},
            }
            if self.honorific:
                values["honorific"] = self.honorific.data or ""
            if self.position:
                values["position"] = (before.position if before else {}) | {
                    shown_in: self.position.data or ""
                }
            if self.phone:
                values["phone"] = self.phone.data or ""
            if self.speaks:
                values["speaks"] = self.speaks.data or []
            if self.follows:
                values["follows"] = self.follows.data or []
            if self.list_sharing:
                values["list_sharing"] = ListSharing(self.list_sharing.data)
            if self.photo_consent:
                values["photo_consent"] = PhotoConsent(self.photo_consent.data)
            return values

    if must("honorific"):
        ParticipantForm.honorific = address_field(
            _l("Form of address"), shown_in, present, required=True
        )
    for name, answer in how.items():
        if answer is Asked.OFF and name in questions.STANDARD:
            setattr(ParticipantForm, name, None)
    for question in own:
        required = question.required and not desk
        field = field_of(question, shown_in, event, required=required)
        setattr(ParticipantForm, name_of(question), field)
    return ParticipantForm


def link_form(event: Event, shown_in: str, **kw: Any) -> Any:
    """Return the participant's form with the consent, for a first registration by link."""
    plain = _participant_class(event, shown_in)

    class LinkForm(plain):  # type: ignore[misc,valid-type]
        consent = BooleanField(
            _l("I have read the privacy notice and agree to the use of my data for this event."),
            validators=[Required(_l("Without your agreement we cannot register you."))],
        )

    return LinkForm(**kw)


def form_data(registration: Registration, shown_in: str, event: Event) -> dict[str, Any]:
    """Return what the form shows of a registration."""
    columns = "honorific given_name family_name email phone speaks follows version"
    own = {
        name_of(one): shown_value(one, registration.answers.get(one.uid))
        for one in questions.questions(event.id)
    }
    return (
        own
        | {name: getattr(registration, name) for name in columns.split()}
        | {
            "position": text_in(registration.position, shown_in, event.document_languages),
            "list_sharing": registration.list_sharing.value,
            "photo_consent": registration.photo_consent.value,
        }
    )


def desk_form(event: Event, organisations: list[tuple[str, str]], shown_in: str, **kw: Any) -> Any:
    """Return the secretariat's form: everything, for somebody else; organisations as (id, name)."""
    present = (kw.get("data") or {}).get("honorific", "")
    plain = _participant_class(event, shown_in, desk=True, present=present)

    class DeskForm(plain):  # type: ignore[misc,valid-type]
        organisation_id = select_field(
            _l("Institution or organisation"),
            [("", _l("choose")), *organisations],
            validators=[Required(_l("Please choose one."))],
        )
        role = select_field(_l("Comes as"), [(role.value, word) for role, word in ROLES.items()])
        position = (
            multilingual(_l("Position"), event.document_languages, most=300)
            if plain.position
            else None
        )
        display_name = text_field(
            _l("Name as printed, where it differs"), most=250, validators=[Marker()]
        )
        head_of_delegation = BooleanField(_l("Head of delegation"))
        rank = integer_field(_l("Rank within the delegation"), least=1, most=999, default=100)
        protected = BooleanField(_l("Protected: lists print only “Representative”"))
        language = select_field(
            _l("Language of mails"), [(code, name) for code, name in _interface(shown_in)]
        )

        def column_values(self, before: Registration | None = None) -> dict[str, Any]:
            values = super().column_values(before)
            if self.position:
                values["position"] = self.position.values()
            return values | {
                "organisation_id": int(self.organisation_id.data),
                "role": ParticipantRole(self.role.data),
                "display_name": self.display_name.data or "",
                "head_of_delegation": bool(self.head_of_delegation.data),
                "rank": self.rank.data or 100,
                "protected": bool(self.protected.data),
                "language": self.language.data,
            }

    return DeskForm(**kw)


def _interface(shown_in: str) -> list[tuple[str, str]]:
    from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language_name

    return [(code, language_name(code, shown_in)) for code in INTERFACE_LANGUAGES]


def desk_data(registration: Registration, shown_in: str, event: Event) -> dict[str, Any]:
    """Return what the secretariat's form shows of a registration."""
    return form_data(registration, shown_in, event) | {
        "organisation_id": str(registration.organisation_id),
        "role": registration.role.value,
        "position": registration.position,
        "display_name": registration.display_name,
        "head_of_delegation": registration.head_of_delegation,
        "rank": registration.rank,
        "protected": registration.protected,
        "language": registration.language,
    }
