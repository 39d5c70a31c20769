"""The record of an event in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.audit.queries import PAGE, filters, history
from eventmgr.audit.words import lines
from eventmgr.database import clock_at, db
from tests.helpers import count_queries


def _entry(**values) -> AuditEntry:
    return AuditEntry(
        **{
            "at": datetime(2027, 1, 1, tzinfo=UTC),
            "actor_label": "Ana",
            "action": "change event",
            "subject_type": "Event",
            "subject_id": "1",
            "subject_label": "",
            "changes": {},
        }
        | values
    )


def _page(browser, event, **query) -> str:
    answer = browser.get(f"/events/{event.slug}/history", query_string=query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_history_says_who_did_what_in_the_venues_time(app, make, sign_in) -> None:
    event = make.event()
    user = make.member(event, name="Ana Petrović")
    with clock_at(datetime(2027, 7, 1, 10, 30, tzinfo=UTC)):
        record("add to team", user, actor=user, event_id=event.id, label="Besa Krasniqi")
        db.session.commit()
    page = _page(sign_in(user), event)
    assert "<strong>Ana Petrović</strong> added to the team: Besa Krasniqi" in page
    assert "1 Jul 2027, 12:30" in page


def test_unknown_action_is_shown_as_it_is(app, make, sign_in) -> None:
    event = make.event()
    user = make.member(event)
    record("polish brass plate", user, actor="participant", event_id=event.id)
    db.session.commit()
    assert "<strong>a participant</strong> polish brass plate" in _page(sign_in(user), event)


def test_history_is_filtered_by_person_and_action(app, make, sign_in) -> None:
    event = make.event()
    for who, what in [("Ana", "add to team"), ("Besa", "add to team"), ("Ana", "add organiser")]:
        db.session.add(
            _entry(
                event_id=event.id,
                actor_label=who,
                action=what,
                subject_type="X",
                subject_label=f"{who}/{what}",
            )
        )
    db.session.commit()
    browser = sign_in(make.member(event))
    people = {name: number for number, name in filters(event.id)[0]}
    page = _page(browser, event, who=people["Ana"], what="add to team")
    assert "Ana/add to team" in page
    assert "Besa/add to team" not in page
    assert "Ana/add organiser" not in page
    nothing = _page(browser, event, who=people["Besa"], what="add organiser")
    assert "Nothing of this kind" in nothing
    assert 'value="Ana"' not in page


def test_history_of_one_event_shows_nothing_of_another(app, make, sign_in) -> None:
    mine, other = make.event(), make.event()
    db.session.add(_entry(event_id=other.id, subject_type="X", subject_label="secret"))
    db.session.add(_entry(event_id=None, subject_type="X", subject_label="installation"))
    db.session.commit()
    page = _page(sign_in(make.member(mine)), mine)
    assert "secret" not in page
    assert "installation" not in page
    page = sign_in(make.user("administrator")).get("/history").get_data(as_text=True)
    assert "installation" in page
    assert "secret" not in page


@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, 119, 70), (2, 69, 20), (3, 19, 0), (99, 19, 0), (0, 119, 70)]
)
def test_history_is_divided_into_pages_the_newest_first(app, make, number, first, last) -> None:
    event = make.event()
    db.session.add_all(
        _entry(event_id=event.id, subject_id=str(index)) for index in range(2 * PAGE + 20)
    )
    db.session.commit()
    page = history(event.id, number=number)
    assert (page.pages, page.total) == (3, 120)
    assert [page.entries[0].subject_id, page.entries[-1].subject_id] == [str(first), str(last)]


def test_history_takes_the_same_number_of_queries_for_one_and_many(app, make, sign_in) -> None:
    event = make.event()
    browser = sign_in(make.member(event))
    counts = []
    for more in (1, 20):
        db.session.add_all(_entry(event_id=event.id) for _ in range(more))
        db.session.commit()
        with count_queries() as statements:
            _page(browser, event)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_private_fields_say_only_that_they_changed(app, make, sign_in) -> None:
    event = make.event()
    user = make.member(event)
    changes = {"email": ["old@example.org", "new@example.org"], "diet": ["", "vegan"]}
    record("change registration", user, actor=user, event_id=event.id, changes=changes)
    db.session.commit()
    page = _page(sign_in(user), event)
    assert "old@example.org" not in page
    assert "new@example.org" not in page
    assert "vegan" not in page
    assert "2 changes" in page


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        (
            {"title": [{"en": "A", "sq": "Same"}, {"en": "B", "sq": "Same"}]},
            [("Title", "English: A", "English: B")],
        ),
        ({"start": ["2027-08-31", "2027-09-01"]}, [("First day", "31 Aug 2027", "1 Sep 2027")]),
        (
            {"document_languages": [["en"], ["en", "cnr"]]},
            [("Languages of the papers", "English", "English, Montenegrin")],
        ),
        ({"role": [None, "secretariat"]}, [("Role", "–", "Secretariat")]),
        (
            {"flags": ["none", "all"]},
            [("Flags in the room", "No flags", "Those of all delegations")],
        ),
        ({"country_id": [3, 4]}, [("country", "…", "…")]),
        ({"public": [False, True]}, [("Show a public page of this event", "no", "yes")]),
        ({"capacity": [None, 60]}, [("Places in the room", "–", "60")]),
        ({"some_thing": ["a", "b"]}, [("some thing", "a", "b")]),
    ],
)
def test_changes_are_put_in_plain_words(app, changes, shown) -> None:
    with app.test_request_context():
        (line,) = lines([_entry(event_id=1, changes=changes)], "en")
        assert line.changes == shown


def test_des03_names_of_designations_do_not_stand_without_their_footnote(app) -> None:
    entry = _entry(
        subject_type="DesignationText",
        action="change designation names",
        subject_label="Albanian",
        changes={"list_name": ["Kosova", "Kosovë"]},
    )
    with app.test_request_context():
        (line,) = lines([entry], "en")
    assert line.changes == []
    assert line.what == "changed the names of a designation"


def test_viewer_does_not_see_the_history(app, make, sign_in) -> None:
    event = make.event()
    browser = sign_in(make.member(event, EventRole.VIEWER))
    assert browser.get(f"/events/{event.slug}/history").status_code == 403
