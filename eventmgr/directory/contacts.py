"""People at institutions whom one writes to, and what for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.directory.models import ContactPurpose, Organisation, OrganisationContact
from eventmgr.i18n.multilingual import clean, text_in
from eventmgr.i18n.names import fold

# How long a contact that was taken out can be brought back.
BRING_BACK = timedelta(days=1)
# The record outlives the person's entry: it says that these changed, not what they were (PRIV-06).
_PERSONAL = frozenset({"given_name", "family_name", "email", "phone", "post"})


def contacts_of(organisation: Organisation, *, removed: bool = False) -> list[OrganisationContact]:
    """Return an organisation's contacts in the order they were entered."""
    gone = OrganisationContact.removed_at
    return list(
        db.session.scalars(
            select(OrganisationContact)
            .where(
                OrganisationContact.organisation_id == organisation.id,
                gone.is_not(None) if removed else gone.is_(None),
            )
            .order_by(OrganisationContact.id)
        )
    )


def contacts_for(
    numbers: Iterable[int], purpose: ContactPurpose | None = None
) -> dict[int, list[OrganisationContact]]:
    """Return {organisation: its contacts}, for one purpose or for all, in one query."""
    found: dict[int, list[OrganisationContact]] = {}
    rows = db.session.scalars(
        select(OrganisationContact)
        .where(
            OrganisationContact.organisation_id.in_(set(numbers)),
            OrganisationContact.removed_at.is_(None),
        )
        .order_by(OrganisationContact.id)
    )
    for row in rows:
        if purpose is None or purpose.value in row.purposes:
            found.setdefault(row.organisation_id, []).append(row)
    return found


def prepared(values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns as they are kept: the address in small letters, no blank posts."""
    values = dict(values)
    if "email" in values:
        values["email"] = values["email"].lower()
    if "post" in values:
        values["post"] = clean(values["post"])
    return values


def contact_key(values: dict[str, Any]) -> str:
    """Return the text that searching looks in."""
    words = (values.get("given_name", ""), values.get("family_name", ""))
    return fold(" ".join((*words, *values.get("post", {}).values())))


def add_contact(
    organisation: Organisation, values: dict[str, Any], *, actor: Any
) -> OrganisationContact:
    """Enter a contact; `values` are columns of OrganisationContact."""
    _forget_removed()
    values = prepared(values)
    contact = OrganisationContact(
        organisation_id=organisation.id, search_key=contact_key(values), **values
    )
    db.session.add(contact)
    record("add contact", contact, actor=actor, label=text_in(organisation.names, "en"))
    return contact


def change_contact(
    contact: OrganisationContact, values: dict[str, Any], *, version: int, actor: Any
) -> None:
    """Change a contact; raises Conflict where somebody saved in between."""
    claim_version(contact, version)
    values = prepared(values)
    changes = differences(contact, values)
    contact.search_key = contact_key(values)
    if changes:
        record(
            "change contact",
            contact,
            actor=actor,
            label=text_in(contact.organisation.names, "en"),
            changes={
                name: ["…", "…"] if name in _PERSONAL else change
                for name, change in changes.items()
            },
        )


def remove_contact(contact: OrganisationContact, *, actor: Any) -> None:
    """Take a contact out; it can be brought back for a day."""
    _forget_removed()
    lock(contact)
    if contact.removed_at is None:
        contact.removed_at = now()
        contact.version += 1
        record(
            "remove contact", contact, actor=actor, label=text_in(contact.organisation.names, "en")
        )


def restore_contact(contact: OrganisationContact, *, actor: Any) -> None:
    """Bring a contact back."""
    lock(contact)
    if contact.removed_at is not None:
        contact.removed_at = None
        contact.version += 1
        record(
            "restore contact", contact, actor=actor, label=text_in(contact.organisation.names, "en")
        )


def _forget_removed() -> None:
    db.session.execute(
        delete(OrganisationContact).where(OrganisationContact.removed_at < now() - BRING_BACK)
    )
