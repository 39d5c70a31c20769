"""What a participant receives: the confirmation with its calendar file, the cancellation."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.mail.calendar import calendar_file
from eventmgr.mail.messages import send
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
