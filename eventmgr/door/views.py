"""The pages of the door: one list for name search, codes and receivers; attendance from paper."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from sqlalchemy.exc import IntegrityError

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db, now
from eventmgr.door import actions, queries
from eventmgr.door.halves import HalfDay, half_day_now, half_day_of, half_days
from eventmgr.door.queries import Guest
from eventmgr.door.words import HALVES
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import Form
from eventmgr.i18n.dates import agenda_day
from eventmgr.i18n.scripts import fold
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.mail.message import one_line
from eventmgr.printing.papers import DesignationNote
from eventmgr.printing.sheets import Column, Table, to_xlsx
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import registration_of

bp = Blueprint("door", __name__, url_prefix="/events/<slug>/door")

#: A page of more rows is slow on a telephone; the search finds the others.
MOST_ROWS = 300
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Where the session keeps who was looked for: a name does not belong in an address (PRIV-06).
SEARCH = "door.search"


def half_day_words(half_day: HalfDay) -> str:
    """Return a half-day in words: Wednesday, 31 August 2016, morning."""
    return f"{agenda_day(half_day.day, current())}, {HALVES[half_day.half]}"


def _half_day() -> HalfDay:
    """Return the half-day the page is about: the one asked for, else the present one."""
    asked = half_day_of(g.event, request.values.get("half", ""))
    return asked or half_day_now(g.event, now())


def _searched(event: Event) -> str:
    kept = session.get(SEARCH, {})
    return str(kept.get("words", "")) if kept.get("event") == event.id else ""


@bp.post("/search")
@needs(Need.MANAGE_PEOPLE)
def search(slug: str) -> Any:
    """Look for a name, or for nobody in particular any more."""
    words = one_line(request.form.get("q", "")).strip()[:100]
    if words and "all" not in request.form:
        session[SEARCH] = {"event": g.event.id, "words": words}
    else:
        session.pop(SEARCH, None)
    return redirect(url_for(".index", slug=slug, half=request.form.get("half") or None), 303)


@bp.get("/")
@needs(Need.MANAGE_PEOPLE)
def index(slug: str) -> str:
    """Show who is expected and who is there; find them by name or by their code."""
    event: Event = g.event
    half_day = _half_day()
    words = _searched(event)
    everybody = queries.guests(event, current())
    rows = _rows(everybody)
    keys = fold(words).split()
    found = [row for row in rows if all(key in row["key"] for key in keys)]
    return render_template(
        "door/index.html",
        half_day=half_day,
        half_days=[(one.key, half_day_words(one)) for one in half_days(event)],
        rows=found[:MOST_ROWS],
        found=len(found),
        expected=len(rows),
        there=sum(half_day.key in row["there"] for row in rows),
        out=[row for row in rows if row["receiver"]],
        words=words,
        form=Form(),
    )


def _rows(everybody: list[Guest]) -> list[dict[str, Any]]:
    names = screen_names_for(g.event, current())
    rows = []
    for guest in everybody:
        person = guest.person
        party = " · ".join(
            part
            for part in (
                names.designation(person.designation) if person.designation else "",
                names.organisation(person.organisation),
            )
            if part
        )
        rows.append(
            {
                "id": person.id,
                "name": guest.name,
                "party": party,
                "there": sorted(half_day.key for half_day in guest.there),
                "receiver": guest.receiver,
                "wants": guest.wants_receiver,
                "code": person.calendar_uid,
                "key": fold(f"{person.given_name} {person.family_name} {guest.name} {party}"),
            }
        )
    return rows


@bp.get("/state")
@needs(Need.MANAGE_PEOPLE)
def state(slug: str) -> Any:
    """Return the list for the page's script, which asks again and again; 304 where nothing new."""
    body = json.dumps(_rows(queries.guests(g.event, current())), ensure_ascii=False)
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    return response.make_conditional(request)


@bp.post("/act")
@needs(Need.MANAGE_PEOPLE)
def act(slug: str) -> Any:
    """Check somebody in, take that back, sign a receiver out or back; by number or by code."""
    event: Event = g.event
    half_day = half_day_of(event, request.form.get("half", ""))
    what = request.form.get("what", "")
    if half_day is None or what not in {"in", "undo", "lend", "back"}:
        abort(400)
    person = _person()
    if person is None:
        return _answer(False, _("This code belongs to nobody on the list of this event."))
    try:
        good, said = _done(event, person, half_day, what)
        commit()
    except IntegrityError:
        # Two desks did the same in one moment: what the first one did holds.
        db.session.rollback()
        good, said = True, _("Somebody at another desk did this a moment ago.")
    return _answer(good, said)


def _person() -> Registration | None:
    code = request.form.get("code", "").strip()[:200]
    if code:
        return queries.by_code(g.event, code)
    number = number_in(request.form.get("person", ""))
    return registration_of(g.event, number) if number is not None else None


