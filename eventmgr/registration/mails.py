"""What a participant receives: confirmation and cancellation, and word from the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.i18n.dates import short_datetime, zone_label
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.calendar import calendar_file
from eventmgr.mail.messages import Message, compose, mail_language, send
from eventmgr.mail.templates import register, word
from eventmgr.registration import links
from eventmgr.registration.models import Registration


def _send(template: str, event: Event, registration: Registration, method: str, link: str) -> None:
    if not registration.email:
        return
    name = plain_name(registration.given_name, registration.family_name)
    calendar = calendar_file(
        event,
        uid=registration.calendar_uid,
        sequence=event.calendar_sequence + registration.calendar_sequence,
        language=registration.language,
        method=method,
        attendee=(name, registration.email),
    )
    send(
        template,
        to_email=registration.email,
        to_name=name,
        language=registration.language,
        event=event,
        context={"link": link, "name": name},
        attachments=[calendar],
        subject_type="Registration",
        subject_id=registration.id,
    )


@dataclass(frozen=True)
class Ready:
    """Messages about a registration, written before the lock that it is made under.

    They hold as long as the event has the `stamp` they were written from.
    """

    token: str
    calendar_uid: str
    stamp: tuple[int, int]
    # The version of the privacy notice that was read; None while none was kept.
    notice: int | None
    confirmed: Message
    calendar: dict[str, Any]
    waiting: Message | None


def _stamp(event: Event) -> tuple[int, int]:
    return (event.version, event.calendar_sequence)


def make_ready(event: Event, values: dict[str, Any], *, wait: bool, notice: int | None) -> Ready:
    """Write the confirmation, and with `wait` the word of the waiting list, for columns to be.

    `notice` is the version of the privacy notice that was read. Raises NamesMissing.
    """
    token, uid = links.new_token(), links.new_uid()
    name = plain_name(values["given_name"], values["family_name"])
    code = mail_language(values["language"], event)
    words = {"name": name, "link": links.address(token)}
    return Ready(
        token=token,
        calendar_uid=uid,
        stamp=_stamp(event),
        notice=notice,
        confirmed=compose("registration_confirmed", event, code, words, to_name=name),
        calendar=calendar_file(
            event,
            uid=uid,
            sequence=event.calendar_sequence,
            language=values["language"],
            method="REQUEST",
            attendee=(name, values["email"].lower()),
        ),
        waiting=compose("registration_waiting", event, code, words, to_name=name) if wait else None,
    )


def _queue(
    template: str,
    event: Event,
    registration: Registration,
    message: Message,
    attachments: list[dict[str, Any]],
) -> None:
    queue_mail(
        template=template,
        to_email=registration.email,
        to_name=plain_name(registration.given_name, registration.family_name),
        reply_to=event.contact_email,
        language=mail_language(registration.language, event),
        subject=message.subject,
        body_text=message.text,
        body_html=message.html,
        event_id=event.id,
        subject_type="Registration",
        subject_id=registration.id,
        attachments=attachments,
    )


def send_confirmation(
    event: Event, registration: Registration, token: str, ready: Ready | None = None
) -> None:
    """Queue the confirmation with the calendar file and the link to change or cancel."""
    if ready is not None and ready.stamp == _stamp(event):
        template = "registration_confirmed"
        _queue(template, event, registration, ready.confirmed, [ready.calendar])
        return
    _send("registration_confirmed", event, registration, "REQUEST", links.address(token))


def send_cancellation(event: Event, registration: Registration) -> None:
    """Queue the word that the registration is cancelled, with the calendar's cancellation."""
    _send("registration_cancelled", event, registration, "CANCEL", "")


LINK = word("link", _l("the person's own link"), "https://example.org/…", needed=True)
UNTIL = word("until", _l("until when the offer holds"), "12 May 2027, 17:00", needed=True)
register("registration_confirmed", _l("A registration is confirmed"), LINK)
register("registration_cancelled", _l("A registration is cancelled"))
register("registration_waiting", _l("A person is on the waiting list"), LINK)
register("registration_offered", _l("A place is offered to a person who waits"), LINK, UNTIL)
register("registration_request", _l("Please confirm your address (open registration)"), LINK, UNTIL)
register("registration_known", _l("The address is registered already (open registration)"))
register("registration_lapsed", _l("An offer of a place has ended"))
register("registration_waiting_left", _l("A person has left the waiting list"))


def _tell(template: str, event: Event, registration: Registration, **context: Any) -> None:
    """Queue a message without a calendar file: there is nothing in the calendar yet."""
    if not registration.email:
        return
    name = plain_name(registration.given_name, registration.family_name)
    send(
        template,
        to_email=registration.email,
        to_name=name,
        language=registration.language,
        event=event,
        context={"name": name, **context},
        subject_type="Registration",
        subject_id=registration.id,
    )


def send_waiting(
    event: Event, registration: Registration, token: str, ready: Ready | None = None
) -> None:
    """Queue the word that somebody is on the waiting list, with the link to leave it."""
    if ready is not None and ready.waiting is not None and ready.stamp == _stamp(event):
        _queue("registration_waiting", event, registration, ready.waiting, [])
        return
    _tell("registration_waiting", event, registration, link=links.address(token))


def offer_ends(event: Event, instant: datetime, language: str) -> str:
    """Return the end of an offer as the clock at the venue shows it."""
    there = instant.astimezone(ZoneInfo(event.timezone))
    city = text_in(event.city, language, event.document_languages)
    return f"{short_datetime(there, language)} {zone_label(there, event.timezone, city)}"


def send_offer(event: Event, registration: Registration, token: str) -> None:
    """Queue the offer of a place, with its end at the venue's clock."""
    assert registration.offer_until is not None
    language = mail_language(registration.language, event)
    until = offer_ends(event, registration.offer_until, language)
    _tell("registration_offered", event, registration, link=links.address(token), until=until)


def send_lapsed(event: Event, registration: Registration) -> None:
    """Queue the word that an offer has ended and the place went to the next person."""
    _tell("registration_lapsed", event, registration)


def send_waiting_left(event: Event, registration: Registration) -> None:
    """Queue the word that somebody is not on the waiting list any more."""
    _tell("registration_waiting_left", event, registration)


def send_request(
    event: Event, name: str, email: str, language: str, token: str, until: datetime
) -> None:
    """Queue the question whether an address is the person's own, with the link to confirm it."""
    words = {
        "name": name,
        "link": f"{current_app.config['PUBLIC_URL']}/confirm-registration/{token}",
        "until": offer_ends(event, until, mail_language(language, event)),
    }
    send(
        "registration_request",
        to_email=email,
        to_name=name,
        language=language,
        event=event,
        context=words,
    )


def send_known(event: Event, email: str, language: str) -> None:
    """Queue the word that an address is registered already; only its owner reads it."""
    send("registration_known", to_email=email, language=language, event=event)
