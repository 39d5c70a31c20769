"""Proposals of delegations: the queue, what the chair makes of them, and how they meet."""

from __future__ import annotations

import pytest

from eventmgr.database import Conflict, db
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import NodeKind
from eventmgr.floor import actions, deciding, links, proposing
from eventmgr.floor.models import Operation, ProposalState, StandingState

P = ProposalState


def state(room, proposal):
    db.session.refresh(proposal)
    return proposal.state


def queued(room, place):
    return room.line(place).proposals


def test_proposal_waits_in_the_queue_of_its_paragraph(room):
    room.propose(1, "Strengthen European cooperation against trafficking;", reason="Wider.")
    (one,) = queued(room, 1)
    assert (one.proposer, one.institution, one.reason, one.state) == (
        "Ana Petrović",
        "Ministry of the Interior",
        "Wider.",
        P.PENDING,
    )
    assert not one.behind
    assert room.line(1).is_open


def test_taken_proposal_stands_in_the_text_and_on_the_screen(room):
    proposal = room.propose(1, "Strengthen European cooperation against trafficking;")
    room.take(proposal)
    assert room.words(1) == "Strengthen European cooperation against trafficking;"
    assert state(room, proposal) is P.AGREED
    assert room.board.on_screen.uid == room.uids[1]
    room.undo()
    assert room.words(1) == "Strengthen regional cooperation against trafficking;"
    assert state(room, proposal) is P.PENDING


def test_pending_proposal_carries_over_to_the_next_wording(room):
    room.propose(1, "Strengthen regional cooperation against smuggling;")
    room.edit(1, "Strengthen European cooperation against trafficking;")
    (one,) = queued(room, 1)
    assert one.state is P.PENDING
    assert one.behind
    assert not one.collides
    assert one.merged == "Strengthen European cooperation against smuggling;"


def test_proposal_behind_the_text_is_taken_with_both_changes(room):
    proposal = room.propose(1, "Strengthen regional cooperation against smuggling;")
    room.edit(1, "Strengthen European cooperation against trafficking;")
    room.take(proposal)
    assert room.words(1) == "Strengthen European cooperation against smuggling;"
    assert state(room, proposal) is P.AGREED_AS_REVISED


def test_proposal_for_the_same_words_as_a_newer_edit_must_be_merged_by_hand(room):
    proposal = room.propose(1, "Strengthen global cooperation against trafficking;")
    room.edit(1, "Strengthen European cooperation against trafficking;")
    (one,) = queued(room, 1)
    assert one.collides
    assert one.merged is None
    with pytest.raises(Refused):
        room.take(proposal)
    db.session.rollback()
    assert room.words(1) == "Strengthen European cooperation against trafficking;"
    assert state(room, proposal) is P.PENDING


def test_two_proposals_for_the_same_words_meet(room):
    first = room.propose(1, "Strengthen global cooperation against trafficking;", device="a")
    second = room.propose(1, "Strengthen European cooperation against trafficking;", device="b")
    third = room.propose(1, "Strengthen regional cooperation against smuggling;", device="c")
    shown = {one.id: one.with_others for one in queued(room, 1)}
    assert shown == {first.id: (second.id,), second.id: (first.id,), third.id: ()}


def test_deleting_meets_every_other_wording(room):
    first = room.propose(1, operation=Operation.DELETE, device="a")
    second = room.propose(1, "Strengthen cooperation against trafficking;", device="b")
    shown = {one.id: one.with_others for one in queued(room, 1)}
    assert shown == {first.id: (second.id,), second.id: (first.id,)}


def test_paragraph_is_added_behind_and_taken_back(room):
    proposal = room.propose(1, "Train together;", operation=Operation.ADD_AFTER)
    added = room.take(proposal)
    board = room.board
    assert board.on_screen.paragraph.id == added.id
    assert board.on_screen.paragraph.kind is NodeKind.OPERATIVE
    assert [line.text for line in board.lines][2] == "Train together;"
    room.undo()
    assert [line.text for line in room.board.lines][2] == "Exchange information, in particular:"


def test_paragraph_is_deleted_and_brought_back(room):
    proposal = room.propose(5, operation=Operation.DELETE)
    other = room.propose(5, "Meet again soon.", device="another")
    room.take(proposal)
    assert room.line(5) is None
    assert {(one.id, one.state) for one in room.board.of_deleted} == {
        (proposal.id, P.AGREED),
        (other.id, P.PENDING),
    }
    room.undo()
    assert room.line(5).text == "Meet again in a year."
    assert state(room, proposal) is P.PENDING


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Strengthen European cooperation against trafficking;", P.AGREED),
        ("Strengthen wide cooperation against trafficking;", P.MERGED),
    ],
)
def test_merging_keeps_count_of_whether_words_were_changed(room, words, result):
    proposal = room.propose(1, "Strengthen European cooperation against trafficking;")
    deciding.merge(room.text, proposal, words, room.number(1), actor=room.chair)
    db.session.commit()
    assert room.words(1) == words
    assert state(room, proposal) is result
    room.undo()
    assert room.words(1) == "Strengthen regional cooperation against trafficking;"


