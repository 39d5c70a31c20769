"""Pages for what went wrong, in the reader's language."""

from __future__ import annotations

import logging

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from eventmgr import language
from eventmgr.database import db

log = logging.getLogger(__name__)

PAGES = frozenset({400, 403, 404, 409, 410, 413, 429, 500})


def init_app(app: Flask) -> None:
    """Register the error pages."""

    @app.errorhandler(CSRFError)
    def stale_form(error: CSRFError) -> tuple[str, int]:
        return render_template("errors/400.html", stale_form=True), 400

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> tuple[str, int] | HTTPException:
        code = error.code or 500
        if code < 400:
            return error
        if code == 405:
            code = 404
        page = code if code in PAGES else (400 if code < 500 else 500)
        return render_template(f"errors/{page}.html"), code

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> tuple[str, int]:
        # What broke goes to the log with the address only: forms may hold personal data.
        log.exception("error while answering %s %s", request.method, request.endpoint)
        forget_the_database()
        return render_template("errors/500.html"), 500


def forget_the_database() -> None:
    """Let the page about an error be made without the database: it may be what broke."""
    db.session.rollback()
    for name in ("event", "event_road", "_login_user"):
        g.pop(name, None)
    g.language = language.without_account()
