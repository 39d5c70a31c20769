"""Calendar files that follow an event: one entry per person, which a newer file replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventmgr import language as pages
from eventmgr.database import now
from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.multilingual import text_in
from eventmgr.mail.message import one_line, text_attachment
from eventmgr.mail.messages import address_of, mail_language
from eventmgr.mail.notes import notes_for

METHODS = {"REQUEST": "CONFIRMED", "PUBLISH": "CONFIRMED", "CANCEL": "CANCELLED"}


def calendar_file(
    event: Any,
    *,
    uid: str,
    sequence: int,
    language: str,
    method: str = "REQUEST",
    attendee: tuple[str, str] | None = None,
    hours: tuple[datetime, datetime] | None = None,
) -> dict[str, Any]:
    """Return a calendar file (RFC 5545) as an attachment of a mail.

    `uid` stays the same for one person's entry and `sequence` rises with each change, so that a
    newer file replaces the older. `method` is REQUEST, CANCEL or PUBLISH. `attendee` is (name,
    address). `hours` are the first and last instant, shown in the event's time zone; without
    them the entry covers whole days. Raises NamesMissing where a marked designation stands in
    the title or place and its footnote is not approved (DES-05).
    """
    code = mail_language(language, event)
    with pages.speaking(code):
        return _calendar_file(
            event, code, uid=uid, sequence=sequence, method=method, attendee=attendee, hours=hours
        )


def _calendar_file(
    event: Any,
    code: str,
    *,
    uid: str,
    sequence: int,
    method: str,
    attendee: tuple[str, str] | None,
    hours: tuple[datetime, datetime] | None,
) -> dict[str, Any]:
    # Loaded with the first calendar file, not with every web process.
    from icalendar import Calendar, Event, vCalAddress, vText

    order = event.document_languages
    title = one_line(text_in(event.title, code, order))
    place = one_line(
        ", ".join(
            part
            for part in (text_in(event.venue, code, order), text_in(event.city, code, order))
            if part
        )
    )
    entry = Event()
    entry.add("uid", uid)
    entry.add("sequence", sequence)
    entry.add("dtstamp", now())
    entry.add("status", METHODS[method])
    entry.add("summary", vText(title, params={"LANGUAGE": html_lang(code)}))
    if place:
        entry.add("location", vText(place, params={"LANGUAGE": html_lang(code)}))
    if hours is not None:
        entry.DTSTART, entry.DTEND = (_at_venue(instant, event.timezone) for instant in hours)
    else:
        # The end of a whole-day entry is the first day that is no longer part of it.
        entry.DTSTART, entry.DTEND = event.start, event.end + timedelta(days=1)
    description = _description(event, code, (title, place))
    if description:
        entry.add("description", description)
    if event.public:
        entry.add("url", address_of(f"/e/{event.slug}"))
    if event.contact_email:
        organiser = vCalAddress(f"mailto:{event.contact_email}")
        organiser.params["CN"] = vText(one_line(event.contact_name or title))
        entry.add("organizer", organiser)
    if attendee is not None:
        name, address = attendee
        person = vCalAddress(f"mailto:{address}")
        person.params["CN"] = vText(one_line(name))
        person.params["PARTSTAT"] = vText("ACCEPTED")
        entry.add("attendee", person)
    calendar = Calendar()
    calendar.add("prodid", f"-//eventmgr//{html_lang(code)}")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return text_attachment(
        f"{event.slug}.ics",
        "text/calendar",
        calendar.to_ical().decode(),
        method=method,
    )


def _at_venue(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def _description(event: Any, code: str, texts: Sequence[str]) -> str:
    lines = []
    if event.contact_name or event.contact_email:
        contact = ", ".join(
            part for part in (event.contact_name, event.contact_email, event.contact_phone) if part
        )
        lines.append(_("Contact: %(contact)s", contact=contact))
    lines += notes_for(event, code, *texts)
    return "\n".join(lines)
