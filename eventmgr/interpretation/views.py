"""Pages."""

from flask import Blueprint

bp = Blueprint("interpretation", __name__)
