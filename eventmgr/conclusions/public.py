"""The adopted conclusions on the event's public page."""

from __future__ import annotations

import json
from typing import Any

from flask import url_for

from eventmgr.conclusions.sealed import editions
from eventmgr.conclusions.silence import settle_if_due
from eventmgr.drafting import queries
from eventmgr.drafting.models import StructuredText, TextKind, TextState
from eventmgr.events.models import Event
from eventmgr.events.public import public_section
from eventmgr.i18n.languages import html_lang, language


def _languages(text: StructuredText) -> list[str]:
    return list(json.loads(text.sealed or "{}").get("languages", []))


def holds(text: StructuredText, code: str) -> bool:
    """Tell whether the adopted edition holds a language."""
    return code in _languages(text)


@public_section(order=40)
def conclusions_section(event: Event, reader: str) -> dict[str, Any] | None:
    """Offer the adopted edition in each of its languages, where the organiser shows it."""
    if not event.public_conclusions:
        return None
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is None:
        return None
    settle_if_due(event, text)
    if text.state is not TextState.ADOPTED:
        return None
    rows = editions(text)
    return {
        "template": "conclusions/_public.html",
        "conclusions": [
            (
                language(code).label,
                html_lang(code),
                url_for("conclusions.public_pdf", slug=event.slug, code=code),
            )
            for code in _languages(text)
        ],
        "check": url_for("conclusions.verify_edition", handle=rows[-1].handle) if rows else "",
    }
