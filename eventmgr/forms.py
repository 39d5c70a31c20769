"""What all forms share: our own words for what is wrong, and the fields of this field of work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation
from wtforms.validators import ValidationError as FieldError
from wtforms.widgets import CheckboxInput, ListWidget

from eventmgr.i18n.languages import language, language_name
from eventmgr.i18n.names import honorific, honorific_choices

__all__ = [
    "EmailAddress",
    "FieldError",
    "Form",
    "MaxLength",
    "MultilingualField",
    "Optional",
    "Phone",
    "Required",
    "VersionedForm",
    "address_field",
    "apart",
    "date_field",
    "integer_field",
    "languages_field",
    "multilingual",
    "options",
    "select_field",
    "text_area",
    "text_field",
    "time_field",
]


class Form(FlaskForm):
    """The base of every form: CSRF, stripped text, no foreign wording."""

    class Meta(FlaskForm.Meta):
        """Our validators speak through our catalogues, so the library's stay silent."""

        def get_translations(self, form: Any) -> None:
            return None

    def add_error(self, field: str, message: Any) -> None:
        """Put a message found by an action beside the field where it belongs."""
        target = self._fields[field]
        target.errors = [*target.errors, message]


def apart(form: Any, name: object) -> Any:
    """Return the form with ids of its own, for a page that shows several forms of one kind."""
    for field in form:
        field.id = f"{field.id}-{name}"
        field.label.field_id = field.id
    return form


class VersionedForm(Form):
    """A form of a row that two people may edit: it carries the version it was filled from."""

    version = HiddenField(default="1")

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw; 0 where it was tampered with."""
        value = str(self.version.data or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def strip(value: Any) -> Any:
    """Return text without the spaces around it; other values as they are."""
    return value.strip() if isinstance(value, str) else value


# What begins a new line where it is printed or sent, and what no keyboard types.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def in_one_line(value: Any) -> Any:
    """Return text without line breaks: a field shows none, but a request may hold some."""
    return _BREAKS.sub(" ", value).strip() if isinstance(value, str) else value


class Required(InputRequired):
    """Something must be filled in."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _l("Please fill this in."))

    def __call__(self, form: Any, field: Field) -> None:
        value = field.data
        if value is None or value is False or value in ("", []):
            # A value that could not be read has its own message already.
            if field.process_errors:
                return
            field.errors = []
            raise StopValidation(self.message)


class MaxLength(Length):
    """No more than a number of characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(max=most)

    def __call__(self, form: Any, field: Field) -> None:
        length = len(field.data or "")
        if length > self.most:
            raise FieldError(
                _l(
                    "This is %(length)s characters long; please shorten it to %(most)s.",
                    length=length,
                    most=self.most,
                )
            )


class Between(NumberRange):
    """A whole number between two bounds, both allowed."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(
            min=least,
            max=most,
            message=_l("Please give a number from %(least)s to %(most)s.", least=least, most=most),
        )


