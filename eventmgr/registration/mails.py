"""What a participant receives: confirmation and cancellation, and word from the waiting list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.i18n.dates import short_datetime, zone_label
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.mail.calendar import calendar_file
from eventmgr.mail.messages import mail_language, send
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
        context={"registration": registration, "link": link, "name": name},
        attachments=[calendar],
        subject_type="Registration",
        subject_id=registration.id,
    )


def send_confirmation(event: Event, registration: Registration, token: str) -> None:
    """Queue the confirmation with the calendar file and the link to change or cancel."""
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


def send_waiting(event: Event, registration: Registration, token: str) -> None:
    """Queue the word that somebody is on the waiting list, with the link to leave it."""
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
