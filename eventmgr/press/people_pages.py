"""Finding the speaker of a statement among the people of the directory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, g, request
from wtforms import HiddenField

from eventmgr.accounts.access import Need, may_use_directory, needs
from eventmgr.directory import people
from eventmgr.directory.queries import any_organisations
from eventmgr.directory.screen import screen_names
from eventmgr.drafting import desk as desks
from eventmgr.forms import Form, text_field
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.language import current
from eventmgr.press.forms import speaker_form
from eventmgr.press.offers import OfferedSpeaker, directory_speaker
from eventmgr.press.statement_pages import fill_post, speaker_page, title_of_new

_KINDS = frozenset({"registration", "agenda", "contact"})


class SearchForm(Form):
    """Words to search for; sent in the body, so that no name stands in an address (PRIV-06)."""

    paragraph = HiddenField()
    q = text_field("", most=200)


def _rights() -> people.Rights:
    """Return what one may see and publish: no protected person comes into the press (PRIV-04)."""
    return replace(people.own_rights(), protected=False)


def _rows(found: list[people.Person]) -> list[dict[str, Any]]:
    numbers = {person.first.organisation_id for person in found}
    names = screen_names(current())
    houses = {
        row.id: names.institution(row)
        for row in any_organisations([number for number in numbers if number])
    }
    return [
        {
            "value": f"{one.kind}-{one.id}",
            "name": list_name(one.given_name, one.family_name, current(), titles=one.honorific),
            "post": text_in(one.post, current(), ("en",)),
            "institution": houses.get(one.organisation_id or 0, ""),
        }
        for one in (person.first for person in found)
    ]


def _chosen(value: str) -> OfferedSpeaker:
    """Return the person of a button that was pressed, as far as one may see them (PRIV-04)."""
    kind, _dash, number = value.partition("-")
    if kind not in _KINDS or not (number.isascii() and number.isdigit()) or len(number) > 9:
        abort(400)
    found = people.person_of(kind, int(number), _rights())
    if found is None:
        abort(404)
    return directory_speaker(g.event, found)


@needs(Need.DRAFT)
def find_speaker(slug: str) -> Any:
    """Search people of the directory, or take the name, post and address of one of them."""
    if not may_use_directory():
        abort(403)
    text = desks.the_text()
    tree = desks.the_tree(text)
    search = SearchForm()
    if not search.validate_on_submit():
        abort(400)
    uid = search.paragraph.data or ""
    paragraph = tree.find(uid) if uid else None
    if uid and paragraph is None:
        abort(404)
    data: dict[str, Any] = {"paragraph": uid}
    found = None
    if chosen := request.form.get("chosen", ""):
        speaker = _chosen(chosen)
        data |= {"speaker": speaker.name, "email": speaker.email}
        post = speaker.post
    else:
        found = _rows(people.search_people(search.q.data or "", _rights()))
        post = {}
    form = speaker_form(tree.languages, with_words=paragraph is None, formdata=None, data=data)
    fill_post(form, post)
    return speaker_page(
        form,
        tree,
        title=title_of_new(paragraph is not None),
        uid=uid,
        quote=None,
        words=search.q.data or "",
        found=found,
    )


PAGES = (("/statements/find-speaker", "find_speaker", find_speaker, ["POST"]),)
