"""What halves of a day are called."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.door.models import Half

HALVES = {
    Half.MORNING: _l("morning"),
    Half.AFTERNOON: _l("afternoon"),
}
