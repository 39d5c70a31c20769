"""The rooms of the house: every blueprint, in the order of an event's life."""

from __future__ import annotations

import importlib

from flask import Flask

ROOMS = (
    "accounts",
    "directory",
    "events",
    "drafting",
    "papers",
    "invitations",
    "registration",
    "interpretation",
    "agenda",
    "conclusions",
    "reports",
    "mail",
    "audit",
)


def init_app(app: Flask) -> None:
    """Register each room's pages; a room's models are known with it."""
    for room in ROOMS:
        views = importlib.import_module(f"eventmgr.{room}.views")
        app.register_blueprint(views.bp)
