"""The forms of clearance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.forms import EmailAddress, Form, select_field, text_area, text_field
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language
from eventmgr.papers.words import ANSWERS, OTHER_MEANS

LANGUAGES = [(code, language(code).label) for code in INTERFACE_LANGUAGES]


def approver_form(organisers: Sequence[tuple[str, str]]) -> Any:
    """Return the form that names an approver of one of the organisers."""

    class ApproverForm(Form):
        organisation_id = select_field(_l("Organiser"), organisers)
        name = text_field(_l("Name"), most=200, required=True)
        email = text_field(
            _l("E-mail address"), most=255, required=True, validators=[EmailAddress()]
        )
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


def own_answer_form(paragraphs: Sequence[tuple[str, str]]) -> Any:
    """Return the form of the personal link: an answer, and the paragraph a wish is about.

    `paragraphs` are (uid, first words) of the version as it was circulated.
    """

    class OwnAnswerForm(AnswerForm):
        paragraph = select_field(
            _l("Paragraph"), [("", _l("the whole text")), *paragraphs], default=""
        )

    return OwnAnswerForm()


class RecordForm(AnswerForm):
    """An answer that came another way, written down by somebody of the team."""

    means = select_field(_l("How the answer came"), OTHER_MEANS)
