"""What the pages of all rooms may use of this one: the filters of texts and redlines.

The editor's own pages hang on the blueprints of the rooms that have a text (desk.py).
"""

from __future__ import annotations

from flask import Blueprint
from markupsafe import Markup

from eventmgr.drafting import (  # noqa: F401 - what is kept is kept from then on
    arranging,
    registers,
)
from eventmgr.drafting.markup import inline_html, redline_html, three_way_html
from eventmgr.text.inline import Refer
from eventmgr.text.redline import ThreeWay

bp = Blueprint("drafting", __name__)


@bp.app_template_filter("redline")
def redline(old: str, new: str, refer: Refer | None = None) -> Markup:
    """Show two wordings as one, with what was taken out and put in."""
    return redline_html(old, new, refer=refer)


@bp.app_template_filter("three_way")
def three_way(merge: ThreeWay, mine: str = "", theirs: str = "") -> Markup:
    """Show two changes of one wording, and where they collide."""
    return three_way_html(merge, mine=mine, theirs=theirs)


@bp.app_template_filter("inline")
def inline(text: str, note_href: str | None = None, refer: Refer | None = None) -> Markup:
    """Show a paragraph's text with its light marks."""
    return inline_html(text, note_href, refer)
