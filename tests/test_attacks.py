"""Hostile and careless requests: nothing breaks, nothing leaks, nothing is taken for granted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select
from werkzeug.routing.converters import AnyConverter, NumberConverter

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.invitations.links import issue
from eventmgr.invitations.models import InvitationState
from eventmgr.mail.models import Mail
from eventmgr.registration.actions import (
    cancel_registration,
    edit_registration,
    register,
    restore_registration,
)

NULL = "a\x00b"


@pytest.fixture
def event(make) -> Any:
    return make.event(slug="border")


@pytest.fixture
def organiser(event, make, sign_in) -> Any:
    return sign_in(make.member(event, EventRole.ORGANISER))


# --- numbers and texts that a database cannot hold ------------------------------------------------


@pytest.mark.parametrize("number", [2**31, 10**30])
@pytest.mark.parametrize(
    "path",
    [
        "agenda/{}",
        "participants/{}",
        "invitations/{}/letter",
        "outbox/{}",
        "conclusions/import/{}",
        "agenda/1/people/{}",
    ],
)
def test_number_that_no_row_can_have_is_a_missing_page(organiser, path: str, number: int) -> None:
    assert organiser.get(f"/events/border/{path.format(number)}").status_code == 404


@pytest.mark.parametrize("number", [2**31, 10**30, "9" * 5000])
def test_number_too_large_in_a_query_finds_nothing(organiser, number: int) -> None:
    for page in ("/directory/organisations", "/events/border/invitations/add"):
        assert organiser.get(f"{page}?delegation={number}").status_code == 200


def test_translation_made_from_an_impossible_revision_counts_as_made_from_this_one(
    organiser,
) -> None:
    organiser.post("/events/border/conclusions/begin", data={"source_language": "en"})
    answer = organiser.post(
        "/events/border/conclusions/paragraphs/new", data={"kind": "operative:1", "text": "One."}
    )
    uid = answer.location.rpartition("p-")[2]
    answer = organiser.post(
        f"/events/border/conclusions/paragraphs/{uid}?language=sq",
        data={"text": "Një.", "version": "0", "state": "translated", "rendered": "9" * 30},
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "path", ["/e/{}", "/events/{}/", "/invitation/{}", "/registration/{}", "/language/{}"]
)
def test_null_character_in_an_address_is_a_missing_page(organiser, path: str) -> None:
    assert organiser.get(path.format(quote(NULL))).status_code == 404


def test_null_character_in_a_query_or_form_is_refused_with_a_page(organiser, client) -> None:
    bad = quote(NULL)
    for page in ("/events/border/history?who=", "/events/border/participants/?q="):
        answer = organiser.get(page + bad)
        assert answer.status_code == 400
        assert "<h1" in answer.get_data(as_text=True)
    answer = organiser.post("/events/border/agenda/new", data={"title-en": NULL})
    assert answer.status_code == 400
    answer = client.post("/sign-in", data={"email": NULL, "password": "x"})
    assert answer.status_code == 400


def test_json_is_no_way_around_the_forms(make, client) -> None:
    user = make.user()
    for page in ("/sign-in", "/forgotten-password"):
        answer = client.post(page, json={"email": user.email, "password": "a good password"})
        assert answer.status_code == 415
        assert "csrf_token" not in answer.get_data(as_text=True)


# --- accounts -------------------------------------------------------------------------------------


def test_forgotten_password_writes_a_mail_whose_link_no_visitor_can_bend(make, client) -> None:
    user = make.user(language="sq")
    answer = client.post(
        "/forgotten-password", data={"email": user.email}, headers={"Host": "evil.example"}
    )
    assert answer.status_code in {200, 302}
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_email, mail.language) == (user.email, "sq")
    assert "http://localhost/forgotten-password/" in mail.body_text
    assert "evil.example" not in mail.body_text + mail.body_html


def test_forgotten_password_sets_a_new_one_and_ends_the_link(make, client, app) -> None:
    user = make.user()
    client.post("/forgotten-password", data={"email": user.email})
    text = db.session.scalars(select(Mail.body_text)).one()
    link = next(line for line in text.splitlines() if line.startswith("http://localhost/"))
    path = link.removeprefix("http://localhost")
    new = {"password": "another good one", "password_confirm": "another good one"}
    assert app.test_client().post(path, data=new).status_code == 302
    data = {"email": user.email, "password": "another good one"}
    assert app.test_client().post("/sign-in", data=data).status_code == 302
    again = {"password": "a third good one", "password_confirm": "a third good one"}
    app.test_client().post(path, data=again)
    assert app.test_client().post("/sign-in", data=data).status_code == 302


def test_forgotten_password_tells_nobody_which_addresses_have_accounts(make, client) -> None:
    user = make.user()
    pages = []
    for address in (user.email, "nobody@example.org"):
        answer = client.post("/forgotten-password", data={"email": address})
        assert answer.status_code == 200
        pages.append(answer.get_data(as_text=True).replace(address, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("page", ["/sign-in", "/forgotten-password", "/", "/e/none"])
def test_no_page_is_kept_by_a_cache(client, page: str) -> None:
    assert client.get(page).headers["Cache-Control"] == "no-store, private"


# --- personal data (PRIV-02, PRIV-04) -------------------------------------------------------------

PRIVATE = (
    "Tajna",
    "Skrivenović",
    "tajna@example.org",
    "+382 67 555 111",
    "wheelchair",
    "Undercover",
)


@pytest.fixture
def watched(event, make) -> Any:
    """A protected participant of an event, registered and changed through the real doors."""
    office = make.organisation(make.designation("KS", en="Kosovo"))
    secretariat = make.member(event, EventRole.SECRETARIAT)
    given, family, email, phone, needs, post = PRIVATE
    values = {
        "organisation_id": office.id,
        "designation_id": office.designation_id,
        "given_name": given,
        "family_name": family,
        "position": {"en": post + " officer"},
        "email": email,
        "phone": phone,
        "speaks": ["en"],
        "follows": ["en"],
        "needs": needs,
        "diet": "no shellfish",
        "protected": True,
        "language": "en",
    }
    invitation = make.invitation(event, office)
    row, _token = register(event, values, actor=secretariat, invitation=invitation)
    edit_registration(
        event,
        row,
        {"given_name": given + "2", "needs": needs + "s", "display_name": f"{given} {family}"},
        version=row.version,
        actor=secretariat,
    )
    cancel_registration(event, row, actor=secretariat)
    restore_registration(event, row, actor=secretariat)
    db.session.commit()
    return row


def _word(name: str, converter) -> str:
    wanted = {"kind": "participants", "form": "csv"}.get(name, "en")
    if isinstance(converter, AnyConverter) and wanted not in converter.items:
        return min(converter.items)
    return wanted


def _pages(app, number: int) -> list[str]:
    """Return the address of every page of the event that takes no other id than a number."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "slug" in rule.arguments:
            values = {
                name: "border"
                if name == "slug"
                else number
                if isinstance(rule._converters[name], NumberConverter)
                else _word(name, rule._converters[name])
                for name in rule.arguments
            }
            built = rule.build(values, append_unknown=False)
            if built is not None and not built[1].endswith(".pdf"):
                found.append(built[1])
    return found


