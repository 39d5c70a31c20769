"""A sealed edition for an archive: PDF/A-3a with the sealed JSON and its XML inside."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, g, send_file
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import prints
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.models import SealedEdition
from eventmgr.conclusions.seal import read_work
from eventmgr.conclusions.sealed_pages import file_name, the_edition, the_sealed_text
from eventmgr.drafting.changing import Refused
from eventmgr.printing.copies import ArchiveCopy, Enclosed
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable, pdf


def archive_copy(edition: SealedEdition, language: str) -> ArchiveCopy | None:
    """Return the copy of an edition in a language, None where it does not hold the language.

    The enclosed JSON is the sealed text itself: its SHA-256 is the one on the paper.
    """
    from eventmgr.text.writers.akn import write_akn

    row = next((one for one in edition.prints if one.language == language), None)
    if row is None:
        return None
    xml = write_akn(read_work(edition.sealed), language, made=edition.sealed_at.date())
    files = (
        Enclosed("edition.json", edition.sealed.encode(), "Sealed text", "Source"),
        Enclosed(f"{language}.xml", xml, "Akoma Ntoso", "Alternative"),
    )
    return ArchiveCopy(prints.paper_to_print(row), files)


@bp.get(f"{PATH}/sealed/<int:number>/<code>-archive.pdf")
@needs(Need.SEE)
def edition_archive_pdf(slug: str, number: int, code: str) -> Any:
    """Give a sealed edition as PDF/A-3a, made when it is asked for."""
    copy = archive_copy(the_edition(the_sealed_text(), number), code)
    if copy is None:
        abort(404)
    try:
        data = pdf(copy)
    except DesignationError:
        raise Refused(
            _("A marked name in this paper has no footnote. Please look at its text again.")
        ) from None
    except PrintUnavailable:
        raise Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{g.event.slug}-{file_name(number)}-{code}-archive.pdf",
    )
