"""One entry in a participant's calendar, over a real mail server: asked, moved, taken out."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.events.actions import change_event
from eventmgr.mail.delivery import deliver_due
from eventmgr.mail.models import Mailing
from eventmgr.registration import actions, links
from eventmgr.registration.mails import send_confirmation
from tests.mail.servers import serving


def _entry(message):  # type: ignore[no-untyped-def]
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(calendar["method"])
    return str(calendar["method"]), next(iter(calendar.walk("VEVENT")))


def test_calendar_entry_is_asked_moved_and_taken_out_by_newer_files(app, make, sign_in) -> None:
    event = make.event(contact_email="desk@example.org")
    person = make.registration(event, make.organisation())
    organiser = make.member(event, EventRole.ORGANISER)
    with serving() as (settings, server):
        app.config["SMTP"] = settings
        send_confirmation(event, person, links.issue(person))
        db.session.commit()
        deliver_due()
        change_event(
            event,
            {"start": date(2027, 9, 7), "end": date(2027, 9, 8)},
            version=event.version,
            actor=organiser,
        )
        db.session.commit()
        browser = sign_in(organiser)
        page = browser.post(
            f"/events/{event.slug}/messages/to/participants",
            data={
                "of_state": "",
                "of_role": "",
                "of_delegation": "",
                "subject_en": "New dates: {dates}",
                "body_en": "Dear {name},",
                "with_calendar": "y",
                "version": "1",
            },
        ).headers["Location"]
        assert "calendar file" in browser.get(page).get_data(as_text=True)
        browser.post(f"{page}/send", data={"version": "1"})
        assert db.session.scalar(select(Mailing.done)) == 1
        deliver_due()
        db.session.refresh(person)
        db.session.refresh(event)
        actions.cancel_registration(event, person, actor="participant")
        db.session.commit()
        deliver_due()
    asked, moved, gone = [_entry(message) for message in server.taken]
    assert [method for method, _entry in (asked, moved, gone)] == ["REQUEST", "REQUEST", "CANCEL"]
    entries = [entry for _method, entry in (asked, moved, gone)]
    assert len({str(entry["uid"]) for entry in entries}) == 1
    numbers = [int(entry["sequence"]) for entry in entries]
    assert numbers == sorted(set(numbers)), "each file is newer than the one before"
    assert entries[1]["dtstart"].dt == date(2027, 9, 7)
    assert [str(entry["status"]) for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
