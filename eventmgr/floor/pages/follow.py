"""Screens that follow the chair: the projector and the booths' page.

A watcher asks for the state three times a second (watching.py answers). Only a change sends it
for the content, which is rendered once for all watchers of a process.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.drafting.queries import languages_of
from eventmgr.events.heading import heading_of
from eventmgr.extensions import limiter
from eventmgr.floor import links, screens
from eventmgr.floor.blueprint import bp
from eventmgr.floor.links import Entrance
from eventmgr.floor.watching import At, at
from eventmgr.floor.words import STANDING_SIGNS, STANDINGS
from eventmgr.i18n.dates import format_time
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, html_lang, language
from eventmgr.language import current, speaking


def gone() -> tuple[str, int]:
    """Answer a link that leads nowhere, in the same words whatever the reason."""
    return render_template("floor/gone.html"), 410


# Seconds after which a screen without scripts is loaded anew.
_ANEW = 4


@bp.get("/floor/<token>/state")
@needs(PUBLIC)
@limiter.exempt
def state(token: str) -> Response:
    """Say in one line which version the floor is at, where watching.py has not said so before."""
    where = at(token)
    return Response(where.words if where else "", 200 if where else 410, content_type="text/plain")


def clock_of(entrance: Entrance, ends_at: datetime | None) -> dict[str, Any]:
    """Return what the clock on a screen needs: the end, there and for scripts."""
    if ends_at is None:
        return {"ends": None, "until": ""}
    local = ends_at.astimezone(ZoneInfo(entrance.event.timezone))
    return {"ends": int(ends_at.timestamp()), "until": format_time(local)}


def _languages(entrance: Entrance) -> tuple[str, ...]:
    return languages_of(entrance.text, entrance.event)


def _one(entrance: Entrance) -> tuple[str]:
    """Return the language of the projector: the text's, or the one that was chosen."""
    return (request.args.get("text", _languages(entrance)[0]),)


def _pair(entrance: Entrance) -> tuple[str, str]:
    """Return the two languages of the booths' page: the text's and another one, as chosen."""
    languages = _languages(entrance)
    left = request.args.get("left", languages[0])
    others = [code for code in languages if code != left]
    return left, request.args.get("right", others[0] if others else left)


def _spoken(code: str) -> str:
    """Return the language of a screen's own few words."""
    return code if code in INTERFACE_LANGUAGES else current()


def _content(token: str, where: At, languages: tuple[str, ...]) -> str:
    """Return the slide in one or two languages, made once for all who ask.

    Whoever comes second costs one small question to the database and no template.
    """
    words = _spoken(languages[0])

    def make() -> str:
        entrance = links.find(token)
        if entrance is None or not set(languages) <= set(_languages(entrance)):
            abort(404)
        text, event = entrance.text, entrance.event
        board = screens.shared_board(where, entrance, _languages(entrance))
        floor = board.floor
        link = None
        if floor is not None and floor.show_link:
            link = screens.room_link(links.live(text))
        with speaking(words):
            return render_template(
                "floor/_slide.html",
                board=board,
                slide=screens.slide_of(board, event, languages),
                heading=heading_of(event, words),
                standings=STANDINGS,
                signs=STANDING_SIGNS,
                names={code: language(code).label for code in languages},
                link_address=links.address(link) if link else "",
                link_token=links.token_of(link.nonce) if link else "",
                **clock_of(entrance, floor.ends_at if floor else None),
            )

    key = (where.text_id, where.begun, where.text, where.screen, "slide", languages, words)
    return screens.once(key, make)


def _screen(token: str, entrance: Entrance, languages: tuple[str, ...], **more: Any) -> Any:
    where = at(token)
    if where is None:
        return gone()
    content = _content(token, where, languages)
    words = _spoken(languages[0])
    plain = "plain" in request.args
    with speaking(words):
        page = render_template(
            "floor/screen.html",
            plain=plain,
            plain_url=f"{request.path}?{urlencode({**request.args, 'plain': 1})}",
            token=token,
            content=content,
            version=where.words,
            state_url=url_for(".state", token=token),
            page_lang=html_lang(words),
            heading=heading_of(entrance.event, words),
            two=len(languages) > 1,
            **more,
        )
    # A browser without scripts follows by loading the page anew, where somebody asked for it.
    return Response(page, headers={"Refresh": str(_ANEW)} if plain else {})


@bp.get("/floor/<token>/projector")
@needs(PUBLIC)
def projector(token: str) -> Any:
    """Show the paragraph that the chair has put on the screen, large."""
    entrance = links.find(token)
    if entrance is None:
        return gone()
    (code,) = _one(entrance)
    return _screen(
        token,
        entrance,
        (code,),
        content_url=url_for(".projector_content", token=token, text=code),
        title=_("Screen"),
    )


@bp.get("/floor/<token>/projector/content")
@needs(PUBLIC)
@limiter.exempt
def projector_content(token: str) -> Any:
    """Give the projector what it shows now, in the language `text`."""
    where = at(token)
    if where is None:
        return "", 410
    return _content(token, where, (request.args.get("text", ""),))


@bp.get("/floor/<token>/booth")
@needs(PUBLIC)
def booth(token: str) -> Any:
    """Show the paragraph on the screen in two languages side by side."""
    entrance = links.find(token)
    if entrance is None:
        return gone()
    left, right = _pair(entrance)
    return _screen(
        token,
        entrance,
        (left, right),
        content_url=url_for(".booth_content", token=token, left=left, right=right),
        title=_("Two languages"),
        choices=[(code, language(code).label) for code in _languages(entrance)],
        left=left,
        right=right,
    )


@bp.get("/floor/<token>/booth/content")
@needs(PUBLIC)
@limiter.exempt
def booth_content(token: str) -> Any:
    """Give the booths what they show now, in the languages `left` and `right`."""
    where = at(token)
    if where is None:
        return "", 410
    return _content(token, where, (request.args.get("left", ""), request.args.get("right", "")))


@bp.get("/floor/<token>/code.svg")
@needs(PUBLIC)
def code(token: str) -> Any:
    """Draw the code of a link's address."""
    import io

    import segno

    entrance = links.find(token)
    if entrance is None:
        abort(404)
    out = io.BytesIO()
    segno.make(links.address(entrance.link), error="m", micro=False).save(
        out, kind="svg", scale=8, border=2, xmldecl=False, svgns=True, nl=False
    )
    return Response(out.getvalue(), mimetype="image/svg+xml")


def to_projector(token: str) -> Any:
    """Lead a screen's link to the projector's page."""
    return redirect(url_for(".projector", token=token), 303)
