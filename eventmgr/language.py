"""Which language a page is shown in: asked for, remembered, the account's, or the browser's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Blueprint, Flask, g, has_request_context, redirect, request, session, url_for
from flask_babel import force_locale
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db, writing
from eventmgr.extensions import babel
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language, language_name
from eventmgr.i18n.negotiate import negotiate
from eventmgr.paths import TRANSLATIONS

bp = Blueprint("language", __name__)


def current() -> str:
    """Return the code of the language of the page or mail being made ("cnr", never its locale)."""
    if "language" in g:
        return str(g.language)
    if not has_request_context():
        return "en"
    g.language = without_account()
    remembered = session.get("language") in INTERFACE_LANGUAGES
    if not remembered and current_user and current_user.is_authenticated:
        g.language = current_user.language
    return str(g.language)


def without_account() -> str:
    """Return the language chosen in this browser, else the one its header prefers (LOC-03)."""
    chosen = session.get("language")
    if chosen in INTERFACE_LANGUAGES:
        return str(chosen)
    return negotiate(request.headers.get("Accept-Language", ""), INTERFACE_LANGUAGES, default="en")


@contextlib.contextmanager
def speaking(code: str) -> Iterator[None]:
    """Make texts in another person's language: mails, papers, a participant's pages."""
    code = code if code in INTERFACE_LANGUAGES else "en"
    before = g.get("language")
    g.language = code
    try:
        with force_locale(language(code).babel_locale):
            yield
    finally:
        if before is None:
            g.pop("language", None)
        else:
            g.language = before


def offer(code: str) -> None:
    """Show this page in a recipient's language unless another was chosen before."""
    if session.get("language") not in INTERFACE_LANGUAGES and code in INTERFACE_LANGUAGES:
        g.language = code
        from flask_babel import refresh

        refresh()


def safe_next(target: str | None, fallback: str) -> str:
    """Return a path on this site only: a redirect never leaves it."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and "\\" not in target:
            return target
    return fallback


def language_url(code: str) -> str:
    """Return the address that shows this page in another language and remembers it."""
    here = request.full_path if request.query_string else request.path
    return url_for("language.choose", code=code, next=here)


@bp.get("/language/<code>")
@needs(PUBLIC)
def choose(code: str) -> Response:
    """Remember the language in the session, and in the account of somebody signed in."""
    if code in INTERFACE_LANGUAGES:
        session["language"] = code
        if current_user.is_authenticated and current_user.language != code:
            user_id = current_user.id
            with writing():
                from eventmgr.accounts.models import User

                user = db.session.get(User, user_id)
                if user is not None:
                    user.language = code
                commit()
    return redirect(safe_next(request.args.get("next"), "/"))


def init_app(app: Flask) -> None:
    """Bind Babel to the own choice of language, and give templates what they need of it."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    babel.init_app(app, locale_selector=lambda: language(current()).babel_locale)
    app.register_blueprint(bp)

    @app.context_processor
    def names() -> dict[str, object]:
        spoken = language(current())
        return {
            "html_lang": spoken.bcp47,
            "html_dir": spoken.direction,
            "interface_languages": [(code, language(code).label) for code in INTERFACE_LANGUAGES],
            "language_url": language_url,
            "language_label": lambda code: language_name(code, current()),
            "languages_of": lambda codes: [(code, language(code)) for code in codes],
        }
