"""The forms of nominations: naming somebody, and saying no with a reason."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.forms import (
    EmailAddress,
    Form,
    Phone,
    VersionedForm,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.nominations.models import Gender, Nomination
from eventmgr.nominations.words import GENDERS


def nominee_form(shown_in: str, **kw: Any) -> Any:
    """Return the focal point's form about one person."""

    class NomineeForm(VersionedForm):
        given_name = text_field(_l("Given name"), most=120, required=True)
        family_name = text_field(_l("Family name"), most=120, required=True)
        gender = select_field(
            _l("Gender"),
            [(gender.value, word) for gender, word in GENDERS.items()],
            default=Gender.UNSAID.value,
        )
        position = text_field(_l("Position"), most=300, required=True)
        email = text_field(
            _l("E-mail address"), most=255, required=True, validators=[EmailAddress()]
        )
        phone = text_field(_l("Mobile telephone"), most=60, validators=[Phone()])
        language = select_field(
            _l("Language of mails"),
            [(code, language_name(code, shown_in)) for code in INTERFACE_LANGUAGES],
            default=shown_in,
        )
        note = text_area(_l("What the organisers should know about the person"), most=1000)

        def column_values(self, before: Nomination | None = None) -> dict[str, Any]:
            """Return the columns; a position in another language stays."""
            position = dict(before.position) if before else {}
            position[shown_in] = self.position.data
            return {
                "given_name": self.given_name.data,
                "family_name": self.family_name.data,
                "gender": Gender(self.gender.data),
                "position": position,
                "email": self.email.data,
                "phone": self.phone.data or "",
                "language": self.language.data,
                "note": self.note.data or "",
            }

    return NomineeForm(**kw)


def nominee_data(nomination: Nomination, shown_in: str, event: Event) -> dict[str, Any]:
    """Return what the form shows of a nomination."""
    return {
        name: getattr(nomination, name)
        for name in "given_name family_name email phone language note version".split()
    } | {
        "gender": nomination.gender.value,
        "position": text_in(nomination.position, shown_in, event.document_languages),
    }


class ReasonForm(Form):
    """Why the organisers say no."""

    reason = text_area(_l("Reason, for the institution"), most=1000)
