"""The rooms of the house: every blueprint, in the order of an event's life."""

from __future__ import annotations

import importlib
import importlib.util

from flask import Flask

ROOMS = (
    "accounts",
    "directory",
    "events",
    "drafting",
    "floor",
    "papers",
    "invitations",
    "nominations",
    "secure",
    "registration",
    "interpretation",
    "door",
    "badges",
    "travel",
    "agenda",
    "conclusions",
    "press",
    "reports",
    "privacy",
    "mail",
    "audit",
)


def init_app(app: Flask) -> None:
    """Register each room's pages; the tables of all rooms are known with it."""
    for room in ROOMS:
        if importlib.util.find_spec(f"eventmgr.{room}.models"):
            importlib.import_module(f"eventmgr.{room}.models")
        views = importlib.import_module(f"eventmgr.{room}.views")
        app.register_blueprint(views.bp)
