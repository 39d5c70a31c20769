"""The list of participants with hands: filters, order, columns, saved views, acts on many."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may, needs
from eventmgr.database import commit
from eventmgr.events import lists as shared
from eventmgr.events.list_models import SavedView
from eventmgr.events.lists import Asked
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import Form, text_field
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.registration import list_acts, lists
from eventmgr.registration.list_acts import ACTS, ROLE, SEND, UNDONE
from eventmgr.registration.lists import COLUMNS, CONTACTS, KIND
from eventmgr.registration.models import ParticipantRole, Registration
from eventmgr.registration.words import PHOTOS, ROLES, SHARING, STATES

bp = Blueprint("lists", __name__, url_prefix="/events/<slug>/participants/list")


class WordsForm(Form):
    """Words to search for; sent in the body, so that no name stands in an address (PRIV-06)."""

    q = text_field("", most=shared.MOST_WORDS)


class ViewForm(Form):
    """The name under which a view is saved."""

    name = text_field("", most=80, required=True)


def _asked() -> Asked:
    asked = shared.asked_for(KIND, g.event)
    if may(Need.MANAGE_PEOPLE):
        return asked
    return shared.without_columns(asked, CONTACTS)


def _back(asked: Asked, **changes: Any) -> Response:
    return redirect(url_for(".index", slug=g.event.slug, **asked.query(**changes)), 303)


def _name(person: Registration) -> str:
    if person.protected and not may(Need.MANAGE_PEOPLE):
        return _("Representative")
    return person.display_name or list_name(
        person.given_name, person.family_name, current(), titles=person.honorific
    )


@bp.get("/")
@needs(Need.SEE_PEOPLE)
def index(slug: str) -> str:
    """Show the people found, a page at a time."""
    event: Event = g.event
    asked = _asked()
    names = screen_names_for(event, current())
    everything = may(Need.MANAGE_PEOPLE)
    found = shared.page_of(
        lists.sorted_numbers(event, asked, names, everything=everything), asked.page
    )
    views = shared.views_of(KIND, event, current_user)
    return render_template(
        "registration/list.html",
        asked=asked,
        columns=[(name, COLUMNS[name]) for name in asked.columns],
        offered=[
            (name, label, name in asked.columns)
            for name, label in COLUMNS.items()
            if everything or name not in CONTACTS
        ],
        rows=[
            {
                "id": person.id,
                "name": _name(person),
                "cells": [_cell(person, name, event, names) for name in asked.columns],
            }
            for person in lists.people_of(event, found.numbers)
        ],
        found=found,
        any_row=bool(found.total) or bool(lists.count_registered(event)),
        filters=_filters(event, names),
        sorts=[(name, _sort_words(name)) for name in KIND.sorts],
        url=lambda page: url_for(".index", slug=slug, **asked.query(page=page)),
        views=[(view, shared.is_shown(view, asked)) for view in views],
        acts=ACTS,
        roles=[(role.value, label) for role, label in ROLES.items()],
        most=shared.MOST,
        done=_done(event) if everything else [],
    )


def _sort_words(name: str) -> Any:
    return _("Name") if name == "name" else COLUMNS[name]


def _filters(event: Event, names: Any) -> list[tuple[str, Any, list[tuple[str, Any]]]]:
    """Return (handle, words, choices) of the filters; the first choice leaves nobody out."""
    delegations = sorted(lists.delegations_of(event), key=names.order)
    codes = dict.fromkeys([*event.into_languages, *event.floor_languages])
    return [
        (
            "state",
            COLUMNS["state"],
            [
                ("", _("who has not cancelled")),
                (lists.EVERYBODY, _("everybody")),
                *((state.value, label) for state, label in STATES.items()),
            ],
        ),
        (
            "role",
            COLUMNS["role"],
            [("", _("all")), *((role.value, label) for role, label in ROLES.items())],
        ),
        (
            "delegation",
            COLUMNS["delegation"],
            [
                ("", _("all")),
                *((str(one.id), names.designation(one)) for one in delegations),
                (lists.NONE, _("of no delegation")),
            ],
        ),
        (
            "follows",
            COLUMNS["follows"],
            [("", _("all")), *((code, language_name(code, current())) for code in codes)],
        ),
        (
            "photos",
            COLUMNS["photos"],
            [("", _("all")), *((one.value, label) for one, label in PHOTOS.items())],
        ),
        (
            "sharing",
            COLUMNS["sharing"],
            [("", _("all")), *((one.value, label) for one, label in SHARING.items())],
        ),
    ]


def _cell(person: Registration, column: str, event: Event, names: Any) -> str:
    hidden = person.protected and not may(Need.MANAGE_PEOPLE)
    reader = current()
    if column == "position":
        return "" if hidden else text_in(person.position, reader, event.document_languages)
    if column == "institution":
        return str(names.organisation(person.organisation))
    if column == "delegation":
        return str(names.designation(person.designation)) if person.designation else ""
    if column in {"speaks", "follows"}:
        return ", ".join(language_name(code, reader) for code in getattr(person, column))
    if column == "language":
        return language_name(person.language, reader)
    if column == "registered":
        return short_datetime(person.created_at.astimezone(ZoneInfo(event.timezone)), reader)
    words: dict[str, Any] = {
        "role": ROLES.get(person.role),
        "state": STATES.get(person.state),
        "sharing": SHARING.get(person.list_sharing),
        "photos": PHOTOS.get(person.photo_consent),
        "email": person.email,
        "phone": person.phone,
    }
    return str(words[column] or "")


def _done(event: Event) -> list[dict[str, Any]]:
    zone = ZoneInfo(event.timezone)
    return [
        {
            "id": act.id,
            "words": list_acts.words_of(act),
            "number": len(act.before),
            "at": short_datetime(act.at.astimezone(zone), current()),
            "by": act.user.name if act.user else "",
        }
        for act in shared.acts_of(KIND, event)
    ]


@bp.post("/search")
@needs(Need.SEE_PEOPLE)
def search(slug: str) -> Response:
    """Search names, institutions and addresses; the words stay out of every address."""
    form = WordsForm()
    if form.validate_on_submit():
        shared.keep_words(KIND, g.event, form.q.data or "")
    return _back(_asked())


@bp.get("/everybody")
@needs(Need.SEE_PEOPLE)
def everybody(slug: str) -> Response:
    """Forget words and filters."""
    shared.keep_words(KIND, g.event, "")
    return redirect(url_for(".index", slug=slug), 303)


# --- saved views ----------------------------------------------------------------------------------


@bp.post("/views")
@needs(Need.SEE_PEOPLE)
def save_view(slug: str) -> Response:
    """Save what is shown under a name, for this person alone."""
    asked = _asked()
    form = ViewForm()
    if form.validate_on_submit():
        shared.save_view(g.event, asked, form.name.data, current_user)
        commit()
        flash(_("The view is saved; only you see it."), "good")
    else:
        flash(_("Please give the view a name of at most 80 characters."), "bad")
    return _back(asked)


def _view(number: int) -> SavedView:
    view = shared.find_view(KIND, g.event, current_user, number)
    if view is None:
        abort(404)
    return view


@bp.get("/views/<int:number>")
@needs(Need.SEE_PEOPLE)
def open_view(slug: str, number: int) -> Response:
    """Show the list as it was saved."""
    asked = shared.asked_by(KIND, _view(number))
    shared.keep_words(KIND, g.event, asked.words)
    return _back(asked)


@bp.post("/views/<int:number>/remove")
@needs(Need.SEE_PEOPLE)
def remove_view(slug: str, number: int) -> Response:
    """Forget a saved view; what it shows stays on the screen and can be saved again."""
    asked = shared.asked_by(KIND, _view(number))
    shared.remove_view(_view(number))
    shared.keep_words(KIND, g.event, asked.words)
    commit()
    flash(_("The view is removed. Below you still see what it showed; save it to keep it."), "good")
    return _back(asked)


# --- acts on many ---------------------------------------------------------------------------------


def _chosen() -> tuple[str, str, list[Registration]]:
    """Return what is to be done to whom, as the form says; 404 where it cannot be that."""
    act = request.form.get("act", "")
    value = request.form.get("role", "") if act == ROLE else ""
    if act not in ACTS or (act == ROLE and value not in set(ParticipantRole)):
        abort(404)
    event: Event = g.event
    if request.form.get("all"):
        numbers = lists.sorted_numbers(
            event, _asked(), screen_names_for(event, current()), everything=True
        )
    else:
        ticked = (number_in(number) for number in request.form.getlist("id"))
        numbers = [number for number in ticked if number]
    return act, value, lists.people_of(event, numbers[: shared.MOST + 1])


@bp.post("/check")
@needs(Need.MANAGE_PEOPLE)
def check(slug: str) -> Any:
    """Show what an act would do to whom, before it is done."""
    asked = _asked()
    if not Form().validate_on_submit():
        abort(400)
    act, value, people = _chosen()
    if not people:
        flash(_("Please tick at least one person."), "bad")
        return _back(asked)
    if len(people) > shared.MOST:
        flash(
            _("Please choose at most %(num)s people at a time.", num=shared.MOST),
            "bad",
        )
        return _back(asked)
    plan = list_acts.plan(act, value, people)
    names = screen_names_for(g.event, current())

    def shown(person: Registration) -> dict[str, Any]:
        return {
            "id": person.id,
            "name": _name(person),
            "institution": names.organisation(person.organisation),
            "role": ROLES[person.role],
            "state": STATES[person.state],
        }

    return render_template(
        "registration/list_check.html",
        act=act,
        value=value,
        words=ACTS[act],
        role=ROLES[ParticipantRole(value)] if act == ROLE else "",
        going=[shown(person) for person in plan.going],
        staying=[shown(person) | {"why": why} for person, why in plan.staying],
        sends=act != ROLE,
        undone=act in UNDONE,
        query=asked.query(page=asked.page),
    )


@bp.post("/do")
@needs(Need.MANAGE_PEOPLE)
def carry_out(slug: str) -> Response:
    """Do what was looked at."""
    asked = _asked()
    if not Form().validate_on_submit():
        abort(400)
    act, value, people = _chosen()
    outcome = list_acts.carry_out(g.event, act, value, people[: shared.MOST], actor=current_user)
    commit()
    words = (
        ngettext("%(num)s message is in the outbox.", "%(num)s messages are in the outbox.",
                 outcome.done)
        if act == SEND
        else ngettext("Done for %(num)s person.", "Done for %(num)s people.", outcome.done)
    )  # fmt: skip
    _tell(outcome, words)
    return _back(asked, page=asked.page)


@bp.post("/acts/<int:number>/undo")
@needs(Need.MANAGE_PEOPLE)
def undo(slug: str, number: int) -> Response:
    """Take back what was done to several people."""
    if not Form().validate_on_submit():
        abort(400)
    act = shared.find_act(KIND, g.event, number)
    if act is None:
        abort(404)
    outcome = list_acts.undo(g.event, act, actor=current_user)
    commit()
    _tell(
        outcome,
        ngettext("Taken back for %(num)s person.", "Taken back for %(num)s people.", outcome.done),
    )
    return _back(_asked())


def _tell(outcome: list_acts.Outcome, words: str) -> None:
    if outcome.done:
        flash(words, "good")
    for name, why in outcome.refused:
        flash(f"{name}: {why}", "bad")
