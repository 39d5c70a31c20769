"""What the chair does: standings, edits, brackets, the screen; and that all of it is undone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, db
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting.changing import Frozen, Refused
from eventmgr.drafting.models import TextRevision, TextState
from eventmgr.floor import actions, queries, reshaping, undo
from eventmgr.floor.models import Floor, ScreenMode, Standing, StandingState
from tests.helpers import count_queries

AGREED, BRACKETED, HELD, OPEN = (
    StandingState.AGREED,
    StandingState.BRACKETED,
    StandingState.HELD,
    StandingState.OPEN,
)


def counts(room):
    progress = room.board.progress
    return progress.agreed, progress.bracketed, progress.held, progress.open


def test_nothing_is_discussed_at_the_beginning(room):
    assert counts(room) == (0, 0, 0, 6)
    assert room.board.on_screen is None


def test_agreed_paragraph_stands_clean_on_the_screen(room):
    room.stand(1, AGREED)
    board = room.board
    assert counts(room) == (1, 0, 0, 5)
    assert board.on_screen.uid == room.uids[1]
    assert board.floor.mode is ScreenMode.CLEAN
    assert board.find(room.uids[1]).stand.by == "Chair Person"


def test_sub_points_are_agreed_with_their_paragraph(room):
    room.stand(2, AGREED, with_block=True)
    assert [room.state(place) for place in range(6)] == [OPEN, OPEN, AGREED, AGREED, AGREED, OPEN]
    room.undo()
    assert counts(room) == (0, 0, 0, 6)


def test_agreed_wording_that_changes_is_open_again(room):
    room.stand(1, AGREED)
    drafting_actions.edit_node(
        room.text, room.nodes[1], "en", "Stop trafficking;", room.number(1), actor=room.chair
    )
    db.session.commit()
    line = room.line(1)
    assert line.stand.state is OPEN
    assert line.stand.changed
    assert line.before == "Strengthen regional cooperation against trafficking;"
    room.edit(1, line.before)
    assert room.state(1) is AGREED


def test_edit_goes_on_the_screen_with_its_marks(room):
    room.edit(5, "Meet again in two years.")
    board = room.board
    assert board.on_screen.text == "Meet again in two years."
    assert board.on_screen.before == "Meet again in a year."
    assert board.floor.mode is ScreenMode.REDLINE


def test_edit_on_an_older_wording_is_a_conflict(room):
    room.edit(5, "Meet again in two years.")
    with pytest.raises(Conflict) as caught:
        actions.edit(room.text, room.nodes[5], "Meet soon.", 1, actor=room.chair)
    assert caught.value.current.text == "Meet again in two years."
    db.session.rollback()
    assert room.words(5) == "Meet again in two years."


def test_a_new_reading_starts_the_marks_anew(room):
    room.edit(5, "Meet again in two years.")
    actions.open_floor(room.event, room.text, actor=room.chair)
    db.session.commit()
    assert room.line(5).before == room.line(5).text


# --- brackets -----------------------------------------------------------------------------------


def test_bracket_has_an_owner(room):
    room.bracket(1, "regional", "Delegation of Montenegro")
    assert room.words(1) == "Strengthen [regional] cooperation against trafficking;"
    assert room.state(1) is BRACKETED
    (open_one,) = queries.open_brackets(room.text)
    assert (open_one.uid, open_one.words, open_one.owner) == (
        room.uids[1],
        "regional",
        "Delegation of Montenegro",
    )


def test_whole_paragraph_in_brackets_leaves_the_stop_outside(room):
    room.bracket(5, "", "Host")
    assert room.words(5) == "[Meet again in a year]."


def test_words_that_do_not_stand_there_are_not_bracketed(room):
    with pytest.raises(Refused):
        room.bracket(1, "national", "Host")
    db.session.rollback()
    assert room.words(1) == "Strengthen regional cooperation against trafficking;"


def test_open_brackets_are_never_agreed(room):
    room.bracket(1, "regional", "Host")
    with pytest.raises(Refused):
        room.stand(1, AGREED)
    db.session.rollback()
    assert room.state(1) is BRACKETED


def test_bracket_written_in_the_editor_counts_without_an_owner(room):
    room.stand(1, AGREED)
    drafting_actions.edit_node(
        room.text, room.nodes[1], "en", "Stop [all] trafficking;", room.number(1), actor=room.chair
    )
    db.session.commit()
    assert room.state(1) is BRACKETED
    assert [(one.words, one.owner) for one in room.board.brackets] == [("all", "")]


def test_bracket_closes_when_it_leaves_the_text(room):
    room.bracket(1, "regional", "Host")
    actions.unbracket(room.text, room.nodes[1], room.number(1), actor=room.chair)
    db.session.commit()
    assert room.words(1) == "Strengthen regional cooperation against trafficking;"
    assert room.board.brackets == []
    assert room.state(1) is OPEN


def test_owner_stays_with_a_bracket_whose_words_are_edited(room):
    room.bracket(1, "regional cooperation", "Host")
    room.bracket(1, "trafficking", "Guest")
    room.edit(1, "Strengthen [the regional cooperation] against [smuggling and trafficking];")
    assert [one.owner for one in room.board.brackets] == ["Host", "Guest"]


# --- undo -----------------------------------------------------------------------------------------


def everything(room):
    board = room.board
    return (
        [(line.uid, line.text, line.stand.state) for line in board.lines],
        board.floor.node_id,
        board.floor.proposal_id,
        [(one.words, one.owner) for one in board.brackets],
        [[(one.id, one.state) for one in line.proposals] for line in board.lines],
    )


def test_undo_takes_everything_back_step_by_step(room):
    proposal = room.propose(1, "Strengthen European cooperation against trafficking;")
    steps = [
        lambda: room.edit(5, "Meet again in two years."),
        lambda: room.stand(5, AGREED),
        lambda: room.bracket(2, "in particular", "Host"),
        lambda: room.stand(3, HELD),
        lambda: room.take(proposal),
        lambda: actions.show(room.text, room.nodes[0], actor=room.chair),
    ]
    seen = [everything(room)]
    for step in steps:
        step()
        db.session.commit()
        seen.append(everything(room))
    for before in reversed(seen[:-1]):
        room.undo()
        assert everything(room) == before
    assert room.board.last_act is None


def test_undo_adds_and_never_erases(room):
    room.edit(5, "Meet again in two years.")
    room.stand(5, HELD)
    before = db.session.scalar(select(func.count(TextRevision.id)))
    room.undo()
    room.undo()
    assert db.session.scalar(select(func.count(TextRevision.id))) == before + 1
    assert db.session.scalar(select(func.count(Standing.id))) == 2


def test_undo_is_refused_after_another_edit(room):
    room.edit(5, "Meet again in two years.")
    drafting_actions.edit_node(
        room.text, room.nodes[5], "en", "Never meet.", room.number(5), actor=room.chair
    )
    db.session.commit()
    with pytest.raises(Refused):
        room.undo()
    db.session.rollback()
    assert room.words(5) == "Never meet."


def test_undo_of_something_that_is_not_the_last_act_is_refused(room):
    room.stand(1, HELD)
    seen = room.board.last_act.id
    room.stand(2, HELD)
    with pytest.raises(Refused):
        undo.undo(room.text, seen, actor=room.chair)


# --- the rest -----------------------------------------------------------------------------------


def test_every_change_raises_the_version_that_screens_follow(room):
    def version():
        db.session.expire_all()
        floor = db.session.scalar(select(Floor))
        return floor.version

    last = version()
    for step in (
        lambda: actions.show(room.text, room.nodes[1], actor=room.chair),
        lambda: actions.set_mode(room.text, ScreenMode.CLEAN, actor=room.chair),
        lambda: room.edit(1, "Stop trafficking;"),
        lambda: room.stand(1, AGREED),
        lambda: room.stand(2, HELD),
        lambda: actions.show_link(room.text, True, actor=room.chair),
        lambda: actions.show(room.text, None, actor=room.chair),
    ):
        step()
        db.session.commit()
        assert version() > last
        last = version()


def test_adopted_text_takes_no_act(room):
    room.text.state = TextState.ADOPTED
    room.text.sealed = "{}"
    db.session.commit()
    for act in (
        lambda: room.stand(1, AGREED),
        lambda: room.edit(1, "Other words;"),
        lambda: room.propose(1, "Other words;"),
        lambda: actions.show(room.text, room.nodes[1], actor=room.chair),
    ):
        with pytest.raises(Frozen):
            act()
        db.session.rollback()


def test_each_act_leaves_one_entry_in_the_record(room):
    def entries():
        return db.session.scalar(
            select(func.count(AuditEntry.id)).where(AuditEntry.action.startswith("floor."))
        )

    before = entries()
    room.stand(1, AGREED)
    room.stand(2, HELD)
    room.undo()
    assert entries() == before + 3


def statements(room):
    db.session.expire_all()
    db.session.refresh(room.text)
    db.session.refresh(room.event)
    with count_queries() as found:
        queries.board(room.text)
    return len(found)


def test_board_asks_the_same_number_of_questions_whatever_the_text(room):
    few = statements(room)
    for place in range(1, 6):
        room.stand(place, HELD)
        room.propose(place, f"Other words {place};", device=f"telephone {place}")
    room.bracket(1, "regional", "Host")
    assert statements(room) == few


def test_paragraph_is_split_on_the_floor_and_put_back_by_undo(room):
    before = [(line.text, line.paragraph.reference) for line in room.board.lines]
    reshaping.split(
        room.text, room.nodes[5], "Meet again:\n\n(a) in spring;\n\n(b) in autumn.",
        room.number(5), actor=room.chair,
    )  # fmt: skip
    db.session.commit()
    lines = room.board.lines
    assert [(line.text, line.paragraph.reference) for line in lines][5:] == [
        ("Meet again:", "3"), ("in spring;", "3 (a)"), ("in autumn.", "3 (b)"),
    ]  # fmt: skip
    assert room.board.on_screen.uid == room.uids[5]
    room.undo()
    assert [(line.text, line.paragraph.reference) for line in room.board.lines] == before


def test_paragraphs_are_joined_on_the_floor_and_put_back_by_undo(room):
    before = [(line.text, line.paragraph.reference) for line in room.board.lines]
    joined = reshaping.join(room.text, room.nodes[4], actor=room.chair)
    db.session.commit()
    assert joined.uid == room.uids[3]
    assert room.words(3) == "on routes and prices; on good practice;"
    assert len(room.board.lines) == len(before) - 1
    assert room.board.on_screen.uid == room.uids[3]
    room.undo()
    assert [(line.text, line.paragraph.reference) for line in room.board.lines] == before


def test_proposals_for_a_joined_paragraph_are_still_found(room):
    room.propose(4, "on good practice in courts;")
    reshaping.join(room.text, room.nodes[4], actor=room.chair)
    db.session.commit()
    assert [one.wording for one in room.board.of_deleted] == ["on good practice in courts;"]
