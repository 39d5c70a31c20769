from __future__ import annotations

from typing import Any

import pytest

from eventmgr.database import db, now
from eventmgr.events.models import Event
from eventmgr.invitations.models import InvitationState
from eventmgr.nominations.models import Gender, Nomination
from eventmgr.registration.actions import register
from eventmgr.registration.models import Registration


def nominee(number: int) -> dict[str, Any]:
    """Columns of a nomination."""
    return {
        "given_name": "Vesna",
        "family_name": f"Bošković {number}",
        "gender": Gender.UNSAID,
        "position": {"en": "Adviser"},
        "email": f"Nominee{number}@example.org",
        "phone": f"+382 67 000 {number:03}",
        "language": "en",
        "note": "",
    }


def register_nominee(event: Event, nomination: Nomination, **values: Any) -> Registration:
    """Fill in the form as the nominee."""
    organisation = nomination.invitation.organisation
    registration, _token = register(
        event,
        {
            "organisation_id": organisation.id,
            "designation_id": organisation.designation_id,
            "given_name": nomination.given_name,
            "family_name": nomination.family_name,
            "email": nomination.email,
            "phone": nomination.phone,
            "language": nomination.language,
        }
        | values,
        actor="participant",
        invitation=nomination.invitation,
        nomination=nomination,
        by_link=True,
        consent_at=now(),
    )
    return registration


@pytest.fixture
def seats(make) -> Any:
    """An event and an invitation with two seats, opened by the institution."""
    event = make.event()
    organisation = make.organisation(make.designation())
    invitation = make.invitation(event, organisation, state=InvitationState.OPENED)
    db.session.commit()
    return event, invitation
