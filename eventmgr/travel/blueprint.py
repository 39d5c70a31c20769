"""The blueprint that all pages of travel hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("travel", __name__)