def test_merging_on_an_older_wording_is_a_conflict(room):
    proposal = room.propose(1, "Strengthen European cooperation;")
    room.edit(1, "Stop trafficking;")
    with pytest.raises(Conflict):
        deciding.merge(room.text, proposal, "Stop it;", 1, actor=room.chair)


@pytest.mark.parametrize("verdict", [P.HELD, P.DECLINED])
def test_held_and_declined_carry_the_chairs_word(room, verdict):
    proposal = room.propose(1, "Strengthen European cooperation;")
    deciding.decide(room.text, proposal, verdict, actor=room.chair, word="Later today.")
    db.session.commit()
    (one,) = queued(room, 1)
    assert (one.state, one.word) == (verdict, "Later today.")
    assert one.waiting is (verdict is P.HELD)
    room.undo()
    assert queued(room, 1)[0].state is P.PENDING


def test_decided_proposal_is_not_decided_again(room):
    proposal = room.propose(1, "Strengthen European cooperation;")
    deciding.decide(room.text, proposal, P.DECLINED, actor=room.chair)
    db.session.commit()
    with pytest.raises(Refused):
        room.take(proposal)


def test_proposal_on_the_screen_is_said_to_be(room):
    proposal = room.propose(1, "Strengthen European cooperation;")
    actions.show(room.text, room.nodes[1], actor=room.chair, proposal=proposal)
    db.session.commit()
    assert queued(room, 1)[0].state is P.ON_SCREEN
    actions.show(room.text, room.nodes[2], actor=room.chair)
    db.session.commit()
    assert queued(room, 1)[0].state is P.PENDING


def test_only_the_telephone_that_sent_it_withdraws(room):
    proposal = room.propose(1, "Strengthen European cooperation;")
    entrance = links.find(room.token)
    with pytest.raises(LookupError):
        proposing.withdraw(entrance, proposal.id, device="another telephone")
    proposing.withdraw(entrance, proposal.id, device="a telephone")
    db.session.commit()
    assert state(room, proposal) is P.WITHDRAWN
    with pytest.raises(Refused):
        proposing.withdraw(entrance, proposal.id, device="a telephone")


def test_withdrawn_proposal_leaves_the_screen_and_undo_leaves_it_withdrawn(room):
    proposal = room.propose(1, "Strengthen European cooperation;")
    deciding.decide(room.text, proposal, P.HELD, actor=room.chair)
    actions.show(room.text, room.nodes[1], actor=room.chair, proposal=proposal)
    db.session.commit()
    proposing.withdraw(links.find(room.token), proposal.id, device="a telephone")
    db.session.commit()
    assert room.board.proposal_on_screen is None
    room.undo()
    room.undo()
    assert state(room, proposal) is P.WITHDRAWN
    assert room.board.proposal_on_screen is None


def test_proposing_what_stands_there_or_the_same_twice_is_refused(room):
    with pytest.raises(Refused):
        room.propose(1, "  Strengthen regional   cooperation against trafficking;")
    db.session.rollback()
    room.propose(1, "Stop trafficking;")
    with pytest.raises(proposing.Repeated):
        room.propose(1, "Stop trafficking;")


def test_one_telephone_cannot_fill_the_queue(room):
    for number in range(proposing.MOST_OF_ONE):
        room.propose(1, f"Wording {number};")
    with pytest.raises(Refused):
        room.propose(2, "One more;")
    db.session.rollback()
    room.propose(2, "Another telephone;", device="another")


def test_agreed_paragraph_with_a_waiting_proposal_is_still_open(room):
    room.stand(1, StandingState.AGREED)
    assert not room.line(1).is_open
    room.propose(1, "Stop trafficking;")
    assert room.line(1).is_open
    assert room.board.progress.agreed == 1


# --- links ----------------------------------------------------------------------------------------


def test_revoked_and_wrong_links_open_nothing(room):
    assert links.find(room.token).text.id == room.text.id
    assert links.find("wrong") is None
    link = links.find(room.token).link
    actions.revoke_link(room.text, link, actor=room.chair)
    db.session.commit()
    assert links.find(room.token) is None


def test_revoked_screen_link_is_replaced(room):
    entrance = links.find(room.screen_token)
    assert not entrance.may_propose
    actions.revoke_link(room.text, entrance.link, actor=room.chair)
    db.session.commit()
    assert links.find(room.screen_token) is None
    fresh = [one for one in links.live(room.text) if one.purpose.value == "screen"]
    assert len(fresh) == 1
    assert links.find(links.token_of(fresh[0].nonce)) is not None


def test_database_alone_does_not_give_the_address_away(room):
    link = links.find(room.token).link
    assert room.token not in {link.nonce, link.token_hash}
    assert len(room.token) == 43
