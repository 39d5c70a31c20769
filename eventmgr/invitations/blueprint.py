"""The blueprint that the pages of invitations hang on."""

from flask import Blueprint

bp = Blueprint("invitations", __name__)
