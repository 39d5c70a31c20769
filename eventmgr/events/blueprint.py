"""The blueprint that the pages of an event hang on."""

from flask import Blueprint

bp = Blueprint("events", __name__)
