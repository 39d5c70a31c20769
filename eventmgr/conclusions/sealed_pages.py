"""The sealed editions of a text: their fingerprints, their PDFs and how far those are."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, g, render_template, send_file
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import prints, sealed
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.forms import MODE_WORDS
from eventmgr.conclusions.models import SealedEdition
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import the_text
from eventmgr.drafting.models import StructuredText, TextState
from eventmgr.i18n.dates import long_date, short_datetime
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable


@dataclass(frozen=True)
class EditionLine:
    """A sealed edition as a page lists it."""

    row: SealedEdition
    name: str
    at: str
    address: str


def edition_name(number: int) -> str:
    """Return what an edition is called."""
    if number == 0:
        return _("Adopted edition")
    return _("Corr. %(number)s", number=number)


def the_sealed_text() -> StructuredText:
    """Return the adopted text of this page; without one there is no such page."""
    text = the_text()
    if text.state is not TextState.ADOPTED:
        abort(404)
    return text


def the_edition(text: StructuredText, number: int) -> SealedEdition:
    """Return one sealed edition of a text."""
    row = next((one for one in sealed.editions(text) if one.number == number), None)
    if row is None:
        abort(404)
    return row


@bp.get(f"{PATH}/sealed")
@needs(Need.SEE)
def sealed_editions(slug: str) -> str:
    """Show the sealed editions, and how far their PDFs are."""
    text = the_sealed_text()
    rows = sealed.editions(text)
    if prints.complete_without_worker(rows):
        rows = sealed.editions(text)
    zone = ZoneInfo(g.event.timezone)
    assert text.adopted_on is not None
    assert text.adoption_mode is not None
    return render_template(
        "conclusions/sealed.html",
        text=text,
        lines=[
            EditionLine(
                row,
                edition_name(row.number),
                short_datetime(row.sealed_at.astimezone(zone), current()),
                sealed.verify_address(row.handle),
            )
            for row in reversed(rows)
        ],
        standing=prints.standing(rows),
        adopted_on=long_date(text.adopted_on, current()),
        mode=MODE_WORDS[text.adoption_mode],
        language_row=language,
    )


@bp.get(f"{PATH}/sealed.json")
@needs(Need.SEE)
def sealed_file(slug: str) -> Any:
    """Give the adopted edition as the file whose SHA-256 is printed on the paper."""
    text = the_text()
    if text.sealed is None:
        abort(404)
    return _json(text.sealed, f"{g.event.slug}-conclusions.json")


@bp.get(f"{PATH}/sealed/<int:number>.json")
@needs(Need.SEE)
def edition_file(slug: str, number: int) -> Any:
    """Give a sealed edition as the file whose SHA-256 is printed on the paper."""
    row = the_edition(the_sealed_text(), number)
    return _json(row.sealed, f"{g.event.slug}-{file_name(number)}.json")


def file_name(number: int) -> str:
    """Return the beginning of the names of an edition's files."""
    return f"conclusions-corr-{number}" if number else "conclusions"


def _json(sealed_text: str, name: str) -> Any:
    return send_file(
        io.BytesIO(sealed_text.encode()),
        mimetype="application/json",
        as_attachment=True,
        download_name=name,
    )


@bp.get(f"{PATH}/sealed/<int:number>/<code>.pdf")
@needs(Need.SEE)
def edition_pdf(slug: str, number: int, code: str) -> Any:
    """Give the PDF of a sealed edition, always the same file."""
    row = the_edition(the_sealed_text(), number)
    try:
        data = prints.pdf_of(row, code)
    except DesignationError:
        raise Refused(
            _("A marked name in this paper has no footnote. Please look at its text again.")
        ) from None
    except PrintUnavailable:
        raise Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    if data is None:
        abort(404)
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{g.event.slug}-{file_name(number)}-{code}.pdf",
    )
