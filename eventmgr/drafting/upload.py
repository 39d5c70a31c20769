"""A text that comes from outside; papers begin events with it, the editor imports it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from eventmgr.forms import Form, text_area


class UploadForm(Form):
    """A text to import: a file or what was pasted."""

    file = FileField(_l("File"))
    pasted = text_area(_l("Or paste the text here"), most=2_000_000)
