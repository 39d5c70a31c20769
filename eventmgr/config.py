"""Settings from the environment; every one has an embedded default."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

MIB = 1024 * 1024


class ConfigurationError(Exception):
    """A setting that cannot be used; its text is one plain line for the person who starts it."""


@dataclass(frozen=True)
class Smtp:
    """Where mail is handed over; absent means that every mail is kept in the outbox."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: str  # "none", "starttls" or "ssl"


@dataclass(frozen=True)
class Bounces:
    """Where messages that came back are read: a mailbox over IMAP, or a folder of this machine."""

    kind: str  # "imap", "maildir" or "mbox"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: str = "ssl"  # "none", "starttls" or "ssl"
    folder: str = "INBOX"


def data_folder(environ: dict[str, str] | None = None) -> Path:
    """Return the folder of the database and files (`EVENTMGR_DATA`), made where it is missing.

    Raises ConfigurationError where the folder cannot be made or written.
    """
    env = os.environ if environ is None else environ
    value = env.get("EVENTMGR_DATA") or str(Path.cwd() / "data")
    folder = Path(value).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigurationError(
            f"EVENTMGR_DATA: the folder {folder} cannot be made ({reason})."
        ) from error
    if not os.access(folder, os.W_OK):
        raise ConfigurationError(f"EVENTMGR_DATA: the folder {folder} cannot be written.")
    return folder


def database_url(environ: dict[str, str], folder: Path) -> str:
    """Return the SQLAlchemy address of the database (`DATABASE_URL`, else SQLite in the folder)."""
    value = environ.get("DATABASE_URL", "").strip()
    if not value:
        return f"sqlite:///{folder / 'eventmgr.sqlite3'}"
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ConfigurationError(
            "DATABASE_URL is not an address of a database; "
            "write for example postgresql://user:password@host/name."
        ) from error
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return value
    raise ConfigurationError(
        f"DATABASE_URL names {url.drivername}; eventmgr works with postgresql and sqlite."
    )


def port(environ: dict[str, str] | None = None) -> int:
    """Return the TCP port to serve on (`PORT`, default 8000)."""
    env = os.environ if environ is None else environ
    value = env.get("PORT") or "8000"
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ConfigurationError(f"PORT must be a whole number from 1 to 65535, not {value!r}.")
    return int(value)


def proxies(environ: dict[str, str]) -> int:
    """Return how many proxies stand in front and are believed about the client (`PROXIES`)."""
    value = environ.get("PROXIES") or "0"
    if not value.isascii() or not value.isdigit() or int(value) > 5:
        raise ConfigurationError(f"PROXIES must be a whole number from 0 to 5, not {value!r}.")
    return int(value)


