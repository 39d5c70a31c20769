"""The forms with which organisers choose what is asked."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from eventmgr.forms import (
    VersionedForm,
    multilingual,
    select_field,
)
from eventmgr.registration.question_models import Asked, Question, QuestionKind
from eventmgr.registration.questions import ALL
from eventmgr.registration.words import ASKED

WITH_CHOICES = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})
# So many choices a question may have, and so many empty lines are shown to write new ones.
CHOICES, EMPTY = 20, 3


def asked_form(how: dict[str, Asked], version: int, **kw: Any) -> Any:
    """Return the form of the standard fields, a choice for each."""

    class AskedForm(VersionedForm):
        def fields_of(self, names: Any) -> list[Any]:
            """Return the fields of these names, in their order."""
            return [self[name] for name in names]

        def values(self) -> dict[str, str]:
            """Return {field: a value of Asked}."""
            return {name: self[name].data for name in ALL}

    for name, standard in ALL.items():
        choices = [(one.value, ASKED[one]) for one in standard.may]
        setattr(AskedForm, name, select_field(standard.label, choices))
    data = {name: value.value for name, value in how.items()}
    return AskedForm(data=data | {"version": version}, **kw)


def question_form(
    kind: QuestionKind, languages: list[str], row: Question | None = None, **kw: Any
) -> Any:
    """Return the form of one question, worded in each language."""

    class QuestionForm(VersionedForm):
        label = multilingual(_l("Question"), languages, most=300, required=True)
        help = multilingual(_l("Help below the question"), languages, most=500)
        required = BooleanField(_l("The question must be answered"))

        def choice_rows(self) -> list[tuple[Any, Any]]:
            """Return (uid field, words field) of the choices written, and a few empty lines."""
            if kind not in WITH_CHOICES:
                return []
            rows = [(self[f"uid_{n}"], self[f"choice_{n}"]) for n in range(CHOICES)]
            written = [n for n, (_uid, words) in enumerate(rows) if words.values()]
            return rows[: max(written, default=-1) + 1 + EMPTY]

        def validate(self, extra_validators: Any = None) -> bool:
            """Check the fields; where one chooses, there must be two choices at least."""
            good = bool(super().validate(extra_validators))
            if kind in WITH_CHOICES and len(self.values()["choices"]) < 2:
                self.form_errors.append(_l("Please write at least two choices."))
                return False
            return good

        def values(self) -> dict[str, Any]:
            """Return the columns of the question."""
            found: dict[str, Any] = {
                "label": self.label.values(),
                "help": self.help.values(),
                "required": bool(self.required.data),
            }
            if kind in WITH_CHOICES:
                known = {one["uid"] for one in row.choices} if row is not None else set()
                found["choices"] = [
                    {"uid": uid.data if uid.data in known else "", "label": words.values()}
                    for uid, words in self.choice_rows()
                    if words.values()
                ]
            return found

    data: dict[str, Any] = {}
    if row is not None:
        data = {
            "label": row.label,
            "help": row.help,
            "required": row.required,
            "version": row.version,
        }
    if kind in WITH_CHOICES:
        present = [] if row is None else [one for one in row.choices if not one.get("removed")]
        for number in range(CHOICES):
            setattr(QuestionForm, f"uid_{number}", HiddenField())
            label = _l("Choice %(number)s", number=number + 1)
            setattr(QuestionForm, f"choice_{number}", multilingual(label, languages, most=200))
            if number < len(present):
                data[f"uid_{number}"] = present[number]["uid"]
                data[f"choice_{number}"] = present[number]["label"]
    return QuestionForm(data=data, **kw)
