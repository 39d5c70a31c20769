"""The page of badges and tent cards: how they look, and printing all, some or one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.badges import actions, queries
from eventmgr.badges.forms import SettingsForm, settings_data
from eventmgr.badges.paper import badges_for, tents_for
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.handing_out import hand_out
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.events.words import PLATES
from eventmgr.forms import Form
from eventmgr.i18n.names import list_name
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.registration.queries import registration_of
from eventmgr.registration.words import ROLES

if TYPE_CHECKING:
    from eventmgr.printing.papers import Paper

bp = Blueprint("badges", __name__, url_prefix="/events/<slug>/badges")

# In place of a language: the one in which the person is written to.
OWN = "own"
PAPERS: dict[str, Callable[[Event, str, list[int]], Paper]] = {
    "badges": badges_for,
    "tent-cards": tents_for,
}


@bp.route("/", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def index(slug: str) -> Any:
    """Show how badges look and for whom they can be printed; change how they look."""
    event: Event = g.event
    settings = queries.settings_of(event)
    form = SettingsForm(data=settings_data(settings))
    if form.validate_on_submit():
        try:
            actions.save_settings(
                event, form.values(), version=form.seen_version, actor=current_user
            )
        except Conflict:
            db.session.rollback()
            now_saved = queries.settings_of(g.event)
            return conflict_page(
                form,
                SettingsForm(formdata=None, data=settings_data(now_saved)),
                version=now_saved.version,
                back=url_for(".index", slug=slug),
                layout="layouts/event.html",
            )
        commit()
        flash(_("The settings are saved."), "good")
        return redirect(url_for(".index", slug=slug), 303)
    names = screen_names_for(event, current())
    rows = [
        {
            "id": person.id,
            "name": person.display_name
            or list_name(person.given_name, person.family_name, current(), titles=person.honorific),
            "protected": person.protected,
            "party": " · ".join(
                part
                for part in (
                    names.designation(person.designation) if person.designation else "",
                    names.organisation(person.organisation),
                )
                if part
            ),
            "role": ROLES[person.role],
        }
        for _block, person in queries.people_of(event, names, names)
    ]
    page = render_template(
        "badges/index.html",
        form=form,
        rows=rows,
        plates=PLATES[event.plate_mode],
        languages=event.document_languages,
        choose=Form(),
    )
    return page, 422 if form.is_submitted() else 200


def _language(asked: str) -> str:
    """Return the language of a paper; the first of the event where another is asked for."""
    languages = g.event.document_languages
    return asked if asked in languages else str(languages[0])


@bp.get("/<any(badges,'tent-cards'):kind>.<language>.pdf")
@needs(Need.MANAGE_PEOPLE)
def print_file(slug: str, kind: str, language: str) -> Response:
    """Return everybody's badges or cards, or with `person` one person's, as at the door."""
    number = number_in(request.args.get("person", "0"))
    if number is None:
        abort(404)
    if language == OWN and number:
        person = registration_of(g.event, number)
        language = _language(person.language if person is not None else "")
    if language not in g.event.document_languages:
        abort(404)
    return _print(kind, language, [number] if number else [])


@bp.post("/print")
@needs(Need.MANAGE_PEOPLE)
def print_chosen(slug: str) -> Response:
    """Return the badges or cards of those who are ticked."""
    kind = request.form.get("kind", "")
    if not Form().validate_on_submit() or kind not in PAPERS:
        abort(400)
    chosen = [number_in(text) for text in request.form.getlist("person")]
    only = [number for number in chosen if number]
    if not only:
        flash(_("Please tick at least one person."), "bad")
        return redirect(url_for(".index", slug=slug), 303)
    return _print(kind, _language(request.form.get("language", "")), only)


def _print(kind: str, language: str, only: list[int]) -> Response:
    event: Event = g.event
    return hand_out(
        lambda: PAPERS[kind](event, language, only),
        language,
        name=f"{event.slug}-{kind}-{language}.pdf",
        back=url_for(".index", slug=event.slug),
    )
