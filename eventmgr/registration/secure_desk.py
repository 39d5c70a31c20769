"""The secure part for those who may read it: the travel officer, logistics; counts for caterers."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db, writing
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.dates import short_date
from eventmgr.language import current
from eventmgr.registration import queries
from eventmgr.registration.catering import counted, people_of
from eventmgr.registration.desk import screen_name
from eventmgr.registration.models import Registration
from eventmgr.registration.questions import secure_groups
from eventmgr.registration.secure_forms import OTHER, secure_form
from eventmgr.secure import actions, reading
from eventmgr.secure.answers import LABELS, WORDS
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.sealing import Unreadable
from eventmgr.secure.words import GROUPS

bp = Blueprint("secure_desk", __name__, url_prefix="/events/<slug>/participants")

TRAVEL = (SecureGroup.TRAVEL,)
CARE = (SecureGroup.DIET, SecureGroup.ACCESS, SecureGroup.EMERGENCY)


def _list(groups: tuple[SecureGroup, ...], title: str, lead: str, endpoint: str) -> str:
    event: Event = g.event
    people = queries.registrations(event)
    given = reading.given(person.id for person in people)
    asked_groups = secure_groups(event.id)
    there = set().union(*given.values()) if given else set()
    shown = [group for group in groups if group in asked_groups or group in there]
    names = screen_names_for(event, current())
    rows: list[dict[str, Any]] = [
        {
            "id": person.id,
            "name": screen_name(person),
            "institution": names.institution(person.organisation),
            "given": [group in given.get(person.id, set()) for group in shown],
            "any": any(group in given.get(person.id, set()) for group in shown),
        }
        for person in people
    ]
    return render_template(
        "registration/secure_list.html",
        title=title,
        lead=lead,
        endpoint=endpoint,
        heads=[GROUPS[group] for group in shown],
        rows=rows,
        done=[sum(row["given"][number] for row in rows) for number in range(len(shown))],
    )


@bp.get("/travel-documents")
@needs(Need.TRAVEL)
def travel_list(slug: str) -> str:
    """List who has given a travel document; the documents themselves are opened one by one."""
    return _list(
        TRAVEL,
        _("Travel documents"),
        _("Who has given one. Opening a document is written down, with your name."),
        "registration.secure_desk.travel",
    )


@bp.get("/needs")
@needs(Need.LOGISTICS)
def care_list(slug: str) -> str:
    """List who has answered about diet, access and emergencies; answers are opened one by one."""
    return _list(
        CARE,
        _("Diet, access and emergencies"),
        _("Who has answered. Opening answers is written down, with your name."),
        "registration.secure_desk.care",
    )


@bp.route("/<int:registration_id>/travel-document", methods=["GET", "POST"])
@needs(Need.TRAVEL)
def travel(slug: str, registration_id: int) -> Any:
    """Show somebody's travel document to the travel officer, who may also correct it."""
    return _person(registration_id, TRAVEL, _("Travel document"), "travel")


@bp.route("/<int:registration_id>/needs", methods=["GET", "POST"])
@needs(Need.LOGISTICS)
def care(slug: str, registration_id: int) -> Any:
    """Show somebody's diet, access needs and emergency contact to logistics."""
    return _person(registration_id, CARE, _("Diet, access and emergencies"), "care")


def _person(
    registration_id: int, groups: tuple[SecureGroup, ...], title: str, endpoint: str
) -> Any:
    event: Event = g.event
    with writing():
        person = queries.registration_of(event, registration_id)
        if person is None:
            abort(404)
        page = {"title": title, "endpoint": endpoint, "person": person}
        try:
            kept = {
                group: reading.read(person, group, actor=current_user, purpose="show")
                for group in groups
            }
            form = _filled(person, event, kept)
        except Unreadable:
            db.session.rollback()
            flash(
                _("These answers were encrypted with a key that is not on this installation."),
                "bad",
            )
            return redirect(url_for(f".{endpoint}_list", slug=event.slug), 303)
        if form.validate_on_submit():
            return _save(person, event, form, page)
        # The view stands on record before anything is shown.
        commit()
    shown = render_template(
        "registration/secure_person.html",
        form=form,
        name=screen_name(person),
        groups=GROUPS,
        facts=facts_in_words(event, kept),
        **page,
    )
    return shown, 422 if form.is_submitted() else 200


def _filled(person: Registration, event: Event, kept: dict[SecureGroup, dict[str, Any]]) -> Any:
    """Return the form with the answers there are, of what is asked or was answered."""
    asked_groups = secure_groups(event.id)
    # On somebody's behalf nothing must be known.
    shown = {group: False for group in kept if kept[group] or group in asked_groups}
    versions = actions.versions(person)
    return secure_form(event, current(), groups=shown, kept=kept, versions=versions)


def facts_in_words(
    event: Event, kept: dict[SecureGroup, dict[str, Any]]
) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return (group, [(question, answer in words)]) of what was answered."""
    names = screen_names_for(event, current())

    def words_of(name: str, value: Any) -> str:
        if name in {"nationality", "issuer"} and isinstance(value, int):
            return names.designation(queries.designation(value))
        if name in {"birth_date", "issued", "expires"}:
            return short_date(date.fromisoformat(value), current())
        words = WORDS.get(name, {})
        several = value if isinstance(value, list) else [value]
        return ", ".join(str(words.get(one, one)) for one in several)

    return [
        (
            GROUPS[group],
            [
                (str(label), words_of(name, answers[name]))
                for name, label in LABELS.items()
                # "Another, written below" says nothing beside what was written.
                if answers.get(name) and answers[name] != OTHER
            ],
        )
        for group, answers in kept.items()
        if answers
    ]


def _save(person: Registration, event: Event, form: Any, page: dict[str, Any]) -> Any:
    slug, number = event.slug, person.id
    try:
        for group in form.groups:
            actions.keep(
                person,
                group,
                form.values(group),
                actor=current_user,
                version=form.seen_version(group),
            )
    except Conflict:
        db.session.rollback()
        flash(
            _(
                "These answers were changed elsewhere in the meantime. Please look at what stands "
                "here now, and change it again."
            ),
            "attention",
        )
        return redirect(url_for(f".{page['endpoint']}", slug=slug, registration_id=number), 303)
    commit()
    flash(_("The answers are saved, encrypted."), "good")
    return redirect(url_for(f".{page['endpoint']}_list", slug=slug), 303)


@bp.get("/catering")
@needs(Need.SEE_PEOPLE)
def catering(slug: str) -> str:
    """Show how often each diet, allergy and need was named: numbers for caterers, no names."""
    event: Event = g.event
    tables = counted(event)
    return render_template(
        "registration/catering.html",
        tables=tables,
        total=len(people_of(event)),
        languages=event.document_languages,
    )
