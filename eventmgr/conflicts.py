"""What is shown when two people saved the same form: both versions, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from wtforms import BooleanField, Field, FormField, HiddenField, SelectField, SelectMultipleField

from eventmgr.forms import Form


def _shown(field: Field) -> str:
    if isinstance(field, SelectField | SelectMultipleField):
        data = field.data if isinstance(field, SelectMultipleField) else [field.data]
        chosen = set(data or [])
        return ", ".join(
            str(choice.label) for choice in field.choices or [] if choice.value in chosen
        )
    if isinstance(field, BooleanField):
        return _("yes") if field.data else _("no")
    return "" if field.data is None else str(field.data)


def _lines(fields: Iterable[Field], above: str = "") -> dict[str, tuple[str, str]]:
    lines: dict[str, tuple[str, str]] = {}
    for field in fields:
        label = str(field.label.text)
        if isinstance(field, FormField):
            lines |= _lines(field, label)
        elif not isinstance(field, HiddenField):
            lines[field.name] = (f"{above} ({label})" if above else label, _shown(field))
    return lines


def fields_that_differ(mine: Form, theirs: Form) -> list[tuple[str, str, str]]:
    """Return (label, mine, theirs) of the fields in which two fillings of one form differ."""
    saved = _lines(theirs)
    return [
        (label, words, saved[name][1])
        for name, (label, words) in _lines(mine).items()
        if name in saved and saved[name][1] != words
    ]


def conflict_page(
    mine: Form, theirs: Form, *, version: int, back: str, layout: str, **words: Any
) -> tuple[str, int]:
    """Return the page that shows what differs and offers to save mine over the newer version.

    `words` may name `who` saved and `when`.
    """
    keep = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "version"}
    ]
    page = render_template(
        "conflict.html",
        rows=[(label, saved, typed) for label, typed, saved in fields_that_differ(mine, theirs)],
        version=version,
        keep=keep,
        action=request.path,
        back=back,
        layout=layout,
        **words,
    )
    return page, 409
