"""Handing queued mail to the mail server.

A mail is claimed by one conditional update, so that two workers never send it twice; each
outcome is committed by itself, so that no message holds up another.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from eventmgr.config import Smtp
from eventmgr.database import db, now
from eventmgr.i18n.marks import N_
from eventmgr.mail.guards import wanted
from eventmgr.mail.message import UnsendableMail, build, masked
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.server import MailServer, NobodyAnswered, Refused, ServerUnreachable
from eventmgr.mail.states import move

log = logging.getLogger(__name__)

# Minutes until the next try, then the last of them again and again.
WAITS = (1, 5, 15, 60, 120, 240, 360)
# Mail servers themselves give up after about as long.
GIVE_UP = timedelta(days=5)
# Longer than one message can take with every step at its time limit.
STALE = timedelta(minutes=15)
# So many tries may end in a cut before only a person decides.
MOST_CUTS = 2
# One run leaves the rest to the next, so that a large batch cannot hold the worker.
BATCH = 200

STOPPED = N_("The program stopped while this message was leaving.")

UNWANTED = N_("It was not sent: what it asks for was answered, or its day has passed.")

_DUE = (MailState.QUEUED, MailState.RETRY)


def deliver_due() -> int:
    """Send every message that is due; return how many were sent.

    Does nothing where no mail server is configured: the messages wait.
    """
    settings: Smtp | None = current_app.config["SMTP"]
    if settings is None:
        return 0
    release_stale()
    decide_uncertain()
    sent = 0
    line = _Line(settings, current_app.config["MAIL_SENDER"])
    try:
        for number in _due():
            mail = _claim(number)
            if mail is not None:
                sent += _send(mail, line)
    except ServerUnreachable as error:
        # The others stay queued, untouched: they go out as soon as one try succeeds.
        log.warning("the mail server cannot be reached: %s", error)
    finally:
        line.hang_up()
    return sent


class _Line:
    """One conversation for a whole run, opened when the first message is ready."""

    def __init__(self, settings: Smtp, sender: str) -> None:
        self._settings = settings
        self._server: MailServer | None = None
        self.sender = sender

    def server(self) -> MailServer:
        if self._server is None or not self._server.open:
            self._server = MailServer(self._settings, our_host=self.sender.rpartition("@")[2])
        return self._server

    def hang_up(self) -> None:
        if self._server is not None:
            self._server.close()


def release_stale() -> None:
    """Deal with messages whose worker died: back to the queue, or to a person's decision.

    Nothing had left before the hand-over was noted, so these go again; after it nobody can tell
    whether the message arrived.
    """
    stale = (Mail.state == MailState.SENDING) & (Mail.claimed_at < now() - STALE)
    db.session.execute(
        update(Mail)
        .where(stale, Mail.handed_over_at.is_(None))
        .values(state=MailState.QUEUED, claimed_at=None)
    )
    db.session.execute(
        update(Mail)
        .where(stale, Mail.handed_over_at.is_not(None))
        .values(
            state=MailState.UNCERTAIN,
            last_error=STOPPED,
        )
    )
    db.session.commit()


def decide_uncertain() -> None:
    """Queue what is uncertain once more where the setting says so; else a person decides.

    The Message-ID stays, so that most mailboxes show the two as one. After a second cut in a row
    the setting decides nothing any more.
    """
    if not current_app.config.get("UNCERTAIN_AGAIN"):
        return
    db.session.execute(
        update(Mail)
        .where(
            Mail.state == MailState.UNCERTAIN,
            Mail.attempts < MOST_CUTS,
            Mail.handed_over_at < now() - STALE,
        )
        .values(state=MailState.QUEUED, claimed_at=None, handed_over_at=None, next_try_at=now())
    )
    db.session.commit()


def _due() -> list[int]:
    # Ids only: each message is read again when it is claimed.
    ids = db.session.scalars(
        select(Mail.id)
        .where(Mail.state.in_(_DUE), Mail.next_try_at <= now())
        .order_by(Mail.next_try_at, Mail.id)
        .limit(BATCH)
    ).all()
    db.session.commit()
    return list(ids)


def _claim(number: int) -> Mail | None:
    """Take one message for this worker; None where another worker or a person was quicker."""
    claimed = db.session.execute(
        update(Mail)
        .where(Mail.id == number, Mail.state.in_(_DUE), Mail.next_try_at <= now())
        .values(
            state=MailState.SENDING,
            claimed_at=now(),
            handed_over_at=None,
            attempts=Mail.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        return None
    return db.session.get(Mail, number, populate_existing=True)


def _send(mail: Mail, line: _Line) -> bool:
    """Hand over one claimed message and commit its outcome; tell whether it was sent.

    No transaction is open while the server is spoken to: a slow server must not hold the
    database. Raises ServerUnreachable after the message was put back.
    """
    if not wanted(mail):
        _end(mail, MailState.CANCELLED, UNWANTED)
        return False

    def leaving() -> None:
        mail.handed_over_at = now()
        db.session.commit()

    try:
        message = build(mail, sender=line.sender, at=now())
        db.session.commit()
        recipient = message["To"].addresses[0].addr_spec
        line.server().hand_over(
            message,
            sender=return_address(mail, line.sender),
            recipient=recipient,
            leaving=leaving,
        )
    except UnsendableMail as error:
        _end(mail, MailState.FAILED, str(error))
    except Refused as error:
        if error.later:
            _try_later(mail, str(error))
        else:
            _end(mail, MailState.FAILED, str(error))
    except NobodyAnswered as error:
        if error.handed_over:
            _end(mail, MailState.UNCERTAIN, str(error))
        else:
            _try_later(mail, str(error))
    except ServerUnreachable as error:
        _try_later(mail, str(error))
        raise
    else:
        settle_as_sent(mail, now())
        db.session.commit()
        return True
    return False


def return_address(mail: Mail, sender: str) -> str:
    """Return the address a message comes back to where it cannot be delivered.

    A star in the setting BOUNCE_ADDRESS gives each message an address of its own, so that it is
    known again even where the report holds nothing of it.
    """
    address = str(current_app.config.get("BOUNCE_ADDRESS") or sender)
    return address.replace("*", mail.message_id.strip("<>").partition("@")[0])


def settle_as_sent(mail: Mail, at: datetime) -> None:
    """Note that a message is out; its personal links are no longer kept in readable form."""
    move(mail, MailState.SENT)
    mail.sent_at = at
    mail.last_error = ""
    mail.body_text = masked(mail.body_text)
    mail.body_html = masked(mail.body_html)


def _end(mail: Mail, state: MailState, words: str) -> None:
    move(mail, state)
    mail.last_error = words
    db.session.commit()
    log.warning("mail %s: %s", mail.id, state.value)


def _try_later(mail: Mail, words: str) -> None:
    """Wait longer after each try; after days of trying the message fails, with a button."""
    # The tries of this round: they are counted anew when a person presses Retry.
    waited = sum(WAITS[min(n, len(WAITS) - 1)] for n in range(mail.attempts - 1))
    if timedelta(minutes=waited) > GIVE_UP:
        _end(mail, MailState.FAILED, words)
        return
    move(mail, MailState.RETRY)
    mail.last_error = words
    wait = WAITS[min(mail.attempts, len(WAITS)) - 1]
    mail.next_try_at = now() + timedelta(minutes=wait)
    db.session.commit()
