"""Who is not to be photographed (PRIV-03)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.names import list_name, sort_name
from eventmgr.language import current
from eventmgr.registration.models import PhotoConsent, Registration, RegistrationState


def asked_not_to(event: Event) -> ColumnElement[bool]:
    """Return whether anybody is not to be photographed, as a condition."""
    return exists().where(
        Registration.event_id == event.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.protected | (Registration.photo_consent != PhotoConsent.YES),
    )


def not_photographed(event: Event, choice: PhotoConsent) -> list[Registration]:
    """Return the people who come and said this; protected people count as "no" (PRIV-04)."""
    said = Registration.photo_consent == choice
    chosen = (
        said | Registration.protected
        if choice is PhotoConsent.NO
        else said & ~Registration.protected
    )
    rows = db.session.scalars(
        select(Registration).where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            chosen,
        )
    )
    language = current()
    return sorted(
        rows, key=lambda one: sort_key(sort_name(one.given_name, one.family_name), language)
    )


def listed_name(person: Registration, language: str, representative: str) -> str:
    """Return a name as lists print it; the given word for somebody protected (PRIV-04)."""
    if person.protected:
        return representative
    return person.display_name or list_name(
        person.given_name, person.family_name, language, titles=person.honorific
    )
