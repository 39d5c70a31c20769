"""The people that institutions named, for a message to a group: accepted, in reserve, waiting."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.names import plain_name
from eventmgr.mail.circles import Members, Recipient, circle
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.nominations.words import STATES

# Whoever is in one of these is written to only where that state is chosen.
_GONE = frozenset({NominationState.DECLINED, NominationState.REPLACED, NominationState.WITHDRAWN})


@circle(
    "nominees",
    _l("Nominated people"),
    {"state": _l("State"), "delegation": _l("Delegation")},
)
def nominees(event: Any, language: str) -> Members:
    """Return everybody an institution named."""
    rows = db.session.scalars(
        select(Nomination)
        .where(Nomination.event_id == event.id, Nomination.email != "")
        .order_by(Nomination.id)
    ).all()
    names = screen_names_for(event, language)
    delegations: dict[int, Designation] = {}
    people = []
    for row in rows:
        designation = row.invitation.organisation.designation
        if designation is not None:
            delegations[designation.id] = designation
        people.append(
            Recipient(
                row.email,
                plain_name(row.given_name, row.family_name),
                row.language,
                {
                    "state": row.state.value,
                    "delegation": str(designation.id) if designation else "none",
                },
                "Message",
                row.id,
                gone=row.state in _GONE,
            )
        )
    present = {row.state for row in rows}
    ordered = sorted(delegations.values(), key=names.order)
    return Members(
        people,
        {
            "state": [
                (state.value, str(STATES[state][1]))
                for state in NominationState
                if state in present
            ],
            "delegation": [
                *((str(one.id), str(names.designation(one))) for one in ordered),
                ("none", _("Organisations of their own")),
            ],
        },
    )
