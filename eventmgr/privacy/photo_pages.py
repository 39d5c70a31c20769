"""The list for the photographer, on a screen."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, needs
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.language import current
from eventmgr.privacy.blueprint import bp
from eventmgr.privacy.photos import listed_name, not_photographed
from eventmgr.registration.models import PhotoConsent


@bp.get("/events/<slug>/privacy/photographs")
@needs(Need.MANAGE_PEOPLE)
def photographs(slug: str) -> str:
    """Show who is not to be photographed, and who in the group photo only."""
    event: Event = g.event
    names = screen_names_for(event, current())
    groups = [
        (
            label,
            [
                (
                    listed_name(one, current(), _("Representative")),
                    names.institution(one.organisation),
                )
                for one in not_photographed(event, choice)
            ],
        )
        for label, choice in (
            (_("Not in any photograph"), PhotoConsent.NO),
            (_("In the group photo only"), PhotoConsent.GROUP_ONLY),
        )
    ]
    return render_template("privacy/photographs.html", groups=groups)
