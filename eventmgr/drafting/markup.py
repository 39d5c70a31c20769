"""Texts on a page: inline marks as HTML, and what changed between two wordings."""

from __future__ import annotations

from flask_babel import gettext as _
from markupsafe import Markup

from eventmgr.drafting.referring import refer_now
from eventmgr.text.inline import Refer, html_of, parse, to_html
from eventmgr.text.redline import ThreeWay, marked


def inline_html(text: str, note_href: str | None = None, refer: Refer | None = None) -> Markup:
    """Return a paragraph's text as safe HTML; `note_href` such as "#note-%s" links its notes.

    `refer` gives the words of references to other paragraphs (default: for the reader of this
    page); one it does not know shows "[?]".
    """
    return Markup(to_html(text, note_href, refer or refer_now))  # noqa: S704 - the engine escapes


def redline_html(
    old: str, new: str, *, refer: Refer | None = None, spoken: bool = True, side: str = ""
) -> Markup:
    """Return two wordings as one, word by word, in `ins` and `del`, with their light marks.

    The style sheets of screen and print put signs at both ends of a change. With `spoken` hidden
    words tell a screen reader what begins and where it ends; a paper has none. `side` ("mine",
    "theirs") names whose change it is, for colour.
    """
    words = {"insert": _("added"), "delete": _("deleted")} if spoken else {}
    refer = refer or refer_now
    parts = []
    for operation, spans in marked(old or "", new or ""):
        html = Markup(html_of(spans, None, refer, whole_notes=True))  # noqa: S704 - escaped by the engine
        if operation == "equal":
            parts.append(html)
        else:
            parts.append(_change(operation, html, words.get(operation, ""), side))
    return Markup("").join(parts)


_TAGS = {"insert": "ins", "delete": "del"}


def _change(operation: str, html: Markup, words: str, side: str = "") -> Markup:
    tag = _TAGS[operation]
    mark = Markup(' data-side="{}"').format(side) if side else Markup("")
    change = Markup("<{0}{1}>{2}</{0}>").format(tag, mark, html)
    if not words:
        return change
    hidden = Markup('<span class="vh">{}</span>')
    return hidden.format(f"[{words}: ") + change + hidden.format("]")


def three_way_html(
    merge: ThreeWay, *, mine: str = "", theirs: str = "", refer: Refer | None = None
) -> Markup:
    """Return two changes of one wording in one text; `mine` and `theirs` say whose they are.

    Where they collide both wordings stand one after the other in a box of their own, each under
    its name.
    """
    names = {"mine": mine or _("first proposal"), "theirs": theirs or _("second proposal")}
    added, deleted = _("added"), _("deleted")
    refer = refer or refer_now

    def html(text: str) -> Markup:
        return Markup(html_of(parse(text), None, refer, whole_notes=True))  # noqa: S704 - as above

    parts: list[Markup] = []
    for piece in merge.pieces:
        side = piece.kind if piece.kind in names else ""
        who = f", {names[side]}" if side else ""
        if piece.kind == "equal":
            parts.append(html(piece.base))
            continue
        if piece.base:
            parts.append(_change("delete", html(piece.base), deleted + who, side))
        if piece.kind == "collision":
            parts.append(_collision(html(piece.mine), html(piece.theirs), names))
        elif piece.result:
            parts.append(_change("insert", html(piece.result), added + who, side))
    return Markup("").join(parts)


_BOX = Markup(
    '<span class="collision"><span class="vh">[{}: </span>{}<span class="vh">]</span></span>'
)
_SIDE = Markup(
    '<span class="collision-side" data-side="{side}">'
    '<span class="collision-who">{who}:</span> {words}</span>'
)


def _collision(mine: Markup, theirs: Markup, names: dict[str, str]) -> Markup:
    """Both wordings of a place, each under its name; a side that deletes says so."""
    sides = [
        _SIDE.format(
            side=side,
            who=names[side],
            words=Markup("<ins>{}</ins>").format(words) if words else _("takes it out"),
        )
        for side, words in (("mine", mine), ("theirs", theirs))
    ]
    return _BOX.format(_("two wordings that do not fit together"), Markup(" ").join(sides))
