"""Delivery to a real server: accepted, deferred, refused, cut off; nothing lost, nothing twice."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.config import Smtp
from eventmgr.database import clock_at, db
from eventmgr.mail import actions, delivery
from eventmgr.mail.delivery import deliver_due
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.states import MOVES, IllegalMove, move
from tests.mail.servers import free_port, serving

START = datetime(2027, 7, 1, 8, tzinfo=UTC)
TOKEN = "Zk3" + "a_-9" * 10


@pytest.fixture
def server(app):
    with serving() as (settings, behaviour):
        app.config["SMTP"] = settings
        yield behaviour


def _queue(to="ana@example.org", **values) -> Mail:
    mail = actions.queue_mail(
        **{
            "template": "test",
            "to_email": to,
            "subject": "Confirmation",
            "body_text": f"Your place: http://localhost/registration/{TOKEN}\n.dot\n",
            "language": "en",
        }
        | values
    )
    db.session.commit()
    return mail


def _states() -> list[MailState]:
    db.session.expire_all()
    return list(db.session.scalars(select(Mail.state).order_by(Mail.id)))


def test_delivery_sends_once_and_hides_the_link_afterwards(server, make) -> None:
    mail = _queue()
    assert deliver_due() == 1
    assert deliver_due() == 0
    [message] = server.taken
    assert message["Message-ID"] == mail.message_id
    assert TOKEN in message.get_content()
    assert "\n.dot" in message.get_content().replace("\r", "")
    db.session.refresh(mail)
    assert mail.state is MailState.SENT
    assert mail.sent_at is not None
    assert TOKEN not in mail.body_text


def test_delivery_waits_longer_after_each_temporary_refusal(server, make) -> None:
    server.at_recipient["ana@example.org"] = "451 greylisted, come back"
    mail = _queue()
    mail.next_try_at = START
    db.session.commit()
    at = START
    waited = []
    for _try in range(5):
        with clock_at(at):
            deliver_due()
        db.session.refresh(mail)
        assert mail.state is MailState.RETRY
        assert "451 greylisted" in mail.last_error
        waited.append((mail.next_try_at - at).total_seconds() / 60)
        with clock_at(mail.next_try_at - timedelta(seconds=1)):
            assert deliver_due() == 0
            db.session.refresh(mail)
            assert mail.attempts == _try + 1
        at = mail.next_try_at
    assert waited == [1, 5, 15, 60, 120]
    server.at_recipient.clear()
    with clock_at(at):
        assert deliver_due() == 1


def test_delivery_keeps_the_servers_words_of_a_permanent_refusal(server, make) -> None:
    server.at_data = "550 5.7.1 no such list here"
    mail = _queue()
    assert deliver_due() == 0
    db.session.refresh(mail)
    assert (mail.state, mail.last_error) == (MailState.FAILED, "550 5.7.1 no such list here")


def test_delivery_of_one_bad_message_does_not_block_the_others(server, make) -> None:
    server.at_recipient["gone@example.org"] = "550 no such person"
    server.at_recipient["busy@example.org"] = "450 mailbox busy"
    _queue("gone@example.org")
    _queue("not an address")
    _queue("busy@example.org")
    _queue(attachments=[{"filename": "a", "content_type": "text/plain"}])
    _queue("good@example.org")
    assert deliver_due() == 1
    assert _states() == [
        MailState.FAILED,
        MailState.FAILED,
        MailState.RETRY,
        MailState.FAILED,
        MailState.SENT,
    ]
    assert [message["To"] for message in server.taken] == ["good@example.org"]


def test_delivery_cut_off_after_the_text_left_is_uncertain(server, make) -> None:
    server.hang_up = True
    mail = _queue()
    deliver_due()
    db.session.refresh(mail)
    assert mail.state is MailState.UNCERTAIN
    assert TOKEN in mail.body_text
    server.hang_up = False
    assert deliver_due() == 0, "nothing uncertain goes again by itself"
    actions.send_again(mail, actor="test")
    db.session.commit()
    assert deliver_due() == 1
    assert [one["Message-ID"] for one in server.taken] == [mail.message_id] * 2


def test_delivery_survives_a_day_without_server(app, make) -> None:
    port = free_port()
    app.config["SMTP"] = Smtp("127.0.0.1", port, None, None, "none")
    for number in range(3):
        _queue(f"p{number}@example.org").next_try_at = START
    db.session.commit()
    for minute in range(0, 24 * 60 + 1, 7):
        with clock_at(START + timedelta(minutes=minute)):
            assert deliver_due() == 0
    assert set(_states()) <= {MailState.QUEUED, MailState.RETRY}
    with serving(port) as (_settings, behaviour):
        with clock_at(START + timedelta(hours=31)):
            assert deliver_due() == 3
        assert len(behaviour.taken) == 3


def test_delivery_gives_up_after_days_and_can_be_sent_again(app, server, make) -> None:
    server.at_recipient["ana@example.org"] = "452 mailbox full"
    mail = _queue()
    mail.next_try_at = START
    db.session.commit()
    at = START
    for _try in range(100):
        with clock_at(at):
            deliver_due()
        db.session.refresh(mail)
        if mail.state is MailState.FAILED:
            break
        at = mail.next_try_at
    assert mail.state is MailState.FAILED
    assert timedelta(days=4) < at - START < timedelta(days=6)
    server.at_recipient.clear()
    actions.send_again(mail, actor="test")
    db.session.commit()
    assert deliver_due() == 1


def test_delivery_with_a_wrong_password_loses_nothing(app, make) -> None:
    with serving() as (settings, _behaviour):
        app.config["SMTP"] = Smtp(settings.host, settings.port, "desk", "wrong", "none")
        mail = _queue()
        assert deliver_due() == 0
    db.session.refresh(mail)
    assert mail.state is MailState.RETRY


def test_delivery_asked_to_secure_the_line_never_sends_in_the_open(app, make) -> None:
    with serving() as (settings, behaviour):
        app.config["SMTP"] = Smtp(settings.host, settings.port, None, None, "starttls")
        mail = _queue()
        assert deliver_due() == 0
        assert behaviour.taken == []
    db.session.refresh(mail)
    assert mail.state is MailState.RETRY


@pytest.mark.parametrize(
    ("handed_over", "expected"), [(False, MailState.QUEUED), (True, MailState.UNCERTAIN)]
)
def test_delivery_after_a_workers_death(app, make, handed_over, expected) -> None:
    mail = _queue()
    mail.state = MailState.SENDING
    mail.claimed_at = START
    mail.handed_over_at = START if handed_over else None
    db.session.commit()
    with clock_at(START + delivery.STALE - timedelta(seconds=1)):
        delivery.release_stale()
        assert _states() == [MailState.SENDING], "its worker may still be at it"
    with clock_at(START + delivery.STALE + timedelta(seconds=1)):
        delivery.release_stale()
    assert _states() == [expected]


def test_delivery_claims_a_message_once(server, make) -> None:
    mail = _queue()
    assert delivery._claim(mail.id) is not None
    assert delivery._claim(mail.id) is None
    assert deliver_due() == 0


def test_delivery_holds_no_lock_while_the_server_is_slow(app, make) -> None:
    """Others write to the database while the server thinks."""
    written = []

    with serving() as (settings, behaviour):
        app.config["SMTP"] = settings
        _queue()

        async def writes_meanwhile(server, session, envelope):
            with app.app_context():
                _queue("other@example.org")
                written.append(True)
            return "250 OK"

        behaviour.handle_DATA = writes_meanwhile  # type: ignore[method-assign]
        assert deliver_due() == 1
    assert written == [True]


def test_mail_is_kept_without_server_and_stays_kept_until_a_person_sends_it(app, make) -> None:
    mail = _queue()
    assert mail.state is MailState.KEPT
    assert deliver_due() == 0
    with pytest.raises(actions.NoMailServer):
        actions.send_again(mail, actor="test")
    with serving() as (settings, behaviour):
        app.config["SMTP"] = settings
        assert deliver_due() == 0
        assert actions.send_kept(None, actor="test") == 1
        db.session.commit()
        assert deliver_due() == 1
        assert len(behaviour.taken) == 1


def test_cancel_unsent_takes_back_what_has_not_left(server, make) -> None:
    one = _queue(subject_type="Thing", subject_id=1)
    other = _queue(subject_type="Thing", subject_id=2)
    assert actions.cancel_unsent("Thing", 1, actor="test") == 1
    db.session.commit()
    assert deliver_due() == 1
    assert (one.state, other.state) == (MailState.CANCELLED, MailState.SENT)
    with pytest.raises(IllegalMove):
        actions.cancel(other, actor="test")


@pytest.mark.parametrize(("before", "after"), list(itertools.product(MailState, MailState)))
def test_states_move_only_as_the_table_says(before, after) -> None:
    mail = Mail(state=before)
    if after in MOVES[before]:
        move(mail, after)
        assert mail.state is after
    else:
        with pytest.raises(IllegalMove):
            move(mail, after)
        assert mail.state is before


def test_delivery_by_two_workers_sends_each_message_once(app, server, make) -> None:
    for number in range(8):
        _queue(f"p{number}@example.org")
    together = threading.Barrier(2)

    def work() -> int:
        with app.app_context():
            together.wait(10)
            return deliver_due()

    with ThreadPoolExecutor(2) as threads:
        sent = [thread.result(60) for thread in [threads.submit(work) for _ in range(2)]]
    assert sum(sent) == 8
    assert sorted(str(message["To"]) for message in server.taken) == [
        f"p{number}@example.org" for number in range(8)
    ]
