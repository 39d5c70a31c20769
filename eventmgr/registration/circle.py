"""The people that a message to a group can go to: participants, by state, role and delegation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.names import plain_name
from eventmgr.mail.calendar import calendar_file
from eventmgr.mail.circles import Members, Recipient, circle
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.words import ROLES, STATES

# Whoever is in one of these is written to unless another state is chosen.
_COMING = frozenset({RegistrationState.CONFIRMED})


def _calendar(event: Any, number: int, language: str) -> dict[str, Any] | None:
    """Return the entry of one participant as it stands now; none for who is not confirmed."""
    row = db.session.get(Registration, number)
    if row is None or row.event_id != event.id or row.state not in _COMING:
        return None
    return calendar_file(
        event,
        uid=row.calendar_uid,
        sequence=event.calendar_sequence + row.calendar_sequence,
        language=language,
        attendee=(plain_name(row.given_name, row.family_name), row.email),
    )


@circle(
    "participants",
    _l("Participants"),
    {"state": _l("State"), "role": _l("Role"), "delegation": _l("Delegation")},
    calendar=_calendar,
)
def participants(event: Any, language: str) -> Members:
    """Return everybody registered; who is not confirmed is reached where that state is chosen."""
    # Columns only: an event may have thousands of people, and this is asked to count them too.
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.email,
            Registration.given_name,
            Registration.family_name,
            Registration.language,
            Registration.state,
            Registration.role,
            Registration.designation_id,
        )
        .where(Registration.event_id == event.id, Registration.email != "")
        .order_by(Registration.id)
    ).all()
    names = screen_names_for(event, language)
    delegations = db.session.scalars(
        select(Designation).where(Designation.id.in_({row.designation_id for row in rows}))
    ).all()
    people = [
        Recipient(
            row.email,
            plain_name(row.given_name, row.family_name),
            row.language,
            {
                "state": row.state.value,
                "role": row.role.value,
                "delegation": str(row.designation_id or "none"),
            },
            "Message",
            row.id,
            gone=row.state not in _COMING,
        )
        for row in rows
    ]
    present = {row.state for row in rows}
    ordered = sorted(delegations, key=names.order)
    return Members(
        people,
        {
            "state": [
                (state.value, str(STATES[state])) for state in RegistrationState if state in present
            ],
            "role": [(role.value, str(ROLES[role])) for role in ParticipantRole],
            "delegation": [
                *((str(one.id), str(names.designation(one))) for one in ordered),
                ("none", _("Organisations of their own")),
            ],
        },
    )
