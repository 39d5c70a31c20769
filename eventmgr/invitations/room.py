"""The institutions invited, for the floor of the conclusions."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.floor.parties import Party, parties
from eventmgr.invitations.models import Invitation, InvitationState


@parties
def invited(event: Event, language: str) -> list[Party]:
    """Return the institutions that were invited and have not declined, by their delegations."""
    rows = db.session.scalars(
        select(Organisation)
        .join(Invitation, Invitation.organisation_id == Organisation.id)
        .where(
            Invitation.event_id == event.id,
            Invitation.state.not_in([InvitationState.WITHDRAWN, InvitationState.DECLINED]),
        )
    ).all()
    names = screen_names_for(event, language)
    found = [Party(row.id, names.institution(row)) for row in rows]
    order = {row.id: names.organisation_order(row) for row in rows}
    return sorted(found, key=lambda party: order[party.organisation_id])
