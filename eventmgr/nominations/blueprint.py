"""The blueprint that the pages of nominations hang on."""

from flask import Blueprint

bp = Blueprint("nominations", __name__)
