"""Adoption: what forbids it, what it seals, and that nothing changes afterwards."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.conclusions import adopters, statements
from eventmgr.conclusions.actions import NotReady
from eventmgr.conclusions.models import Part, StatementKind
from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.conclusions.preflight import open_brackets, preflight
from eventmgr.database import Conflict, db
from eventmgr.directory.models import Footnote
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import (
    AdoptionMode,
    NodeKind,
    TextKind,
    TextState,
    TranslationState,
)
from eventmgr.drafting.storing import store_document
from eventmgr.events.prints import NotPrintable
from eventmgr.printing.compose import compose
from eventmgr.text.model import Document, Node
from eventmgr.text.model import NodeKind as EngineKind
from tests.conclusions.table import Table
from tests.drafting.browser import pdf_text


@pytest.fixture
def table(make):
    return Table(make)


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize(("text", "is_open"), [
    ("agree [on the text]", True),
    ("agree *[on the text]*", True),
    ("half ] open", True),
    ("a note^[see [1] there] closes", False),
    ("a [link](https://example.org) closes", False),
    ("in [inter alia]{la} closes", False),
    ("nothing at all", False),
])  # fmt: skip
def test_open_brackets_are_those_a_reader_sees(text, is_open):
    assert open_brackets(text) is is_open


def test_a_complete_text_has_nothing_in_its_way(table):
    found = table.look()
    assert codes(found.blocking) == []
    assert "translation" not in codes(found.warnings)


def test_square_brackets_forbid_adoption_in_every_language(table):
    table.write(1, "Strengthen [and deepen] cooperation; and")
    assert codes(table.look(languages=["en"]).blocking) == ["brackets"]
    table.write(2, "Ponovo se [možda] sastati.", "cnr")
    assert codes(table.look().blocking) == ["brackets", "brackets"]
    with pytest.raises(NotReady):
        table.adopt()


def test_an_empty_text_is_not_adopted(make):
    event = make.event()
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=make.user(), source_language="en")
    tree = queries.tree(text, ("en",))
    assert codes(preflight(event, tree, authentic="en", languages=["en"]).blocking) == ["empty"]


def test_authentic_language_must_be_whole(table):
    actions.add_node(
        table.text, table.nodes[2], NodeKind.OPERATIVE, None, "New.", actor=table.actor
    )
    assert codes(table.look(authentic="cnr").blocking) == ["missing-text"]
    assert codes(table.look(authentic="en").blocking) == []


def test_late_translations_are_named_and_must_be_acknowledged(table):
    table.write(1, "Strengthen regional cooperation; and")
    db.session.commit()
    found = table.look()
    assert found.behind == {"cnr": ["1"]}
    with pytest.raises(NotReady):
        table.adopt(acknowledged=False)
    db.session.rollback()
    table.adopt()
    paper = conclusions_paper(table.event, "cnr")
    assert paper.courtesy_translation
    assert paper.outdated == ("1",)


def test_des20_names_are_warnings_that_must_be_acknowledged(table):
    table.write(2, "Meet again in Kosovo in a year.")
    found = table.look()
    assert codes(found.blocking) == []
    assert any("Kosovo" in finding.message for finding in found.warnings)
    with pytest.raises(NotReady):
        table.adopt(acknowledged=False)


def test_unapproved_names_forbid_adoption(table, make):
    make.kosovo()
    db.session.execute(Footnote.__table__.update().values(approved_at=None))
    table.write(2, "Meet again in Kosovo*.")
    db.session.commit()
    assert codes(table.look().blocking) == ["names"]


def test_text_changed_since_it_was_looked_at_is_not_adopted(table):
    seen = table.text.version
    table.write(1, "Strengthen cooperation further; and")
    with pytest.raises(Conflict):
        table.adopt(version=seen)


def test_who_adopts_and_statements_changed_since_they_were_looked_at_are_not_sealed(table):
    seen = table.text.version
    adopters.add(table.text, table.organisation, Part.OBSERVER, actor=table.actor)
    with pytest.raises(Conflict):
        table.adopt(version=seen)
    seen = table.text.version
    statements.attach(
        table.text, table.organisation, StatementKind.RESERVATION, {"en": "Not we."},
        actor=table.actor,
    )  # fmt: skip
    with pytest.raises(Conflict):
        table.adopt(version=seen)
    table.adopt()


def test_the_seal_is_canonical_and_its_sum_is_right(table):
    table.adopt()
    data = json.loads(table.text.sealed)
    assert table.text.sealed == json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert hashlib.sha256(table.text.sealed.encode()).hexdigest() == table.text.sealed_sha256
    assert [(one["label"], one["texts"]["cnr"]) for one in data["paragraphs"]] == [
        ("", "Saglasili su se:"),
        ("1.", "Ojačati saradnju; i"),
        ("2.", "Ponovo se sastati."),
    ]
    assert data["adoption"]["mode"] == "consensus"
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "conclusions.adopt"))
    assert entry.changes["sha256"] == ["", table.text.sealed_sha256]


def test_adopted_paper_prints_from_the_seal(table):
    draft = conclusions_paper(table.event, "en")
    assert draft.masthead.note.startswith("Draft of ")
    table.adopt()
    table.event.title = {"en": "Another title"}
    table.organisation.names = {"en": "Renamed"}
    db.session.commit()
    paper = conclusions_paper(table.event, "en")
    assert paper.masthead.title == "Regional Workshop"
    assert [one.name for one in paper.masthead.organisers] == ["Centre"]
    assert paper.adoption_note == "Adopted by consensus."
    assert paper.closing == "Podgorica, 1 September 2027"
    assert table.text.sealed_sha256[:16] in paper.masthead.note


def test_a_closing_line_of_the_text_is_not_doubled(table):
    actions.add_node(
        table.text, table.nodes[2], NodeKind.CLOSING, None, "Podgorica, today", actor=table.actor
    )
    table.adopt()
    paper = conclusions_paper(table.event, "en")
    assert paper.closing == ""
    assert paper.adoption_note == "Adopted by consensus: Podgorica, 1 September 2027."


def test_chairs_summary_says_that_nobody_adopted_it(table):
    table.adopt(mode=AdoptionMode.CHAIR_SUMMARY)
    assert "have not adopted this text" in conclusions_paper(table.event, "en").adoption_note


def test_a_language_left_out_is_not_printed(table):
    table.adopt(languages=["en"])
    with pytest.raises(NotPrintable):
        conclusions_paper(table.event, "cnr")


def test_every_change_of_an_adopted_text_is_refused(table):
    comment = actions.add_comment(table.text, None, "Open", actor=table.actor)
    version = table.text.version
    table.adopt()
    text, (first, second, _third), actor = table.text, table.nodes, table.actor
    document = Document(language="en", nodes=[Node(EngineKind.OPERATIVE, "New.", 1)])
    attempts = [
        lambda: actions.edit_node(text, second, "en", "Changed;", 1, actor=actor),
        lambda: actions.edit_node(text, second, "cnr", "Promijenjeno;", 1, actor=actor),
        lambda: actions.add_node(text, first, NodeKind.OPERATIVE, None, "New;", actor=actor),
        lambda: actions.delete_node(text, second, actor=actor),
        lambda: actions.restore_node(text, second, actor=actor),
        lambda: actions.move_node(text, second, actor=actor, direction="up"),
        lambda: actions.change_kind(text, second, NodeKind.SUB_POINT, 2, actor=actor),
        lambda: actions.set_translation_state(
            text, second, "cnr", TranslationState.CHECKED, actor=actor
        ),
        lambda: actions.set_up_text(text, {"label_style": "1)/a)"}, version, actor=actor),
        lambda: actions.add_comment(text, second, "Late", actor=actor),
        lambda: actions.resolve_comment(text, comment, actor=actor),
        lambda: store_document(table.event, document, actor=actor, replace=True),
        table.adopt,
    ]
    before = (text.sealed, text.version)
    for attempt in attempts:
        with pytest.raises(actions.Frozen):
            attempt()
        db.session.rollback()
    assert (text.sealed, text.version) == before
    assert text.state is TextState.ADOPTED


def test_fallback_names_what_is_not_translated(table):
    actions.add_node(
        table.text, table.nodes[2], NodeKind.OPERATIVE, None, "Only in English.", actor=table.actor
    )
    paper = conclusions_paper(table.event, "cnr")
    last = str(paper.nodes[-1].html)
    assert '<span lang="en">Only in English.</span>' in last
    assert "3" in paper.masthead.note
    table.event.document_languages = ["en", "cnr", "sq"]
    with pytest.raises(NotPrintable):
        conclusions_paper(table.event, "sq")


def test_des02_typed_marker_brings_its_footnote_once(table, make):
    make.kosovo()
    table.write(1, "Welcome Kosovo* and its Kosovo* experts; and")
    paper = conclusions_paper(table.event, "en")
    assert [tuple(note) for note in paper.masthead.designation_notes] == [
        ("*", "Footnote text in en.")
    ]
    assert compose(paper).html.count("Footnote text in en.") == 1


def test_des08_asterisk_behind_another_word_is_explained(table, make):
    make.kosovo()
    table.write(1, "A report* with a star; and")
    with pytest.raises(NotPrintable, match="report"):
        conclusions_paper(table.event, "en")


# --- pages ------------------------------------------------------------------------------------


@pytest.fixture
def page(table, sign_in):
    client = sign_in(table.actor)
    return client, f"/events/{table.event.slug}/conclusions"


def form_of(answer):
    html = answer.get_data(as_text=True)
    return {
        "version": re.search(r'name="version"[^>]*value="(\d+)"', html)[1],
        "looked": re.search(r'name="looked"[^>]*value="([^"]*)"', html)[1],
        "mode": "consensus",
        "adopted_on": "2027-09-01",
        "adopted_place-en": "Podgorica",
        "authentic_language": "en",
        "included": ["en", "cnr"],
        "acknowledged": "y",
        "sure": "y",
    }


def test_adoption_from_the_page_to_the_paper(page, table):
    client, path = page
    shown = client.get(f"{path}/adopt")
    assert "cannot be undone" in shown.get_data(as_text=True)
    answer = client.post(f"{path}/adopt", data=form_of(shown))
    assert answer.status_code == 303
    editor = client.get(path).get_data(as_text=True)
    assert "Adopted on 1 September 2027" in editor
    assert "data-edit" not in editor
    text = pdf_text(client.get(f"{path}/paper/cnr.pdf").data)
    assert "Ojačati saradnju; i" in text
    sealed = client.get(f"{path}/sealed.json")
    assert hashlib.sha256(sealed.data).hexdigest() in editor


@pytest.mark.parametrize("field", ["sure", "adopted_on", "adopted_place-en"])
def test_nothing_is_adopted_without_date_place_and_confirmation(page, table, field):
    client, path = page
    values = form_of(client.get(f"{path}/adopt"))
    del values[field]
    answer = client.post(f"{path}/adopt", data=values)
    assert answer.status_code == 422
    db.session.rollback()
    assert table.text.state is TextState.DRAFT


def test_remarks_must_be_acknowledged_on_the_page(page, table):
    client, path = page
    table.write(1, "Strengthen cooperation with Kosovo; and")
    db.session.commit()
    values = form_of(client.get(f"{path}/adopt"))
    del values["acknowledged"]
    answer = client.post(f"{path}/adopt", data=values)
    assert answer.status_code == 422
    assert "Please confirm that you have read the remarks." in answer.get_data(as_text=True)


def test_page_that_is_older_than_the_text_adopts_nothing(page, table):
    client, path = page
    values = form_of(client.get(f"{path}/adopt"))
    table.write(1, "Changed meanwhile; and")
    db.session.commit()
    answer = client.post(f"{path}/adopt", data=values)
    assert answer.status_code == 409
    assert "was changed after you opened this page" in answer.get_data(as_text=True)


def _new_title(table, make):
    table.event.title = {"en": "Another Title", "cnr": "Drugi naslov"}


def _new_name(table, make):
    table.organisation.names = {"en": "Renamed Centre", "cnr": "Centar"}


def _new_disclaimer(table, make):
    table.event.disclaimer = {"en": "Opinions are those of the participants."}


@pytest.mark.parametrize("change", [_new_title, _new_name, _new_disclaimer])
def test_what_the_paper_prints_beside_the_text_may_not_change_unseen(page, table, make, change):
    """The event's facts stand in the seal: whoever adopts has looked at those very words."""
    client, path = page
    values = form_of(client.get(f"{path}/adopt"))
    change(table, make)
    db.session.commit()
    answer = client.post(f"{path}/adopt", data=values)
    assert answer.status_code == 409
    assert "was changed after you opened this page" in answer.get_data(as_text=True)
    db.session.rollback()
    assert table.text.state is TextState.DRAFT
    # What the answer shows has been looked at.
    assert client.post(f"{path}/adopt", data=form_of(answer)).status_code == 303


