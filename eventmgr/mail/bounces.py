"""Messages that came back: read from a mailbox, noted on the message they are about."""

from __future__ import annotations

import contextlib
import imaplib
import logging
import mailbox
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.config import Bounces
from eventmgr.database import db, lock, now
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.reports import Report, read_report
from eventmgr.mail.states import move

log = logging.getLogger(__name__)

SECONDS = 30
# The report stands at the beginning; what follows may be our own attachments.
MOST_BYTES = 256 * 1024
# One run leaves the rest to the next.
MOST_MESSAGES = 200
MAILBOX = "mailbox"


class MailboxUnreachable(Exception):
    """The mailbox cannot be read just now; the next run tries again."""


def read_mailbox() -> int:
    """Read what is new in the mailbox of the settings; return how many messages came back.

    What was read is marked as read after it is noted, and never removed: whoever keeps the
    mailbox decides about that. A run that is cut off reads again, which changes nothing.
    """
    settings: Bounces | None = current_app.config["BOUNCES"]
    if settings is None:
        return 0
    address = str(current_app.config["BOUNCE_ADDRESS"])
    noted = 0
    try:
        with _opened(settings) as messages:
            for data, mark_read in messages:
                report = _read(data, address)
                if report is not None:
                    noted += note(report)
                mark_read()
    except MailboxUnreachable as error:
        log.warning("the mailbox of returned messages cannot be read: %s", error)
    return noted


def _read(data: bytes, address: str) -> Report | None:
    """Return the report of a message, None where it is none or nobody can read it.

    Anybody may write to the mailbox: what cannot be taken apart (a thousand messages, each within
    the other) counts as read, or it would keep every later report from being noted.
    """
    try:
        return read_report(data, address)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning("a returned message could not be read: %s", type(error).__name__)
        return None


def note(report: Report) -> bool:
    """Note on a message that it came back, and commit; tell whether this was news."""
    mail = db.session.scalar(select(Mail).where(Mail.message_id.startswith(f"<{report.number}@")))
    if mail is None or not report.failed:
        db.session.rollback()
        return False
    lock(mail)
    if mail.state not in (MailState.SENT, MailState.UNCERTAIN):
        db.session.rollback()
        return False
    before = mail.state
    move(mail, MailState.BOUNCED)
    mail.bounced_at = now()
    mail.last_error = report.reason
    record(
        "note bounced message",
        mail,
        actor=MAILBOX,
        event_id=mail.event_id,
        label=mail.subject,
        changes={"state": [before.value, mail.state.value]},
    )
    db.session.commit()
    return True


Messages = Iterator[tuple[bytes, Callable[[], None]]]


@contextlib.contextmanager
def _opened(settings: Bounces) -> Iterator[Messages]:
    if settings.kind == "imap":
        with _imap(settings) as messages:
            yield messages
    elif settings.kind == "maildir":
        yield _maildir(Path(settings.folder))
    else:
        yield _mbox(Path(settings.folder))


@contextlib.contextmanager
def _imap(settings: Bounces) -> Iterator[Messages]:
    client: imaplib.IMAP4 | None = None
    try:
        if settings.tls == "ssl":
            client = imaplib.IMAP4_SSL(
                settings.host,
                settings.port,
                ssl_context=ssl.create_default_context(),
                timeout=SECONDS,
            )
        else:
            client = imaplib.IMAP4(settings.host, settings.port, timeout=SECONDS)
        if settings.tls == "starttls":
            client.starttls(ssl.create_default_context())
        client.login(settings.user, settings.password)
        folder = '"' + settings.folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
        status, words = client.select(folder)
        if status != "OK":
            raise MailboxUnreachable(_said(words))
        yield _unseen(client)
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxUnreachable(str(error)) from error
    finally:
        if client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.logout()
            with contextlib.suppress(OSError):
                client.shutdown()


def _unseen(client: imaplib.IMAP4) -> Messages:
    status, found = client.uid("SEARCH", "UNSEEN")
    if status != "OK":
        raise MailboxUnreachable(_said(found))
    for number in (found[0] or b"").split()[:MOST_MESSAGES]:
        uid = number.decode()
        status, parts = client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
        data = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if status != "OK" or data is None:
            continue

        def mark_read(uid: str = uid) -> None:
            client.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")

        yield data, mark_read


def _said(words: object) -> str:
    first = words[0] if isinstance(words, list) and words else words
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)


def _maildir(path: Path) -> Messages:
    if not (path / "new").is_dir():
        raise MailboxUnreachable(f"{path} is no Maildir")
    # By the names of the files: the library would take every message apart to tell its flags.
    files = [file for part in ("new", "cur") for file in sorted((path / part).glob("[!.]*"))]
    unread = [file for file in files if "S" not in file.name.partition(":2,")[2]]
    for file in unread[:MOST_MESSAGES]:
        with contextlib.suppress(FileNotFoundError):  # another reader took it
            with file.open("rb") as stream:
                data = stream.read(MOST_BYTES)

            def mark_read(file: Path = file) -> None:
                name, _mark, flags = file.name.partition(":2,")
                seen = "".join(sorted({*flags, "S"}))
                file.rename(path / "cur" / f"{name}:2,{seen}")

            yield data, mark_read


def _mbox(path: Path) -> Messages:
    if not path.is_file():
        raise MailboxUnreachable(f"{path} is no file")
    folder = mailbox.mbox(path, create=False)
    try:
        folder.lock()
    except mailbox.Error as error:
        raise MailboxUnreachable(str(error)) from error
    try:
        unread = [key for key in folder.iterkeys() if _is_new(folder, key)]
        for key in unread[:MOST_MESSAGES]:

            def mark_read(key: str = key) -> None:
                message = folder.get_message(key)
                message.add_flag("R")
                folder[key] = message

            yield folder.get_bytes(key)[:MOST_BYTES], mark_read
        folder.flush()
    finally:
        folder.unlock()
        folder.close()


def _is_new(folder: mailbox.mbox, key: str) -> bool:
    try:
        return "R" not in folder[key].get_flags()
    except RecursionError:
        # Messages within messages beyond measure: no report, and nothing that could be marked.
        return False
