"""Who may do what: every route names its need, and what names none is closed."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_security import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.database import db

View = TypeVar("View", bound=Callable[..., Any])


class Need(enum.StrEnum):
    """What a route asks of the person who calls it."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    CREATE_EVENTS = "create events"
    ADMINISTER = "administer"
    USE_DIRECTORY = "use the directory"
    # In one event:
    SEE = "see"
    COMMENT = "comment"
    SEE_PEOPLE = "see people"
    MANAGE_PEOPLE = "manage people"
    SEND = "send"
    DRAFT = "draft"
    ADOPT = "adopt"
    PLAN = "plan"
    SET_UP = "set up"
    MANAGE_TEAM = "manage team"
    JOURNEYS = "journeys"
    # The secure part of registrations: not even the administrator without the role.
    TRAVEL = "travel"
    LOGISTICS = "logistics"
    FINANCE = "finance"


PUBLIC = Need.PUBLIC
SIGNED_IN = Need.SIGNED_IN

_SECRETARIAT = {
    Need.SEE,
    Need.COMMENT,
    Need.SEE_PEOPLE,
    Need.MANAGE_PEOPLE,
    Need.SEND,
    Need.DRAFT,
    Need.ADOPT,
    Need.PLAN,
    Need.JOURNEYS,
}
MAY: dict[EventRole, frozenset[Need]] = {
    EventRole.ORGANISER: frozenset(_SECRETARIAT | {Need.SET_UP, Need.MANAGE_TEAM}),
    EventRole.SECRETARIAT: frozenset(_SECRETARIAT),
    EventRole.CO_ORGANISER: frozenset({Need.SEE, Need.COMMENT, Need.SEE_PEOPLE}),
    EventRole.TRAVEL_OFFICER: frozenset({Need.SEE, Need.SEE_PEOPLE, Need.JOURNEYS, Need.TRAVEL}),
    EventRole.LOGISTICS: frozenset({Need.SEE, Need.SEE_PEOPLE, Need.JOURNEYS, Need.LOGISTICS}),
    EventRole.FINANCE: frozenset({Need.SEE, Need.SEE_PEOPLE, Need.FINANCE}),
    EventRole.VIEWER: frozenset({Need.SEE}),
}
SECURE = frozenset({Need.TRAVEL, Need.LOGISTICS, Need.FINANCE})
IN_EVENT = frozenset(_SECRETARIAT | {Need.SET_UP, Need.MANAGE_TEAM} | SECURE)

# Pages of the account library and the files; everything else names its need.
OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "security.login",
        "security.logout",
        "security.forgot_password",
        "security.reset_password",
        "security.change_password",
    }
)


def needs(need: Need) -> Callable[[View], View]:
    """Say what a view needs; views of an event take its `slug` and find it in `g.event`."""

    def mark(view: View) -> View:
        view.need = need  # type: ignore[attr-defined]
        return view

    return mark


def is_administrator() -> bool:
    """Tell whether the person signed in administers the installation."""
    return bool(current_user.is_authenticated and current_user.has_role("administrator"))


def may(need: Need) -> bool:
    """Tell whether the person signed in may do this in the event of this page.

    An administrator may everything but read what is secure: that takes a role in the event, which
    stands on record.
    """
    if need not in SECURE and is_administrator():
        return True
    return need in g.get("event_needs", ())


def needs_of(role: EventRole, duties: Iterable[str] = ()) -> frozenset[Need]:
    """Return what a member of a team may, by role and by what was taken on besides."""
    return MAY[role].union(*(MAY[EventRole(duty)] for duty in duties))


def allowed(user: Any, event_id: int, need: Need) -> bool:
    """Tell whether an account's role in an event allows a need; one query.

    For actions below the pages; a page says its need with `needs`.
    """
    row = db.session.execute(
        select(Membership.role, Membership.duties).where(
            Membership.event_id == event_id, Membership.user_id == getattr(user, "id", None)
        )
    ).first()
    return row is not None and need in needs_of(row.role, row.duties)


def may_create_events() -> bool:
    """Tell whether the person signed in may create events."""
    return is_administrator() or bool(
        current_user.is_authenticated and current_user.has_role("organiser")
    )


def may_use_directory() -> bool:
    """Tell whether the person signed in may see and extend the directory of institutions.

    Whoever invites needs it: those who create events, and organisers and secretariats of any.
    """
    if may_create_events():
        return True
    if not current_user.is_authenticated:
        return False
    roles = db.session.scalars(select(Membership.role).where(Membership.user_id == current_user.id))
    return any(Need.MANAGE_PEOPLE in MAY[role] for role in roles)


def _sign_in() -> Response:
    target = request.full_path if request.query_string else request.path
    if request.method not in {"GET", "HEAD"}:
        return redirect(url_for("security.login"))
    return redirect(url_for("security.login", next=target))


def _enter_event(need: Need) -> Response | None:
    from eventmgr.events.models import Event

    event = db.session.scalar(
        select(Event).where(Event.slug == (request.view_args or {}).get("slug"))
    )
    member = None
    if event is not None:
        member = db.session.execute(
            select(Membership.role, Membership.duties).where(
                Membership.event_id == event.id, Membership.user_id == current_user.id
            )
        ).first()
    # Whether an event exists is nobody's business who is not in it.
    if event is None or (member is None and not is_administrator()):
        abort(404)
    g.event = event
    g.event_needs = needs_of(member.role, member.duties) if member else frozenset()
    if not may(need):
        abort(403)
    return None


def check_access() -> Response | None:
    """Let a request in, send it to the sign-in page, or refuse it; runs before every view."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN_ENDPOINTS:
        return None
    need: Need | None = getattr(current_app.view_functions[endpoint], "need", None)
    if need is None:
        abort(403)
    if need is Need.PUBLIC:
        return None
    if not current_user.is_authenticated:
        return _sign_in()
    if need is Need.SIGNED_IN:
        return None
    if need is Need.CREATE_EVENTS:
        return None if may_create_events() else abort(403)
    if need is Need.ADMINISTER:
        return None if is_administrator() else abort(403)
    if need is Need.USE_DIRECTORY:
        return None if may_use_directory() else abort(403)
    return _enter_event(need)


def init_app(app: Flask) -> None:
    """Close every route that names no need; give templates `may`."""
    app.before_request(check_access)
    app.context_processor(
        lambda: {
            "may": may,
            "Need": Need,
            "is_administrator": is_administrator,
            "may_create_events": may_create_events,
            "may_use_directory": may_use_directory,
        }
    )
