"""A real mail server on the loopback, told per message how to behave."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from eventmgr.config import Smtp


@dataclass
class Behaviour:
    """What the server has taken, and how it answers from now on."""

    taken: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    at_recipient: dict[str, str] = field(default_factory=dict)
    at_data: str = ""
    hang_up: bool = False

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.at_recipient.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data
        self.senders.append(envelope.mail_from)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        if self.hang_up:
            server.transport.abort()
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(port: int = 0) -> Iterator[tuple[Smtp, Behaviour]]:
    """Run a server while the block runs; it answers before the block begins."""
    behaviour = Behaviour()
    controller = Controller(behaviour, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield Smtp("127.0.0.1", controller.port, None, None, "none"), behaviour
    finally:
        controller.stop()
