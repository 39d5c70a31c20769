"""The pages around adoption: who adopts, holidays, statements, and who may open them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.conclusions import adopters, statements, working_days
from eventmgr.conclusions.models import Holiday, Part
from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.database import db
from tests.conclusions.table import Table


@pytest.fixture
def table(make):
    return Table(make)


@pytest.fixture
def page(table, sign_in):
    return sign_in(table.actor), f"/events/{table.event.slug}/conclusions"


def test_delegations_are_listed_changed_and_taken_off(page, table, make):
    client, path = page
    first = make.organisation(make.designation())
    second = make.organisation(first.designation)
    values = {"organisation_id": str(first.id), "part": "adopting", "language": "cnr",
              "head": "Ms Head", "email": "Head@Example.org"}  # fmt: skip
    assert client.post(f"{path}/adopting", data=values).status_code == 303
    again = client.post(f"{path}/adopting", data=values)
    assert again.status_code == 422
    assert "on the list already" in again.get_data(as_text=True)
    double = client.post(
        f"{path}/adopting", data=values | {"organisation_id": str(second.id)}
    ).get_data(as_text=True)
    assert "has a voice already" in double
    db.session.rollback()
    (row,) = adopters.listed(table.text)
    assert (row.email, row.head, row.language) == ("head@example.org", "Ms Head", "cnr")
    number = row.id
    changed = client.post(
        f"{path}/adopting/{number}",
        data={"part": "observer", "language": "en", "email": "other@example.org"},
    )
    assert changed.status_code == 303
    db.session.rollback()
    assert adopters.listed(table.text)[0].part is Part.OBSERVER
    assert client.post(f"{path}/adopting/{number}/remove").status_code == 303
    assert client.get(f"{path}/adopting/{number}").status_code == 404
    assert "Nobody is listed yet" in client.get(f"{path}/adopting").get_data(as_text=True)


def test_address_must_be_one(page, make):
    client, path = page
    values = {"organisation_id": str(make.organisation().id), "part": "adopting",
              "language": "en", "email": "nowhere"}  # fmt: skip
    assert client.post(f"{path}/adopting", data=values).status_code == 422


def test_shortest_silence_is_set(page, table):
    client, path = page
    assert client.post(f"{path}/adopting/rules", data={"working_days": "0"}).status_code == 303
    db.session.rollback()
    assert working_days.minimum_days(table.event) == 0
    assert client.post(f"{path}/adopting/rules", data={"working_days": "-1"}).status_code == 409


def test_holidays_are_entered_and_removed(page, make):
    client, _path = page
    state = make.designation()
    values = {"day": "2027-07-13", "designation_id": str(state.id), "name": "Statehood Day"}
    assert client.post("/directory/holidays", data=values).status_code == 303
    shown = client.get("/directory/holidays").get_data(as_text=True)
    assert "Statehood Day" in shown
    db.session.rollback()
    row = db.session.scalars(select(Holiday)).one()
    found = working_days.holidays_of([state.id], date(2027, 1, 1))
    assert found == {date(2027, 7, 13)}
    assert working_days.holidays_of([None], date(2027, 1, 1)) == set()
    assert client.post(f"/directory/holidays/{row.id}/remove").status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Holiday)).all() == []


def test_statement_is_attached_changed_printed_and_sealed(page, table, make):
    client, path = page
    kosovo = make.organisation(make.kosovo())
    values = {"organisation_id": str(kosovo.id), "kind": "reservation",
              "texts-en": "We *reserve* it.", "texts-cnr": "Zadržavamo stav."}  # fmt: skip
    assert client.post(f"{path}/statements", data=values).status_code == 303
    db.session.rollback()
    (row,) = statements.all_of(table.text)
    number, version = row.id, str(row.version)
    # Where a statement is written, what the light marks mean stands below it.
    for address in (f"{path}/statements", f"{path}/statements/{number}"):
        assert "data-rich-help" in client.get(address).get_data(as_text=True)
    new = {"kind": "interpretative statement", "texts-en": "We read it so.", "texts-cnr": "",
           "version": version}  # fmt: skip
    assert client.post(f"{path}/statements/{number}", data=new).status_code == 303
    assert client.post(f"{path}/statements/{number}", data=new).status_code == 409
    assert client.post(f"{path}/statements/{number}/remove").status_code == 303
    db.session.rollback()
    assert statements.all_of(table.text) == []
    assert client.post(f"{path}/statements/{number}/restore").status_code == 303
    db.session.rollback()
    table.adopt()
    paper = conclusions_paper(table.event, "cnr")
    # The name brings its footnote (DES-02); the words stand in the language they were given in.
    assert paper.annexes[0].heading.endswith(": Kosovo*")
    assert [note.marker for note in paper.masthead.designation_notes] == ["*"]
    assert 'lang="en"' in paper.annexes[0].paragraphs[0]
    assert client.post(f"{path}/statements/{number}/remove").status_code == 409
    assert client.post(f"{path}/statements", data=values).status_code == 409


def test_statement_without_words_or_maker_is_asked_for(page):
    client, path = page
    answer = client.post(f"{path}/statements", data={"kind": "reservation"})
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert "Please choose who makes the statement." in html
    assert "in at least one language" in html


def test_vote_needs_its_result(page):
    client, path = page
    shown = client.get(f"{path}/adopt").get_data(as_text=True)
    values = {
        "version": re.search(r'name="version"[^>]*value="(\d+)"', shown)[1],
        "mode": "vote", "adopted_on": "2027-09-01", "adopted_place-en": "Podgorica",
        "authentic_language": "en", "included": ["en", "cnr"], "acknowledged": "y", "sure": "y",
    }  # fmt: skip
    answer = client.post(f"{path}/adopt", data=values)
    assert "Please enter the result of the vote" in answer.get_data(as_text=True)
    answer = client.post(f"{path}/adopt", data=values | {"in_favour": "1", "against": "4"})
    assert "was not carried" in answer.get_data(as_text=True)
    answer = client.post(f"{path}/adopt", data=values | {"in_favour": "4", "against": "1"})
    assert answer.status_code == 303


@pytest.mark.parametrize("role", [EventRole.CO_ORGANISER, EventRole.VIEWER])
def test_who_may_not_adopt_may_do_nothing_of_it(table, make, sign_in, role):
    client = sign_in(make.member(table.event, role))
    path = f"/events/{table.event.slug}/conclusions"
    for address in ("adopt", "silence/new", "silence/stop", "adopting", "adopting/rules",
                    "adopting/from-invitations", "statements", "statements/1/remove",
                    "corrections/issue", "archive", "commitments/new"):  # fmt: skip
        assert client.post(f"{path}/{address}", data={}).status_code == 403, address
    for address in ("silence", "statements", "commitments"):
        assert client.get(f"{path}/{address}").status_code == 200, address


def test_pages_after_adoption_do_not_exist_before(page):
    client, path = page
    for address in ("sealed", "corrections", "archive.zip", "sealed/0.json", "sealed/0/en.pdf",
                    "sealed.json"):  # fmt: skip
        assert client.get(f"{path}/{address}").status_code == 404, address


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_pages_open_in_each_language(page, language):
    client, path = page
    client.get(f"/language/{language}")
    for address in ("adopt", "silence/new", "silence", "adopting", "statements", "commitments",
                    "commitments/new", "archive"):  # fmt: skip
        assert client.get(f"{path}/{address}").status_code == 200, address
