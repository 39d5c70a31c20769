"""Reports of mail servers: for good, a delay, or none; which message; the server's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.mail.reports import read_report
from tests.mail import returned
from tests.mail.returned import NUMBER, raw

STAR = "bounces+*@example.org"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            returned.POSTFIX,
            "5.1.1 550 5.1.1 <desk@ministry.example.net>: Recipient address rejected: User "
            "unknown in virtual mailbox table",
        ),
        (
            returned.EXCHANGE,
            "5.2.2 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceeded",
        ),
        (returned.EXIM, "550 5.7.1 Message rejected due to local policy"),
        (returned.QMAIL, "Sorry, no mailbox here by that name. (#5.1.1)"),
    ],
    ids=["postfix", "exchange", "exim", "qmail"],
)
def test_report_of_a_failure_tells_the_message_and_the_words(text: str, reason: str) -> None:
    report = read_report(raw(text))
    assert report is not None
    assert (report.number, report.failed) == (NUMBER, True)
    assert report.reason == reason


def test_report_without_a_copy_is_known_by_the_address_it_came_back_to() -> None:
    assert read_report(raw(returned.BARE)) is None
    report = read_report(raw(returned.BARE), STAR)
    assert report is not None
    assert (report.number, report.failed, report.reason) == (NUMBER, True, "5.4.1")


def test_report_of_a_delay_is_no_failure() -> None:
    report = read_report(raw(returned.DELAYED))
    assert report is not None
    assert not report.failed


@pytest.mark.parametrize(
    "text",
    [
        returned.DELIVERED,
        returned.AWAY,
        returned.ANSWER,
        returned.BROKEN,
        returned.STRANGER,
        "",
        "no message at all",
    ],
    ids=["delivered", "away", "answer", "broken", "stranger", "empty", "words"],
)
def test_what_is_no_failure_of_ours_is_left_alone(text: str) -> None:
    assert read_report(raw(text), STAR) is None


@given(st.binary(max_size=2000))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_report(data, STAR)


@given(st.integers(0, len(returned.POSTFIX)))
def test_a_report_cut_off_anywhere_breaks_nothing(place: int) -> None:
    report = read_report(raw(returned.POSTFIX)[:place], STAR)
    assert report is None or report.number == NUMBER
