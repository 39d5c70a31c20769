"""Makes rows for tests, by hand and with plain defaults."""

from __future__ import annotations

import itertools
import secrets
from datetime import UTC, date, datetime
from typing import Any

from flask_security import hash_password
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership, Role, User
from eventmgr.database import db
from eventmgr.directory.models import (
    Designation,
    DesignationKind,
    DesignationText,
    Footnote,
    Organisation,
    OrganisationKind,
)
from eventmgr.events.models import Event, EventKind, EventOrganiser, OrganiserRole
from eventmgr.invitations.models import Invitation
from eventmgr.registration.models import Registration

APPROVED = datetime(2026, 1, 1, tzinfo=UTC)


class Factory:
    """Each method adds a row, commits, and returns it."""

    def __init__(self) -> None:
        self._number = itertools.count(1)

    def _add(self, row: Any) -> Any:
        db.session.add(row)
        db.session.commit()
        return row

    def user(self, role: str | None = None, **values: Any) -> User:
        """A user with the password "a good password"; role: administrator or organiser."""
        number = next(self._number)
        user = User(
            **{
                "email": f"user{number}@example.org",
                "name": f"User {number}",
                "password": hash_password("a good password"),
                "fs_uniquifier": secrets.token_hex(16),
            }
            | values
        )
        if role:
            found = db.session.scalar(select(Role).where(Role.name == role)) or Role(name=role)
            user.roles.append(found)
        return self._add(user)

    def member(
        self,
        event: Event,
        role: EventRole = EventRole.ORGANISER,
        duties: tuple[EventRole, ...] = (),
        **values: Any,
    ) -> User:
        """A user with a role in the event, and with what was taken on besides."""
        user = self.user(**values)
        taken = [duty.value for duty in duties]
        self._add(Membership(user_id=user.id, event_id=event.id, role=role, duties=taken))
        return user

    def designation(self, code: str = "ME", **names: str) -> Designation:
        """A designation with approved names: en, cnr, sq; footnoted=True for a marked one."""
        footnoted = bool(names.pop("footnoted", False))
        designation = Designation(
            code=code,
            kind=DesignationKind.PARTICIPANT if footnoted else DesignationKind.STATE,
            footnoted=footnoted,
        )
        names = names or {"en": "Montenegro", "cnr": "Crna Gora", "sq": "Mali i Zi"}
        designation.texts = [
            DesignationText(
                language=language, list_name=name, approved_by="Test", approved_at=APPROVED
            )
            for language, name in names.items()
        ]
        return self._add(designation)

    def kosovo(self) -> Designation:
        """The footnoted participant, with approved test footnotes in three languages."""
        for language in ("en", "cnr", "sq"):
            db.session.add(
                Footnote(
                    family="rcc-eu",
                    language=language,
                    text=f"Footnote text in {language}.",
                    approved_by="Test",
                    approved_at=APPROVED,
                )
            )
        return self.designation("KS", en="Kosovo", cnr="Kosovo", sq="Kosova", footnoted=True)  # type: ignore[arg-type]

    def organisation(self, designation: Designation | None = None, **values: Any) -> Organisation:
        """An institution of a designation, or an international organisation without one."""
        number = next(self._number)
        kind = OrganisationKind.MINISTRY if designation else OrganisationKind.INTERGOVERNMENTAL
        names = {
            "en": f"Institution {number}",
            "cnr": f"Institucija {number}",
            "sq": f"Institucioni {number}",
        }
        return self._add(
            Organisation(
                **{
                    "kind": kind,
                    "designation_id": designation.id if designation else None,
                    "names": names,
                    "email": f"office{number}@example.org",
                }
                | values
            )
        )

    def event(self, **values: Any) -> Event:
        """A two-day workshop in Podgorica with papers in three languages."""
        number = next(self._number)
        organisers = values.pop("organisers", [])
        event = Event(
            **{
                "slug": f"event-{number}",
                "kind": EventKind.WORKSHOP,
                "title": {"en": "Regional Workshop", "cnr": "Radionica", "sq": "Punëtori"},
                "start": date(2027, 8, 31),
                "end": date(2027, 9, 1),
                "city": {"en": "Podgorica", "cnr": "Podgorica", "sq": "Podgorica"},
                "document_languages": ["en", "cnr", "sq"],
                "floor_languages": ["en", "cnr", "sq"],
                "into_languages": ["en", "cnr", "sq"],
                "pivot": "en",
            }
            | values
        )
        event.organisers = [
            EventOrganiser(
                organisation_id=row.id, role=OrganiserRole.CO_ORGANISER, position=position
            )
            for position, row in enumerate(organisers)
        ]
        return self._add(event)

    def invitation(self, event: Event, organisation: Organisation, **values: Any) -> Invitation:
        """A draft invitation with two seats."""
        return self._add(
            Invitation(
                **{
                    "event_id": event.id,
                    "organisation_id": organisation.id,
                    "seats": 2,
                    "language": "en",
                    "email": organisation.email,
                }
                | values
            )
        )

    def registration(self, event: Event, organisation: Organisation, **values: Any) -> Registration:
        """A confirmed participant who speaks and follows English."""
        number = next(self._number)
        return self._add(
            Registration(
                **{
                    "event_id": event.id,
                    "organisation_id": organisation.id,
                    "designation_id": organisation.designation_id,
                    "given_name": "Ana",
                    "family_name": f"Petrović {number}",
                    "email": f"ana{number}@example.org",
                    "position": {"en": "Adviser"},
                    "speaks": ["en"],
                    "follows": ["en"],
                    "calendar_uid": f"{secrets.token_hex(8)}@example.org",
                }
                | values
            )
        )
