"""What every paragraph of a long text repeats on its page, made once and filled in for each.

A text of 200 paragraphs shows some 3,000 buttons and choices: putting each together anew would
take longer than everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from eventmgr.drafting.models import NodeKind
from eventmgr.drafting.words import KIND_WORDS

#: What a shape holds in the place of a paragraph's uid, its name and its choice of kinds.
UID, NAME, KINDS = "@uid@", "@name@", "@kinds@"


class Shape:
    """A piece of HTML with places for what differs from paragraph to paragraph."""

    def __init__(self, html: Any) -> None:
        """Take a rendered macro that was given the places instead of values."""
        self._html = str(html)

    def __call__(self, uid: str, name: str, kinds: str = "") -> Markup:
        """Return the piece for a paragraph; `kinds` are ready options of a choice."""
        html = self._html.replace(KINDS, kinds).replace(NAME, str(escape(name)))
        return Markup(html.replace(UID, str(escape(uid))))  # noqa: S704 - all parts are escaped


def kind_options(
    present: Iterable[tuple[NodeKind, int]], kinds: list[tuple[str, str]]
) -> dict[tuple[NodeKind, int], Markup]:
    """Return the options of the choice of kinds, for each kind and level a text has."""
    option = Markup('<option value="{}"{}>{}</option>')
    chosen = Markup(" selected")
    found: dict[tuple[NodeKind, int], Markup] = {}
    for kind, level in set(present):
        value = f"{kind.value}:{level}"
        parts = [option.format(one, chosen if one == value else "", words) for one, words in kinds]
        if value not in dict(kinds):
            words = str(KIND_WORDS.get((kind, level), kind.value))
            parts.insert(0, option.format("", Markup(" selected disabled"), words))
        found[kind, level] = Markup("").join(parts)
    return found


def icons(names: Iterable[str]) -> dict[str, Markup]:
    """Return drawn signs by name, ready to be put in."""
    sign = current_app.jinja_env.get_template("macros/signs.html").module.sign  # type: ignore[attr-defined]
    return {name: Markup(sign(name)) for name in set(names)}  # noqa: S704 - our own template


def hidden_token() -> Markup:
    """Return the hidden field that forms of this page carry."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
