"""Forms of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.directory.models import DesignationText, Organisation, OrganisationKind
from eventmgr.directory.words import ORGANISATION_KINDS
from eventmgr.forms import (
    EmailAddress,
    Form,
    VersionedForm,
    multilingual,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, document_languages

Choices = Sequence[tuple[str, str]]


def name_languages(organisation: Organisation | None) -> tuple[list[str], list[str]]:
    """Return the languages whose names are shown at once, and those under "more languages"."""
    first = list(INTERFACE_LANGUAGES)
    if organisation is not None:
        first = list(dict.fromkeys([*first, *organisation.names]))
    return first, [row.code for row in document_languages() if row.code not in first]


def organisation_form(
    organisation: Organisation | None, delegations: Choices, **options: Any
) -> VersionedForm:
    """Return the form of an organisation's entry."""
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
        email = text_field(_l("E-mail address"), most=255, validators=[EmailAddress()])
        address = text_area(_l("Postal address"), most=1000, render_kw={"rows": 3})
        former_names = text_area(
            _l("Former names and other spellings"), most=2000, render_kw={"rows": 3}
        )
        sort_key = text_field(_l("Sorted as"), most=200)
        different = BooleanField(_l("It is another organisation all the same"))

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            lines = (self.former_names.data or "").splitlines()
            return {
                "names": self.names.values() | self.more_names.values(),
                "acronym": self.acronym.data or "",
                "kind": OrganisationKind(self.kind.data),
                "designation_id": int(self.designation_id.data or 0) or None,
                "email": (self.email.data or "").lower(),
                "address": self.address.data or "",
                "former_names": [line.strip() for line in lines if line.strip()],
                "sort_key": self.sort_key.data or "",
            }

    if organisation is None:
        return OrganisationForm(kind=OrganisationKind.MINISTRY.value, **options)
    return OrganisationForm(
        version=organisation.version,
        names=organisation.names,
        acronym=organisation.acronym,
        kind=organisation.kind.value,
        designation_id=str(organisation.designation_id or ""),
        email=organisation.email,
        address=organisation.address,
        former_names="\n".join(organisation.former_names),
        sort_key=organisation.sort_key,
        **options,
    )


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
