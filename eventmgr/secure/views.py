"""Who looked at secure parts, for the administrator, who cannot read the parts."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.models import AuditEntry
from eventmgr.audit.words import action_words
from eventmgr.events.heading import heading_of
from eventmgr.events.models import Event
from eventmgr.i18n.dates import short_datetime
from eventmgr.language import current
from eventmgr.secure import queries
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.words import GROUPS, PURPOSES

bp = Blueprint("secure", __name__)


def _row(entry: AuditEntry, event: Event | None) -> dict[str, Any]:
    group = str(entry.changes.get("secure_group", ""))
    purpose = str(entry.changes.get("purpose", ""))
    return {
        "at": short_datetime(entry.at.astimezone(ZoneInfo("UTC")), current()),
        "stamp": entry.at.isoformat(),
        "who": entry.actor_label,
        "what": action_words(entry.action),
        "part": GROUPS[SecureGroup(group)] if group in set(SecureGroup) else group,
        "whose": entry.subject_label,
        "people": entry.changes.get("people"),
        "purpose": PURPOSES.get(purpose, purpose),
        "event": heading_of(event, current()).title if event is not None else "",
    }


@bp.get("/secure-views")
@needs(Need.ADMINISTER)
def looks() -> str:
    """Show who read which secure part of whom, what for, and when."""
    page = queries.looks(request.args.get("page", 1, type=int))
    return render_template(
        "secure/looks.html",
        page=page,
        rows=[_row(entry, event) for entry, event in page.entries],
        url=lambda number: url_for("secure.looks", page=number),
    )
