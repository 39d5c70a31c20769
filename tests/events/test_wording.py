"""Remarks on titles, subtitles, agenda items and headings, where they are edited and printed."""

from __future__ import annotations

from datetime import time

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.agenda.models import AgendaItem, ItemKind
from eventmgr.database import db
from eventmgr.directory.known import printed_forms
from eventmgr.directory.models import DesignationText
from eventmgr.drafting import actions
from eventmgr.drafting.models import NodeKind, TextKind
from tests.factories import APPROVED
from tests.helpers import count_queries

NO_FYROM = "since February 2019 the name is North Macedonia"
NO_STAR = "stands without its asterisk"


@pytest.fixture
def desk(make, sign_in):
    event = make.event(subtitle={"en": "Experts meet\nwith Kosovo"})
    return event, sign_in(make.member(event, EventRole.ORGANISER))


def agenda_item(event, title):
    item = AgendaItem(
        event_id=event.id,
        day=event.start,
        starts=time(9),
        ends=time(10),
        kind=ItemKind.SESSION,
        title=title,
    )
    db.session.add(item)
    db.session.commit()
    return item


def page(browser, event, rest=""):
    return browser.get(f"/events/{event.slug}/{rest}").get_data(as_text=True)


def test_des20_subtitle_is_remarked_on_where_it_is_edited_and_before_printing(desk) -> None:
    event, browser = desk
    assert NO_STAR in page(browser, event, "settings/basics")
    papers = page(browser, event, "papers/")
    assert NO_STAR in papers
    assert f'href="/events/{event.slug}/settings"' in papers
    event.subtitle = {"en": "Experts meet"}
    db.session.commit()
    assert NO_STAR not in page(browser, event, "settings/basics")
    assert 'id="wording"' not in page(browser, event, "papers/")


def test_des20_agenda_titles_are_remarked_on_in_every_language(desk) -> None:
    event, browser = desk
    title = {"en": "Practice of FYROM", "sq": "Praktika e FYROM"}
    item = agenda_item(event, title=title)
    fine = agenda_item(event, title={"en": "Practice of North Macedonia"})
    assert page(browser, event, "agenda/").count(NO_FYROM) == 1
    assert NO_FYROM in page(browser, event, f"agenda/{item.id}")
    assert NO_FYROM not in page(browser, event, f"agenda/{fine.id}")
    assert f'href="/events/{event.slug}/agenda/{item.id}"' in page(browser, event, "papers/")


def test_the_agenda_asks_the_database_no_more_for_more_items(desk) -> None:
    event, browser = desk
    agenda_item(event, title={"en": "One of FYROM"})
    page(browser, event, "agenda/")
    with count_queries() as few:
        page(browser, event, "agenda/")
    for number in range(4):
        agenda_item(event, title={"en": f"Item {number}"})
    with count_queries() as many:
        page(browser, event, "agenda/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("kind", "room"),
    [(TextKind.CONCEPT_PAPER, "concept-paper"), (TextKind.PRESS_RELEASE, "press-release")],
)
def test_des20_headings_of_texts_are_remarked_on_before_printing(desk, make, kind, room) -> None:
    event, browser = desk
    user = make.member(event)
    text = actions.create_text(event, kind, actor=user, source_language="en")
    actions.add_node(text, None, NodeKind.HEADING, 1, "Training in FYROM", actor=user)
    db.session.commit()
    papers = page(browser, event, "papers/")
    assert NO_FYROM in papers
    assert f'href="/events/{event.slug}/{room}?left=en"' in papers


@pytest.mark.parametrize(
    ("approved", "title", "remarked"),
    [
        ("Turkey", "Guests from Türkiye", "this event prints “Turkey”"),
        ("Turkey", "Guests from Turkey", ""),
        ("Türkiye", "Guests from Turkey", "this event prints “Türkiye”"),
    ],
)
def test_des20_the_form_of_the_event_is_asked_for(desk, make, approved, title, remarked) -> None:
    event, browser = desk
    turkey = make.designation("TR", en="Türkiye")
    db.session.add(
        DesignationText(
            designation=turkey,
            event_id=event.id,
            language="en",
            list_name=approved,
            approved_by="Test",
            approved_at=APPROVED,
        )
    )
    agenda_item(event, title={"en": title})
    db.session.commit()
    assert printed_forms("en", event.id) == {"TR": approved}
    agenda = page(browser, event, "agenda/")
    assert remarked in agenda
    assert ("this event prints" in agenda) is bool(remarked)


def test_who_only_looks_sees_no_remarks_on_the_papers(desk, make, sign_in) -> None:
    event, _browser = desk
    reader = sign_in(make.member(event, EventRole.VIEWER))
    assert 'id="wording"' not in page(reader, event, "papers/")
