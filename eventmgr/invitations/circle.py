"""The institutions that a message to a group can go to."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.multilingual import text_in
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import OUT, UNANSWERED
from eventmgr.mail.circles import Members, Recipient, circle


@circle(
    "institutions",
    _l("Institutions invited"),
    {"state": _l("State"), "delegation": _l("Delegation")},
)
def institutions(event: Any, language: str) -> Members:
    """Return the institutions that have their letter; those that declined count as gone."""
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.event_id == event.id, Invitation.state.in_(tuple(OUT)))
        .order_by(Invitation.id)
    ).all()
    names = screen_names_for(event, language)
    delegations: dict[int, Designation] = {}
    people = []
    for row in rows:
        designation = row.organisation.designation
        if designation is not None:
            delegations[designation.id] = designation
        people.append(
            Recipient(
                row.email,
                text_in(row.organisation.names, row.language, event.document_languages),
                row.language,
                {
                    "state": _answer(row),
                    "delegation": str(designation.id) if designation else "none",
                },
                "Message",
                row.id,
                gone=row.state is InvitationState.DECLINED,
            )
        )
    ordered = sorted(delegations.values(), key=names.order)
    return Members(
        people,
        {
            "state": [
                ("waiting", _("not answered yet")),
                ("answered", _("answered")),
                ("declined", _("declined")),
            ],
            "delegation": [
                *((str(one.id), str(names.designation(one))) for one in ordered),
                ("none", _("Organisations of their own")),
            ],
        },
    )


def _answer(invitation: Invitation) -> str:
    if invitation.state in UNANSWERED:
        return "waiting"
    return "declined" if invitation.state is InvitationState.DECLINED else "answered"