def secret_key(environ: dict[str, str], folder: Path) -> str:
    """Return `SECRET_KEY`, else one made once and kept, readable by its owner only."""
    if value := environ.get("SECRET_KEY"):
        return value
    path = folder / "secret-key"
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w", encoding="ascii") as stream:
                stream.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def secure_keys(environ: dict[str, str], folder: Path) -> tuple[str, ...]:
    """Return the keys of what is sealed in the database, the one that seals first.

    `EVENTMGR_SECURE_KEY` holds one, or several with commas while a key is being replaced; without
    it one is drawn at the first start and kept in the folder, readable by its owner only. Raises
    ConfigurationError for a key of another length.
    """
    value = environ.get("EVENTMGR_SECURE_KEY", "").strip()
    name = "EVENTMGR_SECURE_KEY"
    if not value:
        path = folder / "secure-key"
        name = str(path)
        if not path.exists():
            fresh = folder / f"secure-key.{secrets.token_hex(8)}"
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as stream:
                stream.write(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")
            # Whole or not at all, and never over a key that another process has just made.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(fresh)
            fresh.unlink()
        value = path.read_text(encoding="ascii")
    keys = tuple(value.replace(",", " ").split())
    for key in keys:
        try:
            right = len(base64.urlsafe_b64decode(key)) == 32
        except ValueError:
            right = False
        if not right:
            raise ConfigurationError(
                f"{name} must hold keys of 32 bytes written in base64; draw one with "
                "`eventmgr draw-key`."
            )
    if not keys:
        raise ConfigurationError(f"{name} holds no key; draw one with `eventmgr draw-key`.")
    return keys


def smtp(environ: dict[str, str]) -> Smtp | None:
    """Return the mail server named by `SMTP_URL` (smtp, smtp+starttls or smtps), or None."""
    value = environ.get("SMTP_URL", "").strip()
    if not value:
        return None
    parts = urlsplit(value)
    kinds = {"smtp": ("none", 25), "smtp+starttls": ("starttls", 587), "smtps": ("ssl", 465)}
    try:
        number = parts.port
    except ValueError:
        number = -1
    if parts.scheme not in kinds or not parts.hostname or number == -1:
        raise ConfigurationError(
            "SMTP_URL is not an address of a mail server; "
            "write for example smtp+starttls://user:password@mail.example.org:587."
        )
    tls, default = kinds[parts.scheme]
    return Smtp(parts.hostname, number or default, parts.username, parts.password, tls)


def bounces(environ: dict[str, str]) -> Bounces | None:
    """Return the mailbox named by `BOUNCE_URL` (imaps, imap+starttls, imap, maildir, mbox)."""
    value = environ.get("BOUNCE_URL", "").strip()
    if not value:
        return None
    parts = urlsplit(value)
    kinds = {"imap": ("none", 143), "imap+starttls": ("starttls", 143), "imaps": ("ssl", 993)}
    try:
        number = parts.port
    except ValueError:
        number = -1
    if parts.scheme in {"maildir", "mbox"} and parts.path.startswith("/") and not parts.netloc:
        return Bounces(parts.scheme, folder=unquote(parts.path))
    if (
        parts.scheme not in kinds
        or not parts.hostname
        or number == -1
        or parts.username is None
        or parts.password is None
    ):
        raise ConfigurationError(
            "BOUNCE_URL is not an address of a mailbox; write for example "
            "imaps://user:password@mail.example.org/INBOX or maildir:///var/mail/bounces."
        )
    tls, default = kinds[parts.scheme]
    return Bounces(
        "imap",
        parts.hostname,
        number or default,
        unquote(parts.username),
        unquote(parts.password),
        tls,
        unquote(parts.path.lstrip("/")) or "INBOX",
    )


def uncertain_again(environ: dict[str, str]) -> bool:
    """Tell whether a message whose handing over was cut off is sent again by itself.

    `MAIL_UNCERTAIN` is "ask" (a person decides) or "again" (it goes once more, with the same
    Message-ID, so that most mailboxes show it once).
    """
    value = environ.get("MAIL_UNCERTAIN") or "ask"
    if value not in {"ask", "again"}:
        raise ConfigurationError(f'MAIL_UNCERTAIN must be "ask" or "again", not {value!r}.')
    return value == "again"


def bounce_address(environ: dict[str, str]) -> str:
    """Return the address that messages come back to (`BOUNCE_ADDRESS`), or nothing.

    A star in it stands for the number of the message: bounces+*@example.org.
    """
    value = environ.get("BOUNCE_ADDRESS", "").strip()
    local, at, domain = value.rpartition("@")
    if value and (not at or not local or not domain or " " in value or local.count("*") > 1):
        raise ConfigurationError(
            "BOUNCE_ADDRESS is not an e-mail address; write for example "
            "bounces@example.org or bounces+*@example.org."
        )
    return value


def settings(environ: dict[str, str] | None = None) -> dict[str, object]:
    """Return Flask's configuration read from the environment.

    Raises ConfigurationError for a value that cannot be used.
    """
    env = dict(os.environ) if environ is None else environ
    folder = data_folder(env)
    address = env.get("EVENTMGR_URL", f"http://127.0.0.1:{port(env)}").rstrip("/")
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise ConfigurationError("EVENTMGR_URL must begin with http:// or https:// and a host.")
    return {
        "DATA_FOLDER": folder,
        "PUBLIC_URL": address,
        "SECRET_KEY": secret_key(env, folder),
        "SECURITY_PASSWORD_SALT": secret_key(env, folder),
        "SECURE_KEYS": secure_keys(env, folder),
        "SQLALCHEMY_DATABASE_URI": database_url(env, folder),
        "SMTP": smtp(env),
        "MAIL_SENDER": env.get("MAIL_SENDER", "eventmgr@localhost"),
        "UNCERTAIN_AGAIN": uncertain_again(env),
        "BOUNCES": bounces(env),
        "BOUNCE_ADDRESS": bounce_address(env),
        "QUEUE_FILE": str(folder / "queue.sqlite3"),
        "PROXIES": proxies(env),
        "RATELIMIT_STORAGE_URI": env.get("RATELIMIT_STORAGE_URI", "memory://"),
        "MAX_CONTENT_LENGTH": 25 * MIB,
        "MAX_FORM_MEMORY_SIZE": 5 * MIB,
        "MAX_FORM_PARTS": 5000,
        "SESSION_COOKIE_SECURE": address.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": address.startswith("https://"),
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
    }
