"""Contact persons, former names with their years, and what an institution is part of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import clock_at, db, now
from eventmgr.directory import contacts
from eventmgr.directory.forms import former_lines, former_of
from eventmgr.directory.models import ContactPurpose, Organisation, OrganisationContact

CONTACT = {
    "version": "1",
    "honorific": "ms",
    "given_name": "Ana",
    "family_name": "Petrović Njegoš",
    "post-en": "Head of protocol",
    "post-sq": "Shefe e protokollit",
    "email": "Ana@Example.org",
    "phone": "+382 20 123 456",
    "language": "cnr",
    "purposes": ["invitations", "logistics"],
}


@pytest.fixture
def browser(make, sign_in) -> Any:
    return sign_in(make.user("organiser"))


def test_contact_is_kept_as_typed(browser, make) -> None:
    row = make.organisation()
    path = f"/directory/organisations/{row.id}/contacts/new"
    assert browser.post(path, data=CONTACT).status_code == 303
    contact = db.session.scalars(select(OrganisationContact)).one()
    assert contact.family_name == "Petrović Njegoš"
    assert (contact.email, contact.phone) == ("ana@example.org", "+382 20 123 456")
    assert contact.post == {"en": "Head of protocol", "sq": "Shefe e protokollit"}
    assert contact.purposes == ["invitations", "logistics"]
    page = browser.get(f"/directory/organisations/{row.id}").get_data(as_text=True)
    assert "Ms. Ana PETROVIĆ NJEGOŠ" in page
    assert "Invitations, Travel and logistics" in page
    found = contacts.contacts_for([row.id], ContactPurpose.LOGISTICS)
    assert [one.id for one in found[row.id]] == [contact.id]
    assert contacts.contacts_for([row.id], ContactPurpose.PRESS) == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"given_name": "", "family_name": "", "post-en": "", "post-sq": ""}, "name or a post"),
        ({"email": "", "phone": ""}, "e-mail address or a telephone number"),
        ({"email": "ana"}, "e-mail address in full"),
        ({"phone": "call me"}, "with its country code"),
    ],
)
def test_wrong_contact_is_explained(browser, make, change, message: str) -> None:
    row = make.organisation()
    answer = browser.post(f"/directory/organisations/{row.id}/contacts/new", data=CONTACT | change)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)


def test_priv06_record_of_a_contact_keeps_no_name(browser, make) -> None:
    row = make.organisation()
    base = f"/directory/organisations/{row.id}/contacts"
    browser.post(f"{base}/new", data=CONTACT)
    number = db.session.scalars(select(OrganisationContact.id)).one()
    answer = browser.post(f"{base}/{number}", data=CONTACT | {"family_name": "Lura"})
    assert answer.status_code == 303
    said = str([(e.subject_label, e.changes) for e in db.session.scalars(select(AuditEntry))])
    for word in ("Petrović", "Lura", "example.org", "123"):
        assert word not in said


def test_contact_taken_out_comes_back_within_a_day(app, make) -> None:
    row = make.organisation()
    values = {"family_name": "Lura", "email": "lura@example.org"}
    contact = contacts.add_contact(row, values, actor="test")
    contacts.remove_contact(contact, actor="test")
    db.session.commit()
    assert contacts.contacts_of(row) == []
    contacts.restore_contact(contact, actor="test")
    db.session.commit()
    assert contacts.contacts_of(row) == [contact]
    contacts.remove_contact(contact, actor="test")
    db.session.commit()
    with clock_at(now() + timedelta(days=2)):
        contacts.add_contact(row, {"family_name": "Rama"}, actor="test")
    db.session.commit()
    assert db.session.scalars(select(OrganisationContact.family_name)).all() == ["Rama"]


def test_later_save_of_a_contact_meets_the_newer_one(browser, make) -> None:
    row = make.organisation()
    base = f"/directory/organisations/{row.id}/contacts"
    browser.post(f"{base}/new", data=CONTACT)
    number = db.session.scalars(select(OrganisationContact.id)).one()
    browser.post(f"{base}/{number}", data=CONTACT | {"phone": "+382 1 111 111"})
    answer = browser.post(f"{base}/{number}", data=CONTACT | {"phone": "+382 2 222 222"})
    assert answer.status_code == 409
    assert "+382 1 111 111" in answer.get_data(as_text=True)


def test_contact_of_another_institution_is_not_found(browser, make) -> None:
    row, other = make.organisation(), make.organisation()
    contact = contacts.add_contact(row, {"family_name": "Lura"}, actor="test")
    db.session.commit()
    path = f"/directory/organisations/{other.id}/contacts/{contact.id}"
    assert browser.get(path).status_code == 404
    assert browser.post(f"{path}/remove").status_code == 404


def test_former_names_carry_their_years() -> None:
    names, dates = former_of("Ministry of Police | 2011–2016\n\n Ministry of Order \n")
    assert names == ["Ministry of Police", "Ministry of Order"]
    assert dates == {"Ministry of Police": "2011–2016"}
    assert former_of(former_lines(names, dates)) == (names, dates)


ENTRY = {
    "version": "1",
    "names-en": "Department of Border Police",
    "kind": "border police",
    "designation_id": "",
    "different": "y",
}


@pytest.mark.parametrize("typed", ["Ministry of the Interior", "MoI", "Ministry of Interior (MoI)"])
def test_parent_is_found_by_name_or_acronym(browser, make, typed: str) -> None:
    parent = make.organisation(names={"en": "Ministry of Interior"}, acronym="MoI")
    answer = browser.post("/directory/organisations/new", data=ENTRY | {"parent": typed})
    assert answer.status_code == 303
    rows = db.session.scalars(select(Organisation).order_by(Organisation.id)).all()
    assert rows[-1].parent_id == parent.id
    page = browser.get(f"/directory/organisations/{parent.id}").get_data(as_text=True)
    assert "Department of Border Police" in page


def test_unclear_parent_is_asked_about(browser, make) -> None:
    places = make.designation("ME"), make.designation("AL", en="Albania")
    rows = [make.organisation(place, names={"en": "Ministry of Interior"}) for place in places]
    data = ENTRY | {"parent": "Ministry of Interior"}
    answer = browser.post("/directory/organisations/new", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Several institutions may be meant" in page
    assert "Ministry of Interior, Albania" in page
    data["parent_id"] = str(rows[1].id)
    assert browser.post("/directory/organisations/new", data=data).status_code == 303
    last = db.session.scalars(select(Organisation).order_by(Organisation.id.desc())).first()
    assert last is not None
    assert last.parent_id == rows[1].id


def test_institution_is_never_part_of_its_own_part(browser, make) -> None:
    top = make.organisation(names={"en": "Ministry of Interior"})
    make.organisation(names={"en": "Police Directorate"}, parent_id=top.id)
    data = ENTRY | {"names-en": "Ministry of Interior", "parent": "Police Directorate"}
    answer = browser.post(f"/directory/organisations/{top.id}", data=data)
    assert answer.status_code == 422
    assert "cannot be part of itself" in answer.get_data(as_text=True)


def test_name_that_changes_is_kept_among_the_former_ones_when_asked(browser, make) -> None:
    row = make.organisation(names={"en": "Ministry of Police"})
    data = ENTRY | {"names-en": "Ministry of Interior", "keep_names": "y"}
    assert browser.post(f"/directory/organisations/{row.id}", data=data).status_code == 303
    db.session.refresh(row)
    assert row.former_names == ["Ministry of Police"]
