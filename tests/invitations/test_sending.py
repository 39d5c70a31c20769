"""Sending: each letter once, its link new, everything in one transaction."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.config import Smtp
from eventmgr.database import clock_at, db
from eventmgr.events.models import Event
from eventmgr.invitations import links, sending
from eventmgr.invitations.models import InvitationState
from eventmgr.mail.models import Mail, MailState


def _drafts(make, number=2, designation=None, **values):
    event = make.event(contact_email="desk@example.org")
    designation = designation or make.designation()
    rows = [make.invitation(event, make.organisation(designation), **values) for _ in range(number)]
    return event, rows


def _token(mail: Mail) -> str:
    found = re.search(r"/invitation/([\w-]+)", mail.body_text)
    assert found is not None
    return found[1]


def _mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_send_writes_letter_and_link_and_state_together(app, make) -> None:
    event, rows = _drafts(make)
    sent, passed = sending.send_letters(event, {row.id: row.version for row in rows}, actor="t")
    db.session.commit()
    assert (len(sent), passed) == (2, 0)
    for row, mail in zip(rows, _mails(), strict=True):
        assert row.state is InvitationState.SENT
        assert mail.to_email == row.email
        assert mail.reply_to == "desk@example.org"
        assert (mail.subject_type, mail.subject_id) == ("Invitation", row.id)
        assert "nominate 2 participants" in mail.body_text
        assert links.find(_token(mail)).id == row.id
        assert _token(mail) not in mail.subject
        assert f'href="http://localhost/invitation/{_token(mail)}"' in mail.body_html


def test_send_twice_with_the_same_page_sends_once(app, make) -> None:
    event, rows = _drafts(make, 3)
    seen = {row.id: row.version for row in rows}
    sending.send_letters(event, seen, actor="t")
    db.session.commit()
    sent, passed = sending.send_letters(event, seen, actor="t")
    db.session.commit()
    assert (sent, passed) == ([], 3)
    assert len(_mails()) == 3


def test_send_passes_over_what_changed_since_it_was_seen(app, make) -> None:
    event, rows = _drafts(make)
    seen = {row.id: row.version for row in rows}
    rows[0].version += 1
    db.session.commit()
    sent, passed = sending.send_letters(event, seen, actor="t")
    assert ([row.id for row in sent], passed) == ([rows[1].id], 1)


def test_send_passes_over_the_invitations_of_another_event(app, make) -> None:
    event, _rows = _drafts(make)
    _other, foreign = _drafts(make, designation=make.designation("RS", en="Serbia"))
    sent, passed = sending.send_letters(event, {foreign[0].id: 1}, actor="t")
    assert (sent, passed) == ([], 1)
    assert foreign[0].state is InvitationState.DRAFT


def test_preview_says_what_is_missing(app, make) -> None:
    event = make.event()
    good = make.invitation(event, make.organisation(make.designation()))
    silent = make.invitation(
        event, make.organisation(make.designation("RS", en="Serbia")), email=""
    )
    unnamed = make.invitation(
        event, make.organisation(make.designation("AL", en="Albania")), language="sq"
    )
    ready = {row.invitation.id: row for row in sending.preview(event, sending.drafts(event))}
    assert ready[good.id].sendable
    assert ready[silent.id].no_email
    assert [item.what for item in ready[unnamed.id].missing] == ["name"]
    sent, passed = sending.send_letters(event, dict.fromkeys(ready, 1), actor="t")
    assert ([row.id for row in sent], passed) == ([good.id], 2)


def test_preview_holds_everything_back_after_the_event(app, make) -> None:
    event, rows = _drafts(make)
    with clock_at(datetime(2027, 9, 2, tzinfo=UTC)):
        assert all(row.over for row in sending.preview(event, rows))
        assert sending.send_letters(event, {rows[0].id: 1}, actor="t") == ([], 1)


def test_reminder_carries_a_new_link_and_voids_the_older(app, make) -> None:
    event, rows = _drafts(make, 1)
    sending.send_letters(event, {rows[0].id: 1}, actor="t")
    db.session.commit()
    assert sending.to_remind(event) == rows
    seen = {rows[0].id: rows[0].version}
    reminded, _passed = sending.remind(event, seen, actor="t")
    db.session.commit()
    assert reminded == rows
    letter, reminder = _mails()
    assert links.find(_token(letter)) is None
    assert links.find(_token(reminder)) is not None
    assert sending.remind(event, seen, actor="t") == ([], 1)
    db.session.commit()
    assert len(_mails()) == 2


def test_reminder_cancels_a_letter_that_has_not_left(app, make) -> None:
    """It would arrive with a link that works no more."""
    app.config["SMTP"] = Smtp("127.0.0.1", 1, None, None, "none")
    event, rows = _drafts(make, 1)
    sending.send_letters(event, {rows[0].id: 1}, actor="t")
    sending.remind(event, {rows[0].id: rows[0].version}, actor="t")
    db.session.commit()
    assert [mail.state for mail in _mails()] == [MailState.CANCELLED, MailState.QUEUED]


def test_send_again_gives_a_new_link(app, make) -> None:
    event, rows = _drafts(make, 1)
    assert not sending.send_again(event, rows[0], 1, actor="t"), "a draft was never sent"
    sending.send_letters(event, {rows[0].id: 1}, actor="t")
    assert sending.send_again(event, rows[0], rows[0].version, actor="t")
    db.session.commit()
    first, second = _mails()
    assert links.find(_token(first)) is None
    assert links.find(_token(second)) is not None


def test_sending_leaves_a_record_without_address_and_token(app, make) -> None:
    event, rows = _drafts(make, 1)
    sending.send_letters(event, {rows[0].id: 1}, actor="t")
    db.session.commit()
    [mail] = _mails()
    entries = list(db.session.scalars(select(AuditEntry)))
    assert [entry.action for entry in entries] == ["send invitation"]
    assert _token(mail) not in str(entries[0].changes)
    assert rows[0].email not in str(entries[0].changes)


def test_des05_letter_by_mail_carries_the_note_before_the_signature(app, make) -> None:
    event = make.event(contact_name="The desk")
    row = make.invitation(event, make.organisation(make.kosovo()))
    sending.send_letters(event, {row.id: 1}, actor="t")
    [mail] = _mails()
    assert mail.body_text.count("* Footnote text in en.") == 1
    assert mail.body_text.index("Footnote text") < mail.body_text.rindex("The desk")
    assert mail.body_html.count("Footnote text in en.") == 1
    assert "Kosovo" not in mail.subject


def test_send_pressed_by_two_people_at_once_sends_once(app, make) -> None:
    event, rows = _drafts(make, 3)
    event_id, seen = event.id, {row.id: row.version for row in rows}
    db.session.rollback()
    together = threading.Barrier(2)

    def press() -> int:
        with app.app_context():
            together.wait(10)
            sent, _passed = sending.send_letters(
                db.session.get_one(Event, event_id), seen, actor="t"
            )
            number = len(sent)
            db.session.commit()
            return number

    with ThreadPoolExecutor(2) as threads:
        numbers = [thread.result(60) for thread in [threads.submit(press) for _ in range(2)]]
    assert sorted(numbers) == [0, 3]
    assert len(_mails()) == 3
