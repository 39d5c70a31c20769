"""Changing the directory; each change leaves one audit entry."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, now
from eventmgr.directory.merging import refresh_search
from eventmgr.directory.models import (
    Designation,
    DesignationText,
    Footnote,
    Organisation,
    OrganisationKind,
)
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import clean, text_in


def create_organisation(
    *,
    names: dict[str, str],
    kind: OrganisationKind,
    actor: Any,
    acronym: str = "",
    designation_id: int | None = None,
    parent_id: int | None = None,
    email: str = "",
    address: str = "",
    former_names: list[str] | None = None,
    former_dates: dict[str, str] | None = None,
    sort_key: str = "",
    event_id: int | None = None,
) -> Organisation:
    """Add an organisation to the registry; `names` is {language: name}, at least one."""
    organisation = Organisation(
        names=clean(names),
        kind=kind,
        acronym=acronym,
        designation_id=designation_id,
        parent_id=parent_id,
        email=email.lower(),
        address=address,
        former_names=former_names or [],
        former_dates=former_dates or {},
        sort_key=sort_key,
    )
    refresh_search(organisation)
    db.session.add(organisation)
    record(
        "create organisation",
        organisation,
        actor=actor,
        event_id=event_id,
        label=text_in(organisation.names, "en"),
    )
    return organisation


def change_organisation(
    organisation: Organisation, values: dict[str, Any], *, version: int, actor: Any
) -> None:
    """Change an organisation's entry; raises Conflict where somebody saved in between."""
    claim_version(organisation, version)
    if "names" in values:
        values = values | {"names": clean(values["names"])}
    changes = differences(organisation, values)
    refresh_search(organisation)
    if changes:
        record(
            "change organisation",
            organisation,
            actor=actor,
            label=text_in(organisation.names, "en"),
            changes=changes,
        )


def save_designation_text(
    designation: Designation,
    language: str,
    values: dict[str, str],
    *,
    actor: Any,
    event_id: int | None = None,
) -> DesignationText | None:
    """Enter a designation's names in a language, for all events or for one (DES-01).

    `values` holds list_name, formal_name, plate_name and sort_key. Any change takes the approval
    back; an empty list name removes the names. Returns the row, or None where there is none.
    """
    same_event = (
        DesignationText.event_id.is_(None)
        if event_id is None
        else DesignationText.event_id == event_id
    )
    row = db.session.scalar(
        select(DesignationText).where(
            DesignationText.designation_id == designation.id,
            DesignationText.language == language,
            same_event,
        )
    )
    label = language_name(language, "en")
    # The marker is the engine's (DES-08): one typed by hand would stand there twice.
    values = {name: text.strip().rstrip("*").strip() for name, text in values.items()}
    if not values.get("list_name"):
        if row is not None:
            record(
                "remove designation names",
                designation,
                actor=actor,
                event_id=event_id,
                label=label,
                changes={"list_name": [row.list_name, ""]},
            )
            db.session.delete(row)
            db.session.flush()
            db.session.expire(designation, ["texts"])
        return None
    if row is None:
        row = DesignationText(
            designation_id=designation.id, event_id=event_id, language=language, list_name=""
        )
        db.session.add(row)
    changes = differences(row, values)
    if changes:
        row.approved_by = None
        row.approved_at = None
        record(
            "change designation names",
            designation,
            actor=actor,
            event_id=event_id,
            label=label,
            changes=changes,
        )
        db.session.flush()
        db.session.expire(designation, ["texts"])
    return row


def approve_designation_text(row: DesignationText, *, actor: Any) -> None:
    """Approve a designation's names in a language, in the actor's name (DES-01)."""
    row.approved_by = actor.name
    row.approved_at = now()
    record(
        "approve designation names",
        row,
        actor=actor,
        event_id=row.event_id,
        label=language_name(row.language, "en"),
    )


def save_footnote(family: str, language: str, text: str, *, actor: Any) -> Footnote | None:
    """Enter a footnote's text; a change takes the approval back, an empty text removes it."""
    row = db.session.scalar(
        select(Footnote).where(Footnote.family == family, Footnote.language == language)
    )
    text = text.strip()
    label = f"{family}, {language_name(language, 'en')}"
    if not text:
        if row is not None:
            record(
                "remove footnote", row, actor=actor, label=label, changes={"text": [row.text, ""]}
            )
            db.session.delete(row)
            db.session.flush()
        return None
    if row is None:
        row = Footnote(family=family, language=language, text="")
        db.session.add(row)
    changes = differences(row, {"text": text})
    if changes:
        row.approved_by = None
        row.approved_at = None
        record("change footnote", row, actor=actor, label=label, changes=changes)
    return row


def approve_footnote(row: Footnote, *, actor: Any) -> None:
    """Approve a footnote's text in a language, in the actor's name."""
    row.approved_by = actor.name
    row.approved_at = now()
    record(
        "approve footnote",
        row,
        actor=actor,
        label=f"{row.family}, {language_name(row.language, 'en')}",
    )
