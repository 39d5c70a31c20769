"""The forms of registration: a participant's on a telephone, the secretariat's at a desk."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from eventmgr.drafting.edition import footnoted_stems
from eventmgr.events.models import Event
from eventmgr.forms import (
    EmailAddress,
    FieldError,
    Phone,
    Required,
    VersionedForm,
    address_field,
    integer_field,
    languages_field,
    multilingual,
    options,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration import questions
from eventmgr.registration.models import ListSharing, ParticipantRole, PhotoConsent, Registration
from eventmgr.registration.words import PHOTOS, ROLES, SHARING

# What people of the region speak and follow; never inferred from one another (INT-22).
REGIONAL = ("en", "cnr", "sq", "sr", "bs", "hr", "mk")


def language_codes(event: Event) -> list[str]:
    """Return the languages to tick: the event's first, then the region's."""
    return list(dict.fromkeys([*event.floor_languages, *event.into_languages, *REGIONAL]))


class _Marker:
    """An asterisk stands only behind a name that carries one (DES-08).

    Elsewhere it would be taken for the sign of a footnote that is not there, and no list could be
    printed (DES-02).
    """

    def __call__(self, form: Any, field: Any) -> None:
        value = field.data or ""
        if "*" not in value:
            return
        names = "|".join(map(re.escape, footnoted_stems()))
        if "*" in re.sub(rf"\b(?:{names})\w*\*", "", value, flags=re.IGNORECASE):
            raise FieldError(_l("Please leave out the asterisk."))


class _Radio(RadioField):
    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            raise FieldError(_l("Please choose one."))


def participant_form(event: Event, shown_in: str, **kw: Any) -> Any:
    """Return the form a participant fills in; all groups on one page without JavaScript."""
    present = (kw.get("data") or {}).get("honorific", "")
    return _participant_class(event, shown_in, present=present)(**kw)


def _participant_class(
    event: Event, shown_in: str, *, email_required: bool = True, present: str = ""
) -> Any:
    codes = language_codes(event)

    class ParticipantForm(VersionedForm):
        honorific = address_field(_l("Form of address"), shown_in, present)
        given_name = text_field(_l("Given name"), most=120, required=True, validators=[_Marker()])
        family_name = text_field(_l("Family name"), most=120, required=True, validators=[_Marker()])
        position = text_field(_l("Position"), most=300, required=True, validators=[_Marker()])
        email = text_field(
            _l("E-mail address"), most=255, required=email_required, validators=[EmailAddress()]
        )
        phone = text_field(_l("Mobile telephone"), most=60, validators=[Phone()])
        speaks = languages_field(
            _l("In which languages will you speak?"), codes, shown_in, required=True
        )
        follows = languages_field(
            _l("Which languages do you follow without interpretation?"),
            codes,
            shown_in,
            required=True,
        )
        needs = text_area(_l("Anything you need to take part fully"), most=1000)
        diet = text_area(_l("What you do not eat"), most=500)
        list_sharing = _Radio(
            _l("With whom may we share your entry in the list of participants?"),
            choices=options((value.value, word) for value, word in SHARING.items()),
            default=ListSharing.PARTICIPANTS.value,
        )
        photo_consent = _Radio(
            _l("May we photograph you?"),
            choices=options((value.value, word) for value, word in PHOTOS.items()),
            default=PhotoConsent.NO.value,
        )

        def column_values(self, before: Registration | None = None) -> dict[str, Any]:
            """Return the columns; a position in another language stays."""
            position = dict(before.position) if before else {}
            position[shown_in] = self.position.data
            return {
                "honorific": self.honorific.data or "",
                "given_name": self.given_name.data,
                "family_name": self.family_name.data,
                "position": position,
                "email": self.email.data or "",
                "phone": self.phone.data or "",
                "speaks": self.speaks.data or [],
                "follows": self.follows.data or [],
                "needs": self.needs.data or "",
                "diet": self.diet.data or "",
                "list_sharing": ListSharing(self.list_sharing.data),
                "photo_consent": PhotoConsent(self.photo_consent.data),
            }

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
    return {
        name: getattr(registration, name)
        for name in (
            "honorific given_name family_name email phone speaks follows needs diet version"
        ).split()
    } | {
        "position": text_in(registration.position, shown_in, event.document_languages),
        "list_sharing": registration.list_sharing.value,
        "photo_consent": registration.photo_consent.value,
    }


def desk_form(event: Event, organisations: list[tuple[str, str]], shown_in: str, **kw: Any) -> Any:
    """Return the secretariat's form: everything, for somebody else; organisations as (id, name)."""
    present = (kw.get("data") or {}).get("honorific", "")
    plain = _participant_class(event, shown_in, email_required=False, present=present)

    class DeskForm(plain):  # type: ignore[misc,valid-type]
        organisation_id = select_field(
            _l("Institution or organisation"),
            [("", _l("choose")), *organisations],
            validators=[Required(_l("Please choose one."))],
        )
        role = select_field(_l("Comes as"), [(role.value, word) for role, word in ROLES.items()])
        position = multilingual(_l("Position"), event.document_languages, most=300)
        display_name = text_field(
            _l("Name as printed, where it differs"), most=250, validators=[_Marker()]
        )
        head_of_delegation = BooleanField(_l("Head of delegation"))
        rank = integer_field(_l("Rank within the delegation"), least=1, most=999, default=100)
        protected = BooleanField(_l("Protected: lists print only “Representative”"))
        language = select_field(
            _l("Language of mails"), [(code, name) for code, name in _interface(shown_in)]
        )

        def column_values(self, before: Registration | None = None) -> dict[str, Any]:
            values = super().column_values(None)
            return values | {
                "organisation_id": int(self.organisation_id.data),
                "role": ParticipantRole(self.role.data),
                "position": self.position.values(),
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
