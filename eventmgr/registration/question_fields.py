"""The fields of an event's own questions, and what people answered in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from eventmgr.directory.known import footnoted_stems
from eventmgr.events.models import Event
from eventmgr.forms import (
    FieldError,
    Optional,
    Required,
    date_field,
    integer_field,
    options,
    select_field,
    text_area,
    text_field,
)
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration.question_models import Question, QuestionKind
from eventmgr.registration.questions import choices_of, label_of, languages_of

# More choices than these are read faster in a list that opens.
RADIO = 8


class Marker:
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


class Radio(RadioField):
    """One of several, told in our words where none was chosen."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list."""
        if (self.data or "") not in {choice.value for choice in self.choices}:
            raise FieldError(_l("Please choose one."))


class Ticks(SelectMultipleField):
    """Several of a list, as tick boxes; what is not in the list is refused."""

    data: Any
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in our words."""
        if self.data and not set(self.data) <= {choice.value for choice in self.choices or []}:
            raise FieldError(_l("Please choose from the list."))
        # Each once: a request may repeat a box as often as it likes.
        self.data = list(dict.fromkeys(self.data or []))


def ticks(label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = False) -> Ticks:
    """Return tick boxes of (value, words)."""
    return Ticks(
        label,
        choices=options(choices),
        validators=[Required(_l("Please choose at least one."))] if required else [Optional()],
    )


def one_of(label: Any, choices: list[tuple[str, Any]], *, required: bool, **kwargs: Any) -> Field:
    """Return a choice of one; where it need not be answered, "No answer" can be chosen again."""
    if len(choices) > RADIO:
        validators = [Required(_l("Please choose one."))] if required else [Optional()]
        first = ("", _l("choose") if required else _l("No answer"))
        return select_field(label, [first, *choices], validators=validators, **kwargs)
    if required:
        return Radio(label, choices=options(choices), **kwargs)
    return Radio(label, choices=options([("", _l("No answer")), *choices]), default="", **kwargs)


def name_of(question: Question) -> str:
    """Return the name of the question's field on a form."""
    return f"q_{question.uid}"


def field_of(question: Question, language: str, event: Event, *, required: bool) -> Field:
    """Return the field of a question, worded in the reader's language."""
    label = label_of(question, language, event)
    help_text = text_in(question.help, language, languages_of(event))
    choices: list[tuple[str, Any]] = list(choices_of(question, language, event))
    words: dict[str, Any] = {"description": help_text}
    match question.kind:
        case QuestionKind.SHORT:
            return text_field(label, most=300, required=required, validators=[Marker()], **words)
        case QuestionKind.LONG:
            return text_area(label, most=2000, required=required, validators=[Marker()], **words)
        case QuestionKind.YES_NO:
            return one_of(label, [("yes", _l("Yes")), ("no", _l("No"))], required=required, **words)
        case QuestionKind.ONE:
            return one_of(label, choices, required=required, **words)
        case QuestionKind.SEVERAL:
            field = ticks(label, choices, required=required)
            field.kwargs["description"] = help_text
            return field
        case QuestionKind.NUMBER:
            return integer_field(
                label, least=-1_000_000_000, most=1_000_000_000, required=required, **words
            )
        case QuestionKind.DATE:
            return date_field(label, required=required, **words)


def shown_value(question: Question, answer: Any) -> Any:
    """Return a stored answer as the field shows it."""
    if question.kind is QuestionKind.YES_NO:
        return "" if answer is None else ("yes" if answer else "no")
    if question.kind is QuestionKind.DATE:
        return date.fromisoformat(answer) if answer else None
    if question.kind is QuestionKind.SEVERAL:
        return answer or []
    return answer


def stored_value(question: Question, data: Any) -> Any:
    """Return what a field holds as it is stored, None where nothing was answered."""
    if data is None or data in ("", []):
        return None
    if question.kind is QuestionKind.YES_NO:
        return data == "yes"
    if isinstance(data, date):
        return data.isoformat()
    return data
