"""The released press release, for everybody."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, g, render_template, send_file, url_for
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import db
from eventmgr.drafting.editor import Preview
from eventmgr.events.models import Event
from eventmgr.events.public import public_section
from eventmgr.extensions import limiter
from eventmgr.i18n.languages import html_lang, language
from eventmgr.language import current
from eventmgr.papers.models import PaperVersion
from eventmgr.papers.snapshots import read
from eventmgr.press.paper import released_paper, released_version
from eventmgr.printing.words import Words
from eventmgr.tasks import PrintUnavailable, pdf


@public_section(order=45)
def press_section(event: Event, reader: str) -> dict[str, Any] | None:
    """Offer the released press release on the event's public page."""
    version = released_version(event)
    if version is None:
        return None
    return {
        "template": "press/_public.html",
        "press_url": url_for("press.public_release", slug=event.slug),
        "press_files": _files(event, version),
    }


def _files(event: Event, version: PaperVersion) -> list[tuple[str, str, str]]:
    return [
        (
            language(code).label,
            html_lang(code),
            url_for("press.public_pdf", slug=event.slug, code=code),
        )
        for code in read(version).languages
    ]


def _released(slug: str) -> tuple[Event, PaperVersion]:
    event = db.session.scalar(select(Event).where(Event.slug == slug, Event.public))
    version = released_version(event) if event is not None else None
    if event is None or version is None:
        abort(404)
    return event, version


@needs(PUBLIC)
def public_release(slug: str) -> str:
    """Show the released press release in the reader's language, or the one it was written in."""
    event, version = _released(slug)
    g.event = event
    snapshot = read(version)
    code = current() if current() in snapshot.languages else snapshot.source
    paper = released_paper(event, version, code)
    heading = paper.heading or Words(code).document_type(paper.doc_type)
    return render_template(
        "press/public.html",
        preview=Preview(code, paper, heading=heading),
        title=paper.masthead.title,
        files=_files(event, version),
        back=url_for("events.public_page", slug=slug),
    )


@needs(PUBLIC)
@limiter.limit("30 per minute")
def public_pdf(slug: str, code: str) -> Any:
    """Give the released press release as PDF."""
    event, version = _released(slug)
    if code not in read(version).languages:
        abort(404)
    try:
        data = pdf(released_paper(event, version, code))
    except PrintUnavailable:
        abort(503)
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{slug}-press-release-{code}.pdf",
    )


PAGES = (
    ("/e/<slug>/press-release", "public_release", public_release, ["GET"]),
    ("/e/<slug>/press-release/<code>.pdf", "public_pdf", public_pdf, ["GET"]),
)
