"""Duplicates: found with a reason, merged with everything that hangs on them, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory import merging
from eventmgr.directory.duplicates import (
    Entry,
    NameIndex,
    Reason,
    one_letter_apart,
    possible_duplicates,
)
from eventmgr.directory.models import Organisation, OrganisationMerge
from eventmgr.events.models import EventOrganiser
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.registration.models import Registration
from tests.helpers import count_queries


@pytest.fixture
def browser(make, sign_in) -> Any:
    return sign_in(make.user("organiser"))


def _reason(one: str, other: str, **values: Any) -> Reason | None:
    index = NameIndex([Entry(1, 7, (one,), (), values.get("acronym", ""))])
    found = index.find(Entry(2, values.get("place", 7), (other,), values.get("former", ())))
    return found[0][1] if found else None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("The Geneva Center for Governance", "Geneva Centre for Governance", Reason.SAME),
        ("Ministarstvo unutrašnjih poslova", "Министарство унутрашњих послова", Reason.SAME),
        ("Ministarstvo unutrasnjih poslova", "Ministarstvo unutrašnjih poslova", Reason.SAME),
        ("Uprava carina i policije", "Policije i carina uprava", Reason.ORDER),
        ("Minstry of Justice", "Ministry of Justice", Reason.LETTER),
        ("Ministry of Jutsice", "Ministry of Justice", Reason.LETTER),
        ("Ministry of Justice of Montenegro", "Ministry of Justice", Reason.WITHIN),
        ("Ministry of Justice", "Ministry of Interior", None),
        ("Regional Office 10001", "Regional Office 10002", None),
    ],
)
def test_des19_duplicates_are_found_with_their_reason(
    one: str, other: str, reason: Reason | None
) -> None:
    assert _reason(one, other) is reason


def test_des19_acronym_and_former_name_are_reasons() -> None:
    assert _reason("Security Council", "Other body (DCAF)", acronym="DCAF") is Reason.ACRONYM
    assert _reason("Old body", "New body", former=("Old Body",)) is Reason.FORMER


def test_des19_same_name_counts_where_one_entry_lacks_its_delegation() -> None:
    assert _reason("Supreme Court", "Supreme Court", place=None) is Reason.SAME
    assert _reason("Supreme Court", "Supreme Court", place=8) is None
    assert _reason("Minstry of Justice", "Ministry of Justice", place=None) is None


@settings(deadline=None)
@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_one_letter_apart_is_symmetrical_and_never_of_equal_words(one: str, other: str) -> None:
    assert one_letter_apart(one, other) == one_letter_apart(other, one)
    assert not one_letter_apart(one, one)
    if one_letter_apart(one, other):
        assert abs(len(one) - len(other)) <= 1


def test_every_foreign_key_to_organisations_is_known_to_merging(app) -> None:
    found = {(table.name, column.name) for table, column in merging.references()}
    expected = {
        (table.name, key.parent.name)
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "organisations"
    }
    left_out = {
        ("organisations", "merged_into_id"),
        ("organisation_merges", "survivor_id"),
        ("organisation_merges", "merged_id"),
        ("distinct_organisations", "one_id"),
        ("distinct_organisations", "other_id"),
    }
    assert expected - found == left_out
    assert found == expected - left_out
    assert ("registrations", "organisation_id") in found


def _two(make) -> tuple[Organisation, Organisation]:
    place = make.designation()
    kept = make.organisation(place, names={"en": "Ministry of Justice"}, email="")
    double = make.organisation(
        place,
        names={"en": "The Ministry of Justice", "sq": "Ministria e Drejtësisë"},
        acronym="MJ",
        email="mj@example.org",
    )
    return kept, double


def test_merge_moves_everything_and_keeps_what_only_one_knew(app, make) -> None:
    kept, double = _two(make)
    event = make.event(organisers=[double])
    invitation = make.invitation(event, double, state=InvitationState.SENT, token_hash="x" * 64)
    person = make.registration(event, double)
    part = make.organisation(parent_id=double.id)
    merging.merge_organisations(kept, double, actor="test")
    db.session.commit()
    assert kept.names == {"en": "Ministry of Justice", "sq": "Ministria e Drejtësisë"}
    assert (kept.acronym, kept.email) == ("MJ", "mj@example.org")
    assert invitation.organisation_id == kept.id
    assert person.organisation_id == kept.id
    assert part.parent_id == kept.id
    assert db.session.scalars(select(EventOrganiser.organisation_id)).all() == [kept.id]
    assert double.merged_into_id == kept.id
    for _table, column in merging.references():
        count = db.session.scalar(select(func.count()).where(column == double.id))
        assert count == 0, column
    assert db.session.scalars(select(AuditEntry.action)).all() == ["merge organisations"]


def test_merge_can_be_undone(app, make) -> None:
    kept, double = _two(make)
    event = make.event()
    person = make.registration(event, double)
    own = make.registration(event, kept)
    merge = merging.merge_organisations(kept, double, actor="test")
    db.session.commit()
    later = make.registration(event, kept)
    kept.email = "changed@example.org"
    db.session.commit()
    merging.undo_merge(merge, actor="test")
    db.session.commit()
    assert person.organisation_id == double.id
    assert own.organisation_id == kept.id
    # What came after the merge, and what was changed by hand since, stays.
    assert later.organisation_id == kept.id
    assert kept.email == "changed@example.org"
    assert kept.names == {"en": "Ministry of Justice"}
    assert kept.acronym == ""
    assert double.merged_into_id is None
    with pytest.raises(merging.NotMergeable):
        merging.undo_merge(merge, actor="test")


def test_unused_double_invitation_is_set_aside_and_comes_back(app, make) -> None:
    kept, double = _two(make)
    event = make.event()
    make.invitation(event, kept, seats=4)
    make.invitation(event, double, seats=3)
    merge = merging.merge_organisations(kept, double, actor="test")
    db.session.commit()
    assert db.session.scalars(select(Invitation.seats)).all() == [4]
    merging.undo_merge(merge, actor="test")
    db.session.commit()
    rows = db.session.execute(select(Invitation.organisation_id, Invitation.seats)).all()
    assert sorted(rows) == sorted([(kept.id, 4), (double.id, 3)])


@pytest.mark.parametrize("why", ["link", "registration"])
def test_invitations_both_in_use_stop_the_merge(app, make, why: str) -> None:
    kept, double = _two(make)
    event = make.event()
    make.invitation(event, kept)
    second = make.invitation(event, double, token_hash="y" * 64 if why == "link" else None)
    if why == "registration":
        make.registration(event, double, invitation_id=second.id)
    with pytest.raises(merging.NotMergeable) as raised:
        merging.merge_organisations(kept, double, actor="test")
    assert raised.value.reasons == [merging.Reason("both in use", "invitations")]
    db.session.rollback()
    assert db.session.get_one(Invitation, second.id).organisation_id == double.id


def test_entries_of_different_delegations_are_not_merged(app, make) -> None:
    one = make.organisation(make.designation("ME"))
    other = make.organisation(make.designation("AL", en="Albania"))
    with pytest.raises(merging.NotMergeable):
        merging.merge_organisations(one, other, actor="test")


def test_part_of_the_merged_entry_does_not_become_its_own_parent(app, make) -> None:
    place = make.designation()
    top = make.organisation(place)
    double = make.organisation(place, parent_id=top.id)
    kept = make.organisation(place, parent_id=double.id)
    merge = merging.merge_organisations(kept, double, actor="test")
    db.session.commit()
    assert kept.parent_id == top.id
    merging.undo_merge(merge, actor="test")
    db.session.commit()
    assert kept.parent_id == double.id


def test_chain_of_merges_is_undone_from_the_end(app, make) -> None:
    place = make.designation()
    one, two, three = (make.organisation(place) for _number in range(3))
    first = merging.merge_organisations(two, three, actor="test")
    second = merging.merge_organisations(one, two, actor="test")
    db.session.commit()
    assert merging.survivor_of(three).id == one.id
    with pytest.raises(merging.NotMergeable):
        merging.undo_merge(first, actor="test")
    db.session.rollback()
    merging.undo_merge(second, actor="test")
    merging.undo_merge(first, actor="test")
    db.session.commit()
    assert {two.merged_into_id, three.merged_into_id} == {None}


def test_pages_find_compare_merge_and_undo(browser, make) -> None:
    kept, double = _two(make)
    event = make.event()
    person = make.registration(event, double)
    page = browser.get("/directory/duplicates").get_data(as_text=True)
    assert "1 pair to look at" in page
    assert "The same name" in page
    path = f"/directory/organisations/{kept.id}/merge/{double.id}"
    page = browser.get(path).get_data(as_text=True)
    assert "Registrations: 1" in page
    assert browser.post(path).status_code == 303
    assert db.session.get_one(Registration, person.id).organisation_id == kept.id
    answer = browser.get(f"/directory/organisations/{double.id}")
    assert answer.location == f"/directory/organisations/{kept.id}"
    page = browser.get(f"/directory/organisations/{kept.id}").get_data(as_text=True)
    assert "Undo the merge" in page
    assert "No entry looks like another" in browser.get("/directory/duplicates").get_data(
        as_text=True
    )
    merge = db.session.scalars(select(OrganisationMerge)).one()
    assert browser.post(f"/directory/merges/{merge.id}/undo").status_code == 303
    assert db.session.get_one(Registration, person.id).organisation_id == double.id


def test_pair_said_to_be_different_is_not_shown_again(browser, make) -> None:
    kept, double = _two(make)
    answer = browser.post(f"/directory/organisations/{double.id}/different/{kept.id}")
    assert answer.status_code == 303
    assert possible_duplicates() == []


def test_duplicates_take_the_same_number_of_queries_for_one_and_three(browser, make) -> None:
    place = make.designation()
    counts = []
    for more in (1, 2):
        for number in range(more):
            make.organisation(place, names={"en": f"Centre of matter {more}{number}"})
            make.organisation(place, names={"en": f"Center of matter {more}{number}"})
        with count_queries() as statements:
            assert browser.get("/directory/duplicates").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
