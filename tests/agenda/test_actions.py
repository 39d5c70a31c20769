"""Writing the agenda: what is removed can come back, two editors never overwrite each other."""

from __future__ import annotations

from datetime import date, time

import pytest

from eventmgr.agenda import actions, queries
from eventmgr.agenda.models import ItemKind, SessionRole
from eventmgr.database import Conflict, db

ITEM = {
    "day": date(2027, 8, 31),
    "starts": time(9, 0),
    "ends": time(10, 30),
    "kind": ItemKind.SESSION,
    "title": {"en": "Opening session"},
}


def test_remove_then_restore_brings_back_item_and_people(make) -> None:
    event, user = make.event(), make.user()
    item = actions.add_item(event, ITEM, actor=user)
    person = {"role": SessionRole.MODERATOR, "family_name": "Lura", "post": {"en": "Director"}}
    actions.add_person(event, item, person, actor=user)
    kept = actions.remove_item(event, item, actor=user)
    db.session.commit()
    assert queries.items_of(event) == []
    back = actions.restore_item(event, kept, actor=user)
    db.session.commit()
    assert (back.day, back.starts, back.ends) == (ITEM["day"], ITEM["starts"], ITEM["ends"])
    assert [(p.role, p.family_name, p.post) for p in back.people] == [
        (SessionRole.MODERATOR, "Lura", {"en": "Director"})
    ]


def test_edit_with_an_old_version_is_a_conflict_and_changes_nothing(make) -> None:
    event, user = make.event(), make.user()
    item = actions.add_item(event, ITEM, actor=user)
    db.session.commit()
    actions.edit_item(event, item, {"room": "A"}, version=1, actor=user)
    db.session.commit()
    with pytest.raises(Conflict):
        actions.edit_item(event, item, {"room": "B"}, version=1, actor=user)
    db.session.rollback()
    assert queries.items_of(event)[0].room == "A"


def test_shift_moves_later_items_of_the_day_only(make) -> None:
    event, user = make.event(), make.user()
    first = actions.add_item(event, ITEM, actor=user)
    second = actions.add_item(
        event, ITEM | {"starts": time(11, 0), "ends": time(12, 0)}, actor=user
    )
    other_day = actions.add_item(event, ITEM | {"day": date(2027, 9, 1)}, actor=user)
    moved = actions.shift_day(event, queries.items_of(event), 15, after=second, actor=user)
    assert moved == 1
    assert (second.starts, second.ends) == (time(11, 15), time(12, 15))
    assert first.starts == other_day.starts == time(9, 0)


def test_shift_over_midnight_is_refused_and_moves_nothing(make) -> None:
    event, user = make.event(), make.user()
    item = actions.add_item(event, ITEM, actor=user)
    with pytest.raises(ValueError, match="leave its day"):
        actions.shift_day(event, queries.items_of(event), 60 * 14, after=item, actor=user)
    assert item.starts == time(9, 0)


def test_move_person_keeps_the_order_asked_for(make) -> None:
    event, user = make.event(), make.user()
    item = actions.add_item(event, ITEM, actor=user)
    people = [
        actions.add_person(
            event, item, {"role": SessionRole.SPEAKER, "family_name": name}, actor=user
        )
        for name in ("Çela", "Duka", "Lura")
    ]
    actions.move_person(event, people[2], -1, actor=user)
    db.session.commit()
    db.session.expire_all()
    again = queries.items_of(event)[0].people
    assert [(p.family_name, p.position) for p in again] == [("Çela", 0), ("Lura", 1), ("Duka", 2)]


@pytest.mark.parametrize(
    ("starts", "ends", "room", "codes"),
    [
        (time(10, 0), time(11, 0), "", {"overlap"}),
        (time(10, 30), time(11, 0), "", set()),
        (time(10, 0), time(11, 0), "Room B", set()),
    ],
)
def test_overlap_is_per_room(make, starts, ends, room, codes) -> None:
    event, user = make.event(), make.user()
    actions.add_item(event, ITEM | {"kind": ItemKind.OTHER}, actor=user)
    second = ITEM | {"kind": ItemKind.OTHER, "starts": starts, "ends": ends, "room": room}
    actions.add_item(event, second, actor=user)
    db.session.flush()
    assert {r.code for r in queries.remarks_on(event, queries.items_of(event))} == codes


def test_life13_session_asks_for_moderator_and_rapporteur(make) -> None:
    event, user = make.event(), make.user()
    item = actions.add_item(event, ITEM, actor=user)
    codes = {remark.code for remark in queries.remarks_on(event, [item])}
    assert codes == {"no-moderator", "no-rapporteur"}
    for role in (SessionRole.MODERATOR, SessionRole.RAPPORTEUR):
        actions.add_person(event, item, {"role": role, "family_name": "Lura"}, actor=user)
    assert queries.remarks_on(event, [item]) == []
