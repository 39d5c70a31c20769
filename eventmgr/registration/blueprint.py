"""The blueprint that the participant's pages hang on."""

from flask import Blueprint

bp = Blueprint("registration", __name__)
