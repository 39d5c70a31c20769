"""The blueprint that the pages of the directory hang on."""

from flask import Blueprint

bp = Blueprint("directory", __name__, url_prefix="/directory")
