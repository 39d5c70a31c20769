"""A proposal laid over a newer wording: three wordings as one, by sign, class and word."""

from __future__ import annotations

from flask_babel import gettext as _
from markupsafe import Markup, escape

from eventmgr.text.redline import three_way


def three_html(base: str, current: str, wording: str) -> Markup:
    """Show what was changed since (class "newer"), what is proposed, and where the two meet.

    `base` is the wording the delegation had, `current` what the paragraph says now.
    """
    out: list[Markup] = []
    for piece in three_way(base, current, wording).pieces:
        if piece.kind == "equal":
            out.append(escape(piece.base))
        elif piece.kind == "collision":
            out.append(
                Markup(
                    '<span class="meets"><del>{}</del>'
                    '<ins class="newer" title="{}">{}</ins>'
                    '<span class="meets-or"> {} </span>'
                    '<ins class="wanted" title="{}">{}</ins></span>'
                ).format(piece.base, _("now"), piece.mine, _("or"), _("proposed"), piece.theirs)
            )
        else:
            new = piece.theirs if piece.kind == "theirs" else piece.mine
            kind = "newer" if piece.kind in {"mine", "both"} else "wanted"
            if piece.base:
                out.append(Markup('<del class="{}">{}</del>').format(kind, piece.base))
            if new:
                out.append(Markup('<ins class="{}">{}</ins>').format(kind, new))
    return Markup("").join(out)


def starting_point(base: str, current: str, wording: str) -> str:
    """Return where merging by hand begins: both changes, the proposed words where they meet."""
    return three_way(base, current, wording).resolved("theirs")
