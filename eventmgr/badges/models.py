"""How the badges of an event look."""

import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, status_type


class BadgeSize(enum.StrEnum):
    """The two sizes that holders are sold for."""

    A6 = "a6"
    CARD = "card"


class BadgeSettings(db.Model):
    """What stands on the badges of one event; without a row the defaults hold."""

    __tablename__ = "badge_settings"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    size: Mapped[BadgeSize] = mapped_column(
        status_type(BadgeSize, "badge_size"), default=BadgeSize.A6
    )
    # The back says what the front says, so that a badge that turns over still names its person.
    both_faces: Mapped[bool] = mapped_column(default=True)
    show_languages: Mapped[bool] = mapped_column(default=True)
    show_photo: Mapped[bool] = mapped_column(default=True)
    show_code: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
