"""Speaking to the mail server, one step at a time.

The library's own `send_message` gives the text away before one can note that it left; the steps
are taken singly here so that a worker that dies knows afterwards whether a message may be out.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage

from eventmgr.config import Smtp

SECONDS = 30


class ServerUnreachable(Exception):
    """No conversation came about; nothing is wrong with any message."""


class Refused(Exception):
    """The server refused one message; `later` tells whether another try makes sense."""

    def __init__(self, code: int, words: bytes) -> None:
        self.later = not 500 <= code < 600
        super().__init__(f"{code} {_plain(words)}")


class NobodyAnswered(Exception):
    """The connection broke; `handed_over` tells whether the text had begun to leave."""

    def __init__(self, reason: str, *, handed_over: bool) -> None:
        super().__init__(reason)
        self.handed_over = handed_over


def _plain(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:500]


def _reason(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    return _plain(str(error)) or type(error).__name__


class MailServer:
    """An open conversation with the server; close it after the last message."""

    def __init__(self, settings: Smtp, *, our_host: str) -> None:
        """Connect, secure and sign in as `our_host`. Raises ServerUnreachable."""
        self._smtp: smtplib.SMTP
        try:
            if settings.tls == "ssl":
                self._smtp = smtplib.SMTP_SSL(
                    settings.host,
                    settings.port,
                    local_hostname=our_host,
                    timeout=SECONDS,
                    context=ssl.create_default_context(),
                )
            else:
                self._smtp = smtplib.SMTP(
                    settings.host, settings.port, local_hostname=our_host, timeout=SECONDS
                )
        except (OSError, smtplib.SMTPException) as error:
            raise ServerUnreachable(_reason(error)) from error
        try:
            if settings.tls == "starttls":
                self._smtp.starttls(context=ssl.create_default_context())
            if settings.user is not None:
                self._smtp.login(settings.user, settings.password or "")
            else:
                self._smtp.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self._smtp.close()
            raise ServerUnreachable(_reason(error)) from error

    def hand_over(
        self,
        message: EmailMessage,
        *,
        sender: str,
        recipient: str,
        leaving: Callable[[], None],
    ) -> None:
        """Give one message to the server; `leaving` is called just before its text goes out.

        Raises Refused with the server's words, or NobodyAnswered where the connection broke.
        """
        content = _wire(message.as_bytes())
        left = False
        try:
            self._expect(*self._smtp.mail(sender))
            self._expect(*self._smtp.rcpt(recipient))
            code, words = self._smtp.docmd("DATA")
            if code != 354:
                raise Refused(code, words)
            leaving()
            left = True
            self._smtp.send(content)
            self._expect(*self._smtp.getreply())
        except Refused:
            self._begin_again()
            raise
        except (OSError, smtplib.SMTPException) as error:
            raise NobodyAnswered(_reason(error), handed_over=left) from error

    def _expect(self, code: int, words: bytes) -> None:
        if not 200 <= code < 300:
            raise Refused(code, words)

    def _begin_again(self) -> None:
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    @property
    def open(self) -> bool:
        """Tell whether another message can be given in this conversation."""
        return self._smtp.sock is not None

    def close(self) -> None:
        """End the conversation; a server that is gone already is no trouble."""
        if not self.open:
            return
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()


def _wire(content: bytes) -> bytes:
    """Return the text as it goes out: lines that begin with a full stop doubled, then the end."""
    content = re.sub(rb"(?m)^\.", b"..", content)
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    return content + b".\r\n"
