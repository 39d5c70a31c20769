"""Settings from the environment: embedded defaults, and one plain line for a wrong value."""

from __future__ import annotations

import stat
from dataclasses import astuple
from pathlib import Path

import pytest

from eventmgr import config
from eventmgr.config import ConfigurationError


def settings(folder: Path, **environ: str) -> dict[str, object]:
    return config.settings({"EVENTMGR_DATA": str(folder), **environ})


def test_defaults_are_sqlite_in_the_folder_and_no_mail_server(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'eventmgr.sqlite3'}"
    assert found["SMTP"] is None
    assert found["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert found["SESSION_COOKIE_SECURE"] is False


def test_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    settings(tmp_path / "new" / "data")
    assert stat.S_IMODE((tmp_path / "new" / "data").stat().st_mode) == 0o700


def test_secret_key_is_drawn_once_and_kept_private(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(str(first["SECRET_KEY"])) == 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_https_address_makes_cookies_secure(tmp_path: Path) -> None:
    assert settings(tmp_path, EVENTMGR_URL="https://x.example/")["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize("url", ["postgres://u:p@h/n", "postgresql://u:p@h/n"])
def test_postgresql_addresses_use_the_driver_at_hand(tmp_path: Path, url: str) -> None:
    found = settings(tmp_path, DATABASE_URL=url)
    assert found["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u:p@h/n"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25, None, "none")),
        ("smtp+starttls://me:secret@mail.example.org", ("mail.example.org", 587, "me", "starttls")),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, None, "ssl")),
    ],
)
def test_mail_servers(tmp_path: Path, url: str, expected: tuple[object, ...]) -> None:
    smtp = settings(tmp_path, SMTP_URL=url)["SMTP"]
    assert (smtp.host, smtp.port, smtp.user, smtp.tls) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", None),
        (
            "imaps://me%40x.org:s%2Fx@mail.example.org",
            ("imap", "mail.example.org", 993, "me@x.org", "s/x", "ssl", "INBOX"),
        ),
        (
            "imap://me:s@h:1143/Returned%20mail",
            ("imap", "h", 1143, "me", "s", "none", "Returned mail"),
        ),
        ("imap+starttls://me:s@h", ("imap", "h", 143, "me", "s", "starttls", "INBOX")),
        ("maildir:///var/mail/back", ("maildir", "", 0, "", "", "ssl", "/var/mail/back")),
        ("mbox:///var/mail/back", ("mbox", "", 0, "", "", "ssl", "/var/mail/back")),
    ],
)
def test_mailboxes_of_returned_messages(tmp_path: Path, url: str, expected: object) -> None:
    found = settings(tmp_path, BOUNCE_URL=url, BOUNCE_ADDRESS="b+*@example.org")
    assert found["BOUNCE_ADDRESS"] == "b+*@example.org"
    assert found["BOUNCES"] == expected or astuple(found["BOUNCES"]) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "８０"),
        ("DATABASE_URL", "not an address"),
        ("DATABASE_URL", "mysql://h/n"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "smtp://h:port"),
        ("MAIL_UNCERTAIN", "perhaps"),
        ("BOUNCE_URL", "mail.example.org"),
        ("BOUNCE_URL", "imaps://mail.example.org/INBOX"),
        ("BOUNCE_URL", "imaps://u:p@h:port"),
        ("BOUNCE_URL", "maildir:relative"),
        ("BOUNCE_URL", "maildir://host/path"),
        ("BOUNCE_ADDRESS", "nobody"),
        ("BOUNCE_ADDRESS", "a*b*@example.org"),
        ("EVENTMGR_URL", "example.org"),
        ("PROXIES", "many"),
    ],
)
def test_wrong_value_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings(tmp_path, **{name: value})
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigurationError, match="EVENTMGR_DATA"):
        settings(tmp_path / "file")
