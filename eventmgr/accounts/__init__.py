"""Users, roles, signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask


def init_app(app: Flask) -> None:
    """Bind the account library to our users, pages, words and outbox."""
    from flask_security import Security, SQLAlchemyUserDatastore

    from eventmgr.accounts import access
    from eventmgr.accounts.messages import OutboxMail, SignInForm, messages
    from eventmgr.accounts.models import Role, User
    from eventmgr.extensions import db, limiter

    app.config.update(
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_RECOVERABLE=True,
        SECURITY_RESET_URL="/forgotten-password",
        SECURITY_CHANGEABLE=True,
        SECURITY_CHANGE_URL="/change-password",
        SECURITY_RESET_PASSWORD_WITHIN=timedelta(days=3),
        SECURITY_POST_LOGIN_VIEW="/",
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_POST_RESET_VIEW="/sign-in",
        SECURITY_POST_CHANGE_VIEW="/",
        # As our forms do: an address is looked at, the network is not asked about it. Without an
        # answer of the network nobody could have a forgotten password set.
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False, "test_environment": True},
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_LENGTH_MIN=10,
        SECURITY_PASSWORD_SINGLE_HASH="plaintext",
        # The same answer whether an address has an account or not.
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_REDIRECT_VALIDATE_MODE="regex",
        SECURITY_LOGIN_USER_TEMPLATE="accounts/sign_in.html",
        SECURITY_FORGOT_PASSWORD_TEMPLATE="accounts/forgotten_password.html",
        SECURITY_RESET_PASSWORD_TEMPLATE="accounts/reset_password.html",
        SECURITY_CHANGE_PASSWORD_TEMPLATE="accounts/change_password.html",
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL=False,
        # Our own text is written instead (OutboxMail).
        SECURITY_EMAIL_PLAINTEXT=False,
        SECURITY_EMAIL_HTML=False,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        **{f"SECURITY_MSG_{name}": value for name, value in messages().items()},
    )
    store = SQLAlchemyUserDatastore(db, User, Role)
    Security(app, store, mail_util_cls=OutboxMail, login_form=SignInForm)
    access.init_app(app)
    for endpoint in ("security.login", "security.forgot_password", "security.reset_password"):
        view: Any = app.view_functions[endpoint]
        app.view_functions[endpoint] = limiter.limit(
            "20 per minute; 200 per hour", methods=["POST"]
        )(view)
