"""Forms of accounts and teams."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from eventmgr.accounts.words import INSTALLATION_ROLES
from eventmgr.forms import (
    EmailAddress,
    FieldError,
    Form,
    options,
    select_field,
    text_field,
)
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language

LANGUAGES = [(code, language(code).label) for code in INTERFACE_LANGUAGES]


class Roles(SelectMultipleField):
    """Tick boxes of the roles on the installation."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in our words."""
        if not set(self.data or []) <= set(INSTALLATION_ROLES):
            raise FieldError(_l("Please choose from the list."))


def email_field(**kwargs: Any) -> StringField:
    """Return the field of an e-mail address that must be filled in."""
    return text_field(
        _l("E-mail address"), most=255, required=True, validators=[EmailAddress()], **kwargs
    )


class AccountForm(Form):
    """Name, language and roles of an account."""

    name = text_field(_l("Name"), most=200, required=True)
    language = select_field(_l("Language of messages"), LANGUAGES)
    roles = Roles(_l("Roles on this installation"), choices=options(INSTALLATION_ROLES.items()))


class NewAccountForm(AccountForm):
    """An account that does not exist yet."""

    email = email_field()


class MyAccountForm(Form):
    """What somebody may change of their own account."""

    name = text_field(_l("Name"), most=200, required=True)
    language = select_field(_l("Language of pages and messages"), LANGUAGES)
