"""The form of the badges' looks."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.badges.models import BadgeSettings, BadgeSize
from eventmgr.forms import VersionedForm, select_field

SIZES = {
    BadgeSize.A6: _l("A6, one on each page (105 × 148 mm)"),
    BadgeSize.CARD: _l("Card, ten on a page of A4 (86 × 54 mm)"),
}
SWITCHES = ("both_faces", "show_languages", "show_photo", "show_code")


class SettingsForm(VersionedForm):
    """Size and what stands on a badge beside the name, the institution and the role."""

    size = select_field(_l("Size"), [(size.value, words) for size, words in SIZES.items()])
    both_faces = BooleanField(_l("Print the same on the back"))
    show_languages = BooleanField(_l("Languages and channel"))
    show_photo = BooleanField(_l("Whether the person may be photographed"))
    show_code = BooleanField(_l("Code for the door"))

    def values(self) -> dict[str, Any]:
        """Return the columns to set."""
        return {"size": BadgeSize(self.size.data)} | {
            name: bool(self[name].data) for name in SWITCHES
        }


def settings_data(settings: BadgeSettings) -> dict[str, Any]:
    """Return what the form shows."""
    return {"size": settings.size.value, "version": settings.version} | {
        name: getattr(settings, name) for name in SWITCHES
    }
