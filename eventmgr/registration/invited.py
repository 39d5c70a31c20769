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
from eventmgr.nominations.models import Nomination
from eventmgr.nominations.states import ON_SEAT
from eventmgr.registration.models import Registration
from eventmgr.registration.places import takes_own_seat


@seats_taken
def people_on_seats(invitation_ids: Sequence[int]) -> TakenSeats:
    """Return {invitation id: people on its seats}; a protected person stays unnamed (PRIV-04).

    People named for a seat stand behind those who are registered; who is both stands here once.
    """
    rows = db.session.execute(
        select(
            Registration.invitation_id,
            Registration.given_name,
            Registration.family_name,
            Registration.display_name,
            Registration.position,
            Registration.protected,
        )
        .where(Registration.invitation_id.in_(invitation_ids), takes_own_seat())
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
    named = db.session.execute(
        select(
            Nomination.invitation_id,
            Nomination.given_name,
            Nomination.family_name,
            Nomination.position,
            Nomination.registration_id,
            Registration.protected,
        )
        .outerjoin(Registration, Registration.id == Nomination.registration_id)
        .where(Nomination.invitation_id.in_(invitation_ids), Nomination.state.in_(ON_SEAT))
        .order_by(Nomination.id)
    )
    for one in named:
        if one.protected and not may(Need.MANAGE_PEOPLE):
            seat = TakenSeat(_("Representative"))
        else:
            name = plain_name(one.given_name, one.family_name)
            seat = TakenSeat(name, text_in(one.position, current()), one.registration_id is None)
        seats.setdefault(one.invitation_id, []).append(seat)
    return seats
