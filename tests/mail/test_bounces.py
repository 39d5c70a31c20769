"""Messages that came back, read over IMAP and from folders, and what the organiser sees."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.config import Bounces
from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.mail.bounces import read_mailbox
from eventmgr.mail.delivery import deliver_due
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.queries import troubled
from tests.mail import imap, returned
from tests.mail.returned import NUMBER, raw
from tests.mail.servers import serving

SENT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def mail(app, make) -> Mail:
    """A message that a server has taken."""
    event = make.event()
    row = Mail(
        event_id=event.id,
        subject_type="Invitation",
        subject_id=1,
        template="probe",
        to_email="desk@ministry.example.net",
        language="en",
        subject="Invitation",
        body_text="Dear Sir or Madam,",
        message_id=f"<{NUMBER}@example.org>",
        state=MailState.SENT,
        sent_at=SENT,
    )
    db.session.add(row)
    db.session.commit()
    return row


def _again(mail: Mail) -> Mail:
    db.session.expire_all()
    found = db.session.get(Mail, mail.id)
    assert found is not None
    return found


def test_bounce_is_read_over_imap_and_noted_once(app, mail) -> None:
    with imap.serving() as (settings, box):
        app.config["BOUNCES"] = settings
        box.messages += [raw(returned.ANSWER), raw(returned.POSTFIX)]
        assert read_mailbox() == 1
        assert box.seen == {1, 2}, "each is marked as read after it was noted, and stays"
        row = _again(mail)
        assert row.state is MailState.BOUNCED
        assert row.bounced_at is not None
        assert "User unknown" in row.last_error
        box.seen.clear()
        assert read_mailbox() == 0, "read again, it is no news"
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert actions.count("note bounced message") == 1


def test_bounce_with_an_enormous_copy_is_read_by_its_beginning(app, mail) -> None:
    with imap.serving() as (settings, box):
        app.config["BOUNCES"] = settings
        box.messages.append(raw(returned.POSTFIX) + b"x" * 3_000_000)
        assert read_mailbox() == 1


@pytest.mark.parametrize("verb", ["LOGIN", "SELECT", "SEARCH", "FETCH", "STORE"])
def test_mailbox_that_hangs_up_loses_nothing(app, mail, verb: str) -> None:
    with imap.serving() as (settings, box):
        app.config["BOUNCES"] = settings
        box.messages.append(raw(returned.POSTFIX))
        box.hang_up_at = verb
        read_mailbox()
        box.hang_up_at = ""
        read_mailbox()
    assert _again(mail).state is MailState.BOUNCED


def test_mailbox_with_a_wrong_password_or_none_at_all_is_no_trouble(app, mail) -> None:
    with imap.serving() as (settings, box):
        box.password = "another"
        app.config["BOUNCES"] = settings
        assert read_mailbox() == 0
    assert read_mailbox() == 0, "the server is gone"
    app.config["BOUNCES"] = None
    assert read_mailbox() == 0


def test_bounce_is_read_from_a_maildir(app, mail, tmp_path) -> None:
    folder = mailbox.Maildir(tmp_path / "box", create=True)
    folder.add(raw(returned.EXIM))
    app.config["BOUNCES"] = Bounces("maildir", folder=str(tmp_path / "box"))
    assert read_mailbox() == 1
    assert _again(mail).state is MailState.BOUNCED
    assert [message.get_flags() for message in mailbox.Maildir(tmp_path / "box")] == ["S"]
    assert read_mailbox() == 0


def test_bounce_is_read_from_an_mbox(app, mail, tmp_path) -> None:
    folder = mailbox.mbox(tmp_path / "box", create=True)
    folder.add(raw(returned.BARE))
    folder.flush()
    folder.close()
    app.config["BOUNCES"] = Bounces("mbox", folder=str(tmp_path / "box"))
    app.config["BOUNCE_ADDRESS"] = "bounces+*@example.org"
    assert read_mailbox() == 1
    assert _again(mail).state is MailState.BOUNCED
    assert read_mailbox() == 0


def test_missing_folder_is_no_trouble(app, tmp_path) -> None:
    for kind in ("maildir", "mbox"):
        app.config["BOUNCES"] = Bounces(kind, folder=str(tmp_path / "nothing"))
        assert read_mailbox() == 0


@pytest.mark.parametrize("text", [returned.DELAYED, returned.DELIVERED, returned.AWAY])
def test_what_is_no_failure_leaves_the_message_sent(app, mail, tmp_path, text: str) -> None:
    mailbox.Maildir(tmp_path / "box", create=True).add(raw(text))
    app.config["BOUNCES"] = Bounces("maildir", folder=str(tmp_path / "box"))
    assert read_mailbox() == 0
    assert _again(mail).state is MailState.SENT


def test_bounce_settles_what_was_uncertain(app, mail, tmp_path) -> None:
    mail.state = MailState.UNCERTAIN
    db.session.commit()
    mailbox.Maildir(tmp_path / "box", create=True).add(raw(returned.QMAIL))
    app.config["BOUNCES"] = Bounces("maildir", folder=str(tmp_path / "box"))
    assert read_mailbox() == 1
    assert _again(mail).state is MailState.BOUNCED


def test_each_message_comes_back_to_an_address_of_its_own(app, mail) -> None:
    mail.state = MailState.QUEUED
    db.session.commit()
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        app.config["BOUNCE_ADDRESS"] = "bounces+*@example.org"
        assert deliver_due() == 1
    assert server.senders == [f"bounces+{NUMBER}@example.org"]
    assert server.taken[0]["From"] == app.config["MAIL_SENDER"]


def test_what_came_back_waits_for_a_person_until_a_newer_letter_is_written(app, mail) -> None:
    mail.state = MailState.BOUNCED
    mail.bounced_at = SENT
    mail.last_error = "5.1.1 User unknown"
    db.session.commit()
    event = mail.event_id
    assert troubled(event) == 1
    newer = Mail(
        event_id=event,
        subject_type="Invitation",
        subject_id=1,
        template="probe",
        to_email="other@ministry.example.net",
        language="en",
        subject="Invitation",
        body_text="",
        message_id="<f@example.org>",
        state=MailState.SENT,
    )
    db.session.add(newer)
    db.session.commit()
    assert troubled(event) == 0


def test_returned_message_says_why_and_is_set_aside(app, make, mail, sign_in) -> None:
    mail.state = MailState.BOUNCED
    mail.bounced_at = SENT
    mail.last_error = "5.1.1 User unknown"
    db.session.commit()
    event = db.session.get(Event, mail.event_id)
    assert event is not None
    browser = sign_in(make.member(event, EventRole.ORGANISER))
    address = f"/events/{event.slug}/outbox/{mail.id}"
    text = browser.get(address).get_data(as_text=True)
    assert "came back" in text
    assert "User unknown" in text
    assert "Set it aside" in text
    assert browser.post(f"{address}/cancel").status_code == 303
    assert _again(mail).state is MailState.CANCELLED


@pytest.mark.parametrize("kind", ["imap", "maildir", "mbox"])
def test_message_that_nobody_can_take_apart_does_not_hide_the_next(
    app, mail, tmp_path, kind: str
) -> None:
    within = b"Content-Type: message/rfc822\n\n" * 5000 + b"Subject: x\n\nhi\n"
    if kind == "imap":
        with imap.serving() as (settings, box):
            app.config["BOUNCES"] = settings
            box.messages += [within, raw(returned.POSTFIX)]
            assert read_mailbox() == 1
            assert box.seen == {1, 2}
        return
    path = tmp_path / "box"
    if kind == "maildir":
        mailbox.Maildir(path, create=True)
        (path / "new" / "1.one").write_bytes(within)
        (path / "new" / "2.two").write_bytes(raw(returned.POSTFIX))
    else:
        path.write_bytes(
            b"From MAILER-DAEMON Mon Nov 23 09:15:02 2026\n"
            + within
            + b"\nFrom MAILER-DAEMON Mon Nov 23 09:15:03 2026\n"
            + raw(returned.POSTFIX)
            + b"\n"
        )
    app.config["BOUNCES"] = Bounces(kind, folder=str(path))
    assert read_mailbox() == 1
    assert read_mailbox() == 0
    assert _again(mail).state is MailState.BOUNCED


def test_reason_holds_nothing_that_a_database_refuses(app, mail, tmp_path) -> None:
    mailbox.Maildir(tmp_path / "box", create=True)
    text = raw(returned.POSTFIX).replace(b"User unknown", b"User \x00 unknown")
    (tmp_path / "box" / "new" / "1.one").write_bytes(text)
    app.config["BOUNCES"] = Bounces("maildir", folder=str(tmp_path / "box"))
    assert read_mailbox() == 1
    assert "\x00" not in _again(mail).last_error
