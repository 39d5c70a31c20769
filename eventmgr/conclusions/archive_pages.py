"""Saving the archive of an adopted text, and reading one in."""

from __future__ import annotations

import io
from typing import Any

from flask import g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from flask_wtf.file import FileField

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import archive as room
from eventmgr.conclusions import prints, sealed
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.importing import import_archive
from eventmgr.conclusions.sealed_pages import the_sealed_text
from eventmgr.database import commit, db
from eventmgr.drafting import queries
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done
from eventmgr.drafting.models import TextKind
from eventmgr.forms import Form, Required, text_field
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable


@bp.get(f"{PATH}/archive.zip")
@needs(Need.SEE)
def archive(slug: str) -> Any:
    """Give everything that was sealed as one file."""
    text = the_sealed_text()
    try:
        data = room.write_archive(g.event, text)
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
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{g.event.slug}-conclusions.zip",
    )


class ArchiveForm(Form):
    """An archive of another installation."""

    file = FileField(_l("Archive (.zip)"), validators=[Required(_l("Please choose a file."))])
    figures = text_field(_l("Fingerprint printed on the paper"), most=200)


@bp.route(f"{PATH}/archive", methods=["GET", "POST"])
@needs(Need.ADOPT)
def read_archive(slug: str) -> Any:
    """Read an archive in as the adopted conclusions of this event."""
    form = ArchiveForm()
    begun = queries.find_text(g.event, TextKind.CONCLUSIONS) is not None
    if form.validate_on_submit():
        try:
            found = room.read_archive(form.file.data.read())
            text = import_archive(
                g.event, found, actor=current_user, expected=form.figures.data or ""
            )
        except (room.BadArchive, Refused) as error:
            db.session.rollback()
            form.add_error("file", str(error.message))
        else:
            commit()
            for row in sealed.editions(text):
                prints.hand_over(row)
            done(_("The archive is read in; every fingerprint was checked."))
            return redirect(url_for(".sealed_editions", slug=slug), 303)
    page = render_template("conclusions/archive.html", form=form, begun=begun)
    return page, 422 if form.is_submitted() else 200
