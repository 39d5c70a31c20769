"""What somebody filled in, as it is read back: on the page to check, the own page, a comparison."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventmgr.events.models import Event
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.names import honorific, plain_name
from eventmgr.language import current
from eventmgr.registration.question_fields import name_of
from eventmgr.registration.questions import answer_words, questions
from eventmgr.registration.words import PHOTOS, SHARING


def answers_of(form: Any, event: Event) -> list[tuple[str, str]]:
    """Return (question, answer) of a filled participant's form; what is empty is left out."""
    reader = current()

    def languages(codes: list[str]) -> str:
        return ", ".join(language_name(code, reader) for code in codes)

    name = plain_name(form.given_name.data, form.family_name.data)
    address = (
        honorific(form.honorific.data, reader) if form.honorific and form.honorific.data else ""
    )
    rows = [(_("Name"), f"{address} {name}".strip())]
    rows += [
        (field.label.text, field.data) for field in (form.position, form.email, form.phone) if field
    ]
    rows += [
        (field.label.text, languages(field.data or []))
        for field in (form.speaks, form.follows)
        if field
    ]
    rows += [
        (field.label.text, str(next(w for v, w in words.items() if v.value == field.data)))
        for field, words in ((form.list_sharing, SHARING), (form.photo_consent, PHOTOS))
        if field
    ]
    given = form.asked_answers()
    rows += [
        (form[name_of(one)].label.text, answer_words(one, given[one.uid], reader, event))
        for one in questions(event.id)
    ]
    return [(str(label), str(value)) for label, value in rows if value]
