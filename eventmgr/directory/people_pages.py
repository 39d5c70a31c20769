"""Finding a person, and where that person took part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.accounts.access import Need, needs
from eventmgr.agenda.words import ROLES as SESSION_ROLES
from eventmgr.database import db
from eventmgr.directory import people
from eventmgr.directory.blueprint import bp
from eventmgr.directory.queries import any_organisations
from eventmgr.directory.screen import screen_names
from eventmgr.events.models import Event
from eventmgr.forms import Form, text_field
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.languages import language, language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.language import current
from eventmgr.registration.words import ROLES, STATES


class SearchForm(Form):
    """Words to search for; sent in the body, so that no name stands in an address (PRIV-06)."""

    q = text_field("", most=200)


def _name(one: people.Source) -> str:
    return list_name(one.given_name, one.family_name, current(), titles=one.honorific)


def _institutions(found: Iterable[people.Person]) -> dict[int, str]:
    numbers = {one.organisation_id for person in found for one in person.sources}
    names = screen_names(current())
    rows = any_organisations([number for number in numbers if number])
    return {row.id: names.institution(row) for row in rows}


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


@bp.route("/people", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def search_people() -> str:
    """Find people by name in what this person may see."""
    form = SearchForm()
    found: list[people.Person] = []
    words = ""
    if form.validate_on_submit():
        words = form.q.data or ""
        found = people.search_people(words, people.own_rights())
    institutions = _institutions(found)
    return render_template(
        "directory/people.html",
        form=form,
        words=words,
        most=people.MOST,
        rows=[
            {
                "kind": person.first.kind,
                "id": person.first.id,
                "name": _name(person.first),
                "post": text_in(person.first.post, current(), ("en",)),
                "institution": institutions.get(person.first.organisation_id or 0, ""),
                "events": len({one.event_id for one in person.sources if one.event_id}),
                "contact": any(one.kind == "contact" for one in person.sources),
            }
            for person in found
        ],
    )


@bp.get("/people/<any(registration,agenda,contact):kind>/<int:number>")
@needs(Need.USE_DIRECTORY)
def person(kind: str, number: int) -> str:
    """Show a person: names as typed, posts, languages, and where they took part."""
    found = people.person_of(kind, number, people.own_rights())
    if found is None:
        abort(404)
    institutions = _institutions([found])
    events = _events({one.event_id for one in found.sources if one.event_id})
    sources = found.sources
    posts: dict[str, list[str]] = {}
    for one in sources:
        for code, text in one.post.items():
            if text not in posts.setdefault(code, []):
                posts[code].append(text)
    return render_template(
        "directory/person.html",
        name=_name(found.first),
        typed=_unique(f"{one.given_name} {one.family_name}".strip() for one in sources),
        institutions=[
            (key, institutions[key])
            for key in dict.fromkeys(one.organisation_id for one in sources)
            if key in institutions
        ],
        posts=[
            (language(code).label, language(code).bcp47, texts) for code, texts in posts.items()
        ],
        speaks=_languages(code for one in sources for code in one.speaks),
        follows=_languages(code for one in sources for code in one.follows),
        emails=_unique(one.email for one in sources),
        phones=_unique(one.phone for one in sources),
        parts=[
            _part(one, events[one.event_id])
            for one in sorted(sources, key=lambda one: _when(one, events), reverse=True)
            if one.event_id in events
        ],
        contact_of=[
            (one.organisation_id, one.id, institutions.get(one.organisation_id or 0, ""))
            for one in sources
            if one.kind == "contact"
        ],
    )


def _languages(codes: Iterable[str]) -> list[str]:
    return [language_name(code, current()) for code in dict.fromkeys(codes)]


def _events(numbers: set[int | None]) -> dict[int | None, Any]:
    rows = db.session.execute(
        select(Event.id, Event.slug, Event.title, Event.start, Event.end).where(
            Event.id.in_([number for number in numbers if number])
        )
    )
    return {row.id: row for row in rows}


def _when(one: people.Source, events: dict[int | None, Any]) -> Any:
    event = events.get(one.event_id)
    return (event.start.toordinal() if event else 0, one.kind, one.id)


def _part(one: people.Source, event: Any) -> dict[str, Any]:
    if one.kind == "agenda":
        role = str(SESSION_ROLES[one.role])
        state = text_in(one.title, current(), ("en",))
    else:
        role, state = str(ROLES[one.role]), str(STATES[one.state])
    return {
        "slug": event.slug,
        "event": text_in(event.title, current(), ("en",)) or _("(no title)"),
        "when": heading_dates(event.start, event.end, current()),
        "role": role,
        "state": state,
    }
