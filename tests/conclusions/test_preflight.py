"""What the preflight finds, and whether it forbids or only asks to be acknowledged."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.conclusions import closing
from eventmgr.conclusions.actions import NotReady
from eventmgr.conclusions.terms import Terms, Vote, counted
from eventmgr.database import db
from eventmgr.drafting import actions
from eventmgr.drafting.models import AdoptionMode, NodeKind
from eventmgr.floor import actions as chair
from eventmgr.floor.models import StandingState
from tests.conclusions.table import Table


@pytest.fixture
def table(make):
    return Table(make)


def codes(findings):
    return [finding.code for finding in findings]


def terms(**values):
    return Terms(
        **{
            "mode": AdoptionMode.CONSENSUS,
            "on": date(2027, 9, 1),
            "place": {"en": "Podgorica", "cnr": "Podgorica"},
            "authentic": "en",
            "languages": ("en", "cnr"),
        }
        | values
    )


def test_empty_place_forbids_and_a_language_without_it_is_told(table):
    assert codes(table.look(terms=terms(place={})).blocking) == ["place"]
    found = table.look(terms=terms(place={"en": "Podgorica"}))
    assert codes(found.blocking) == []
    assert [one.language for one in found.warnings if one.code == "place-language"] == ["cnr"]


def test_dangling_reference_forbids_and_leads_to_its_paragraph(table):
    uid = table.nodes[2].uid
    table.write(1, f"Strengthen cooperation as in [#{uid}]; and")
    assert "reference" not in codes(table.look().blocking)
    actions.delete_node(table.text, table.nodes[2], actor=table.actor)
    found = table.look().blocking
    assert codes(found) == ["reference"]
    assert (found[0].uid, found[0].language) == (table.nodes[1].uid, "en")


def test_late_translations_lead_to_each_paragraph(table):
    table.write(1, "Strengthen regional cooperation; and")
    table.write(2, "Meet again in two years.")
    finding = next(one for one in table.look().warnings if one.code == "translation")
    assert finding.places == ((table.nodes[1].uid, "1"), (table.nodes[2].uid, "2"))
    assert finding.language == "cnr"


def test_life42_a_text_without_agreement_formula_is_told_unless_it_is_a_summary(table):
    actions.delete_node(table.text, table.nodes[0], actor=table.actor)
    assert "no-adoption-clause" in codes(table.look(terms=terms(), adopters=1).warnings)
    summary = terms(mode=AdoptionMode.CHAIR_SUMMARY)
    assert "no-adoption-clause" not in codes(table.look(terms=summary, adopters=0).warnings)


def test_life42_nobody_listed_as_adopting_is_told(table):
    assert "adopters" in codes(table.look(terms=terms(), adopters=0).warnings)
    assert "adopters" not in codes(table.look(terms=terms(), adopters=2).warnings)


def test_a_lost_vote_forbids(table):
    lost = terms(mode=AdoptionMode.VOTE, vote=Vote(2, 3, 0))
    assert codes(table.look(terms=lost, adopters=1).blocking) == ["vote"]


@pytest.fixture
def floor(table):
    chair.open_floor(table.event, table.text, actor=table.actor)
    return table


def test_a_text_that_was_never_on_the_floor_is_not_asked_about(table):
    assert "not-agreed" not in codes(table.look().warnings)


def test_paragraph_held_on_the_floor_forbids(floor):
    chair.stand(floor.text, floor.nodes[1], StandingState.HELD, actor=floor.actor)
    found = floor.look()
    assert [(one.code, one.uid) for one in found.blocking] == [("held", floor.nodes[1].uid)]
    with pytest.raises(NotReady):
        floor.adopt()


def test_paragraphs_not_agreed_on_the_floor_must_be_acknowledged(floor):
    finding = next(one for one in floor.look().warnings if one.code == "not-agreed")
    assert [uid for uid, _name in finding.places] == [node.uid for node in floor.nodes]


# --- the closing line ----------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "place", "same"), [
    ("Podgorica, 1 September 2027", {"en": "Podgorica"}, True),
    ("*Podgorica, 31 August – 1 September 2027*", {"en": "Podgorica"}, True),
    ("Podgorica, 2 September 2027", {"en": "Podgorica"}, False),
    ("Belgrade, 1 September 2027", {"en": "Podgorica"}, False),
    ("U Beogradu, 1. septembra 2027. godine", {"en": "Belgrade"}, True),
    ("Podgorica, today", {"en": "Podgorica"}, False),
    ("Podgoricë, 1 shtator 2027", {"en": "Podgorica"}, True),
])  # fmt: skip
def test_closing_line_says_place_and_day(line, place, same):
    assert closing.says(line, place, date(2027, 9, 1)) is same


def test_imported_closing_line_does_not_stand_twice(table):
    actions.add_node(
        table.text,
        table.nodes[2],
        NodeKind.CLOSING,
        None,
        "Podgorica, 1 September 2027",
        actor=table.actor,
    )
    db.session.commit()
    assert "closing" not in codes(table.look(terms=terms(), adopters=1).warnings)
    table.adopt()
    from eventmgr.conclusions.paper import conclusions_paper
    from eventmgr.printing.compose import compose

    paper = conclusions_paper(table.event, "en")
    assert paper.adoption_note == "Adopted by consensus."
    # Once as the closing line; the masthead and the foot say the event's own dates.
    assert compose(paper).html.count("Podgorica, 1 September 2027") == 1


def test_another_closing_line_is_told_and_both_are_printed(table):
    actions.add_node(
        table.text, table.nodes[2], NodeKind.CLOSING, None, "Budva, today", actor=table.actor
    )
    found = table.look(terms=terms(), adopters=1)
    assert "closing" in codes(found.warnings)


# --- votes ----------------------------------------------------------------------------------------


def test_votes_of_delegations_make_the_figures():
    vote = counted({1: "for", 2: "for", 3: "against", 4: "abstained"})
    assert (vote.in_favour, vote.against, vote.abstained, vote.carried) == (2, 1, 1, True)


def test_vote_is_sealed_and_printed_by_figures_or_by_delegation(make):
    from eventmgr.conclusions import adopters
    from eventmgr.conclusions.models import Part
    from eventmgr.conclusions.paper import conclusions_paper
    from eventmgr.conclusions.seal import read_work

    table = Table(make)
    table.adopt(mode=AdoptionMode.VOTE, vote=Vote(12, 1, 2))
    paper = conclusions_paper(table.event, "en")
    assert "In favour: 12; against: 1; abstained: 2." in paper.adoption_note
    assert read_work(table.text.sealed).adoption["vote"] == {
        "for": 12,
        "against": 1,
        "abstained": 2,
    }
    other = Table(make)
    state, body = make.organisation(make.designation()), make.organisation(names={"en": "RCC"})
    for organisation in (state, body):
        adopters.add(other.text, organisation, Part.ADOPTING, actor=other.actor)
    by = {state.id: "for", body.id: "abstained"}
    other.adopt(mode=AdoptionMode.VOTE, vote=counted(by), languages=["en"])
    note = conclusions_paper(other.event, "en").adoption_note
    assert "In favour: Montenegro. Abstained: RCC." in note
