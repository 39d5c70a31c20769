"""The floor: the chair's page, the screens of the room, the delegations' telephones."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("floor", __name__)