class EmailAddress:
    """An e-mail address; kept as typed save for its letter case."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data:
            return
        try:
            validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise FieldError(
                _l("Please write the e-mail address in full, for example name@example.org.")
            ) from error


class Phone:
    """A telephone number as people write it; kept exactly as typed."""

    def __call__(self, form: Any, field: Field) -> None:
        value = field.data or ""
        if not value:
            return
        if not re.fullmatch(r"[+0-9 ()/.\-]+(?:\s*(?:ext|x|lok)\.?\s*\d+)?", value) or not (
            5 <= sum(char.isdigit() for char in value) <= 18
        ):
            raise FieldError(
                _l("Please write the number with its country code, for example +382 20 123 456.")
            )


def text_field(label: Any, *, most: int, required: Any = False, **kwargs: Any) -> StringField:
    """Return a one-line text field of at most `most` characters."""
    validators = [Required() if required is True else required] if required else [Optional()]
    return StringField(
        label,
        validators=[*validators, *kwargs.pop("validators", []), MaxLength(most)],
        filters=[in_one_line],
        **kwargs,
    )


def text_area(label: Any, *, most: int, required: Any = False, **kwargs: Any) -> TextAreaField:
    """Return a text field of several lines and at most `most` characters."""
    validators = [Required() if required is True else required] if required else [Optional()]
    return TextAreaField(
        label,
        validators=[*validators, *kwargs.pop("validators", []), MaxLength(most)],
        filters=[strip],
        **kwargs,
    )


class _Date(DateField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            # An empty field is not a date written wrongly.
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(
                _l("Please write the date as year-month-day, for example 2026-05-31.")
            ) from error


class _Time(TimeField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError as error:
            raise ValueError(_l("Please write the time as 09:30.")) from error


class _Integer(IntegerField):
    data: int | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and not valuelist[0].strip():
            # Emptied on purpose: what the form was filled from must not come back.
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Please write a whole number.")) from error
        if self.data is not None and abs(self.data) >= 2**31:
            self.data = None
            raise ValueError(_l("This number is too large."))


class _Select(SelectField):
    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except (ValueError, FieldError) as error:
            raise FieldError(_l("Please choose one of the list.")) from error


def date_field(label: Any, *, required: bool = False, **kwargs: Any) -> DateField:
    """Return a date field."""
    return _Date(label, validators=[Required() if required else Optional()], **kwargs)


def time_field(label: Any, *, required: bool = False, **kwargs: Any) -> TimeField:
    """Return a field of a time of day, read as 24 hours (LOC-05)."""
    return _Time(label, validators=[Required() if required else Optional()], **kwargs)


def integer_field(
    label: Any, *, least: int, most: int, required: bool = False, **kwargs: Any
) -> IntegerField:
    """Return a field of a whole number between two bounds."""
    return _Integer(
        label,
        validators=[Required() if required else Optional(), Between(least, most)],
        **kwargs,
    )


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Return (value, label) pairs as the choices of a field."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]


def select_field(label: Any, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> SelectField:
    """Return a choice of one value of a list."""
    return _Select(label, choices=options(choices), **kwargs)


# Titles that are often written together.
COMBINED_TITLES = (
    "mr dr",
    "ms dr",
    "mr prof dr",
    "ms prof dr",
    "he mr",
    "he ms",
    "he mr amb",
    "he ms amb",
)


def address_field(
    label: Any, shown_in: str, present: str = "", *, required: bool = False
) -> SelectField:
    """Return the choice of a form of address; a stored one that is not in the list stays in it."""
    choices = [("", _l("none")), *honorific_choices(shown_in)]
    for codes in dict.fromkeys([*COMBINED_TITLES, present]):
        if codes and codes not in {code for code, _words in choices}:
            feminine = "ms" in codes.split()
            sign = honorific("ms" if feminine else "mr", shown_in) if " " in codes else ""
            words = honorific(codes, shown_in)
            choices.append((codes, words if sign in words else f"{words} ({sign})"))
    validators = [Required(_l("Please choose one."))] if required else []
    return select_field(label, choices, validators=validators)


class MultilingualField(FormField):
    """A text in several languages; `values` is {language: text} without the empty ones."""

    def __init__(
        self, form_class: Any, label: Any = None, *, required: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(form_class, label, **kwargs)
        self.required = required

    def populate_obj(self, obj: Any, name: str) -> None:
        """Set the map on the object."""
        setattr(obj, name, self.values())

    def values(self) -> dict[str, str]:
        """Return {language: text} of what was filled in."""
        return {code: text for code, text in self.form.data.items() if text}

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        """Check each language; where the text is required, one language is enough."""
        good = bool(self.form.validate())
        if good and self.required and not self.values():
            first = next(iter(self.form))
            first.errors = [_l("Please fill this in, in at least one language.")]
            good = False
        return good


def multilingual(
    label: Any,
    languages: Sequence[str],
    *,
    most: int,
    long: bool = False,
    required: bool = False,
) -> MultilingualField:
    """Return a field with one input per language, each marked with its own name and `lang`."""
    make = text_area if long else text_field
    fields = {
        code: make(language(code).label, most=most, render_kw={"lang": language(code).bcp47})
        for code in languages
    }
    return MultilingualField(type("Languages", (PlainForm,), fields), label, required=required)


class Languages(SelectMultipleField):
    """Several languages of a list, as tick boxes; codes not in the list are refused."""

    data: Any
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in our words."""
        known = {choice.value for choice in self.choices or []}
        if self.data and not set(self.data) <= known:
            raise FieldError(_l("Please choose from the list."))
        # Each once: a request may repeat a box as often as it likes.
        self.data = list(dict.fromkeys(self.data or []))


def languages_field(
    label: Any, codes: Sequence[str], shown_in: str, *, required: bool = False, **kwargs: Any
) -> Languages:
    """Return tick boxes of languages, named in the reader's language."""
    return Languages(
        label,
        choices=options((code, language_name(code, shown_in)) for code in codes),
        validators=[Required(_l("Please choose at least one."))] if required else [Optional()],
        **kwargs,
    )
