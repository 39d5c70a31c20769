"""The list of commitments, its paper, and its place on the first page of the next event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from markupsafe import Markup, escape
from sqlalchemy import ColumnElement, exists, select

from eventmgr.accounts.access import Need, is_administrator, needs
from eventmgr.accounts.models import Membership
from eventmgr.audit.words import know_values
from eventmgr.conclusions import commitments, sealed
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.models import Commitment, CommitmentState
from eventmgr.conclusions.seal import read_work
from eventmgr.database import Conflict, commit, db, now
from eventmgr.directory.queries import search_organisations
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done
from eventmgr.drafting.edition import Edition, edition_of
from eventmgr.drafting.models import TextKind, TextState
from eventmgr.events.first_page import first_page_part
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.events.queries import series
from eventmgr.forms import VersionedForm, date_field, select_field, text_area, text_field
from eventmgr.i18n.dates import long_date, short_date
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current
from eventmgr.printing.papers import PrintedNode, TextPaper
from eventmgr.printing.words import Words

STATES = {
    CommitmentState.OPEN: N_("open"),
    CommitmentState.IN_PROGRESS: N_("in progress"),
    CommitmentState.DONE: N_("done"),
    CommitmentState.DROPPED: N_("dropped"),
}
STATE_WORDS = {
    CommitmentState.OPEN: _l("open"),
    CommitmentState.IN_PROGRESS: _l("in progress"),
    CommitmentState.DONE: _l("done"),
    CommitmentState.DROPPED: _l("dropped"),
}
SIGNS = {
    CommitmentState.OPEN: "none",
    CommitmentState.IN_PROGRESS: "work",
    CommitmentState.DONE: "done",
    CommitmentState.DROPPED: "off",
}
know_values("state", STATE_WORDS)


@dataclass(frozen=True)
class Line:
    """A commitment as a list shows it."""

    row: Commitment
    state: str
    sign: str
    due: str
    late: bool
    url: str  # of its paragraph, "" where it has none


class CommitmentForm(VersionedForm):
    """A commitment."""

    actor = text_field(_l("Who"), most=300, required=True)
    action = text_area(_l("What was promised"), most=2000, required=True)
    due = date_field(_l("By"))
    due_words = text_field(_l("Or the time in words"), most=120)
    state = select_field(_l("State"), [(one.value, label) for one, label in STATE_WORDS.items()])
    note = text_area(_l("Note"), most=2000)

    def values(self) -> dict[str, Any]:
        """Return the columns to set."""
        return {
            "actor": self.actor.data,
            "action": self.action.data,
            "due": self.due.data,
            "due_words": self.due_words.data or "",
            "state": CommitmentState(self.state.data),
            "note": self.note.data or "",
        }


def _edition(event: Event) -> tuple[Edition, str] | None:
    """Return the present text of an event and the address of its public page, if adopted."""
    text = drafting.find_text(event, TextKind.CONCLUSIONS)
    if text is None:
        return None
    if text.state is TextState.ADOPTED and (rows := sealed.editions(text)):
        return read_work(rows[-1].sealed).edition, rows[-1].handle
    return edition_of(drafting.tree(text, drafting.languages_of(text, event))), ""


def _lines(event: Event, rows: list[Commitment], handle: str) -> list[Line]:
    today = now().date()
    return [
        Line(
            row,
            str(STATE_WORDS[row.state]),
            SIGNS[row.state],
            short_date(row.due, current()) if row.due else row.due_words,
            commitments.late(row, today),
            _paragraph_url(event, row, handle),
        )
        for row in rows
    ]


def _paragraph_url(event: Event, row: Commitment, handle: str) -> str:
    if not row.uid:
        return ""
    if handle:
        return url_for("conclusions.verify_edition", handle=handle, _anchor=f"p-{row.uid}")
    return url_for("conclusions.show", slug=event.slug, _anchor=f"p-{row.uid}")


@bp.get(f"{PATH}/commitments")
@needs(Need.SEE)
def commitment_list(slug: str) -> str:
    """Show the commitments of these conclusions, and the paragraphs they can be taken from."""
    event: Event = g.event
    found = _edition(event)
    rows = commitments.of_event(event)
    taken = {row.uid for row in rows}
    edition, handle = found or (None, "")
    shown = current()
    return render_template(
        "conclusions/commitments.html",
        lines=_lines(event, rows, handle),
        paragraphs=[
            (one.uid, one.reference, (one.texts.get(shown) or one.texts.get(edition.authentic, "")))
            for one in edition.paragraphs
            if one.kind in {"operative", "sub-point"} and one.uid not in taken
        ]
        if edition
        else [],
        languages=event.document_languages,
    )


def _form_page(form: Any, *, row: Commitment | None = None, reference: str = "") -> Any:
    page = render_template("conclusions/commitment.html", form=form, row=row, reference=reference)
    return page, 422 if form.is_submitted() else 200


@bp.route(f"{PATH}/commitments/new", methods=["GET", "POST"])
@needs(Need.DRAFT)
def new_commitment(slug: str) -> Any:
    """Note a commitment, taken from a paragraph or typed."""
    event: Event = g.event
    uid = request.args.get("uid", "")
    found = _edition(event)
    paragraph = (
        next((one for one in found[0].paragraphs if one.uid == uid), None) if found else None
    )
    form = CommitmentForm()
    if request.method == "GET" and found and paragraph is not None:
        language = found[0].authentic
        names = commitments.names_to_look_for(search_organisations(), language)
        offered = commitments.offer(paragraph.texts.get(language, ""), names)
        form.actor.data, form.action.data = offered.actor, offered.action
        form.due.data, form.due_words.data = offered.due, offered.due_words
    if form.validate_on_submit():
        place = {"uid": paragraph.uid, "reference": paragraph.reference} if paragraph else {}
        commitments.add(event, form.values() | place, actor=current_user)
        commit()
        done(_("The commitment is on the list."))
        return redirect(url_for(".commitment_list", slug=slug), 303)
    return _form_page(form, reference=paragraph.reference if paragraph else "")


def _row(number: int) -> Commitment:
    row = commitments.find(g.event, number)
    if row is None:
        abort(404)
    return row


@bp.route(f"{PATH}/commitments/<int:number>", methods=["GET", "POST"])
@needs(Need.DRAFT)
def commitment(slug: str, number: int) -> Any:
    """Change a commitment or say how far it is."""
    row = _row(number)
    form = CommitmentForm(
        version=row.version,
        actor=row.actor,
        action=row.action,
        due=row.due,
        due_words=row.due_words,
        state=row.state.value,
        note=row.note,
    )
    if form.validate_on_submit():
        try:
            commitments.change(row, form.values(), form.seen_version, actor=current_user)
        except Conflict:
            db.session.rollback()
            raise Refused(
                _("Somebody changed this commitment meanwhile. Please open it again.")
            ) from None
        commit()
        done(_("The commitment is changed."))
        return redirect(url_for(".commitment_list", slug=slug), 303)
    return _form_page(form, row=row, reference=row.reference)


@bp.post(f"{PATH}/commitments/<int:number>/remove")
@needs(Need.DRAFT)
def remove_commitment(slug: str, number: int) -> Any:
    """Take a commitment off the list."""
    commitments.remove(_row(number), actor=current_user)
    commit()
    done(_("The commitment is taken off the list."))
    return redirect(url_for(".commitment_list", slug=slug, removed=number), 303)


@bp.post(f"{PATH}/commitments/<int:number>/restore")
@needs(Need.DRAFT)
def restore_commitment(slug: str, number: int) -> Any:
    """Put a commitment back."""
    commitments.restore(_row(number), actor=current_user)
    commit()
    done(_("The commitment is on the list again."))
    return redirect(url_for(".commitment_list", slug=slug), 303)


# --- the next event of the series ----------------------------------------------------------------


@first_page_part
def promised_before(event: Event, language: str) -> dict[str, Any] | None:
    """Show on the first page of an event what was promised at the ones it follows."""
    earlier = series(event)
    if not earlier:
        return None
    rows = commitments.of_events(earlier)
    mine = _my_events([one.id for one in earlier])
    groups = []
    for place, one in enumerate(earlier):
        # Of the last event all are shown, of older ones what is still open.
        shown = [row for row in rows[one.id] if place == 0 or row.state in commitments.OPEN]
        if shown:
            groups.append(
                {
                    "title": text_in(one.title, language, one.document_languages),
                    "lines": _lines(one, shown, ""),
                    "url": url_for("conclusions.commitment_list", slug=one.slug)
                    if one.id in mine
                    else "",
                }
            )
    if not groups:
        return None
    return {"template": "conclusions/_promised.html", "groups": groups}


def _my_events(numbers: list[int]) -> set[int]:
    if is_administrator():
        return set(numbers)
    return set(
        db.session.scalars(
            select(Membership.event_id).where(
                Membership.user_id == current_user.id, Membership.event_id.in_(numbers)
            )
        )
    )


# --- the paper ------------------------------------------------------------------------------------


def has_commitments(event: Event) -> ColumnElement[bool]:
    """Return whether there is anything to print, as a condition."""
    return exists().where(Commitment.event_id == event.id, Commitment.removed_at.is_(None))


@printable("commitments", _l("Commitments"), exists=has_commitments)
def commitments_paper(event: Event, language: str) -> TextPaper:
    """Return the list of commitments as a paper."""
    rows = commitments.of_event(event)
    if not rows:
        raise NotPrintable(_l("No commitment has been noted yet."))
    words = Words(language)
    naming = naming_for(event, language)
    masthead = masthead_of(
        event,
        language,
        naming,
        words.say(N_("State of %(date)s"), date=long_date(now().date(), language)),
    )
    nodes = []
    for number, row in enumerate(rows, 1):
        due = long_date(row.due, language) if row.due else row.due_words
        facts = [
            (
                words.say(
                    N_(
                        "Paragraph %(reference)s",
                    ),
                    reference=row.reference,
                ),
                row.reference,
            ),
            (words.say(N_("By: %(time)s"), time=due), due),
            (words.say(N_("State: %(state)s"), state=words.say(STATES[row.state])), True),
            (words.say(N_("Note: %(note)s"), note=row.note), row.note),
        ]
        said = " · ".join(text for text, there in facts if there)
        nodes.append(
            PrintedNode(
                "operative",
                Markup("<strong>{}</strong>: {}<br><em>{}</em>").format(
                    row.actor, escape(row.action), said
                ),
                f"{number}.",
                1,
            )
        )
    return TextPaper(
        masthead=with_notes(masthead, naming, typed=True),
        doc_type="commitments",
        nodes=tuple(nodes),
        heading=words.say(N_("Commitments")),
    )
