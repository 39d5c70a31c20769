"""The blueprint on which the pages of the floor hang."""

from flask import Blueprint

bp = Blueprint("floor", __name__)
