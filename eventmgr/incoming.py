"""What every request passes before a page sees it: numbers and texts that the database can hold."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

# The largest number of a row; PostgreSQL refuses to compare with a larger one.
LARGEST = 2**31 - 1
_DIGITS = len(str(LARGEST)) - 1


class RowNumber(IntegerConverter):
    """A row's number in an address; one that no row can have is a page that is not there."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **({"max": LARGEST} | options))


def number_in(text: str) -> int | None:
    """Return the whole number that a query or a hidden field holds, None where there is none."""
    good = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if good else None


def check_texts() -> None:
    """Refuse the null character, which no keyboard types and PostgreSQL does not store.

    JSON is refused as a whole: the pages send forms, and the account library would take it
    without the checks of a form.
    """
    if "\x00" in request.path:
        abort(404)
    if request.is_json:
        abort(415)
    texts = [request.args, request.form]
    names = [upload.filename or "" for upload in request.files.values()]
    values = [text for one in texts for pair in one.items(multi=True) for text in pair]
    if any("\x00" in text for text in (*names, *values)):
        abort(400)


def init_app(app: Flask) -> None:
    """Set the converter of numbers, before the rooms' addresses, and the check of texts."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(check_texts)
