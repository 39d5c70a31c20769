"""The outbox's pages: whose they are, what they say, what the buttons do."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.config import Smtp
from eventmgr.database import db
from eventmgr.mail import actions
from eventmgr.mail.message import text_attachment
from eventmgr.mail.models import Mail, MailState
from tests.helpers import count_queries

TOKEN = "Zk3" + "a_-9" * 10
SERVER = Smtp("127.0.0.1", 1, None, None, "none")


def _mail(event=None, state=MailState.QUEUED, **values) -> Mail:
    mail = actions.queue_mail(
        **{
            "template": "test",
            "to_email": "ana@example.org",
            "to_name": "Ana Petrović",
            "subject": "Invitation to Podgorica",
            "body_text": f"Link: http://localhost/invitation/{TOKEN}\n<script>",
            "language": "cnr",
            "event_id": event.id if event else None,
        }
        | values
    )
    mail.state = state
    db.session.commit()
    return mail


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def organiser(make, event, sign_in):
    return sign_in(make.member(event))


def test_outbox_says_plainly_that_nothing_leaves_without_server(app, event, organiser) -> None:
    _mail(event)
    page = organiser.get(f"/events/{event.slug}/outbox").get_data(as_text=True)
    assert "Nothing leaves this machine" in page
    app.config["SMTP"] = SERVER
    page = organiser.get(f"/events/{event.slug}/outbox").get_data(as_text=True)
    assert "Nothing leaves this machine" not in page


def test_outbox_lists_filters_and_searches(app, event, organiser) -> None:
    _mail(event, subject="First letter")
    failed = _mail(event, MailState.FAILED, subject="Second letter")
    failed.last_error = "550 gone"
    db.session.commit()
    url = f"/events/{event.slug}/outbox"
    everything = organiser.get(url).get_data(as_text=True)
    assert "First letter" in everything
    assert "550 gone" in everything
    only = organiser.get(f"{url}?state=failed").get_data(as_text=True)
    assert "First letter" not in only
    assert "Second letter" in only
    found = organiser.post(f"{url}/search", data={"q": "FIRST", "state": ""}, follow_redirects=True)
    assert found.request.full_path.rstrip("?") == url, "what is looked for is in no address"
    text = found.get_data(as_text=True)
    assert "First letter" in text
    assert "Second letter" not in text
    assert 'value="FIRST"' in text
    none = organiser.post(f"{url}/search", data={"q": "100%"}, follow_redirects=True)
    assert "No message fits" in none.get_data(as_text=True)
    cleared = organiser.post(f"{url}/search", follow_redirects=True).get_data(as_text=True)
    assert "First letter" in cleared
    assert "Second letter" in cleared
    assert organiser.get(f"{url}?state=nonsense&page=999999").status_code == 200


def test_outbox_of_an_event_hides_the_messages_of_another(make, event, organiser) -> None:
    foreign = _mail(make.event(), subject="Foreign")
    house = _mail(None, subject="Account")
    page = organiser.get(f"/events/{event.slug}/outbox").get_data(as_text=True)
    assert "Foreign" not in page
    assert "Account" not in page
    for mail in (foreign, house):
        assert organiser.get(f"/events/{event.slug}/outbox/{mail.id}").status_code == 404
        answer = organiser.post(f"/events/{event.slug}/outbox/{mail.id}/cancel")
        assert answer.status_code == 404
    assert organiser.get("/outbox").status_code == 403


def test_outbox_of_the_installation_is_for_administrators(make, event, sign_in) -> None:
    _mail(event, subject="Of an event")
    mail = _mail(None, subject="Set your password")
    administrator = sign_in(make.user("administrator"))
    page = administrator.get("/outbox").get_data(as_text=True)
    assert "Set your password" in page
    assert "Of an event" not in page
    assert administrator.get(f"/outbox/{mail.id}").status_code == 200
    assert administrator.post(f"/outbox/{mail.id}/cancel").status_code == 303
    db.session.refresh(mail)
    assert mail.state is MailState.CANCELLED


def test_message_page_is_readable_and_gives_out_attachments(event, organiser) -> None:
    file = text_attachment("entry.ics", "text/calendar", "BEGIN:VCALENDAR", method="REQUEST")
    mail = _mail(event, attachments=[file])
    url = f"/events/{event.slug}/outbox/{mail.id}"
    page = organiser.get(url).get_data(as_text=True)
    assert "&lt;script&gt;" in page
    assert 'lang="cnr"' in page
    assert TOKEN in page, "who may send it may also pass it on by hand"
    answer = organiser.get(f"{url}/attachments/0")
    assert answer.get_data() == b"BEGIN:VCALENDAR"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert organiser.get(f"{url}/attachments/1").status_code == 404


def test_kept_message_opens_as_a_draft_of_a_mail_program(event, organiser) -> None:
    mail = _mail(event, MailState.KEPT, body_html="<p>Poštovani</p>")
    url = f"/events/{event.slug}/outbox/{mail.id}"
    assert f'href="http://localhost/invitation/{TOKEN}"' in organiser.get(url).get_data(
        as_text=True
    )
    answer = organiser.get(f"{url}/message.eml")
    draft = message_from_bytes(answer.get_data(), policy=default)
    assert answer.mimetype == "message/rfc822"
    assert draft["X-Unsent"] == "1"
    assert draft["From"] is None
    assert draft["To"] == "Ana Petrović <ana@example.org>"
    assert TOKEN in draft.get_body(("plain",)).get_content()
    organiser.post(f"{url}/sent-by-hand")
    assert organiser.get(f"{url}/message.eml").status_code == 404


def test_outbox_is_closed_to_those_who_may_not_send(make, event, sign_in) -> None:
    mail = _mail(event)
    outbox = f"/events/{event.slug}/outbox"
    for role in (EventRole.CO_ORGANISER, EventRole.VIEWER):
        reader = sign_in(make.member(event, role))
        for page in (
            outbox,
            f"{outbox}/{mail.id}",
            f"{outbox}/{mail.id}/attachments/0",
            f"{outbox}/{mail.id}/message.eml",
        ):
            assert reader.get(page).status_code == 403
        assert reader.post(f"{outbox}/{mail.id}/cancel").status_code == 403
        assert outbox not in reader.get(f"/events/{event.slug}/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        (MailState.KEPT, "send", MailState.QUEUED),
        (MailState.FAILED, "send", MailState.QUEUED),
        (MailState.RETRY, "send", MailState.QUEUED),
        (MailState.UNCERTAIN, "send", MailState.QUEUED),
        (MailState.UNCERTAIN, "arrived", MailState.SENT),
        (MailState.KEPT, "sent-by-hand", MailState.SENT),
        (MailState.QUEUED, "sent-by-hand", MailState.QUEUED),
        (MailState.QUEUED, "cancel", MailState.CANCELLED),
        (MailState.SENT, "send", MailState.SENT),
        (MailState.SENDING, "cancel", MailState.SENDING),
        (MailState.QUEUED, "arrived", MailState.QUEUED),
    ],
)
def test_message_buttons_move_it_and_leave_a_record(
    app, event, organiser, state, act, after
) -> None:
    app.config["SMTP"] = SERVER
    mail = _mail(event, state)
    answer = organiser.post(f"/events/{event.slug}/outbox/{mail.id}/{act}")
    assert answer.status_code == 303
    db.session.expire_all()
    assert mail.state is after
    entries = db.session.query(AuditEntry).filter_by(subject_type="Mail").all()
    assert [entry.changes["state"] for entry in entries] == (
        [[state.value, after.value]] if after is not state else []
    )


def test_message_is_not_queued_without_server(event, organiser) -> None:
    mail = _mail(event, MailState.KEPT)
    organiser.post(f"/events/{event.slug}/outbox/{mail.id}/send")
    db.session.expire_all()
    assert mail.state is MailState.KEPT


def test_send_kept_queues_the_events_kept_messages_only(app, make, event, organiser) -> None:
    app.config["SMTP"] = SERVER
    mine = [_mail(event, MailState.KEPT) for _ in range(2)]
    foreign = _mail(make.event(), MailState.KEPT)
    organiser.post(f"/events/{event.slug}/outbox/send-kept")
    db.session.expire_all()
    assert {mail.state for mail in mine} == {MailState.QUEUED}
    assert foreign.state is MailState.KEPT


def test_outbox_takes_a_constant_number_of_queries(event, organiser) -> None:
    url = f"/events/{event.slug}/outbox"
    _mail(event)
    organiser.get(url)
    with count_queries() as one:
        organiser.get(url)
    for _ in range(60):
        _mail(event)
    with count_queries() as many:
        page = organiser.get(url).get_data(as_text=True)
    assert len(many) == len(one)
    assert "page=2" in page