@pytest.mark.parametrize("role", [None, EventRole.VIEWER, EventRole.CO_ORGANISER])
def test_protected_person_and_contacts_stay_with_the_secretariat(
    app, event, watched, make, client, sign_in, role
) -> None:
    browser = client if role is None else sign_in(make.member(event, role))
    leaks = []
    for page in [*_pages(app, 1), *_pages(app, 2)]:
        for query in ("", "?q=tajna"):
            answer = browser.get(page + query)
            text = answer.get_data(as_text=True).replace("q=tajna", "").replace('"tajna"', "")
            leaks += [(page, word) for word in PRIVATE if word in text]
    assert leaks == []


@pytest.mark.parametrize("role", [EventRole.CO_ORGANISER])
def test_search_does_not_tell_whose_place_a_protected_person_holds(
    event, watched, make, sign_in, role
) -> None:
    browser = sign_in(make.member(event, role))
    for words in ("Skrivenović", "tajna@example.org", "tajna"):
        found = browser.post("/events/border/participants/list/search", data={"q": words})
        assert "Representative" not in browser.get(found.location).get_data(as_text=True)


def test_viewer_sees_nobody_by_name(app, event, make, sign_in) -> None:
    office = make.organisation(make.designation())
    make.registration(
        event,
        office,
        invitation_id=make.invitation(event, office).id,
        given_name="Jelena",
        family_name="Vidljiva",
    )
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    leaks = [page for page in _pages(app, 1) if "Vidljiva" in viewer.get(page).text]
    assert leaks == []


