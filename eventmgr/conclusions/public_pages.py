"""The adopted conclusions of a public event, for everybody."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, send_file
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.conclusions.blueprint import bp
from eventmgr.conclusions.prints import newest_pdf
from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextKind, TextState
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable


@bp.get("/e/<slug>/conclusions/<code>.pdf")
@needs(PUBLIC)
@limiter.limit("30 per minute")
def public_pdf(slug: str, code: str) -> Any:
    """Give the adopted conclusions of a public event to everybody."""
    text = db.session.scalar(
        select(StructuredText)
        .join(Event, Event.id == StructuredText.event_id)
        .where(
            Event.slug == slug,
            Event.public,
            Event.public_conclusions,
            StructuredText.kind == TextKind.CONCLUSIONS,
            StructuredText.state == TextState.ADOPTED,
        )
    )
    if text is None:
        abort(404)
    try:
        data = newest_pdf(text, code)
    except PrintUnavailable:
        abort(503)
    except DesignationError:
        abort(404)
    if data is None:
        abort(404)
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{slug}-conclusions-{code}.pdf",
    )
