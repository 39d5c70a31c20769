"""What the registration answers for the nominations, and what follows when seats are added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.invitations.answers import on_more_seats
from eventmgr.invitations.models import Invitation
from eventmgr.nominations.models import Gender, Nomination
from eventmgr.nominations.registered import Balance, answers_for_nominations
from eventmgr.registration import actions, waiting
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.places import ACTIVE, taken_seats
from eventmgr.registration.words import STATES


class _Room:
    """The registration, as nominations ask it."""

    def knows(self, event: Event, email: str, phone_key: str, own: int | None) -> str:
        """Return "email" or "phone" where somebody who comes or waits has it, else ""."""
        people = select(Registration.id).where(
            Registration.event_id == event.id,
            Registration.state.in_(ACTIVE),
            Registration.id != (own or 0),
        )
        if db.session.scalar(people.where(Registration.email == email).limit(1)) is not None:
            return "email"
        if not phone_key:
            return ""
        same = people.where(Registration.phone_key == phone_key)
        return "phone" if db.session.scalar(same.limit(1)) is not None else ""

    def cancel(self, event: Event, registration_id: int, *, actor: Any) -> None:
        """Cancel the registration of somebody whose nomination fell out."""
        registration = db.session.get(Registration, registration_id)
        if registration is not None:
            actions.cancel_registration(event, registration, actor=actor)

    def taken(self, event_id: int, invitation_id: int | None = None) -> dict[int, int]:
        """Return {invitation id: seats taken}, by people registered or named for one."""
        return taken_seats(event_id, invitation_id)

    def seat_freed(self, event: Event) -> None:
        """Offer what the reserve did not take to the waiting list."""
        waiting.offer_places(event)

    def confirmed(self, event: Event) -> dict[int, Balance]:
        """Return {invitation id: balance of those who are registered on its seats}.

        The gender is the nomination's, else what the form of address says.
        """
        rows = db.session.execute(
            select(Registration.invitation_id, Registration.honorific, Nomination.gender)
            .outerjoin(Nomination, Nomination.registration_id == Registration.id)
            .where(
                Registration.event_id == event.id,
                Registration.invitation_id.is_not(None),
                Registration.state == RegistrationState.CONFIRMED,
            )
        )
        counts: dict[int, dict[Gender, int]] = {}
        for number, honorific, gender in rows:
            assert number is not None
            of_invitation = counts.setdefault(number, dict.fromkeys(Gender, 0))
            of_invitation[_gender(gender, honorific)] += 1
        return {
            number: Balance(count[Gender.WOMAN], count[Gender.MAN], count[Gender.UNSAID])
            for number, count in counts.items()
        }

    def states(self, registration_ids: Sequence[int]) -> dict[int, str]:
        """Return {registration id: its state in words}."""
        if not registration_ids:
            return {}
        rows = db.session.execute(
            select(Registration.id, Registration.state).where(Registration.id.in_(registration_ids))
        )
        return {row.id: str(STATES[row.state]) for row in rows}

    def protected(self, event: Event) -> set[int]:
        """Return the ids of those whom nothing may let others recognise (PRIV-04)."""
        return set(
            db.session.scalars(
                select(Registration.id).where(
                    Registration.event_id == event.id, Registration.protected
                )
            )
        )


def _gender(nominated: Gender | None, honorific: str) -> Gender:
    if nominated is not None and nominated is not Gender.UNSAID:
        return nominated
    titles = honorific.split()
    if "ms" in titles:
        return Gender.WOMAN
    return Gender.MAN if "mr" in titles else Gender.UNSAID


answers_for_nominations(_Room())


@on_more_seats
def seats_added(invitation_id: int) -> None:
    """Let the reserve of an institution, then who waits, have the seats that were added."""
    invitation = db.session.get_one(Invitation, invitation_id)
    waiting.place_freed(db.session.get_one(Event, invitation.event_id), invitation_id)
