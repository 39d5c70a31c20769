"""A small IMAP server on the loopback: as much of RFC 3501 as reading a mailbox takes."""

from __future__ import annotations

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from eventmgr.config import Bounces


@dataclass
class Box:
    """The messages of a mailbox and which of them are read; how many were cut in transit."""

    messages: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    password: str = "a password"
    hang_up_at: str = ""


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        box: Box = self.server.box  # type: ignore[attr-defined]
        self.say("* OK ready")
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            tag, _space, rest = line.partition(" ")
            verb = rest.split(" ")[0].upper()
            if verb == "UID":
                verb = rest.split(" ")[1].upper()
            if box.hang_up_at and verb == box.hang_up_at:
                return
            if verb == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1")
            elif verb == "LOGIN":
                if box.password not in rest:
                    self.say(f"{tag} NO wrong")
                    continue
            elif verb == "SELECT":
                if "INBOX" not in rest:
                    self.say(f"{tag} NO no such mailbox")
                    continue
                self.say(f"* {len(box.messages)} EXISTS")
            elif verb == "SEARCH":
                unseen = [str(n) for n in range(1, len(box.messages) + 1) if n not in box.seen]
                self.say("* SEARCH " + " ".join(unseen))
            elif verb == "FETCH":
                asked = re.search(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest)
                assert asked, rest
                number, most = int(asked[1]), int(asked[2])
                data = box.messages[number - 1][:most]
                self.wfile.write(
                    f"* {number} FETCH (UID {number} BODY[]<0> {{{len(data)}}}\r\n".encode()
                )
                self.wfile.write(data + b")\r\n")
            elif verb == "STORE":
                asked = re.search(r"STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", rest)
                assert asked, rest
                box.seen.add(int(asked[1]))
            elif verb == "LOGOUT":
                self.say("* BYE")
                self.say(f"{tag} OK")
                return
            self.say(f"{tag} OK done")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextlib.contextmanager
def serving() -> Iterator[tuple[Bounces, Box]]:
    """Run the server while the block runs."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        box = Box()
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            port = int(server.server_address[1])
            yield Bounces("imap", "127.0.0.1", port, "bounces", "a password", "none"), box
        finally:
            server.shutdown()
            thread.join()
