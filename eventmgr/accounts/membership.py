"""Joining the team of an event; the events room shows the form on its own page."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.forms import LANGUAGES, email_field
from eventmgr.accounts.models import EventRole
from eventmgr.accounts.words import EVENT_ROLES
from eventmgr.forms import Form, select_field, text_field


class MemberForm(Form):
    """Somebody who joins the team of an event, with an account or without."""

    email = email_field()
    role = select_field(_l("Role"), [(role.value, label) for role, label in EVENT_ROLES.items()])
    name = text_field(_l("Name"), most=200)
    language = select_field(_l("Language of messages"), LANGUAGES)

    @property
    def chosen_role(self) -> EventRole:
        """Return the role chosen."""
        return EventRole(self.role.data)
