"""What the account library says, in our words and languages; its mails go to the outbox."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_security import LoginForm, MailUtil


def messages() -> dict[str, tuple[Any, str]]:
    """Return our wording of the account library's messages, by its names."""
    wrong = _l("The address or the password is not right. Please check both and try again.")
    return {
        "USER_DOES_NOT_EXIST": (wrong, "error"),
        "INVALID_PASSWORD": (wrong, "error"),
        "GENERIC_AUTHN_FAILED": (wrong, "error"),
        "PASSWORD_NOT_SET": (wrong, "error"),
        "DISABLED_ACCOUNT": (wrong, "error"),
        "EMAIL_NOT_PROVIDED": (_l("Please write your e-mail address."), "error"),
        "INVALID_EMAIL_ADDRESS": (
            _l("Please write the e-mail address in full, for example name@example.org."),
            "error",
        ),
        "PASSWORD_NOT_PROVIDED": (_l("Please write your password."), "error"),
        "PASSWORD_INVALID_LENGTH": (
            _l("Please choose a password of at least 10 characters."),
            "error",
        ),
        "RETYPE_PASSWORD_MISMATCH": (_l("The two passwords differ. Please repeat it."), "error"),
        "PASSWORD_IS_THE_SAME": (_l("The new password must differ from the old one."), "error"),
        "PASSWORD_RESET_REQUEST": (
            _l("If this address has an account, a message with a link is on its way to it."),
            "info",
        ),
        "PASSWORD_RESET_EXPIRED": (
            _l("This link has expired. Please ask for a new one."),
            "error",
        ),
        "INVALID_RESET_PASSWORD_TOKEN": (
            _l("This link has been used already or is not complete. Please ask for a new one."),
            "error",
        ),
        "PASSWORD_RESET": (_l("Your password is set."), "success"),
        "PASSWORD_RESET_NO_LOGIN": (
            _l("Your password is set. Please sign in with it."),
            "success",
        ),
        "PASSWORD_CHANGE": (_l("Your password is changed."), "success"),
        "UNAUTHENTICATED": (_l("Please sign in first."), "error"),
        "LOGIN": (_l("Please sign in first."), "info"),
        "ALREADY_AUTHENTICATED": (_l("You are signed in already."), "info"),
        "GENERIC_RECOVERY": (
            _l("If this address has an account, a message with a link is on its way to it."),
            "info",
        ),
    }


class SignInForm(LoginForm):
    """The library's form of signing in, its fields named in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email.label.text = _l("E-mail address")
        self.password.label.text = _l("Password")


class OutboxMail(MailUtil):
    """Writes the account library's one message, of a forgotten password, to the outbox."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **kwargs: Any,
    ) -> None:
        """Write it in our words and the person's language, and commit: the library does not.

        The library's own link begins with whatever host the request named; ours is the setting's.
        """
        from eventmgr.accounts.actions import send_forgotten_password
        from eventmgr.database import commit

        send_forgotten_password(kwargs["user"], kwargs["reset_token"])
        commit()
