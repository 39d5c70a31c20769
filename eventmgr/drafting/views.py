"""What the pages of all rooms may use of this one: the `redline` filter.

The editor's own pages hang on the blueprints of the rooms that have a text (desk.py).
"""

from __future__ import annotations

from flask import Blueprint
from markupsafe import Markup

from eventmgr.drafting.markup import inline_html, redline_html

bp = Blueprint("drafting", __name__)


@bp.app_template_filter("redline")
def redline(old: str, new: str) -> Markup:
    """Show two wordings as one, with what was taken out and put in."""
    return redline_html(old, new)


@bp.app_template_filter("inline")
def inline(text: str, note_href: str | None = None) -> Markup:
    """Show a paragraph's text with its light marks."""
    return inline_html(text, note_href)
