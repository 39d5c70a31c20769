"""Making an event by hand, and deleting one made by mistake."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.actions import create_event
from eventmgr.events.models import Event, EventKind, OrganiserRole

ANSWERS = {
    "title-en": "Regional Workshop",
    "title-sq": "Punëtori rajonale",
    "kind": "workshop",
    "start": "2027-08-31",
    "end": "2027-09-01",
    "city-en": "Podgorica",
    "document_languages": ["en", "sq"],
}


def _events() -> list[Event]:
    return list(db.session.scalars(select(Event).order_by(Event.id)))


def test_new_event_has_its_creator_as_organiser(app, make, sign_in) -> None:
    host = make.designation()
    user = make.user("organiser")
    answer = sign_in(user).post("/events/new", data=ANSWERS | {"country_id": str(host.id)})
    assert answer.status_code == 303
    assert answer.location == "/events/regional-workshop/"
    (event,) = _events()
    assert event.title == {"en": "Regional Workshop", "sq": "Punëtori rajonale"}
    assert (event.start, event.end) == (date(2027, 8, 31), date(2027, 9, 1))
    assert event.kind is EventKind.WORKSHOP
    assert event.city == {"en": "Podgorica"}
    assert event.country_id == host.id
    assert event.document_languages == ["en", "sq"]
    assert event.floor_languages == ["en", "sq"]
    assert event.pivot == "en"
    member = db.session.scalars(select(Membership)).one()
    assert (member.user_id, member.event_id, member.role) == (
        user.id,
        event.id,
        EventRole.ORGANISER,
    )
    assert db.session.scalars(select(AuditEntry.action)).all() == ["create event"]


def test_second_event_of_a_title_gets_an_address_of_its_own(app, make, sign_in) -> None:
    browser = sign_in(make.user("organiser"))
    browser.post("/events/new", data=ANSWERS)
    browser.post("/events/new", data=ANSWERS)
    assert [event.slug for event in _events()] == ["regional-workshop", "regional-workshop-2"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": "2027-08-30"}, "The last day is before the first."),
        ({"start": "0202-08-31"}, "Please check the year of both dates."),
        ({"end": "2028-09-01"}, "The event would last 368 days."),
        ({"start": "31.8.2027"}, "Please write the date as year-month-day"),
        ({"start": ""}, "Please fill this in."),
        ({"title-en": " ", "title-sq": ""}, "Please fill this in, in at least one language."),
        ({"title-en": "x" * 301}, "This is 301 characters long; please shorten it to 300."),
        ({"kind": "party"}, "Please choose one of the list."),
        ({"document_languages": []}, "Please choose at least one."),
        ({"document_languages": ["en", "xx"]}, "Please choose from the list."),
        ({"country_id": "999"}, "Please choose one of the list."),
    ],
)
def test_wrong_answer_is_said_at_its_field_and_the_rest_is_kept(
    app, make, sign_in, change, message: str
) -> None:
    answer = sign_in(make.user("organiser")).post("/events/new", data=ANSWERS | change)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in page
    assert 'value="Podgorica"' in page
    assert _events() == []


def test_title_pasted_over_lines_becomes_one_line(app, make, sign_in) -> None:
    pasted = {"title-en": "Regional\r\n  Workshop "}
    sign_in(make.user("organiser")).post("/events/new", data=ANSWERS | pasted)
    assert _events()[0].title["en"] == "Regional Workshop"


def test_int06_papers_in_two_scripts_are_one_spoken_language(app, make) -> None:
    event = create_event(
        title={"en": "Two scripts"},
        kind=EventKind.MEETING,
        start=date(2027, 1, 1),
        end=date(2027, 1, 1),
        document_languages=["sr_Latn", "sr_Cyrl", "en"],
        actor=make.user(),
    )
    assert event.floor_languages == ["sr", "en"]
    assert event.pivot == "en"


def test_event_in_one_language_needs_no_pivot(app, make) -> None:
    event = create_event(
        title={"en": "One"},
        kind=EventKind.MEETING,
        start=date(2027, 1, 1),
        end=date(2027, 1, 1),
        document_languages=["en"],
        actor=make.user(),
    )
    assert event.pivot is None


def test_organisers_given_at_the_start_keep_their_order(app, make) -> None:
    first, second = make.organisation(), make.organisation()
    event = create_event(
        title={"en": "Ordered"},
        kind=EventKind.MEETING,
        start=date(2027, 1, 1),
        end=date(2027, 1, 1),
        organisers=[
            (second.id, OrganiserRole.ORGANISER),
            (first.id, OrganiserRole.HOST),
            (second.id, OrganiserRole.ORGANISER),
        ],
        actor=make.user(),
    )
    assert [(row.organisation_id, row.role, row.position) for row in event.organisers] == [
        (second.id, OrganiserRole.ORGANISER, 0),
        (first.id, OrganiserRole.HOST, 1),
    ]


def test_event_made_by_mistake_is_deleted_and_recorded(app, make, sign_in) -> None:
    event = make.event(organisers=[make.organisation()])
    browser = sign_in(make.member(event))
    assert "cannot be undone" in browser.get(f"/events/{event.slug}/delete").get_data(as_text=True)
    answer = browser.post(f"/events/{event.slug}/delete/confirmed")
    assert answer.location == "/"
    assert _events() == []
    assert db.session.scalar(select(func.count()).select_from(Membership)) == 0
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.event_id, entry.subject_label) == (
        "delete event",
        None,
        "Regional Workshop",
    )


def test_event_with_a_registration_is_not_deleted(app, make, sign_in) -> None:
    event = make.event()
    make.registration(event, make.organisation())
    browser = sign_in(make.member(event))
    page = browser.get(f"/events/{event.slug}/delete").get_data(as_text=True)
    assert "cannot be deleted" in page
    browser.post(f"/events/{event.slug}/delete/confirmed")
    assert len(_events()) == 1


def test_event_with_a_sent_invitation_is_not_deleted_and_with_a_draft_it_is(
    app, make, sign_in
) -> None:
    event = make.event()
    invitation = make.invitation(event, make.organisation())
    browser = sign_in(make.member(event))
    invitation.sent_at = event.created_at
    db.session.commit()
    browser.post(f"/events/{event.slug}/delete/confirmed")
    assert len(_events()) == 1
    invitation.sent_at = None
    db.session.commit()
    browser.post(f"/events/{event.slug}/delete/confirmed")
    assert _events() == []
