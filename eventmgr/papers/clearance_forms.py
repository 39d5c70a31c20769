"""The forms of clearance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.forms import LANGUAGES, email_field
from eventmgr.forms import Form, select_field, text_area, text_field
from eventmgr.papers.models import Answer, Means

MEANS = {
    Means.LINK: _l("by the personal link"),
    Means.MAIL: _l("by e-mail"),
    Means.LETTER: _l("by letter"),
    Means.TELEPHONE: _l("by telephone"),
    Means.IN_PERSON: _l("in person"),
}
OTHER_MEANS = [(one.value, label) for one, label in MEANS.items() if one is not Means.LINK]

ANSWERS = {
    Answer.YES: _l("Yes, I approve this version"),
    Answer.CHANGES: _l("Please change something first"),
}
ANSWER_WORDS = {Answer.YES: _l("approved"), Answer.CHANGES: _l("asked for changes")}


def approver_form(organisers: Sequence[tuple[str, str]]) -> Any:
    """Return the form that names an approver of one of the organisers."""

    class ApproverForm(Form):
        organisation_id = select_field(_l("Organiser"), organisers)
        name = text_field(_l("Name"), most=200, required=True)
        email = email_field()
        language = select_field(_l("Language of messages"), LANGUAGES)

    return ApproverForm()


class CirculateForm(Form):
    """A word that goes with a version."""

    note = text_area(
        _l("A word to the approvers"),
        most=2000,
        description=_l("For example what changed, and by when you need their answer."),
    )


class AnswerForm(Form):
    """What an approver says on the page of the personal link."""

    answer = select_field(_l("Your answer"), [(one.value, label) for one, label in ANSWERS.items()])
    note = text_area(_l("What should be changed"), most=4000)


class RecordForm(AnswerForm):
    """An answer that came another way, written down by somebody of the team."""

    means = select_field(_l("How the answer came"), OTHER_MEANS)
