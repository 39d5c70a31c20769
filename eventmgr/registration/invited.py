"""Who sits on the seats of an invitation, for the pages of the invitations."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.accounts.access import Need, may
from eventmgr.database import db
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.invitations.answers import TakenSeat, TakenSeats, seats_taken
from eventmgr.language import current
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.queries import WITHOUT_PLACE


@seats_taken
def people_on_seats(invitation_ids: Sequence[int]) -> TakenSeats:
    """Return {invitation id: people on its seats}; a protected person stays unnamed (PRIV-04)."""
    rows = db.session.execute(
        select(
            Registration.invitation_id,
            Registration.given_name,
            Registration.family_name,
            Registration.display_name,
            Registration.position,
            Registration.protected,
        )
        .where(
            Registration.invitation_id.in_(invitation_ids),
            Registration.state == RegistrationState.CONFIRMED,
            Registration.role.not_in(WITHOUT_PLACE),
        )
        .order_by(Registration.id)
    )
    seats: TakenSeats = {}
    for row in rows:
        if row.protected and not may(Need.MANAGE_PEOPLE):
            seat = TakenSeat(_("Representative"))
        else:
            name = row.display_name or plain_name(row.given_name, row.family_name)
            seat = TakenSeat(name, text_in(row.position, current()))
        seats.setdefault(row.invitation_id, []).append(seat)
    return seats
