"""The logo of an organisation: sending it, taking it away, showing it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import FileField

from eventmgr.accounts.access import PUBLIC, Need, needs
from eventmgr.audit.actions import record
from eventmgr.database import commit, db, lock, now
from eventmgr.directory.blueprint import bp
from eventmgr.directory.logos import MOST_BYTES, UnusableLogo, key_of, read_logo
from eventmgr.directory.models import Organisation, OrganisationLogo
from eventmgr.directory.screen import screen_names
from eventmgr.forms import Form
from eventmgr.language import current
from eventmgr.printing.logos import Logo, optical_size


class LogoForm(Form):
    """A picture file."""

    file = FileField(_l("Picture of the logo"))


def present_logo(organisation_id: int) -> OrganisationLogo | None:
    """Return the row of the logo that papers print now."""
    return db.session.scalar(
        select(OrganisationLogo)
        .where(
            OrganisationLogo.organisation_id == organisation_id,
            OrganisationLogo.removed_at.is_(None),
        )
        .order_by(OrganisationLogo.id.desc())
        .limit(1)
    )


def set_logo(organisation: Organisation, data: bytes, *, actor: Any) -> OrganisationLogo:
    """Check a picture and make it the organisation's logo; raises UnusableLogo.

    The one before it stays with the papers that were circulated with it.
    """
    picture, width, height = read_logo(data)
    before = _take_away(organisation)
    logo = OrganisationLogo(
        organisation_id=organisation.id,
        sha256=key_of(picture),
        data=picture,
        width=width,
        height=height,
    )
    db.session.add(logo)
    size = f"{width} × {height}"
    record(
        "set logo",
        organisation,
        actor=actor,
        label=organisation.acronym,
        changes={"logo": [before, size]},
    )
    return logo


def remove_logo(organisation: Organisation, *, actor: Any) -> None:
    """Take the logo away; papers print the name again."""
    before = _take_away(organisation)
    if before:
        record(
            "remove logo",
            organisation,
            actor=actor,
            label=organisation.acronym,
            changes={"logo": [before, ""]},
        )


def _take_away(organisation: Organisation) -> str:
    lock(organisation)
    before = present_logo(organisation.id)
    if before is None:
        return ""
    before.removed_at = now()
    return f"{before.width} × {before.height}"


def _find(number: int) -> Organisation:
    organisation = db.session.get(Organisation, number)
    if organisation is None:
        abort(404)
    return organisation


@bp.route("/organisations/<int:number>/logo", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def organisation_logo(number: int) -> Response | tuple[str, int]:
    """Show the logo as papers print it, and take a new one."""
    organisation = _find(number)
    form = LogoForm()
    if form.validate_on_submit():
        upload = form.file.data
        data = upload.read(MOST_BYTES + 1) if getattr(upload, "filename", "") else b""
        if not data:
            form.add_error("file", _("Please choose a picture."))
        else:
            try:
                set_logo(organisation, data, actor=current_user)
            except UnusableLogo as error:
                form.add_error("file", _(error.msgid))
            else:
                commit()
                flash(_("The logo is kept. Papers print it from now on."), "good")
                return redirect(url_for("directory.organisation_logo", number=number), 303)
    page = render_template(
        "directory/logo.html",
        form=form,
        organisation=organisation,
        name=screen_names(current()).organisation(organisation),
        logo=present_logo(organisation.id),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/organisations/<int:number>/logo/remove")
@needs(Need.USE_DIRECTORY)
def remove_organisation_logo(number: int) -> Response:
    """Take the logo away."""
    remove_logo(_find(number), actor=current_user)
    commit()
    flash(_("The logo is removed. Papers print the name instead."), "good")
    return redirect(url_for("directory.organisation_logo", number=number), 303)


@bp.app_template_filter("logo_pixels")
def logo_pixels(logo: Logo) -> tuple[int, int]:
    """Return (width, height) of a logo on a screen, as large to the eye as the others."""
    width, height = optical_size(logo.width, logo.height)
    return round(width * 3), round(height * 3)


@bp.get("/logos/<key>.png")
@needs(PUBLIC)
def logo_file(key: str) -> Response:
    """Give a logo by the key of its picture; approvers and readers of public pages see it too."""
    row = db.session.scalar(select(OrganisationLogo).where(OrganisationLogo.sha256 == key).limit(1))
    if row is None:
        abort(404)
    answer = Response(row.data, content_type="image/png")
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
