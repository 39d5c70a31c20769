"""Splitting a paragraph, joining two, taking either back; the order of a text at each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, clock_at, db
from eventmgr.drafting import actions, queries, reshaping
from eventmgr.drafting.models import (
    Arrangement,
    NodeKind,
    TextKind,
    TextRevision,
    TranslationState,
)
from eventmgr.drafting.past import past_of
from eventmgr.drafting.queries import WordingState
from eventmgr.drafting.reshaping import Part

OPERATIVE, POINT = NodeKind.OPERATIVE, NodeKind.SUB_POINT
SHAPE = (
    (OPERATIVE, 1, "One and two;"), (POINT, 2, "point a;"), (POINT, 2, "point b;"),
    (OPERATIVE, 1, "Three."),
)  # fmt: skip


class Desk:
    """Conclusions with two numbered paragraphs, the first with two sub-points."""

    def __init__(self, make):
        self.make = make
        self.event = make.event()
        self.actor = make.user(name="Ana Author")
        self.text = actions.create_text(
            self.event, TextKind.CONCLUSIONS, actor=self.actor, source_language="en"
        )
        self.nodes = []
        last = None
        for kind, level, words in SHAPE:
            last = actions.add_node(self.text, last, kind, level, words, actor=self.actor)
            self.nodes.append(last)
        db.session.commit()

    def tree(self):
        return queries.tree(self.text, queries.languages_of(self.text, self.event))

    def lines(self, language="en"):
        return [(one.reference, one.text(language)) for one in self.tree().paragraphs]

    def translate(self, place, words, state=TranslationState.TRANSLATED):
        actions.edit_node(
            self.text, self.nodes[place], "cnr", words, 0, actor=self.actor, state=state
        )

    def split(self, place, first, *parts, language="en", version=1, **more):
        made = reshaping.split_node(
            self.text,
            self.nodes[place],
            language,
            first,
            [Part(words, OPERATIVE, 1) if isinstance(words, str) else words for words in parts],
            version,
            actor=self.actor,
            **more,
        )
        db.session.commit()
        return made

    def join(self, place):
        made = reshaping.join_node(self.text, self.nodes[place], actor=self.actor)
        db.session.commit()
        return made

    def undo(self, made):
        reshaping.undo_reshaping(self.text, made, actor=self.actor)
        db.session.commit()

    def actions_noted(self):
        return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.fixture
def desk(make):
    return Desk(make)


def test_words_before_the_cursor_stay_and_words_after_are_a_new_paragraph(desk):
    desk.translate(0, "Jedan i dva;")
    uid = desk.nodes[0].uid
    desk.split(0, "One;", "and two;")
    assert desk.lines() == [
        ("1", "One;"), ("2", "and two;"), ("2 (a)", "point a;"), ("2 (b)", "point b;"),
        ("3", "Three."),
    ]  # fmt: skip
    first, second = desk.tree().paragraphs[:2]
    assert first.uid == uid
    assert second.uid not in {node.uid for node in desk.nodes}
    assert first.text("cnr") == "Jedan i dva;"
    assert first.wording("cnr").state is WordingState.OUT_OF_DATE
    assert second.wording("cnr").state is WordingState.MISSING
    assert desk.actions_noted()[-1] == "drafting.split"


def test_a_list_becomes_sub_points_in_its_order(desk):
    desk.split(3, "Three:", Part("x;", POINT, 2), Part("y;", POINT, 2), Part("Four.", OPERATIVE, 1))
    assert desk.lines()[3:] == [
        ("2", "Three:"), ("2 (a)", "x;"), ("2 (b)", "y;"), ("3", "Four."),
    ]  # fmt: skip


def test_a_translation_goes_on_in_the_paragraph_that_waits_for_it(desk):
    desk.translate(0, "Jedan i dva;")
    desk.split(0, "One;", "and two;")
    second = desk.tree().paragraphs[1]
    desk.split(
        0, "Jedan;", Part("i dva;", OPERATIVE, 1, uid=second.uid), language="cnr",
        state=TranslationState.TRANSLATED,
    )  # fmt: skip
    first, second = desk.tree().paragraphs[:2]
    assert (first.text("cnr"), second.text("cnr")) == ("Jedan;", "i dva;")
    assert second.wording("cnr").state is WordingState.TRANSLATED
    assert first.wording("cnr").state is WordingState.TRANSLATED


def test_words_split_off_in_a_translation_only_are_a_draft(desk):
    desk.translate(3, "Tri. Četiri.")
    desk.split(3, "Tri.", "Četiri.", language="cnr", state=TranslationState.DRAFT)
    made = desk.tree().paragraphs[-1]
    assert made.wording("en").state is WordingState.MISSING
    assert made.wording("cnr").state is WordingState.DRAFT


def test_an_older_version_meets_the_newer_one(desk):
    actions.edit_node(desk.text, desk.nodes[0], "en", "Newer;", 1, actor=desk.actor)
    with pytest.raises(Conflict):
        desk.split(0, "One;", "two;")


def test_held_numbers_keep_their_points(desk):
    actions.hold_numbers(desk.text, actor=desk.actor)
    db.session.commit()
    with pytest.raises(actions.Refused):
        desk.split(0, "One;", "two;")
    db.session.rollback()
    desk.split(3, "Three", "and four.")
    assert [one.reference for one in desk.tree().paragraphs][-2:] == ["2", "3"]


def test_splitting_is_undone_and_everything_stays_in_the_history(desk):
    desk.translate(0, "Jedan i dva;")
    made = desk.split(0, "One;", "and two;")
    desk.undo(made)
    assert desk.lines() == [
        ("1", "One and two;"), ("1 (a)", "point a;"), ("1 (b)", "point b;"), ("2", "Three."),
    ]  # fmt: skip
    assert desk.tree().paragraphs[0].wording("cnr").state is WordingState.TRANSLATED
    said = [step.revision.text for step in queries.history(desk.nodes[0], "en")]
    assert said == ["One and two;", "One;", "One and two;"]
    assert [one.text for one in queries.deleted(desk.text)] == ["and two;"]
    desk.undo(made)
    assert len(queries.history(desk.nodes[0], "en")) == 3
    assert desk.actions_noted()[-1] == "drafting.undo-split"


def test_what_was_written_since_is_never_undone(desk):
    made = desk.split(0, "One;", "and two;")
    new = queries.find_node(desk.text, desk.tree().paragraphs[1].uid)
    actions.edit_node(desk.text, new, "cnr", "i dva;", 0, actor=desk.actor)
    db.session.commit()
    with pytest.raises(actions.Refused):
        desk.undo(made)
    db.session.rollback()
    assert desk.lines()[1] == ("2", "and two;")


def test_joining_joins_every_language_and_deletes_the_later_one(desk):
    for place, words in ((1, "tačka a;"), (2, "tačka b;")):
        desk.translate(place, words)
    uid = desk.nodes[2].uid
    desk.join(2)
    assert desk.lines() == [("1", "One and two;"), ("1 (a)", "point a; point b;"), ("2", "Three.")]
    joined = desk.tree().paragraphs[1]
    assert joined.uid == desk.nodes[1].uid
    assert joined.text("cnr") == "tačka a; tačka b;"
    assert joined.wording("cnr").state is WordingState.TRANSLATED
    assert [one.uid for one in queries.deleted(desk.text)] == [uid]
    assert [step.revision.text for step in queries.history(desk.nodes[2], "en")] == ["point b;"]
    assert desk.actions_noted()[-1] == "drafting.join"


@pytest.mark.parametrize(("places", "words"), [
    ((1,), "tačka a;"), ((2,), "tačka b;"), ((), ""),
])  # fmt: skip
def test_a_joined_translation_is_late_where_one_was_missing(desk, places, words):
    for place in places:
        desk.translate(place, "tačka a;" if place == 1 else "tačka b;")
    desk.join(2)
    wording = desk.tree().paragraphs[1].wording("cnr")
    assert wording.text == words
    expected = WordingState.OUT_OF_DATE if places else WordingState.MISSING
    assert wording.state is expected


def test_references_and_comments_follow_to_the_joined_paragraph(desk):
    uid, kept = desk.nodes[2].uid, desk.nodes[1].uid
    actions.edit_node(desk.text, desk.nodes[3], "en", f"As in [#{uid}].", 1, actor=desk.actor)
    actions.add_comment(desk.text, desk.nodes[2], "Shorter?", actor=desk.actor)
    made = desk.join(2)
    tree = desk.tree()
    assert tree.paragraphs[-1].text("en") == f"As in [#{kept}]."
    assert [one.body for one in tree.paragraphs[1].comments] == ["Shorter?"]
    desk.undo(made)
    tree = desk.tree()
    assert tree.paragraphs[-1].text("en") == f"As in [#{uid}]."
    assert [one.body for one in tree.paragraphs[2].comments] == ["Shorter?"]
    assert desk.lines()[1:3] == [("1 (a)", "point a;"), ("1 (b)", "point b;")]


def test_sub_points_do_not_change_hands_by_joining(desk):
    heading = actions.add_node(desk.text, None, NodeKind.HEADING, 1, "Aims", actor=desk.actor)
    db.session.commit()
    assert desk.tree().paragraphs[0].uid == heading.uid
    with pytest.raises(actions.Refused, match="heading"):
        desk.join(0)
    db.session.rollback()
    # 3 ("Three.") has no points: it may run into 1 (b). Paragraph 1 with points may not.
    desk.join(3)
    assert desk.lines()[-1] == ("1 (b)", "point b; Three.")


def test_the_first_paragraph_has_nothing_to_be_joined_with(desk):
    with pytest.raises(actions.Refused):
        desk.join(0)


def test_a_past_state_has_the_order_and_the_numbers_of_its_time(desk):
    start = datetime.now(UTC) + timedelta(days=1)
    with clock_at(start):
        actions.move_node(desk.text, desk.nodes[3], actor=desk.actor, direction="up")
        db.session.commit()
    with clock_at(start + timedelta(hours=1)):
        actions.delete_node(desk.text, desk.nodes[1], actor=desk.actor)
        actions.change_kind(desk.text, desk.nodes[2], NodeKind.OPERATIVE, 1, actor=desk.actor)
        db.session.commit()
    with clock_at(start + timedelta(hours=2)):
        actions.restore_node(desk.text, desk.nodes[1], actor=desk.actor)
        actions.move_node(desk.text, desk.nodes[3], actor=desk.actor, direction="down")
        actions.hold_numbers(desk.text, actor=desk.actor)
        db.session.commit()
    past = past_of(desk.text)

    def at(hours):
        edition = past.edition(start + timedelta(hours=hours, minutes=1), ("en",))
        return [(one.reference, one.texts["en"]) for one in edition.paragraphs]

    assert at(0) == [
        ("1", "Three."), ("2", "One and two;"), ("2 (a)", "point a;"), ("2 (b)", "point b;"),
    ]  # fmt: skip
    assert at(1) == [("1", "Three."), ("2", "One and two;"), ("3", "point b;")]
    assert [words for _ref, words in at(2)] == [words for _ref, words in desk.lines()]
    assert past.edition(start + timedelta(days=9), ("en",)).paragraphs[0].uid == (
        desk.tree().paragraphs[0].uid
    )


def test_each_change_of_the_order_is_written_down_once(desk):
    def orders():
        return list(
            db.session.scalars(
                select(Arrangement)
                .where(Arrangement.text_id == desk.text.id)
                .order_by(Arrangement.id)
            )
        )

    before = len(orders())
    actions.edit_node(desk.text, desk.nodes[0], "en", "Other words;", 1, actor=desk.actor)
    db.session.commit()
    assert len(orders()) == before
    desk.join(2)
    found = orders()
    assert len(found) == before + 1
    assert [row[0] for row in found[-1].rows] == [desk.nodes[n].id for n in (0, 1, 3)]
    actions.move_node(desk.text, desk.nodes[3], actor=desk.actor, direction="up")
    db.session.rollback()
    db.session.commit()
    assert len(orders()) == before + 1


def test_revisions_are_only_added_by_all_of_it(desk):
    ids = set(db.session.scalars(select(TextRevision.id)))
    made = desk.split(0, "One;", "and two;")
    desk.undo(made)
    desk.undo(desk.join(2))
    assert ids < set(db.session.scalars(select(TextRevision.id)))
