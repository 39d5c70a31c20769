"""Who adopts a text and who observes: one voice a delegation (LIFE-45)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.conclusions.models import Adopter, Part
from eventmgr.conclusions.recording import note_beside
from eventmgr.database import db, lock
from eventmgr.directory.models import DesignationKind, Organisation, OrganisationKind
from eventmgr.directory.screen import ScreenNames
from eventmgr.drafting.changing import Refused, check_open
from eventmgr.drafting.models import StructuredText
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState

# They comment, but do not adopt (LIFE-45).
_WITHOUT_VOICE = frozenset(
    {
        OrganisationKind.NGO,
        OrganisationKind.ACADEMIA,
        OrganisationKind.PRIVATE,
        OrganisationKind.MEDIA,
    }
)


def may_adopt(organisation: Organisation) -> bool:
    """Tell whether an organisation can be listed as adopting: no observers, NGOs or experts."""
    if organisation.kind in _WITHOUT_VOICE:
        return False
    designation = organisation.designation
    return designation is None or designation.kind is not DesignationKind.OBSERVER


def short_name(names: ScreenNames, organisation: Organisation) -> str:
    """Return a delegation's name on screen: its designation, or the organisation's own."""
    if organisation.designation is None:
        return names.organisation(organisation)
    return names.designation(organisation.designation)


def listed(text: StructuredText) -> list[Adopter]:
    """Return everybody listed beside a text, in one query."""
    return list(
        db.session.scalars(select(Adopter).where(Adopter.text_id == text.id).order_by(Adopter.id))
    )


def entitled(text: StructuredText) -> list[Adopter]:
    """Return those whose word counts (LIFE-45)."""
    return [row for row in listed(text) if row.part is Part.ADOPTING]


def find(text: StructuredText, number: int) -> Adopter | None:
    """Return a row of this text's list."""
    return db.session.scalar(
        select(Adopter).where(Adopter.text_id == text.id, Adopter.id == number)
    )


def add(
    text: StructuredText,
    organisation: Organisation,
    part: Part,
    *,
    head: str = "",
    email: str = "",
    language: str = "en",
    actor: Any,
) -> Adopter:
    """Put a delegation on the list.

    Raises Refused where it is there already, where its delegation has a voice already, or where
    it cannot adopt.
    """
    lock(text)
    check_open(text)
    rows = listed(text)
    if any(row.organisation_id == organisation.id for row in rows):
        raise Refused(_l("This institution is on the list already."))
    _check(rows, organisation, part)
    row = Adopter(
        text_id=text.id,
        organisation_id=organisation.id,
        part=part,
        head=head,
        email=email.lower(),
        language=language,
    )
    db.session.add(row)
    db.session.flush()
    note_beside("list adopter", text, row, organisation, actor=actor, changes=_part(row))
    return row


def change(text: StructuredText, row: Adopter, values: dict[str, Any], *, actor: Any) -> None:
    """Change part, head of delegation, address or language; raises Refused as `add` does."""
    lock(text)
    check_open(text)
    others = [one for one in listed(text) if one.id != row.id]
    _check(others, row.organisation, values.get("part", row.part))
    changes = differences(row, values)
    changes.pop("head", None)
    if changes:
        note_beside("change adopter", text, row, row.organisation, actor=actor, changes=changes)


def remove(text: StructuredText, row: Adopter, *, actor: Any) -> None:
    """Take a delegation off the list; it can be added again."""
    lock(text)
    check_open(text)
    note_beside("remove adopter", text, row, row.organisation, actor=actor, changes=_part(row))
    db.session.delete(row)
    db.session.flush()


def _part(row: Adopter) -> dict[str, Any]:
    return {"part": ["", row.part.value]}


def _check(rows: list[Adopter], organisation: Organisation, part: Part) -> None:
    if part is not Part.ADOPTING:
        return
    if not may_adopt(organisation):
        raise Refused(
            _l("Observers, non-governmental organisations and experts may comment, not adopt.")
        )
    number = organisation.designation_id
    if number is not None and any(
        row.part is Part.ADOPTING and row.organisation.designation_id == number for row in rows
    ):
        raise Refused(
            _l(
                "This delegation has a voice already through another institution. Each delegation "
                "has one voice; please list this one as an observer."
            )
        )


def from_invitations(event: Event, text: StructuredText, *, actor: Any) -> int:
    """Take over the invited institutions; return how many were added.

    The first institution of each delegation gets its voice, the others stand as observers, as do
    those that cannot adopt. What was declined or withdrawn stays out.
    """
    lock(text)
    check_open(text)
    rows = listed(text)
    known = {row.organisation_id for row in rows}
    voices = {
        row.organisation.designation_id
        for row in rows
        if row.part is Part.ADOPTING and row.organisation.designation_id is not None
    }
    added = 0
    for invitation in db.session.scalars(
        select(Invitation)
        .where(
            Invitation.event_id == event.id,
            Invitation.state.not_in([InvitationState.DECLINED, InvitationState.WITHDRAWN]),
        )
        .order_by(Invitation.id)
    ):
        organisation = invitation.organisation
        if organisation.id in known:
            continue
        number = organisation.designation_id
        adopting = may_adopt(organisation) and (number is None or number not in voices)
        if adopting and number is not None:
            voices.add(number)
        db.session.add(
            Adopter(
                text_id=text.id,
                organisation_id=organisation.id,
                part=Part.ADOPTING if adopting else Part.OBSERVER,
                email=(invitation.email or organisation.email).lower(),
                language=invitation.language,
            )
        )
        added += 1
    if added:
        text.version += 1
        db.session.flush()
        record(
            "list adopters from invitations",
            text,
            actor=actor,
            event_id=text.event_id,
            label=text.kind.value,
            changes={"count": [len(rows), len(rows) + added]},
        )
    return added
