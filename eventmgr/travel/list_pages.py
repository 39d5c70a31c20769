"""The pages of the lists that are sent: seen, printed, as a spreadsheet, noted as sent."""

from __future__ import annotations

import io

from flask import abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.events.handing_out import hand_out
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.forms import Form
from eventmgr.language import current
from eventmgr.mail.message import one_line
from eventmgr.printing.papers import DesignationNote
from eventmgr.printing.sheets import to_xlsx
from eventmgr.travel import actions, lists, queries
from eventmgr.travel.blueprint import bp
from eventmgr.travel.legs import Change
from eventmgr.travel.models import ListKind
from eventmgr.travel.words import LISTS

PATH = "/events/<slug>/travel/lists/<any(arrivals,departures,rooming):kind>"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _kind(word: str) -> ListKind:
    if not queries.is_used(g.event):
        abort(404)
    return ListKind(word)


@bp.get(PATH)
@needs(Need.JOURNEYS)
def show_list(slug: str, kind: str) -> str:
    """Show a list as it would be sent now, with what is new since it was sent last."""
    event: Event = g.event
    which = _kind(kind)
    sent = queries.last_sent(event, which)
    rows = queries.rows_of(event, which, current(), sent)
    table = lists.list_table(event, which, current())
    return render_template(
        "travel/list.html",
        kind=which,
        heading=_(LISTS[which]),
        columns=[column.heading for column in table.columns],
        lines=[
            (row.change, [lists.cell_words(cell, current()) for cell in line])
            for row, line in zip(rows, table.rows, strict=True)
        ],
        changes=sum(row.change is not Change.SAME for row in rows),
        compared=lists.sent_words(sent, event, current()),
        sent_to=sent.sent_to if sent else "",
        languages=event.document_languages,
        form=Form(),
    )


@bp.get(f"{PATH}.<language>.pdf")
@needs(Need.JOURNEYS)
def list_file(slug: str, kind: str, language: str) -> Response:
    """Return a list as PDF in one of the event's languages."""
    event: Event = g.event
    which = _kind(kind)
    if language not in event.document_languages:
        abort(404)
    return hand_out(
        lambda: lists.list_paper(event, which, language),
        language,
        name=f"{event.slug}-{kind}-{language}.pdf",
        back=url_for(".show_list", slug=slug, kind=kind),
    )


@bp.get(f"{PATH}.xlsx")
@needs(Need.JOURNEYS)
def list_sheet(slug: str, kind: str) -> Response:
    """Return a list as a spreadsheet."""
    event: Event = g.event
    table = lists.list_table(event, _kind(kind), current())
    notes = [DesignationNote(*note) for note in naming_for(event, current()).offered()]
    return send_file(
        io.BytesIO(to_xlsx([table], notes=notes, notes_name=_("Notes"))),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=f"{event.slug}-{kind}.xlsx",
    )


@bp.post(f"{PATH}/sent")
@needs(Need.JOURNEYS)
def note_sent(slug: str, kind: str) -> Response:
    """Note that the list went out as it stands, and to whom."""
    event: Event = g.event
    which = _kind(kind)
    if not Form().validate_on_submit():
        abort(400)
    rows = queries.rows_of(event, which, current(), None)
    sent_to = one_line(request.form.get("sent_to", "")).strip()[:200]
    if not sent_to:
        flash(_("Please say to whom the list was sent."), "bad")
    elif not rows:
        flash(str(lists.NOTHING), "bad")
    else:
        sent = actions.note_sent(event, which, rows, sent_to=sent_to, actor=current_user)
        commit()
        flash(
            _("Noted as list %(number)s. From now on changes are marked.", number=sent.number),
            "good",
        )
    return redirect(url_for(".show_list", slug=slug, kind=kind), 303)
