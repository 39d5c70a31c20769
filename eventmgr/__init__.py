"""eventmgr: regional workshops and dialogues, from the concept paper to printed conclusions."""

from __future__ import annotations

import gc
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application: settings from the environment, then extensions, then rooms.

    `overrides` replaces settings (tests and tools). Raises ConfigurationError for a setting that
    cannot be used.
    """
    # What starting makes lives as long as the process: looking for garbage in it only costs time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _build(overrides)
    finally:
        if collecting:
            if overrides is None:
                # Nor is it looked through later: a full collection takes a tenth of a second.
                gc.freeze()
            gc.enable()


def _build(overrides: dict[str, Any] | None) -> Flask:
    from eventmgr import (
        accounts,
        config,
        database,
        errors,
        headers,
        incoming,
        language,
        rooms,
        tasks,
    )
    from eventmgr.addresses import LateRule
    from eventmgr.extensions import csrf, db, limiter
    from eventmgr.paths import STATIC, TEMPLATES

    app = Flask("eventmgr", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.url_rule_class = LateRule
    app.config.update(config.settings() if overrides is None else config.settings() | overrides)
    if number := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=0)  # type: ignore[method-assign]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    db.init_app(app)
    with app.app_context():
        database.prepare_engine(db.engine)
    incoming.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    language.init_app(app)
    headers.init_app(app)
    accounts.init_app(app)
    errors.init_app(app)
    tasks.init_app(app)
    rooms.init_app(app)
    return app
