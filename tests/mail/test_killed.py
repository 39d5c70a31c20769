"""A worker that dies at any step: nothing is lost, and nothing is sent twice by itself."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.database import clock_at, db, now
from eventmgr.mail import delivery
from eventmgr.mail.actions import confirm_arrival, queue_mail, send_again
from eventmgr.mail.delivery import deliver_due
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.server import MailServer
from tests.mail.servers import serving


class Killed(BaseException):
    """The process ends here."""


def _die(*args: object, **kwargs: object) -> None:
    raise Killed


def _dies_while_noting(after: bool):  # type: ignore[no-untyped-def]
    whole = MailServer.hand_over

    def hand_over(self, message, *, sender, recipient, leaving):  # type: ignore[no-untyped-def]
        def killed() -> None:
            if after:
                leaving()
            raise Killed

        whole(self, message, sender=sender, recipient=recipient, leaving=killed)

    return hand_over


def _sends_half(self: smtplib.SMTP, data: bytes | str) -> None:
    raw = data if isinstance(data, bytes) else data.encode()
    if len(raw) > 200:
        assert self.sock is not None
        self.sock.sendall(raw[: len(raw) // 2])
        raise Killed
    assert self.sock is not None
    self.sock.sendall(raw)


# Where the worker dies: (what is put in its place, whether the text may be out, what arrived).
STEPS = {
    "claimed": (delivery, "build", _die, False, 0),
    "connecting": (MailServer, "__init__", _die, False, 0),
    "naming the sender": (smtplib.SMTP, "mail", _die, False, 0),
    "naming the recipient": (smtplib.SMTP, "rcpt", _die, False, 0),
    "before it is noted": (MailServer, "hand_over", _dies_while_noting(after=False), False, 0),
    "after it is noted": (MailServer, "hand_over", _dies_while_noting(after=True), True, 0),
    "half the text": (smtplib.SMTP, "send", _sends_half, True, 0),
    "taken, not noted": (delivery, "settle_as_sent", _die, True, 1),
}


def _hang_up(line: delivery._Line) -> None:
    """Close the line as the end of a process does: without a word."""
    if line._server is not None:
        line._server._smtp.close()


@pytest.mark.parametrize("step", STEPS)
def test_worker_killed_at_any_step_loses_nothing_and_sends_nothing_twice(
    app, monkeypatch, step: str
) -> None:
    place, name, dead, may_be_out, arrived = STEPS[step]
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        mail = queue_mail(
            template="probe",
            to_email="ana@example.org",
            subject="x",
            body_text="Dear Ana, " * 40,
            language="en",
        )
        number, message_id = mail.id, mail.message_id
        db.session.commit()
        with monkeypatch.context() as patch:
            patch.setattr(delivery._Line, "hang_up", _hang_up)
            patch.setattr(place, name, dead)
            with pytest.raises(Killed):
                deliver_due()
        db.session.rollback()
        db.session.remove()
        assert len(server.taken) == arrived
        assert deliver_due() == 0, "whoever comes next waits: the first may still be at it"
        with clock_at(now() + delivery.STALE + timedelta(minutes=1)):
            again = deliver_due()
        found = db.session.get(Mail, number)
        assert found.message_id == message_id
        if may_be_out:
            assert again == 0
            assert found.state is MailState.UNCERTAIN
            assert len(server.taken) == arrived, "only a person sends it again"
        else:
            assert again == 1
            assert found.state is MailState.SENT
            assert len(server.taken) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_person_decides_about_what_is_uncertain(app, arrived: bool) -> None:
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        server.hang_up = True
        mail = queue_mail(
            template="probe", to_email="a@example.org", subject="x", body_text="x", language="en"
        )
        db.session.commit()
        deliver_due()
        server.hang_up = False
        db.session.refresh(mail)
        assert mail.state is MailState.UNCERTAIN
        (confirm_arrival if arrived else send_again)(mail, actor="t")
        db.session.commit()
        deliver_due()
        db.session.refresh(mail)
        assert mail.state is MailState.SENT
        assert len(server.taken) == (1 if arrived else 2)


def test_setting_decides_about_what_is_uncertain_but_not_for_ever(app) -> None:
    app.config["UNCERTAIN_AGAIN"] = True
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        server.hang_up = True
        mail = queue_mail(
            template="probe", to_email="a@example.org", subject="x", body_text="x", language="en"
        )
        db.session.commit()
        begun = now()
        for minutes in range(0, 120, 4):
            with clock_at(begun + timedelta(minutes=minutes)):
                deliver_due()
        assert len(server.taken) == delivery.MOST_CUTS
        assert {one["Message-ID"] for one in server.taken} == {mail.message_id}
        db.session.refresh(mail)
        assert mail.state is MailState.UNCERTAIN, "two cuts in a row are a matter for a person"
        server.hang_up = False
        send_again(mail, actor="t")
        db.session.commit()
        assert deliver_due() == 1
    assert db.session.scalars(select(Mail.state)).all() == [MailState.SENT]
