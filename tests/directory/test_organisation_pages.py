"""The registry of organisations: finding, entering, changing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory.actions import create_organisation
from eventmgr.directory.models import Organisation, OrganisationKind
from tests.helpers import count_queries

ENTRY = {
    "version": "1",
    "names-en": "Ministry of Interior",
    "names-cnr": "Ministarstvo unutrašnjih poslova",
    "more_names-mk": "Министерство за внатрешни работи",
    "acronym": "MUP",
    "kind": "ministry",
    "designation_id": "",
    "email": "Office@Example.org",
    "address": "Main street 1",
    "former_names": "Ministry of Police\n\nMinistry of the Interior\n",
    "sort_key": "",
}


@pytest.fixture
def browser(make, sign_in) -> Any:
    return sign_in(make.user("organiser"))


def _organisation(make, **values) -> Organisation:
    row = create_organisation(
        **{"names": {"en": "Police"}, "kind": OrganisationKind.POLICE, "actor": make.user()}
        | values
    )
    db.session.commit()
    return row


def test_entered_organisation_is_kept_whole_and_found(browser, make) -> None:
    place = make.designation()
    data = ENTRY | {"designation_id": str(place.id)}
    assert browser.post("/directory/organisations/new", data=data).status_code == 303
    row = db.session.scalars(select(Organisation)).one()
    assert row.names == {
        "en": "Ministry of Interior",
        "cnr": "Ministarstvo unutrašnjih poslova",
        "mk": "Министерство за внатрешни работи",
    }
    assert (row.acronym, row.email, row.designation_id) == ("MUP", "office@example.org", place.id)
    assert row.former_names == ["Ministry of Police", "Ministry of the Interior"]
    for words in ("unutrasnjih", "vnatreshni", "внатрешни", "ministry of police", "mup"):
        page = browser.get("/directory/organisations", query_string={"q": words})
        text = page.get_data(as_text=True)
        found = "Ministry of Interior" in text
        assert found is (words != "vnatreshni"), words


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"names-en": "", "names-cnr": ""}, "Please fill this in, in at least one language."),
        ({"email": "office"}, "Please write the e-mail address in full"),
        ({"kind": "club"}, "Please choose one of the list."),
        ({"acronym": "X" * 41}, "please shorten it to 40"),
    ],
)
def test_wrong_entry_is_explained_and_kept(browser, app, change, message: str) -> None:
    answer = browser.post("/directory/organisations/new", data=ENTRY | change)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in page
    assert "Main street 1" in page


def test_des19_duplicate_is_warned_of_on_entry(browser, make) -> None:
    _organisation(make, names={"en": "The Ministry of Interior"})
    answer = browser.post("/directory/organisations/new", data=ENTRY)
    assert answer.status_code == 422
    assert "These entries look the same" in answer.get_data(as_text=True)
    answer = browser.post("/directory/organisations/new", data=ENTRY | {"different": "y"})
    assert answer.status_code == 303
    assert len(db.session.scalars(select(Organisation)).all()) == 2


def test_des19_same_name_of_another_delegation_is_another_body(browser, make) -> None:
    one, other = make.designation("ME"), make.designation("AL", en="Albania")
    _organisation(make, names={"en": "Ministry of Interior"}, designation_id=one.id)
    data = ENTRY | {"designation_id": str(other.id)}
    assert browser.post("/directory/organisations/new", data=data).status_code == 303


def test_saving_an_entry_does_not_warn_of_itself(browser, make) -> None:
    row = _organisation(make, names={"en": "Ministry of Interior"})
    answer = browser.post(f"/directory/organisations/{row.id}", data=ENTRY)
    assert answer.status_code == 303
    db.session.refresh(row)
    assert row.acronym == "MUP"
    assert row.version == 2
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["create organisation", "change organisation"]


def test_later_save_of_an_entry_meets_the_newer_one(browser, make) -> None:
    row = _organisation(make, names={"en": "Ministry of Interior"})
    path = f"/directory/organisations/{row.id}"
    browser.post(path, data=ENTRY | {"acronym": "FIRST"})
    answer = browser.post(path, data=ENTRY | {"acronym": "SECOND"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "FIRST" in page
    assert "SECOND" in page
    db.session.refresh(row)
    assert row.acronym == "FIRST"


def test_list_is_filtered_by_kind_and_delegation(browser, make) -> None:
    place = make.designation()
    _organisation(make, names={"en": "Border guard"}, designation_id=place.id)
    _organisation(make, names={"en": "Council"}, kind=OrganisationKind.REGIONAL_INITIATIVE)
    for query, shown, hidden in [
        ({"kind": "police"}, "Border guard", "Council"),
        ({"delegation": str(place.id)}, "Border guard", "Council"),
        ({"delegation": "none"}, "Council", "Border guard"),
        ({"q": "council"}, "Council", "Border guard"),
    ]:
        page = browser.get("/directory/organisations", query_string=query).get_data(as_text=True)
        assert f">{shown}</a>" in page
        assert f">{hidden}</a>" not in page


def test_loc30_list_follows_the_readers_alphabet(browser, make) -> None:
    for name in ("Škola", "Sud", "Čuvar", "Centar", "Džamija"):
        _organisation(make, names={"cnr": name})
    browser.get("/language/cnr")
    page = browser.get("/directory/organisations").get_data(as_text=True)
    places = [page.index(f">{n}</a>") for n in ("Centar", "Čuvar", "Džamija", "Sud", "Škola")]
    assert places == sorted(places)


def test_empty_directory_and_empty_result_say_what_to_do(browser) -> None:
    page = browser.get("/directory/organisations").get_data(as_text=True)
    assert "The directory is empty" in page
    page = browser.get("/directory/organisations?q=nobody").get_data(as_text=True)
    assert "Nothing is called so" in page


def test_list_takes_the_same_number_of_queries_for_one_and_three(browser, make) -> None:
    place = make.designation()
    counts = []
    for more in (1, 2):
        for number in range(more):
            _organisation(make, names={"en": f"Body {more} {number}"}, designation_id=place.id)
        with count_queries() as statements:
            assert browser.get("/directory/organisations").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "status"),
    [(EventRole.SECRETARIAT, 200), (EventRole.ORGANISER, 200), (EventRole.VIEWER, 403)],
)
def test_those_who_invite_may_use_the_directory(app, make, sign_in, role, status: int) -> None:
    browser = sign_in(make.member(make.event(), role))
    assert browser.get("/directory/organisations").status_code == status
