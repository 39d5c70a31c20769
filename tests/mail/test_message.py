"""The message on the wire: parts, headers, and that nothing can be smuggled into a header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.mail.message import (
    UnsendableMail,
    build,
    file_attachment,
    masked,
    text_attachment,
)
from eventmgr.mail.models import Mail

AT = datetime(2027, 7, 1, 9, 30, tzinfo=UTC)


def _mail(**values) -> Mail:
    return Mail(
        **{
            "template": "test",
            "to_email": "ana@example.org",
            "to_name": "Ana Petrović",
            "reply_to": "desk@example.org",
            "language": "cnr",
            "subject": "Poziv",
            "body_text": "Poštovana,\n.tačka\nŠĐ\n",
            "body_html": "<p>Poštovana</p>",
            "attachments": [],
            "message_id": "<abc@example.org>",
        }
        | values
    )


def _wire(mail: Mail):
    message = build(mail, sender="eventmgr@example.org", at=AT)
    return message_from_bytes(message.as_bytes(), policy=default)


def test_message_has_text_and_html_and_its_headers() -> None:
    message = _wire(_mail())
    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(("plain",)).get_content() == "Poštovana,\r\n.tačka\r\nŠĐ\r\n"
    assert message.get_body(("html",)).get_content() == "<p>Poštovana</p>\r\n"
    assert message["Message-ID"] == "<abc@example.org>"
    assert message["Reply-To"] == "desk@example.org"
    assert message["Content-Language"] == "cnr"
    assert message["To"].addresses[0].display_name == "Ana Petrović"
    assert message["Date"].datetime == AT


def test_message_carries_a_calendar_with_its_method() -> None:
    calendar = text_attachment("e.ics", "text/calendar", "BEGIN:VCALENDAR\r\n", method="REQUEST")
    pdf = file_attachment("e.pdf", "application/pdf", b"%PDF\x00\xff")
    message = _wire(_mail(attachments=[calendar, pdf]))
    first, second = message.iter_attachments()
    assert first.get_content_type() == "text/calendar"
    assert first.get_param("method") == "REQUEST"
    assert first.get_filename() == "e.ics"
    assert second.get_content() == b"%PDF\x00\xff"


@given(st.text(max_size=60), st.text(max_size=60))
def test_message_takes_no_smuggled_header(subject: str, name: str) -> None:
    evil = "\r\nBcc: all@example.org\n"
    mail = _mail(subject=subject + evil, to_name=name + evil)
    try:
        message = _wire(mail)
    except UnsendableMail:
        return
    assert "Bcc" not in message
    assert [one.addr_spec for one in message["To"].addresses] == ["ana@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "@example.org",
        "a@",
        "a b@example.org",
        "a@example.org\r\nBcc: b@c.d",
        "šef@example.org",
        "a@" + "x" * 70 + ".org",
    ],
)
def test_message_to_an_impossible_address_is_refused_in_words(address: str) -> None:
    with pytest.raises(UnsendableMail) as caught:
        build(_mail(to_email=address), sender="eventmgr@example.org", at=AT)
    assert str(caught.value).endswith(".")


def test_message_to_a_domain_with_other_letters_is_carried() -> None:
    message = _wire(_mail(to_email="ana@пример.example"))
    assert message["To"].addresses[0].addr_spec == "ana@xn--e1afmkfd.example"


@pytest.mark.parametrize(
    "attachment",
    [
        {},
        {"filename": "a", "content_type": "text/plain"},
        "not a map",
        {"filename": "a", "content_type": "application/pdf", "base64": "%%%"},
    ],
)
def test_message_with_a_broken_attachment_is_refused(attachment) -> None:
    with pytest.raises(UnsendableMail):
        build(_mail(attachments=[attachment]), sender="eventmgr@example.org", at=AT)


def test_masked_makes_personal_links_useless_and_leaves_the_rest() -> None:
    token = "Zk3" + "a_-9" * 10
    text = (
        f"https://host.example.org/invitation/{token} and "
        "https://host.example.org/e/a-workshop-with-a-rather-long-name-in-podgorica-2027"
    )
    assert masked(text) == (
        "https://host.example.org/invitation/… and "
        "https://host.example.org/e/a-workshop-with-a-rather-long-name-in-podgorica-2027"
    )