def test_a_language_chosen_away_is_not_compared(page, table):
    client, path = page
    values = form_of(client.get(f"{path}/adopt"))
    table.event.title = {"en": table.event.title["en"], "cnr": "Drugi naslov"}
    db.session.commit()
    assert client.post(f"{path}/adopt", data={**values, "included": ["en"]}).status_code == 303


def test_pages_of_an_adopted_text_change_nothing(page, table):
    client, path = page
    table.adopt()
    uid = table.nodes[1].uid
    for address, data in (
        (f"/paragraphs/{uid}", {"text": "New;", "version": "1"}),
        (f"/paragraphs/{uid}/delete", {}),
        (f"/paragraphs/{uid}/restore", {}),
        (f"/paragraphs/{uid}/move", {"direction": "up"}),
        (f"/paragraphs/{uid}/kind", {"kind": "heading:1"}),
        (f"/paragraphs/{uid}/state", {"language": "cnr", "state": "checked"}),
        ("/paragraphs/new", {"kind": "operative:1", "text": "New;"}),
        ("/comments/new", {"body": "Late"}),
        ("/settings", {"label_style": "1)/a)", "version": "1"}),
        ("/import", {"pasted": "1. New.\n2. Text.\n"}),
        ("/adopt", {}),
        ("/begin", {"source_language": "en"}),
    ):
        answer = client.post(path + address, data=data)
        assert answer.status_code == 409, address
    for address in (f"/paragraphs/{uid}", "/settings", "/import", "/adopt"):
        assert client.get(path + address).status_code == 409, address


