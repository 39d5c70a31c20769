"""Corrections only as Corr. 1, 2 …: the adopted edition stays exactly what was adopted."""

from __future__ import annotations

import html
import json
import re

import pytest
from sqlalchemy import select

from eventmgr.conclusions import corrections, sealed
from eventmgr.conclusions.models import SealedEdition
from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.conclusions.seal import read_work
from eventmgr.database import db
from eventmgr.drafting.changing import Refused
from eventmgr.printing.compose import compose
from tests.conclusions.table import Table
from tests.drafting.browser import pdf_text


@pytest.fixture
def table(make):
    table = Table(make)
    table.adopt(symbol="C/1")
    return table


def prepare(table, place=1, reason="A slip.", **wordings):
    corrections.prepare(table.text, table.nodes[place].uid, wordings, reason, actor=table.actor)
    db.session.commit()


def seen(table):
    return corrections.seen_of(corrections.prepared(table.text))


def issue(table, looked_at=None):
    edition = corrections.issue(
        table.event, table.text, looked_at or seen(table), actor=table.actor
    )
    db.session.commit()
    return edition


def test_a_correction_leaves_the_adopted_edition_as_it_was(table):
    before = table.text.sealed
    prepare(table, en="Strengthen regional cooperation; and")
    first = issue(table)
    prepare(table, cnr="Jačati saradnju; i")
    second = issue(table)
    assert table.text.sealed == before
    rows = sealed.editions(table.text)
    assert [row.number for row in rows] == [0, 1, 2]
    assert rows[0].sealed == before
    facts = sealed.correction_of(read_work(second.sealed))
    assert facts["corrects"] == first.sha256
    assert facts["adopted"] == rows[0].sha256
    assert facts["changes"] == [
        {
            "uid": table.nodes[1].uid,
            "reference": "1",
            "language": "cnr",
            "before": "Ojačati saradnju; i",
            "after": "Jačati saradnju; i",
            "reason": "A slip.",
        }
    ]
    assert corrections.prepared(table.text) == []


def test_corrected_paper_says_corr_and_shows_its_redline(table):
    prepare(table, en="Strengthen regional cooperation; and")
    issue(table)
    paper = conclusions_paper(table.event, "en")
    assert paper.heading.endswith("Corr. 1")
    assert paper.symbol == "C/1/Corr.1"
    html = compose(paper).html
    assert "<ins>regional </ins>" in html
    assert "A slip." in html
    other = compose(conclusions_paper(table.event, "cnr")).html
    assert "regional" not in other


def test_emphasis_in_a_correction_shows_no_signs_of_its_own(table):
    prepare(table, en="Strengthen *regional* cooperation; and")
    issue(table)
    html = compose(conclusions_paper(table.event, "en")).html
    assert "*regional*" not in html
    assert "<em>regional</em>" in html


def test_a_wording_put_back_leaves_the_correction(table):
    prepare(table, en="Changed; and")
    prepare(table, en="Strengthen cooperation; and")
    assert corrections.prepared(table.text) == []
    with pytest.raises(Refused):
        issue(table)


@pytest.mark.parametrize("wording", ["", "Strengthen [regional] cooperation; and"])
def test_empty_or_bracketed_corrections_are_refused(table, wording):
    with pytest.raises(Refused):
        prepare(table, en=wording)


def test_a_draft_is_not_corrected(make):
    table = Table(make)
    with pytest.raises(Refused):
        prepare(table, en="New.")


def test_correction_changed_by_somebody_else_is_looked_at_again(table):
    prepare(table, en="Changed; and")
    looked_at = seen(table)
    prepare(table, en="Changed again; and")
    with pytest.raises(Refused):
        issue(table, looked_at)


def test_des02_a_corrected_name_brings_its_footnote(table, make):
    make.kosovo()
    prepare(table, en="Welcome Kosovo* to the cooperation; and")
    issue(table)
    assert compose(conclusions_paper(table.event, "en")).html.count("Footnote text in en.") == 1


def test_sealed_rows_cannot_be_changed(table):
    row = db.session.scalars(select(SealedEdition)).one()
    row.sealed = json.dumps({})
    with pytest.raises(RuntimeError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize(("name", "value"), [("sealed", "{}"), ("sealed_sha256", "0" * 64),
                                             ("adopted_at", None)])  # fmt: skip
def test_the_adopted_text_stays_exactly_what_was_adopted(table, name, value):
    setattr(table.text, name, value)
    with pytest.raises(RuntimeError):
        db.session.flush()
    db.session.rollback()


def test_from_the_page_to_the_corrected_paper(table, sign_in):
    client = sign_in(table.actor)
    path = f"/events/{table.event.slug}/conclusions"
    uid = table.nodes[2].uid
    shown = client.get(f"{path}/corrections/{uid}").get_data(as_text=True)
    assert "Meet again in a year." in shown
    # References show their number in the field, each in its language.
    tables = re.findall(r"data-references='([^']*)'|data-references=\"([^\"]*)\"", shown)
    said = [json.loads(html.unescape(one or other))[uid] for one, other in tables]
    assert "Correct paragraph 2" in shown
    assert said == ["paragraph 2", "pasus 2"]
    answer = client.post(
        f"{path}/corrections/{uid}",
        data={
            "wording-en": "Meet again in two years.",
            "wording-cnr": "Ponovo se sastati.",
            "reason": "As agreed in the room.",
        },
    )
    assert answer.status_code == 303
    page = client.get(f"{path}/corrections").get_data(as_text=True)
    assert "As agreed in the room." in page
    data = {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}
    assert client.post(f"{path}/corrections/issue", data=data).status_code == 303
    listed = client.get(f"{path}/sealed").get_data(as_text=True)
    assert "Corr. 1" in listed
    text = pdf_text(client.get(f"{path}/sealed/1/en.pdf").data)
    assert re.search(r"CORR\. 1", text)
    assert "As agreed in the room." in text
    assert "[+" in text
    assert "Meet again in two years." in text
    old = pdf_text(client.get(f"{path}/sealed/0/en.pdf").data)
    assert "two years" not in old
