"""The organiser's pages: the list, choosing, changing, sending."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.road import StageState
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.stage import progress
from eventmgr.mail.models import Mail, MailState
from tests.helpers import count_queries


@pytest.fixture
def event(make):
    return make.event(contact_email="desk@example.org")


@pytest.fixture
def organiser(make, event, sign_in):
    return sign_in(make.member(event))


@pytest.fixture
def url(event) -> str:
    return f"/events/{event.slug}/invitations"


def _page(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_list_stands_in_the_readers_alphabet_with_totals(make, event, organiser, url) -> None:
    albania = make.designation("AL", en="Albania", sq="Shqipëria")
    serbia = make.designation("RS", en="Serbia", sq="Serbia")
    make.invitation(event, make.organisation(serbia, names={"en": "Serbian Police"}), seats=3)
    make.invitation(event, make.organisation(albania, names={"en": "Albanian Police"}), seats=2)
    make.invitation(event, make.organisation(names={"en": "Aardvark Organisation"}), seats=1)
    page = _page(organiser, url)
    places = [page.index(name) for name in ("Albanian Police", "Serbian Police", "Aardvark")]
    assert places == sorted(places)
    assert re.search(r'figure-number">6</span><span class="figure-label">seats', page)
    organiser.get("/language/sq")
    page = _page(organiser, url)
    assert page.index("Serbian Police") < page.index("Albanian Police")


def test_des03_list_shows_the_note_of_a_marked_name(make, event, organiser, url) -> None:
    make.invitation(event, make.organisation(make.kosovo()))
    page = _page(organiser, url)
    assert "Kosovo*" in page
    assert "Footnote text in en." in page


def test_list_hides_another_events_invitations_and_removed_drafts(
    make, event, organiser, url
) -> None:
    designation = make.designation()
    make.invitation(make.event(), make.organisation(designation, names={"en": "Foreign"}))
    make.invitation(
        event,
        make.organisation(designation, names={"en": "Removed"}),
        state=InvitationState.WITHDRAWN,
    )
    page = _page(organiser, url)
    assert "Foreign" not in page
    assert "Removed" not in page
    assert "Nobody is invited yet" in page


@pytest.mark.parametrize(
    ("state", "mail_state", "words"),
    [
        (InvitationState.SENT, MailState.QUEUED, ("sent", "queued")),
        (InvitationState.SENT, MailState.SENT, ("sent", "sent")),
        (InvitationState.SENT, MailState.BOUNCED, ("sent", "came back")),
        (InvitationState.OPENED, MailState.SENT, ("opened", "sent")),
        (InvitationState.ANSWERED, MailState.SENT, ("answered", "sent")),
        (InvitationState.SENT, MailState.UNCERTAIN, ("sent", "uncertain")),
    ],
)
def test_list_shows_how_far_each_letter_is(
    make, event, organiser, url, state, mail_state, words
) -> None:
    row = make.invitation(event, make.organisation(), state=state)
    db.session.add(
        Mail(
            event_id=event.id,
            subject_type="Invitation",
            subject_id=row.id,
            template="invitation",
            to_email="a@example.org",
            language="en",
            subject="x",
            body_text="x",
            message_id="<one@example.org>",
            state=mail_state,
        )
    )
    db.session.commit()
    page = _page(organiser, url)
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    chips = [part.partition("</span>")[0] for part in body.split("</svg> <span>")[1:]]
    assert tuple(chips) == words


def test_list_takes_a_constant_number_of_queries(make, event, organiser, url) -> None:
    designation = make.designation()
    make.invitation(event, make.organisation(designation))
    _page(organiser, url)
    with count_queries() as one:
        _page(organiser, url)
    for _ in range(29):
        make.invitation(event, make.organisation(designation))
    with count_queries() as many:
        page = _page(organiser, url)
    assert page.count("<tr>") > 30
    assert len(many) == len(one)


def test_preview_and_choice_take_a_constant_number_of_queries(make, event, organiser, url) -> None:
    designation = make.designation()
    make.invitation(event, make.organisation(designation))
    counts = {}
    for number in (1, 30):
        while db.session.query(Invitation).count() < number:
            make.invitation(event, make.organisation(designation))
        for page in ("send", "add"):
            _page(organiser, f"{url}/{page}")
            with count_queries() as found:
                _page(organiser, f"{url}/{page}")
            counts[page, number] = len(found)
    assert counts["send", 1] == counts["send", 30]
    assert counts["add", 1] == counts["add", 30]


def test_add_invites_those_ticked_with_their_seats(make, event, organiser, url) -> None:
    one = make.organisation(make.designation("AL", en="Albania"))
    two = make.organisation(make.designation())
    other = make.organisation()
    answer = organiser.post(
        f"{url}/add",
        data={
            f"pick_{one.id}": "y",
            f"seats_{one.id}": "4",
            f"language_{one.id}": "sq",
            f"pick_{two.id}": "y",
            f"seats_{two.id}": "1",
            f"language_{two.id}": "cnr",
            f"seats_{other.id}": "2",
            f"language_{other.id}": "en",
            "deadline": "2027-08-03",
            "signatory_name": "Ana",
            "signatory_post": "Director",
        },
    )
    assert answer.status_code == 303
    rows = db.session.scalars(select(Invitation).order_by(Invitation.seats)).all()
    assert [(row.organisation_id, row.seats, row.language) for row in rows] == [
        (two.id, 1, "cnr"),
        (one.id, 4, "sq"),
    ]
    assert {str(row.deadline) for row in rows} == {"2027-08-03"}
    assert {row.signatory_post for row in rows} == {"Director"}
    page = _page(organiser, f"{url}/add")
    assert page.count("On the list already") == 2
    assert 'value="Director"' in page, "what was typed once is offered again"


def test_add_offers_the_language_of_the_delegation(make, event, organiser, url) -> None:
    rows = {
        "sq": make.organisation(make.designation("AL", en="Albania")),
        "cnr": make.organisation(make.designation()),
        "en": make.organisation(),
    }
    page = _page(organiser, f"{url}/add")
    for language, row in rows.items():
        select_tag = re.search(rf'<select[^>]*id="language_{row.id}".*?</select>', page, re.S)
        assert select_tag is not None
        assert f'selected value="{language}"' in select_tag[0]


def test_add_without_a_tick_and_with_a_late_date_says_so(make, event, organiser, url) -> None:
    row = make.organisation()
    shown = {f"seats_{row.id}": "2", f"language_{row.id}": "en"}
    answer = organiser.post(f"{url}/add", data=shown | {"deadline": "2027-08-03"})
    assert answer.status_code == 422
    assert "tick at least one" in answer.get_data(as_text=True)
    answer = organiser.post(f"{url}/add", data=shown | {"deadline": "2028-01-01"})
    assert "This date is after the event" in answer.get_data(as_text=True)


def test_add_searches_and_filters_by_delegation(make, event, organiser, url) -> None:
    albania = make.designation("AL", en="Albania")
    make.organisation(albania, names={"en": "Šumarska policija"}, search_key="sumarska policija")
    make.organisation(names={"en": "Regional Council"}, search_key="regional council")
    assert "umarska" in _page(organiser, f"{url}/add?q=Sumarska")
    assert "Regional Council" not in _page(organiser, f"{url}/add?q=Sumarska")
    assert "Regional Council" not in _page(organiser, f"{url}/add?delegation={albania.id}")
    assert "Regional Council" in _page(organiser, f"{url}/add?delegation=none")
    assert "No institution fits" in _page(organiser, f"{url}/add?q=nonsense")


def test_new_institution_is_in_the_directory_and_on_the_list(make, event, organiser, url) -> None:
    designation = make.designation()
    data = {
        "names-en": "Border Police",
        "names-cnr": "Granična policija",
        "designation": str(designation.id),
        "kind": "border police",
        "email": "Office@Example.org",
        "seats": "3",
        "language": "cnr",
    }
    assert organiser.post(f"{url}/new-institution", data=data).status_code == 303
    organisation = db.session.scalar(select(Organisation))
    invitation = db.session.scalar(select(Invitation))
    assert organisation.names == {"en": "Border Police", "cnr": "Granična policija"}
    assert (invitation.organisation_id, invitation.seats) == (organisation.id, 3)
    answer = organiser.post(f"{url}/new-institution", data=data)
    assert answer.status_code == 422
    assert "in the directory already" in answer.get_data(as_text=True)


def test_edit_saves_and_an_older_page_overwrites_nothing(make, event, organiser, url) -> None:
    invitation = make.invitation(event, make.organisation(make.designation()))
    address = f"{url}/{invitation.id}"
    data = {"seats": "5", "language": "sq", "email": "new@example.org", "version": "1"}
    assert organiser.post(address, data=data | {"note": "Mine"}).status_code == 303
    answer = organiser.post(address, data=data | {"note": "Later", "seats": "7"})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Mine" in page
    assert "Later" in page
    db.session.expire_all()
    assert (invitation.seats, invitation.note, invitation.version) == (5, "Mine", 2)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("seats", "0", "from 1 to 99"),
        ("seats", "", "Please fill this in"),
        ("email", "nobody", "e-mail address in full"),
        ("deadline", "2028-01-01", "after the event"),
        ("language", "xx", "choose one of the list"),
    ],
)
def test_edit_says_what_is_wrong(make, event, organiser, url, field, value, words) -> None:
    invitation = make.invitation(event, make.organisation(make.designation()))
    data = {"seats": "2", "language": "en", "version": "1"} | {field: value}
    answer = organiser.post(f"{url}/{invitation.id}", data=data)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_remove_and_bring_back(make, event, organiser, url) -> None:
    invitation = make.invitation(event, make.organisation(make.designation()))
    organiser.post(f"{url}/{invitation.id}/remove")
    page = _page(organiser, url)
    assert f"{url}/{invitation.id}/restore" in page
    organiser.post(f"{url}/{invitation.id}/restore")
    db.session.expire_all()
    assert invitation.state is InvitationState.DRAFT


def _sendable(page: str) -> list[str]:
    return re.findall(r'name="invitation" value="([\d:]+)"', page)


def test_send_shows_first_and_sends_what_was_shown(app, make, event, organiser, url) -> None:
    designation = make.designation()
    good = make.invitation(event, make.organisation(designation))
    left = make.invitation(event, make.organisation(designation))
    make.invitation(event, make.organisation(designation), email="")
    page = _page(organiser, f"{url}/send")
    assert "Send 2 letters" in page
    assert "There is no e-mail address." in page
    assert "Nothing leaves this machine" in page
    page = _page(organiser, f"{url}/send?without={left.id}")
    assert "Send 1 letter" in page
    assert _sendable(page) == [f"{good.id}:1"]
    for _press in range(2):
        organiser.post(f"{url}/send", data={"invitation": _sendable(page)})
    mails = db.session.scalars(select(Mail)).all()
    assert [(mail.to_email, mail.state) for mail in mails] == [(good.email, MailState.KEPT)]
    assert "kept" in _page(organiser, url)


def test_remind_asks_those_who_have_not_answered(make, event, organiser, url) -> None:
    designation = make.designation()
    waiting = make.invitation(
        event, make.organisation(designation), state=InvitationState.OPENED, version=3
    )
    make.invitation(event, make.organisation(designation), state=InvitationState.DECLINED)
    page = _page(organiser, f"{url}/remind")
    assert _sendable(page) == [f"{waiting.id}:3"]
    organiser.post(f"{url}/remind", data={"invitation": _sendable(page)})
    [mail] = db.session.scalars(select(Mail)).all()
    assert mail.subject.startswith("Reminder")
    assert "takes the place of the one we sent before" in mail.body_text


def test_withdraw_tells_the_institution_when_asked(make, event, organiser, url) -> None:
    designation = make.designation()
    rows = [
        make.invitation(event, make.organisation(designation), state=InvitationState.SENT)
        for _ in range(2)
    ]
    organiser.post(f"{url}/{rows[0].id}/withdraw", data={"tell": "y"})
    organiser.post(f"{url}/{rows[1].id}/withdraw", data={"csrf_token": "as a browser sends"})
    db.session.expire_all()
    assert {row.state for row in rows} == {InvitationState.WITHDRAWN}
    [mail] = db.session.scalars(select(Mail)).all()
    assert mail.to_email == rows[0].email
    assert "withdraw" in mail.subject


def test_letter_page_and_file(make, event, organiser, url) -> None:
    invitation = make.invitation(event, make.organisation(make.designation()))
    assert "nominate 2 participants" in _page(organiser, f"{url}/{invitation.id}/letter")
    answer = organiser.get(f"{url}/{invitation.id}/letter.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.get_data().startswith(b"%PDF")


def test_letter_that_cannot_be_printed_says_why(make, event, organiser, url) -> None:
    organisation = make.organisation(make.designation("AL", en="Albania"))
    invitation = make.invitation(event, organisation, language="sq")
    page = _page(organiser, f"{url}/{invitation.id}/letter")
    assert "not approved in Albanian" in page
    assert organiser.get(f"{url}/{invitation.id}/letter.pdf").status_code == 303


def test_pages_of_another_events_invitation_are_not_there(make, event, organiser, url) -> None:
    foreign = make.invitation(make.event(), make.organisation(make.designation()))
    for page in ("", "/letter", "/letter.pdf", "/withdraw"):
        assert organiser.get(f"{url}/{foreign.id}{page}").status_code == 404
    for act in ("/remove", "/restore", "/send-again", "/withdraw"):
        assert organiser.post(f"{url}/{foreign.id}{act}").status_code == 404


def test_pages_meet_each_role_with_its_own(make, event, sign_in, url) -> None:
    invitation = make.invitation(event, make.organisation(make.designation()))
    expected = {
        EventRole.SECRETARIAT: (200, 200, 200, 200),
        EventRole.CO_ORGANISER: (200, 403, 403, 200),
        EventRole.VIEWER: (200, 403, 403, 403),
    }
    for role, statuses in expected.items():
        client = sign_in(make.member(event, role))
        pages = ("", f"/{invitation.id}", "/send", f"/{invitation.id}/letter")
        assert tuple(client.get(url + page).status_code for page in pages) == statuses
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert invitation.email not in _page(viewer, url)


def test_road_says_what_is_next(app, make, event) -> None:
    with app.test_request_context():
        assert progress(event).state is StageState.NONE
        designation = make.designation()
        make.invitation(event, make.organisation(designation))
        drafts = progress(event)
        assert (drafts.state, drafts.count) == (StageState.WAITING, "0/1")
        assert "Send 1 letter" in [step.label for step in drafts.next]
        row = db.session.scalar(select(Invitation))
        row.state = InvitationState.SENT
        db.session.commit()
        assert progress(event).state is StageState.WORK
        row.state = InvitationState.ANSWERED
        db.session.commit()
        assert progress(event).state is StageState.DONE


def test_add_again_beside_institutions_that_are_invited_already(
    make, event, organiser, url
) -> None:
    invited = make.invitation(event, make.organisation(make.designation()))
    other = make.organisation()
    data = {
        f"pick_{other.id}": "y",
        f"seats_{other.id}": "2",
        f"language_{other.id}": "en",
        "deadline": "",
        "signatory_name": "",
        "signatory_post": "",
    }
    assert organiser.post(f"{url}/add", data=data).status_code == 303
    rows = db.session.scalars(select(Invitation.organisation_id).order_by(Invitation.id)).all()
    assert rows == [invited.organisation_id, other.id]


def test_ticks_and_seats_stay_when_one_looks_for_another(make, event, organiser, url) -> None:
    police = make.organisation(names={"en": "Border Police"})
    customs = make.organisation(names={"en": "Customs Service"}, search_key="customs service")
    looked = organiser.post(
        f"{url}/add",
        data={
            "show": "1",
            "q": "customs",
            f"pick_{police.id}": "y",
            f"seats_{police.id}": "4",
            f"language_{police.id}": "en",
        },
    )
    page = looked.get_data(as_text=True)
    assert looked.status_code == 200
    assert page.index("Border Police") < page.index("Customs Service")
    chosen = re.search(rf'<input[^>]*name="pick_{police.id}"[^>]*>', page)
    assert "checked" in chosen[0]
    seats = re.search(rf'<input[^>]*name="seats_{police.id}"[^>]*>', page)
    assert 'value="4"' in seats[0]
    fresh = re.search(rf'<input[^>]*name="seats_{customs.id}"[^>]*>', page)
    assert 'value="2"' in fresh[0]
    assert db.session.scalars(select(Invitation)).all() == []
