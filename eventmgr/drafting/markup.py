"""Texts on a page: inline marks as HTML, and what changed between two wordings."""

from __future__ import annotations

from markupsafe import Markup, escape

from eventmgr.text.inline import to_html
from eventmgr.text.redline import redline

_TAGS = {"insert": "ins", "delete": "del"}


def inline_html(text: str, note_href: str | None = None) -> Markup:
    """Return a paragraph's text as safe HTML; `note_href` such as "#note-%s" links its notes."""
    return Markup(to_html(text, note_href))  # noqa: S704 - the engine escapes what is not a mark


def redline_html(old: str, new: str) -> Markup:
    """Return two wordings as one, word by word, in `ins` and `del`."""
    parts = []
    for operation, words in redline(old or "", new or ""):
        tag = _TAGS.get(operation)
        parts.append(Markup("<{0}>{1}</{0}>").format(tag, words) if tag else escape(words))
    return Markup("").join(parts)
