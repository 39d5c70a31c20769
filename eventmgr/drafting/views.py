"""Pages."""

from flask import Blueprint

bp = Blueprint("drafting", __name__)