@pytest.mark.parametrize(
    ("role", "status"), [(EventRole.CO_ORGANISER, 403), (EventRole.SECRETARIAT, 200)]
)
def test_who_may_adopt(table, make, sign_in, role, status):
    client = sign_in(make.member(table.event, role))
    assert client.get(f"/events/{table.event.slug}/conclusions/adopt").status_code == status


def test_public_edition_only_when_adopted_and_shown(table, client):
    path = f"/e/{table.event.slug}"
    table.event.public = table.event.public_conclusions = True
    db.session.commit()
    assert client.get(f"{path}/conclusions/en.pdf").status_code == 404
    table.adopt()
    answer = client.get(f"{path}/conclusions/en.pdf")
    assert answer.status_code == 200
    assert "Strengthen cooperation" in pdf_text(answer.data)
    assert client.get(f"{path}/conclusions/sq.pdf").status_code == 404
    assert f"{path}/conclusions/en.pdf" in client.get(path).get_data(as_text=True)
    table.event.public_conclusions = False
    db.session.commit()
    assert client.get(f"{path}/conclusions/en.pdf").status_code == 404


def test_stage_follows_the_text(table, app):
    from eventmgr.conclusions.stage import conclusions_stage
    from eventmgr.events.road import StageState

    with app.test_request_context():
        assert conclusions_stage(table.event).state is StageState.WORK
        table.adopt()
        assert conclusions_stage(table.event).state is StageState.DONE