def _done(event: Event, person: Registration, half_day: HalfDay, what: str) -> tuple[bool, str]:
    """Carry an act out; return whether it holds, and what to say."""
    op = request.form.get("op", "")[:40] or None
    name = f"{person.given_name} {person.family_name}".strip()
    try:
        if what == "in":
            if actions.check_in(event, person, half_day, actor=current_user, op=op, at=_at()):
                return True, _("%(name)s is checked in.", name=name)
            return True, _("%(name)s is checked in already.", name=name)
        if what == "undo":
            actions.take_back_check_in(event, person, half_day, actor=current_user)
            return True, _("The check-in of %(name)s is taken back.", name=name)
        if what == "back":
            actions.take_receiver_back(event, person, actor=current_user)
            return True, _("The receiver of %(name)s is back.", name=name)
        receiver = one_line(request.form.get("receiver", ""))[:20].strip()
        if not receiver:
            return False, _("Please write the number that stands on the receiver.")
        actions.lend_receiver(event, person, receiver, actor=current_user, op=op, at=_at())
    except actions.NotExpected:
        return False, _("The registration of %(name)s was cancelled.", name=name)
    except actions.ReceiverOut as error:
        return False, _(
            "Receiver %(receiver)s is out with %(name)s.",
            receiver=error.loan.receiver,
            name=f"{error.loan.registration.given_name} {error.loan.registration.family_name}",
        )
    except actions.HasReceiver as error:
        return False, _(
            "%(name)s holds receiver %(receiver)s. Please take that one back first.",
            name=name,
            receiver=error.loan.receiver,
        )
    return True, _("Receiver %(receiver)s is out with %(name)s.", receiver=receiver, name=name)


def _at() -> datetime | None:
    """Return when the telephone noted the act (milliseconds since 1970), None where it does not."""
    text = request.form.get("at", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 14):
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


def _answer(good: bool, said: str) -> Any:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(good=good, said=said)
    flash(said, "good" if good else "bad")
    return redirect(
        url_for(
            ".index",
            slug=g.event.slug,
            half=request.form.get("half") or None,
        ),
        303,
    )


@bp.route("/attendance", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def attendance(slug: str) -> Any:
    """Tick who was there in a half-day, as from a signed paper; show all half-days together."""
    event: Event = g.event
    half_day = _half_day()
    form = Form()
    if form.validate_on_submit():
        return _tick(event, half_day)
    everybody = queries.guests(event, current())
    days = half_days(event)
    return render_template(
        "door/attendance.html",
        form=form,
        half_day=half_day,
        half_days=[(one.key, half_day_words(one)) for one in days],
        counts={
            one.key: (half_day_words(one), number)
            for one, number in queries.attendance(event, everybody)
        },
        rows=_rows(everybody),
    )


def _tick(event: Event, half_day: HalfDay) -> Any:
    """Bring a half-day to what was ticked; people that the page did not show stay as they are."""
    shown = {number_in(text) for text in request.form.getlist("shown")}
    ticked = {number_in(text) for text in request.form.getlist("there")}
    came = gone = 0
    for guest in queries.guests(event, current()):
        person = guest.person
        if person.id not in shown:
            continue
        if person.id in ticked and half_day not in guest.there:
            came += actions.check_in(event, person, half_day, actor=current_user)
        elif person.id not in ticked and half_day in guest.there:
            gone += actions.take_back_check_in(event, person, half_day, actor=current_user)
    commit()
    flash(
        ngettext("%(num)s person is ticked anew", "%(num)s people are ticked anew", came)
        + "; "
        + ngettext("%(num)s tick is taken back.", "%(num)s ticks are taken back.", gone),
        "good",
    )
    return redirect(url_for(".attendance", slug=event.slug, half=half_day.key), 303)


@bp.get("/attendance.xlsx")
@needs(Need.MANAGE_PEOPLE)
def sheet(slug: str) -> Response:
    """Return who was there in which half-day as a spreadsheet."""
    event: Event = g.event
    names = screen_names_for(event, current())
    days = half_days(event)
    rows = []
    for guest in queries.guests(event, current()):
        person = guest.person
        rows.append(
            (
                names.designation(person.designation) if person.designation else "",
                names.organisation(person.organisation),
                # The file leaves the house; counts stay right (PRIV-04).
                _("Representative") if person.protected else person.family_name,
                "" if person.protected else person.given_name,
                *(_("present") if half_day in guest.there else "" for half_day in days),
            )
        )
    table = Table(
        name=_("Attendance"),
        columns=(
            Column(_("Delegation")),
            Column(_("Institution"), 40),
            Column(_("Family name")),
            Column(_("Given name")),
            *(Column(half_day_words(half_day)) for half_day in days),
        ),
        rows=tuple(rows),
    )
    notes = [DesignationNote(note.marker, note.text) for note in names.notes()]
    return send_file(
        io.BytesIO(to_xlsx([table], notes=notes, notes_name=_("Notes"))),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=f"{event.slug}-attendance.xlsx",
    )
