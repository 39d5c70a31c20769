"""Where a paper hangs: its approvers, its version, what each of them said (LIFE-01)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import actions
from eventmgr.drafting import desk as desks
from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.queries import Tree, find_text, languages_of, tree
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.events.prints import NotPrintable
from eventmgr.forms import apart
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.papers import clearing
from eventmgr.papers.clearance_desk import (
    CLEARINGS,
    Clearing,
    change_warning,
    clearance_url,
    here,
    standing_here,
)
from eventmgr.papers.clearance_forms import CirculateForm, RecordForm, approver_form
from eventmgr.papers.models import Answer, Means, PaperApproval, PaperApprover, PaperVersion
from eventmgr.papers.snapshots import read
from eventmgr.papers.standing import CO_ORGANISERS, standing_of
from eventmgr.papers.words import ANSWER_WORDS, MEANS


def _organisers(event: Event) -> list[tuple[str, str]]:
    names = screen_names_for(event, current())
    rows = [
        (str(row.organisation_id), names.institution(row.organisation)) for row in event.organisers
    ]
    return list(dict(rows).items())


def _shown_answer(approval: PaperApproval) -> dict[str, Any]:
    reader = current()
    return {
        "id": approval.id,
        "name": approval.name,
        "email": approval.email,
        "answer": approval.answer.value if approval.answer else "",
        "words": ANSWER_WORDS[approval.answer] if approval.answer else "",
        "means": MEANS[approval.means] if approval.means else "",
        "at": short_datetime(approval.answered_at, reader) if approval.answered_at else "",
        "asked": short_datetime(approval.asked_at, reader),
        "reminded": short_datetime(approval.reminded_at, reader) if approval.reminded_at else "",
        "reminders": approval.reminders,
        "note": approval.note,
        "recorded_by": approval.recorded_by.name if approval.recorded_by else "",
        "approver_id": approval.approver_id,
    }


def _groups(
    event: Event, approvers: list[PaperApprover], version: PaperVersion | None
) -> list[dict[str, Any]]:
    """Return one group an organiser, in the agreed order, with people and their answers."""
    approvals = list(version.approvals) if version is not None else []
    groups = []
    for number, name in _organisers(event):
        organisation = int(number)
        roles = {row.role for row in event.organisers if row.organisation_id == organisation}
        asked = [_shown_answer(one) for one in approvals if one.organisation_id == organisation]
        known = {one["approver_id"] for one in asked}
        waiting = [
            {"id": one.id, "name": one.name, "email": one.email}
            for one in approvers
            if one.organisation_id == organisation and one.id not in known
        ]
        if roles & CO_ORGANISERS or asked or waiting:
            groups.append(
                {
                    "name": name,
                    "needed": bool(roles & CO_ORGANISERS),
                    "asked": asked,
                    "named": waiting,
                    "listed": {one.id for one in approvers},
                }
            )
    return groups


@needs(Need.SEE)
def clearance(slug: str) -> str:
    """Show the version, where it hangs, and what one can do about it."""
    return _page()


def _page(
    *, approver: Any = None, circulate: Any = None, record: Any = None, asked: int = 0
) -> str:
    event: Event = g.event
    desk = desks.here()
    clearing_here = here()
    text = find_text(event, desk.kind)
    standing = standing_of(text) if text is not None else None
    approvers = clearing.approvers_of(event, desk.kind)
    version = standing.circulated if standing is not None and standing.holds else None
    the_tree = tree(text, languages_of(text, event)) if text is not None else None
    changed: list[str] = []
    problem = ""
    if version is not None and text is not None and the_tree is not None:
        try:
            changed = clearing.facts_changed(event, the_tree, version, clearing_here.build)
        except (NotPrintable, NamesMissing):
            problem = _("The paper cannot be printed as it stands now.")
    obstacles: list[Any] = []
    if clearing_here.obstacles is not None and text is not None:
        obstacles = clearing_here.obstacles(event, text)
    reader = current()
    return render_template(
        "papers/clearance.html",
        desk=desk,
        text=text,
        standing=standing,
        version=version,
        groups=_groups(event, approvers, version),
        without=len(clearing.without_approver(event, desk.kind)),
        any_approver=bool(approvers),
        sent_in=read(version).languages if version is not None else (),
        changed=[language(code).label for code in changed],
        problem=problem,
        releases=clearing_here.obstacles is not None,
        obstacles=[str(one) for one in obstacles],
        approver_form=approver or approver_form(_organisers(event)),
        circulate_form=apart(circulate or CirculateForm(formdata=None), "circulate"),
        record_forms={
            one.id: apart(
                record if record and one.id == asked else RecordForm(formdata=None), one.id
            )
            for one in (version.approvals if version is not None else ())
        },
        record_for=asked,
        moment=lambda at: short_datetime(at, reader),
    )


def _text() -> StructuredText:
    return desks.the_text()


@needs(Need.DRAFT)
def name_approver(slug: str) -> Any:
    """Name somebody who approves."""
    event: Event = g.event
    form = approver_form(_organisers(event))
    if not form.validate_on_submit():
        return _page(approver=form), 422
    try:
        row = clearing.name_approver(
            event,
            desks.here().kind,
            find_text(event, desks.here().kind),
            actor=current_user,
            organisation_id=int(form.organisation_id.data),
            name=form.name.data,
            email=form.email.data,
            language=form.language.data,
        )
    except actions.Refused as error:
        db.session.rollback()
        form.add_error("email", error.message)
        return _page(approver=form), 422
    name = row.name
    commit()
    desks.done(_("%(name)s is on the list of approvers.", name=name))
    return redirect(clearance_url(), 303)


@needs(Need.DRAFT)
def remove_approver(slug: str, number: int) -> Any:
    """Take somebody off the list."""
    event: Event = g.event
    kind = desks.here().kind
    row = clearing.find_approver(event, kind, number)
    if row is None:
        abort(404)
    name = row.name
    clearing.remove_approver(event, find_text(event, kind), row, actor=current_user)
    commit()
    desks.done(_("%(name)s is off the list of approvers.", name=name))
    return redirect(clearance_url(), 303)


@needs(Need.SEND)
def circulate(slug: str) -> Any:
    """Send the text to the approvers as the next version."""
    event: Event = g.event
    text = _text()
    form = CirculateForm()
    if not form.validate_on_submit():
        return _page(circulate=form), 422
    now: Tree = desks.the_tree(text)
    try:
        version = clearing.circulate(
            event, text, now, here().build, actor=current_user, note=form.note.data or ""
        )
    except (NotPrintable, NamesMissing):
        db.session.rollback()
        raise actions.Refused(
            _("This paper cannot be printed yet, so it cannot be sent. “As printed” says why.")
        ) from None
    number, count = version.number, len(version.approvals)
    commit()
    desks.done(
        ngettext(
            "Version %(number)s has gone to %(num)s approver.",
            "Version %(number)s has gone to %(num)s approvers.",
            count,
            number=number,
        )
    )
    return redirect(clearance_url(), 303)


def _approval(number: int) -> PaperApproval:
    approval = clearing.find_approval(_text(), number)
    if approval is None:
        abort(404)
    return approval


@needs(Need.SEND)
def remind(slug: str, number: int) -> Any:
    """Remind one approver."""
    approval = _approval(number)
    clearing.remind(g.event, desks.here().kind, approval, actor=current_user)
    name = approval.name
    commit()
    desks.done(_("%(name)s is reminded.", name=name))
    return redirect(clearance_url(), 303)


@needs(Need.SEND)
def remind_all(slug: str) -> Any:
    """Remind everybody who has not answered."""
    standing = standing_of(_text())
    waiting = standing.answered(None) if standing.holds else []
    for approval in waiting:
        clearing.remind(g.event, desks.here().kind, approval, actor=current_user)
    count = len(waiting)
    commit()
    desks.done(ngettext("%(num)s approver is reminded.", "%(num)s approvers are reminded.", count))
    return redirect(clearance_url(), 303)


@needs(Need.DRAFT)
def record_answer(slug: str, number: int) -> Any:
    """Write down an answer that came another way than by the link."""
    approval = _approval(number)
    form = RecordForm()
    if not form.validate_on_submit():
        return _page(record=form, asked=number), 422
    try:
        clearing.give_answer(
            g.event,
            approval,
            Answer(form.answer.data),
            actor=current_user,
            means=Means(form.means.data),
            note=form.note.data or "",
        )
    except actions.Refused as error:
        db.session.rollback()
        form.add_error("note", error.message)
        return _page(record=form, asked=number), 422
    name = approval.name
    commit()
    desks.done(_("The answer of %(name)s is written down.", name=name))
    return redirect(clearance_url(), 303)


@needs(Need.SEND)
def release(slug: str) -> Any:
    """Release the cleared version."""
    obstacles = here().obstacles
    if obstacles is None:
        abort(404)
    text = _text()
    version = clearing.release(g.event, text, obstacles(g.event, text), actor=current_user)
    number = version.number
    commit()
    desks.done(_("Version %(number)s is released.", number=number))
    return redirect(clearance_url(), 303)


PAGES = (
    ("/clearance", "clearance", clearance, ["GET"]),
    ("/clearance/approvers", "name_approver", name_approver, ["POST"]),
    ("/clearance/approvers/<int:number>/remove", "remove_approver", remove_approver, ["POST"]),
    ("/clearance/circulate", "circulate", circulate, ["POST"]),
    ("/clearance/remind", "remind_all", remind_all, ["POST"]),
    ("/clearance/<int:number>/remind", "remind", remind, ["POST"]),
    ("/clearance/<int:number>/answer", "record_answer", record_answer, ["POST"]),
    ("/clearance/release", "release", release, ["POST"]),
)


def attach_clearance(bp: Blueprint, desk: desks.Desk, clearing_here: Clearing) -> None:
    """Hang the pages of clearance and of versions beside a desk's editor."""
    from eventmgr.papers import version_pages

    CLEARINGS[desk.kind] = clearing_here
    for rule, name, view, methods in (*PAGES, *version_pages.PAGES):
        bp.add_url_rule(desk.path + rule, name, view, methods=methods)

    @bp.context_processor
    def words() -> dict[str, Any]:
        # Functions: a page that does not say it asks the database for nothing.
        if request.view_args is None or "slug" not in request.view_args or "event" not in g:
            return {}
        return {
            "change_warning": change_warning,
            "standing_here": standing_here,
            "clearance_url": clearance_url,
        }
