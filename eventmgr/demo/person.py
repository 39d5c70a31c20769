"""How a person of the demonstration is written down."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.demo.words import Texts
from eventmgr.i18n.names import fold
from eventmgr.registration.models import ListSharing, ParticipantRole, PhotoConsent


@dataclass(frozen=True)
class Person:
    """Somebody registered; languages are codes with spaces between them.

    `of` is the institution's key. `entered` says that the secretariat registered the person,
    `cancelled` that the registration was taken back.
    """

    of: str
    honorific: str
    given: str
    family: str
    position: Texts
    speaks: str
    follows: str
    language: str = "en"
    role: ParticipantRole = ParticipantRole.PARTICIPANT
    head: bool = False
    rank: int = 100
    sharing: ListSharing = ListSharing.PARTICIPANTS
    photo: PhotoConsent = PhotoConsent.YES
    phone: str = ""
    needs: str = ""
    diet: str = ""
    protected: bool = False
    entered: bool = False
    cancelled: bool = False

    @property
    def name(self) -> str:
        """Return the name by which the agenda refers to the person."""
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        """Return an address of a domain that nobody has."""
        return f"{'.'.join(fold(self.name).split())}@example.org"
