"""The attendance sheets: one a day, signed by hand (LIFE table, row 11)."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.access import Need
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import agenda_day
from eventmgr.i18n.names import list_name
from eventmgr.printing.papers import SheetDay, SheetPaper, Signer
from eventmgr.printing.words import Words
from eventmgr.registration.paper import ordering_of
from eventmgr.registration.queries import (
    INTERNAL,
    has_confirmed,
    in_protocol_order,
    registrations,
)


@printable(
    "attendance",
    _l("Attendance sheets"),
    need=Need.SEE_PEOPLE,
    exists=has_confirmed,
)
def attendance_paper(event: Event, language: str) -> SheetPaper:
    """Return a sheet for each day with everybody but interpreters and technicians.

    A protected person signs as a representative of the institution (PRIV-04). Raises NotPrintable
    where nobody is registered.
    """
    naming = naming_for(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    people = registrations(event)
    blocks = in_protocol_order(event, people, naming, ordering_of(event, language, naming))
    signers = []
    for block in blocks:
        if block.number == INTERNAL:
            continue
        for group in block.groups:
            for person in group.people:
                name = person.display_name or list_name(
                    person.given_name, person.family_name, language, titles=person.honorific
                )
                designation = person.organisation.designation
                signers.append(
                    Signer(
                        name=words.say("Representative") if person.protected else name,
                        institution=naming.organisation(person.organisation),
                        designation=naming.designation(designation) if designation else "",
                    )
                )
    if not signers:
        raise NotPrintable(_l("Nobody is registered yet."))
    days = [event.start + timedelta(days=n) for n in range((event.end - event.start).days + 1)]
    return SheetPaper(
        masthead=with_notes(masthead, naming, typed=True),
        days=tuple(SheetDay(agenda_day(day, language), tuple(signers)) for day in days),
        privacy=words.say("The sheets are kept as long as the donor's rules require."),
    )
