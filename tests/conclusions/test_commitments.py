"""Commitments: taken from paragraphs, followed up at the next event of the series."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.conclusions import commitments
from eventmgr.conclusions.commitment_pages import commitments_paper
from eventmgr.conclusions.models import CommitmentState
from eventmgr.database import db
from eventmgr.events.queries import series
from tests.conclusions.table import Table
from tests.helpers import count_queries

# The sixth paragraph of the conclusions of Belgrade 2011, in our own words.
SIXTH = (
    "RACVIAC, RCC and PCC-SEE will organise a regional event in the first half of 2012, and "
    "report to the RCC Secretariat."
)


def test_offer_reads_actors_action_and_time():
    found = commitments.offer(SIXTH, ["PCC-SEE", "RCC", "RACVIAC", "OSCE", "RCC Secretariat"])
    assert found.actor == "RACVIAC, PCC-SEE, RCC Secretariat"
    assert found.action.startswith("RACVIAC, RCC and PCC-SEE will organise")
    assert (found.due, found.due_words) == (None, "in the first half of 2012")


def test_offer_takes_a_day_where_there_is_one():
    found = commitments.offer("Report by 30 June 2012.", [])
    assert (found.due, found.due_words, found.actor) == (date(2012, 6, 30), "", "")


@pytest.mark.parametrize(("text", "words"), [
    ("RCC će do kraja 2028. godine dostaviti izvještaj.", "do kraja 2028. godine"),
    ("RCC do të raportojë deri në fund të vitit 2028.", "deri në fund të vitit 2028"),
    ("RCC ће до краја 2028. године доставити извештај.", "до краја 2028. године"),
    ("RCC ќе извести до крајот на 2028 година.", "до крајот на 2028 година"),
])  # fmt: skip
def test_offer_reads_times_in_the_languages_of_the_region(text, words):
    found = commitments.offer(text, ["RCC"])
    assert (found.actor, found.due, found.due_words) == ("RCC", None, words)


@pytest.fixture
def table(make):
    return Table(make)


def add(table, **values):
    row = commitments.add(
        table.event,
        {"actor": "RCC", "action": "Organise a regional event.", "due": date(2027, 12, 1)} | values,
        actor=table.actor,
    )
    db.session.commit()
    return row


@pytest.mark.parametrize(("state", "today", "late"), [
    (CommitmentState.OPEN, date(2027, 12, 2), True),
    (CommitmentState.OPEN, date(2027, 12, 1), False),
    (CommitmentState.DONE, date(2028, 1, 1), False),
    (CommitmentState.DROPPED, date(2028, 1, 1), False),
])  # fmt: skip
def test_only_what_is_open_can_be_late(table, state, today, late):
    assert commitments.late(add(table, state=state), today) is late


def test_next_event_of_the_series_shows_what_was_promised(table, make, sign_in):
    add(table, state=CommitmentState.IN_PROGRESS, note="Dates proposed.")
    add(table, actor="Ministry", action="Draft a law.", state=CommitmentState.DONE)
    event = make.event(start=date(2028, 8, 31), end=date(2028, 9, 1), follows_id=table.event.id)
    client = sign_in(make.member(event))
    page = client.get(f"/events/{event.slug}/").get_data(as_text=True)
    assert "Organise a regional event." in page
    assert "Dates proposed." in page
    assert "Draft a law." in page
    third = make.event(start=date(2029, 8, 31), end=date(2029, 9, 1), follows_id=event.id)
    assert [one.id for one in series(third)] == [event.id, table.event.id]
    page = sign_in(make.member(third)).get(f"/events/{third.slug}/").get_data(as_text=True)
    assert "Organise a regional event." in page
    assert "Draft a law." not in page
    assert f"/events/{table.event.slug}/" not in page


def test_a_circle_of_events_ends(make):
    first = make.event()
    second = make.event(follows_id=first.id)
    first.follows_id = second.id
    db.session.commit()
    assert [one.id for one in series(first)] == [second.id]


def test_settings_offer_only_earlier_events_of_ones_own(table, make, sign_in):
    mine = make.event(start=date(2026, 1, 1), end=date(2026, 1, 2), title={"en": "My earlier one"})
    other = make.event(start=date(2026, 1, 1), end=date(2026, 1, 2), title={"en": "Not mine"})
    later = make.event(start=date(2030, 1, 1), end=date(2030, 1, 2), title={"en": "Later"})
    from eventmgr.accounts.models import EventRole, Membership

    for one in (mine, later):
        db.session.add(
            Membership(user_id=table.actor.id, event_id=one.id, role=EventRole.ORGANISER)
        )
    db.session.commit()
    client = sign_in(table.actor)
    page = client.get(f"/events/{table.event.slug}/settings").get_data(as_text=True)
    assert "My earlier one" in page
    assert "Not mine" not in page
    assert "Later, " not in page
    assert other.id != mine.id


def test_from_a_paragraph_to_the_list_and_back(table, make, sign_in):
    make.organisation(names={"en": "Regional Cooperation Council"}, acronym="RCC")
    table.write(1, "The RCC organises a meeting by 30 June 2028; and")
    db.session.commit()
    client = sign_in(table.actor)
    path = f"/events/{table.event.slug}/conclusions/commitments"
    uid = table.nodes[1].uid
    assert f"uid={uid}" in client.get(path).get_data(as_text=True)
    form = client.get(f"{path}/new?uid={uid}").get_data(as_text=True)
    assert 'value="RCC"' in form
    assert 'value="2028-06-30"' in form
    answer = client.post(
        f"{path}/new?uid={uid}",
        data={"actor": "RCC", "action": "Meeting.", "due": "2028-06-30", "state": "open"},
    )
    assert answer.status_code == 303
    db.session.rollback()
    row = commitments.of_event(table.event)[0]
    assert (row.uid, row.reference) == (uid, "1")
    values = {"actor": "RCC", "action": "Meeting.", "state": "done", "note": "Held.",
              "version": str(row.version)}  # fmt: skip
    assert client.post(f"{path}/{row.id}", data=values).status_code == 303
    assert client.post(f"{path}/{row.id}", data=values).status_code == 409
    assert "Held." in client.get(path).get_data(as_text=True)
    client.post(f"{path}/{row.id}/remove")
    assert "Held." not in client.get(path).get_data(as_text=True)
    client.post(f"{path}/{row.id}/restore")
    assert "Held." in client.get(path).get_data(as_text=True)


def test_list_is_printed_with_states(table):
    add(table, reference="6", due=None, due_words="first half of 2028")
    node = commitments_paper(table.event, "en").nodes[0]
    assert "<strong>RCC</strong>: Organise a regional event." in node.html
    assert "Paragraph 6 · By: first half of 2028 · State: open" in node.html


def test_list_asks_the_same_number_of_queries_for_one_and_three(table, sign_in):
    client = sign_in(table.actor)
    path = f"/events/{table.event.slug}/conclusions/commitments"
    add(table)
    client.get(path)
    with count_queries() as one:
        client.get(path)
    add(table)
    add(table)
    with count_queries() as three:
        client.get(path)
    assert len(one) == len(three)