# --- asterisks (DES-02, DES-08) -------------------------------------------------------------------


@pytest.fixture
def invited(event, make) -> Any:
    """Return the address of the form of an invitation's link."""
    invitation = make.invitation(
        event, make.organisation(make.designation()), state=InvitationState.SENT
    )
    token = issue(invitation, event)
    db.session.commit()
    return f"/invitation/{token}/register"


ANSWERS = {
    "honorific": "",
    "given_name": "Ana",
    "family_name": "Petrović",
    "position": "Adviser",
    "email": "ana@example.org",
    "speaks": ["en"],
    "follows": ["en"],
    "list_sharing": "participants",
    "photo_consent": "no",
    "consent": "y",
    "send": "1",
}


@pytest.mark.parametrize(
    "change",
    [{"given_name": "Ana*"}, {"family_name": "Petrović**"}, {"position": "Director* of roads"}],
)
def test_asterisk_in_a_name_is_refused_so_that_the_list_can_be_printed(
    client, invited, make, change
) -> None:
    make.kosovo()
    answer = client.post(invited, data=ANSWERS | change)
    assert answer.status_code == 422
    assert "Please leave out the asterisk." in answer.text


def test_marker_typed_in_a_post_travels_with_its_footnote(client, organiser, invited, make) -> None:
    make.kosovo()
    answer = client.post(invited, data=ANSWERS | {"position": "Adviser, Kosovo*"})
    assert answer.status_code == 303
    sheet = organiser.get("/events/border/participants/export.csv").text
    assert sheet.count("Kosovo*") == 1
    assert sheet.count("* Footnote text in en.") == 1
    paper = organiser.get("/events/border/papers/participants.en.pdf")
    assert paper.mimetype == "application/pdf"


def test_list_without_a_typed_marker_has_no_footnote(client, organiser, invited, make) -> None:
    make.kosovo()
    client.post(invited, data=ANSWERS)
    assert "Footnote" not in organiser.get("/events/border/participants/export.csv").text


def test_marker_without_an_approved_footnote_is_explained_and_breaks_nothing(
    app, client, organiser, event, invited, make
) -> None:
    make.designation("KS", en="Kosovo", footnoted=True)
    client.post(invited, data=ANSWERS | {"position": "Adviser, Kosovo*"})
    answer = organiser.get("/events/border/participants/export.csv", follow_redirects=True)
    assert answer.status_code == 200
    assert "has no approved text in English" in answer.text
    event.title = {"en": "Dialogue with Kosovo*"}
    db.session.commit()
    answer = client.post(invited, data=ANSWERS | {"email": "second@example.org"})
    assert answer.status_code == 422
    assert "The registration could not be taken." in answer.text


# --- links ----------------------------------------------------------------------------------------


def test_looking_at_a_link_as_scanners_do_changes_nothing(client, event, make) -> None:
    invitation = make.invitation(
        event, make.organisation(make.designation()), state=InvitationState.SENT
    )
    token = issue(invitation, event)
    db.session.commit()
    assert client.head(f"/invitation/{token}").status_code == 200
    assert client.get(f"/invitation/{token}/register").status_code == 200
    assert client.get(f"/invitation/{token}/decline").status_code == 404
    db.session.refresh(invitation)
    assert (invitation.state, invitation.opened_at) == (InvitationState.SENT, None)
    answer = client.get(f"/invitation/{token}")
    assert token not in answer.headers.get("Set-Cookie", "")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    db.session.refresh(invitation)
    assert invitation.state is InvitationState.OPENED
