"""An event made from a paper: drop the file, confirm one screen, and the event is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.actions import create_organisation
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.queries import (
    designation_choices,
    designations,
    match_organisation,
    search_organisations,
)
from eventmgr.drafting import desk
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.models import TextKind
from eventmgr.drafting.reading import (
    Answers,
    Read,
    discard_drafts,
    find_draft,
    keep_upload,
    read_draft,
)
from eventmgr.drafting.storing import store_document
from eventmgr.drafting.upload import UploadForm
from eventmgr.drafting.words import KIND_WORDS
from eventmgr.events.actions import create_event
from eventmgr.events.models import EventKind, OrganiserRole
from eventmgr.events.slugs import slug_of
from eventmgr.i18n.languages import canonical, document_languages, is_known, language
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import fold
from eventmgr.language import current
from eventmgr.papers.forms import KIND_OF_TITLE, event_form
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document

PURPOSE = "new-event"
NEW, NOBODY = "new", ""


@needs(Need.CREATE_EVENTS)
def new_event_from_paper() -> Any:
    """Take the file or the pasted text."""
    form = UploadForm()
    if form.validate_on_submit():
        draft = keep_upload(form, purpose=PURPOSE, event_id=None, user=current_user)
        if draft is not None:
            draft_id = draft.id
            commit()
            return redirect(url_for("papers.from_paper", draft_id=draft_id), 303)
    return render_template("papers/new_event.html", form=form), (
        422 if form.is_submitted() else 200
    )


@dataclass(frozen=True)
class FoundOrganiser:
    """An organiser the paper names, with the entries of the register it may be."""

    place: int
    name: str
    choices: list[tuple[str, str]]
    chosen: str


def _found_organisers(document: Document, shown_in: str) -> list[FoundOrganiser]:
    register = search_organisations() if document.organisers else []
    found = []
    for place, name in enumerate(document.organisers):
        matches = match_organisation(name, among=register)
        choices = [
            (str(match.organisation.id), text_in(match.organisation.names, shown_in))
            for match in matches
        ]
        choices.append((NEW, _("new in the register: %(name)s", name=name)))
        choices.append((NOBODY, _("not an organiser")))
        default = choices[0][0] if (matches and matches[0].exact) or len(matches) == 1 else NEW
        chosen = request.form.get(f"organiser-{place}", default)
        allowed = {value for value, _words in choices}
        found.append(FoundOrganiser(place, name, choices, chosen if chosen in allowed else default))
    return found


def _kind(document: Document) -> EventKind:
    words = fold(" ".join(filter(None, [document.title, *document.subtitle])))
    for kind, starts in KIND_OF_TITLE:
        if any(start in words for start in starts):
            return kind
    return EventKind.MEETING


def _country(name: str | None) -> str:
    if not name:
        return ""
    wanted = fold(name).strip("* ")
    for designation in designations():
        if any(fold(text.list_name) == wanted for text in designation.texts):
            return str(designation.id)
    return ""


def _spoken(codes: list[str]) -> list[str]:
    known = [canonical(code) for code in codes]
    return [code for code in dict.fromkeys(known) if code and language(code).spoken]


def _offered(reading: Read) -> dict[str, Any]:
    """Return what the paper tells of the event, as values of the form."""
    document = reading.document
    code = canonical(document.language or "") or "en"
    title = to_plain(document.title or "")
    facts = document.facts
    floor = _spoken(facts.get("working_languages", [])) or _spoken([code])
    into = list(dict.fromkeys([*floor, *_spoken(facts.get("interpretation_languages", []))]))
    papers = {row.code for row in document_languages()}
    return {
        "language": code,
        "title": title,
        "subtitle": "\n".join(to_plain(line) for line in document.subtitle),
        "kind": _kind(document).value,
        "start": document.start,
        "end": document.end or document.start,
        "city": document.place or "",
        "country_id": _country(document.country),
        "document_languages": [one for one in dict.fromkeys([code, *into]) if one in papers],
        "floor_languages": floor,
        "into_languages": into,
        "slug": slug_of(title),
        "stored_as": reading.kind.value if reading.kind is not TextKind.PRESS_RELEASE else "",
    }


@needs(Need.CREATE_EVENTS)
def from_paper(draft_id: int) -> Any:
    """Confirm on one screen what the paper says, then make the event and store its text."""
    draft = find_draft(draft_id, user=current_user, purpose=PURPOSE)
    if draft is None:
        abort(404)
    reading = read_draft(draft, Answers.of(request.form))
    shown_in = current()
    form = event_form(
        shown_in,
        designation_choices(shown_in),
        [(row.code, row.label) for row in document_languages()],
        data=_offered(reading),
    )
    organisers = _found_organisers(reading.document, shown_in)
    problem: Any = ""
    if "make" in request.form and form.validate_on_submit():
        if form.language.data not in (form.document_languages.data or []):
            form.add_error(
                "document_languages", _("Please tick the language of this paper as well.")
            )
        else:
            try:
                slug = _make(form, reading, organisers)
            except Refused as error:
                db.session.rollback()
                problem = error.message
            else:
                discard_drafts(user=current_user, purpose=PURPOSE)
                commit()
                desk.done(_("The event is there, made from the paper."))
                return redirect(url_for("events.overview", slug=slug), 303)
    found = reading.document.language or ""
    page = render_template(
        "papers/from_paper.html",
        form=form,
        draft=draft,
        reading=reading,
        organisers=organisers,
        problem=problem,
        kind_words=KIND_WORDS,
        found_language=language(found).label if is_known(found) else "",
    )
    failed = problem or ("make" in request.form and (form.errors or form.form_errors))
    return page, 422 if failed else 200


def _make(form: Any, reading: Read, organisers: list[FoundOrganiser]) -> str:
    code = form.language.data
    ids = []
    for found in organisers:
        if found.chosen == NEW:
            ids.append(_new_organisation(found.name, code).id)
        elif found.chosen:
            ids.append(int(found.chosen))
    floor = form.floor_languages.data
    event = create_event(
        title={code: form.title.data},
        subtitle={code: form.subtitle.data or ""},
        kind=EventKind(form.kind.data),
        start=form.start.data,
        end=form.end.data,
        city={code: form.city.data or ""},
        country_id=int(form.country_id.data) if form.country_id.data else None,
        document_languages=form.document_languages.data,
        organisers=[(number, OrganiserRole.CO_ORGANISER) for number in dict.fromkeys(ids)],
        slug=slug_of(form.slug.data) if form.slug.data else "",
        actor=current_user,
        floor_languages=floor,
        into_languages=form.into_languages.data,
        pivot=("en" if "en" in floor else floor[0]) if len(floor) > 1 else None,
    )
    if form.stored_as.data:
        store_document(
            event,
            reading.document,
            actor=current_user,
            kind=TextKind(form.stored_as.data),
            language=code,
        )
    return str(event.slug)


def _new_organisation(name: str, code: str) -> Organisation:
    match = re.fullmatch(r"(.+?)\s*\(([^()]{2,40})\)", name)
    plain, acronym = (match.group(1), match.group(2)) if match else (name, "")
    return create_organisation(
        names={code: plain[:300]},
        kind=OrganisationKind.INTERGOVERNMENTAL,
        acronym=acronym,
        actor=current_user,
    )
