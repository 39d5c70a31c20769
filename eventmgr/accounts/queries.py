"""Reading accounts and the teams of events."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole, Membership, Role, User
from eventmgr.database import db
from eventmgr.i18n.names import fold


def user_by_email(email: str) -> User | None:
    """Return the account of an address, whatever the case of its letters."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


@dataclass(frozen=True)
class Account:
    """A user with the number of events they are in."""

    user: User
    events: int


def accounts(words: str = "") -> list[Account]:
    """Return all accounts by name, the deactivated ones last; two queries."""
    counted = (
        select(Membership.user_id, func.count().label("events"))
        .group_by(Membership.user_id)
        .subquery()
    )
    rows = db.session.execute(
        select(User, func.coalesce(counted.c.events, 0))
        .outerjoin(counted, counted.c.user_id == User.id)
        .order_by(User.active.desc(), func.lower(User.name), User.id)
    )
    wanted = fold(words).split()
    return [
        Account(user, count)
        for user, count in rows
        if all(word in fold(f"{user.name} {user.email}") for word in wanted)
    ]


def team_of(event_id: int) -> list[Membership]:
    """Return the members of an event with their accounts: organisers first, then by name."""
    order = list(EventRole)
    rows = db.session.scalars(select(Membership).where(Membership.event_id == event_id))
    return sorted(rows, key=lambda row: (order.index(row.role), row.user.name.casefold()))


def active_administrators() -> int:
    """Return how many active accounts administer the installation."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(User)
            .where(User.active, User.roles.any(Role.name == "administrator"))
        )
        or 0
    )
