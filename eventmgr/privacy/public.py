"""Participants on the public page: those who chose it, and nobody else (PRIV-02)."""

from __future__ import annotations

from typing import Any

from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.events.public import public_section
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.registration.models import ListSharing, RegistrationState
from eventmgr.registration.queries import INTERNAL, in_protocol_order, registrations


@public_section(order=30)
def public_participants(event: Event, language: str) -> dict[str, Any] | None:
    """Return the entries of those who agreed, in protocol order; None where there is nobody.

    Protected people are left out whatever they chose (PRIV-04); contacts never stand here.
    """
    if not event.public_participants:
        return None
    people = [
        person
        for person in registrations(event)
        if person.list_sharing is ListSharing.PUBLIC
        and not person.protected
        and person.state is RegistrationState.CONFIRMED
    ]
    if not people:
        return None
    names = screen_names_for(event, language)
    groups = []
    for block in in_protocol_order(event, people, names, names):
        if block.number == INTERNAL:
            continue
        for group in block.groups:
            if group.designation is not None:
                heading = names.designation(group.designation)
            else:
                assert group.organisation is not None
                heading = names.organisation(group.organisation)
            groups.append(
                (
                    heading,
                    [
                        (
                            person.display_name
                            or list_name(
                                person.given_name,
                                person.family_name,
                                language,
                                titles=person.honorific,
                            ),
                            text_in(person.position, language, event.document_languages),
                            names.organisation(person.organisation),
                        )
                        for person in group.people
                    ],
                )
            )
    return {"template": "privacy/_public.html", "groups": groups}
