"""Making accounts, giving roles, forming the team of an event."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select

from eventmgr.accounts.models import DUTIES, EventRole, Membership, Role, User
from eventmgr.accounts.queries import active_administrators, user_by_email
from eventmgr.audit.actions import differences, record
from eventmgr.database import Base, db, lock
from eventmgr.language import speaking
from eventmgr.mail.actions import queue_mail

INSTALLATION_ROLES = ("organiser", "administrator")


class AddressTaken(Exception):
    """An account with this address is there already."""


class LastOrganiser(Exception):
    """The event would be left without an organiser."""


class LastAdministrator(Exception):
    """The installation would be left without an administrator."""


class AlreadyMember(Exception):
    """The person is in the team already."""


def create_user(
    *,
    email: str,
    name: str,
    language: str,
    roles: Iterable[str] = (),
    actor: Any,
    event_title: str = "",
) -> User:
    """Make an account without a password and write the mail with which to set one.

    `event_title` names the event in whose team the person is. Raises AddressTaken where the
    address has an account.
    """
    if user_by_email(email) is not None:
        raise AddressTaken(email)
    user = User(
        email=email.strip().lower(),
        name=name,
        language=language,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
    )
    user.roles = _roles(roles)
    db.session.add(user)
    record(
        "create account",
        user,
        actor=actor,
        label=name,
        changes={"roles": [[], sorted(roles)]} if roles else None,
    )
    send_password_link(user, event_title=event_title)
    return user


def _roles(names: Iterable[str]) -> list[Role]:
    found = {row.name: row for row in db.session.scalars(select(Role))}
    return [found.get(name) or Role(name=name) for name in names]


def send_password_link(user: User, *, event_title: str = "") -> None:
    """Write a mail, in the person's language, with the link that sets the password."""
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    _write_password_mail("welcome", user, token, event_title=event_title)


def send_forgotten_password(user: User, token: str) -> None:
    """Write a mail, in the person's language, with the link that sets a forgotten password."""
    _write_password_mail("forgotten", user, token)


def _write_password_mail(template: str, user: User, token: str, **words: str) -> None:
    with speaking(user.language):
        # The address of the site is the setting's, never that of the request.
        path = current_app.url_map.bind("").build("security.reset_password", {"token": token})
        link = current_app.config["PUBLIC_URL"] + path
        days = current_app.config["SECURITY_RESET_PASSWORD_WITHIN"].days
        queue_mail(
            template=f"accounts/{template}",
            to_email=user.email,
            to_name=user.name,
            language=user.language,
            subject=_("Your account for preparing events"),
            body_text=render_template(
                f"accounts/{template}.txt", user=user, link=link, days=days, **words
            ),
        )


def change_account(
    user: User, *, name: str, language: str, roles: Iterable[str], actor: Any
) -> None:
    """Change name, language and roles on the installation.

    Raises LastAdministrator where nobody would administer the installation any more.
    """
    wanted = sorted(roles)
    before = sorted(role.name for role in user.roles)
    if "administrator" in before and "administrator" not in wanted:
        _keep_an_administrator(user)
    changes = differences(user, {"name": name, "language": language})
    if wanted != before:
        user.roles = _roles(wanted)
        changes["roles"] = [before, wanted]
    if changes:
        record("change account", user, actor=actor, label=user.name, changes=changes)


def deactivate(user: User, *, actor: Any) -> None:
    """Close an account: it can no longer sign in, and what it did stays on record.

    Raises LastAdministrator.
    """
    if any(role.name == "administrator" for role in user.roles):
        _keep_an_administrator(user)
    user.active = False
    # Ends what is signed in on other devices.
    user.fs_uniquifier = secrets.token_hex(32)
    record("deactivate account", user, actor=actor, label=user.name)


def activate(user: User, *, actor: Any) -> None:
    """Open a closed account again."""
    user.active = True
    record("activate account", user, actor=actor, label=user.name)


def _keep_an_administrator(user: User) -> None:
    if user.active and active_administrators() <= 1:
        raise LastAdministrator


# --- the team of an event -----------------------------------------------------------------------


def add_member(event: Base, user: User, role: EventRole, *, actor: Any) -> Membership:
    """Add an account to the team of an event; raises AlreadyMember."""
    lock(event)
    event_id: int = event.id  # type: ignore[attr-defined]
    if _membership(event_id, user.id) is not None:
        raise AlreadyMember
    row = Membership(event_id=event_id, user_id=user.id, role=role)
    db.session.add(row)
    record(
        "add to team",
        row,
        actor=actor,
        event_id=event_id,
        label=user.name,
        changes={"role": [None, role.value]},
    )
    return row


def _membership(event_id: int, user_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(Membership.event_id == event_id, Membership.user_id == user_id)
    )


def change_role(event: Base, row: Membership, role: EventRole, *, actor: Any) -> None:
    """Give a member another role; raises LastOrganiser where none would be left."""
    lock(event)
    db.session.refresh(row)
    if row.role is role:
        return
    if row.role is EventRole.ORGANISER:
        _keep_an_organiser(row)
    record(
        "change role in team",
        row,
        actor=actor,
        event_id=row.event_id,
        label=row.user.name,
        changes=differences(row, {"role": role}),
    )


def change_duties(event: Base, row: Membership, duties: Iterable[str], *, actor: Any) -> None:
    """Let a member read secure parts besides what the role allows: a list of DUTIES.

    Whoever has such a role already needs no duty of the same name.
    """
    lock(event)
    db.session.refresh(row)
    wanted = [duty.value for duty in DUTIES if duty.value in set(duties) and duty is not row.role]
    if wanted == row.duties:
        return
    record(
        "change duties in team",
        row,
        actor=actor,
        event_id=row.event_id,
        label=row.user.name,
        changes=differences(row, {"duties": wanted}),
    )


def remove_member(event: Base, row: Membership, *, actor: Any) -> None:
    """Take somebody out of the team; raises LastOrganiser where none would be left."""
    lock(event)
    db.session.refresh(row)
    if row.role is EventRole.ORGANISER:
        _keep_an_organiser(row)
    record(
        "remove from team",
        row,
        actor=actor,
        event_id=row.event_id,
        label=row.user.name,
        changes={"role": [row.role.value, None]},
    )
    db.session.delete(row)
    db.session.flush()


def _keep_an_organiser(row: Membership) -> None:
    others = db.session.scalars(
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.event_id == row.event_id,
            Membership.role == EventRole.ORGANISER,
            Membership.id != row.id,
            User.active,
        )
    ).first()
    if others is None:
        raise LastOrganiser
