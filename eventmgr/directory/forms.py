"""Forms of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.directory.models import (
    DesignationText,
    Organisation,
    OrganisationContact,
    OrganisationKind,
)
from eventmgr.directory.words import CONTACT_PURPOSES, ORGANISATION_KINDS
from eventmgr.forms import (
    EmailAddress,
    Form,
    Languages,
    Optional,
    Phone,
    VersionedForm,
    address_field,
    multilingual,
    options,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, document_languages, language_name

Choices = Sequence[tuple[str, str]]


def name_languages(organisation: Organisation | None) -> tuple[list[str], list[str]]:
    """Return the languages whose names are shown at once, and those under "more languages"."""
    first = list(INTERFACE_LANGUAGES)
    if organisation is not None:
        first = list(dict.fromkeys([*first, *organisation.names]))
    return first, [row.code for row in document_languages() if row.code not in first]


# Behind it stands when a former name was used.
BAR = "|"


def former_lines(names: Sequence[str], dates: dict[str, str]) -> str:
    """Return former names as they are typed: one a line, with their dates behind a bar."""
    return "\n".join(f"{name} {BAR} {dates[name]}" if name in dates else name for name in names)


def former_of(text: str) -> tuple[list[str], dict[str, str]]:
    """Return (names, {name: when it was used}) of what `former_lines` wrote or somebody typed."""
    names: list[str] = []
    dates: dict[str, str] = {}
    for line in text.splitlines():
        name, _bar, when = (part.strip() for part in line.partition(BAR))
        if name and name not in names:
            names.append(name)
            if when:
                dates[name] = when
    return names, dates


def organisation_form(
    organisation: Organisation | None, delegations: Choices, *, parent: str = "", **options: Any
) -> VersionedForm:
    """Return the form of an organisation's entry; `parent` is the name of what it is part of."""
    first, more = name_languages(organisation)

    class OrganisationForm(VersionedForm):
        names = multilingual(_l("Name"), first, most=300, required=True)
        more_names = multilingual(_l("Name in other languages"), more, most=300)
        acronym = text_field(_l("Acronym"), most=40)
        kind = select_field(
            _l("Kind"), [(kind.value, label) for kind, label in ORGANISATION_KINDS.items()]
        )
        designation_id = select_field(
            _l("Delegation"), [("", _l("none: it stands for itself")), *delegations]
        )
        parent = text_field(_l("Part of"), most=400)
        email = text_field(_l("E-mail address"), most=255, validators=[EmailAddress()])
        address = text_area(_l("Postal address"), most=1000, render_kw={"rows": 3})
        former_names = text_area(
            _l("Former names and other spellings"), most=2000, render_kw={"rows": 3}
        )
        sort_key = text_field(_l("Sorted as"), most=200)
        keep_names = BooleanField(_l("Keep a name that I change among the former names"))
        different = BooleanField(_l("It is another organisation all the same"))

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            names = self.names.values() | self.more_names.values()
            former, dates = former_of(self.former_names.data or "")
            if organisation is not None and self.keep_names.data:
                for name in organisation.names.values():
                    if name not in names.values() and name not in former:
                        former.append(name)
            return {
                "names": names,
                "acronym": self.acronym.data or "",
                "kind": OrganisationKind(self.kind.data),
                "designation_id": int(self.designation_id.data or 0) or None,
                "email": (self.email.data or "").lower(),
                "address": self.address.data or "",
                "former_names": former,
                "former_dates": dates,
                "sort_key": self.sort_key.data or "",
            }

    if organisation is None:
        return OrganisationForm(kind=OrganisationKind.MINISTRY.value, parent=parent, **options)
    return OrganisationForm(
        version=organisation.version,
        names=organisation.names,
        acronym=organisation.acronym,
        kind=organisation.kind.value,
        designation_id=str(organisation.designation_id or ""),
        parent=parent,
        email=organisation.email,
        address=organisation.address,
        former_names=former_lines(organisation.former_names, organisation.former_dates),
        sort_key=organisation.sort_key,
        **options,
    )


def contact_form(contact: OrganisationContact | None, shown_in: str, **more: Any) -> VersionedForm:
    """Return the form of a contact person."""
    posts = list(INTERFACE_LANGUAGES)
    if contact is not None:
        posts = list(dict.fromkeys([*posts, *contact.post]))
    written = [(row.code, language_name(row.code, shown_in)) for row in document_languages()]
    purposes_given = [(str(purpose), label) for purpose, label in CONTACT_PURPOSES.items()]

    class ContactForm(VersionedForm):
        honorific = address_field(
            _l("Form of address"), shown_in, contact.honorific if contact else ""
        )
        given_name = text_field(_l("Given name"), most=120)
        family_name = text_field(_l("Family name"), most=120)
        post = multilingual(_l("Post"), posts, most=300)
        email = text_field(_l("E-mail address"), most=255, validators=[EmailAddress()])
        phone = text_field(_l("Telephone"), most=60, validators=[Phone()])
        language = select_field(_l("Language of messages"), [("", _l("not known")), *written])
        purposes = Languages(
            _l("To be written to about"), choices=options(purposes_given), validators=[Optional()]
        )

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "honorific": self.honorific.data or "",
                "given_name": self.given_name.data or "",
                "family_name": self.family_name.data or "",
                "post": self.post.values(),
                "email": (self.email.data or "").lower(),
                "phone": self.phone.data or "",
                "language": self.language.data or "",
                "purposes": list(self.purposes.data or []),
            }

        def validate(self, extra_validators: Any = None) -> bool:
            """Ask for a name or a post, and for one way to reach the person."""
            good = super().validate(extra_validators)
            if not (self.family_name.data or self.given_name.data or self.post.values()):
                self.add_error("family_name", _l("Please give a name or a post."))
                good = False
            if not (self.email.data or self.phone.data):
                self.add_error("email", _l("Please give an e-mail address or a telephone number."))
                good = False
            return good

    if contact is None:
        return ContactForm(**more)
    return ContactForm(obj=contact, data={"post": contact.post}, **more)


class NamesForm(Form):
    """A designation's names in one language."""

    list_name = text_field(_l("Name in lists"), most=200)
    formal_name = text_field(_l("Formal name"), most=300)
    plate_name = text_field(_l("Name on plates"), most=200)
    sort_key = text_field(_l("Sorted as"), most=200)


def names_form(text: DesignationText | None) -> NamesForm:
    """Return the form filled from what is there."""
    return NamesForm(obj=text)


class FootnoteForm(Form):
    """A footnote's text in one language."""

    text = text_area(_l("Text of the footnote"), most=2000, render_kw={"rows": 4})
