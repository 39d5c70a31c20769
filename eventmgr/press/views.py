"""The press release: its editor, its statements, its pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("press", __name__)
