"""Messages to groups: whom they reach, in which language, copy by copy, through a dead worker."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.config import Smtp
from eventmgr.database import clock_at, db, now
from eventmgr.invitations.models import InvitationState
from eventmgr.mail import circles, mailings
from eventmgr.mail.circles import Members, Recipient, narrowed
from eventmgr.mail.models import Mail, Mailing, MailingState, MailState
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.registration.models import RegistrationState
from tests.helpers import count_queries

SERVER = Smtp("127.0.0.1", 9, None, None, "none")


@pytest.fixture
def event(make):
    return make.event(contact_email="desk@example.org")


@pytest.fixture
def organiser(make, event, sign_in):
    return sign_in(make.member(event, EventRole.ORGANISER))


def _people(make, event, number: int, **values) -> None:
    organisation = make.organisation()
    for _ in range(number):
        make.registration(event, organisation, **values)


def _message(**values) -> dict[str, str]:
    return {
        "of_state": "",
        "of_role": "",
        "of_delegation": "",
        "subject_en": "The bus: {event}",
        "body_en": "Dear {name},\n\nthe bus leaves at nine.",
        "version": "1",
    } | values


def _mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def _write(organiser, event, circle="participants", **values) -> str:
    answer = organiser.post(f"/events/{event.slug}/messages/to/{circle}", data=_message(**values))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def test_group_receives_a_copy_each_in_its_own_language(app, make, event, organiser) -> None:
    app.config["SMTP"] = SERVER
    _people(make, event, 2)
    _people(make, event, 1, language="sq")
    _people(make, event, 1, state=RegistrationState.CANCELLED)
    page = _write(organiser, event, subject_sq="Autobusi", body_sq="I nderuar {name}")
    text = organiser.get(page).get_data(as_text=True)
    assert "Send to 3 people" in text
    assert "Autobusi" in text
    assert "The bus: Regional Workshop" in text
    assert text.count("<h3>") == 3, "three copies are shown"
    assert _mails() == [], "nothing is written before somebody looked"
    assert organiser.post(f"{page}/send", data={"version": "1"}).status_code == 303
    copies = _mails()
    assert sorted(mail.language for mail in copies) == ["en", "en", "sq"]
    assert {mail.state for mail in copies} == {MailState.QUEUED}
    albanian = next(mail for mail in copies if mail.language == "sq")
    assert albanian.body_text.startswith("I nderuar Ana Petrović")
    assert "<p>" in albanian.body_html
    done = organiser.get(page).get_data(as_text=True)
    assert "3 messages are written" in done
    row = db.session.scalar(select(Mailing))
    assert (row.state, row.done, row.passed, row.work) == (MailingState.DONE, 3, 0, [])


def test_group_without_a_text_in_its_language_receives_the_first_written(
    app, make, event, organiser
) -> None:
    _people(make, event, 1, language="cnr")
    page = _write(organiser, event)
    organiser.post(f"{page}/send", data={"version": "1"})
    assert [mail.language for mail in _mails()] == ["en"]


def test_group_is_narrowed_by_state_role_and_delegation(app, make, event) -> None:
    people = [
        Recipient("a@x.org", "A", "en", {"state": "confirmed", "role": "speaker"}),
        Recipient("A@x.org", "A again", "en", {"state": "confirmed", "role": "speaker"}),
        Recipient("b@x.org", "B", "en", {"state": "waiting", "role": "participant"}, gone=True),
        Recipient("", "no address", "en", {"state": "confirmed"}),
    ]
    members = Members(people, {})
    assert [one.name for one in narrowed(members, {})] == ["A"]
    assert [one.name for one in narrowed(members, {"state": "waiting"})] == ["B"]
    assert narrowed(members, {"role": "participant"}) == []


def test_institutions_that_have_not_answered_are_a_group(make, event, organiser) -> None:
    for state in (InvitationState.SENT, InvitationState.ANSWERED, InvitationState.DECLINED):
        make.invitation(event, make.organisation(), state=state)
    make.invitation(event, make.organisation())
    members = circles.circle_of("institutions").members(event, "en")
    assert len(members.people) == 3, "a draft has no letter yet"
    assert len(narrowed(members, {})) == 2
    assert len(narrowed(members, {"state": "waiting"})) == 1
    assert len(narrowed(members, {"state": "declined"})) == 1


def test_reserve_is_a_group_of_its_own(make, event) -> None:
    invitation = make.invitation(event, make.organisation())
    for number, state in enumerate(NominationState):
        db.session.add(
            Nomination(
                event_id=event.id,
                invitation_id=invitation.id,
                state=state,
                given_name="Mira",
                family_name=f"Lura {number}",
                email=f"mira{number}@example.org",
                language="sq",
            )
        )
    db.session.commit()
    members = circles.circle_of("nominees").members(event, "en")
    reached = narrowed(members, {"state": "reserve"})
    assert [one.facets["state"] for one in reached] == ["reserve"]
    assert {one.facets["state"] for one in narrowed(members, {})} == {
        "nominated",
        "accepted",
        "reserve",
    }


def test_group_as_drafts_can_be_changed_one_by_one_then_sent(app, make, event, organiser) -> None:
    app.config["SMTP"] = SERVER
    _people(make, event, 2)
    page = _write(organiser, event, as_drafts="y")
    organiser.post(f"{page}/send", data={"version": "1"})
    first, second = _mails()
    assert {first.state, second.state} == {MailState.DRAFT}
    url = f"/events/{event.slug}/outbox"
    assert "Send 2 drafts" in organiser.get(url).get_data(as_text=True)
    assert organiser.get(f"{url}/{first.id}/edit").status_code == 200
    answer = organiser.post(
        f"{url}/{first.id}/edit", data={"subject": "Another", "text": "Only for <you>."}
    )
    assert answer.status_code == 303
    assert organiser.post(f"{url}/drafts/send").status_code == 303
    db.session.expire_all()
    first, second = _mails()
    assert (first.subject, first.state) == ("Another", MailState.QUEUED)
    assert first.body_text == "Only for <you>.\n"
    assert "Only for &lt;you&gt;." in first.body_html
    assert second.state is MailState.QUEUED
    assert organiser.get(f"{url}/{first.id}/edit").status_code == 303, "it is no draft any more"


def test_group_drafts_are_discarded_together(make, event, organiser) -> None:
    _people(make, event, 2)
    page = _write(organiser, event, as_drafts="y")
    organiser.post(f"{page}/send", data={"version": "1"})
    assert organiser.post(f"/events/{event.slug}/outbox/drafts/discard").status_code == 303
    db.session.expire_all()
    assert {mail.state for mail in _mails()} == {MailState.CANCELLED}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"subject_en": "", "body_en": ""}, "at least one language"),
        ({"body_en": ""}, "both the subject and the text"),
        ({"body_en": "{nmae}"}, "{nmae} is not one of the words"),
        ({"subject_en": "For {name}"}, "leave the name of the recipient out"),
    ],
)
def test_group_text_is_looked_through(make, event, organiser, values, words) -> None:
    _people(make, event, 1)
    answer = organiser.post(
        f"/events/{event.slug}/messages/to/participants", data=_message(**values)
    )
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_group_message_is_changed_and_discarded_before_it_is_sent(make, event, organiser) -> None:
    _people(make, event, 1)
    page = _write(organiser, event)
    changed = _message(subject_en="The train", version="1")
    assert organiser.post(f"{page}/edit", data=changed).status_code == 303
    assert "The train" in organiser.get(page).get_data(as_text=True)
    assert organiser.post(f"{page}/edit", data=changed).status_code == 409
    stale = organiser.post(f"{page}/send", data={"version": "1"})
    assert stale.status_code == 303
    assert _mails() == [], "what was changed since it was seen is not sent"
    assert organiser.post(f"{page}/discard").status_code == 303
    assert organiser.get(page).status_code == 404


def test_group_message_sent_twice_writes_one_copy_each(make, event, organiser) -> None:
    _people(make, event, 3)
    page = _write(organiser, event)
    organiser.post(f"{page}/send", data={"version": "1"})
    organiser.post(f"{page}/send", data={"version": "2"})
    mailings.carry(db.session.scalar(select(Mailing.id)))
    assert len(_mails()) == 3


@pytest.fixture
def started(make, event) -> Mailing:
    """Fifty copies to write, and no worker yet."""
    mailing = mailings.prepare(
        event,
        {"circle": "participants", "subjects": {"en": "x"}, "bodies": {"en": "Dear {name},"}},
        kind="group",
        actor="t",
    )
    work = [[f"p{n}@example.org", f"P {n}", "en", "Message", n] for n in range(50)]
    mailings.start(mailing, work, actor="t")
    db.session.commit()
    return mailing


def test_worker_killed_between_two_steps_leaves_no_gap_and_no_second_copy(
    app, started, monkeypatch
) -> None:
    number = started.id
    assert mailings._some(number, mailings.CHUNK) is True
    kept = mailings._carriers["group"]
    calls = []

    class Killed(BaseException):
        """The process ends here."""

    def dies(mailing, work, actor):
        kept(mailing, work, actor)
        calls.append(1)
        raise Killed

    monkeypatch.setitem(mailings._carriers, "group", dies)
    with pytest.raises(Killed):
        mailings._some(number, mailings.CHUNK)
    db.session.rollback()
    monkeypatch.setitem(mailings._carriers, "group", kept)
    assert len(_mails()) == mailings.CHUNK, "the half-written part is gone with its transaction"
    assert mailings.forgotten() == []
    with clock_at(now() + mailings.SILENT * 2):
        assert mailings.forgotten() == [number]
        mailings.carry(number)
    assert sorted(mail.to_name for mail in _mails()) == sorted(f"P {n}" for n in range(50))
    db.session.expire_all()
    assert (started.done, started.state) == (50, MailingState.DONE)


def test_one_copy_that_cannot_be_written_holds_up_no_other(app, started, monkeypatch) -> None:
    kept = mailings._carriers["group"]

    def stumbles(mailing, work, actor):
        if any(row[0] == "p7@example.org" for row in work):
            raise ValueError("cannot be written")
        return kept(mailing, work, actor)

    monkeypatch.setitem(mailings._carriers, "group", stumbles)
    mailings.carry(started.id)
    db.session.expire_all()
    assert (started.done, started.passed) == (49, 1)
    assert started.state is MailingState.DONE


def test_outbox_shows_the_copies_of_one_message(make, event, organiser, started) -> None:
    mailings.carry(started.id)
    other = Mail(
        event_id=event.id,
        template="x",
        to_email="z@example.org",
        language="en",
        subject="Elsewhere",
        body_text="",
        message_id="<z>",
        state=MailState.SENT,
    )
    db.session.add(other)
    db.session.commit()
    url = f"/events/{event.slug}/outbox?mailing={started.id}"
    text = organiser.get(url).get_data(as_text=True)
    assert "Elsewhere" not in text
    assert "All states (50)" in text


def test_pages_of_messages_take_a_constant_number_of_queries(make, event, organiser) -> None:
    counts = []
    for number in (1, 3):
        _people(make, event, number)
        page = _write(organiser, event)
        for url in (f"/events/{event.slug}/messages", page):
            organiser.get(url)
            with count_queries() as statements:
                assert organiser.get(url).status_code == 200
            counts.append(len(statements))
    assert counts[:2] == counts[2:]


def test_messages_are_for_those_who_send_in_this_event(make, event, organiser, sign_in) -> None:
    _people(make, event, 1)
    page = _write(organiser, event)
    other = make.event()
    stranger = sign_in(make.member(other, EventRole.ORGANISER))
    assert stranger.get(page).status_code in (403, 404)
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert viewer.get(page).status_code == 403
    assert viewer.post(f"{page}/send", data={"version": "1"}).status_code == 403
    elsewhere = page.replace(event.slug, other.slug)
    assert stranger.get(elsewhere).status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
