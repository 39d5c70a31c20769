"""The organiser's pages of a silence procedure: circulate, follow, stop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from wtforms import BooleanField

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import adopters, replies, silence
from eventmgr.conclusions.actions import NotReady
from eventmgr.conclusions.adopt_pages import fill_terms, written_languages
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.forms import _terms_fields, _TermsForm
from eventmgr.conclusions.models import Part, ReplyEffect, ReplyKind, RoundState, SilenceRound
from eventmgr.conclusions.preflight import preflight
from eventmgr.conclusions.terms import Terms
from eventmgr.conclusions.wording import moment_words
from eventmgr.database import Conflict, commit, db, now
from eventmgr.drafting.changing import Refused, check_open
from eventmgr.drafting.desk import done, the_text, the_tree
from eventmgr.drafting.models import AdoptionMode
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import Form, Required, date_field, text_area, time_field
from eventmgr.i18n.dates import format_time, short_date, zone_label
from eventmgr.language import current

REPLY_WORDS = {
    ReplyKind.OBJECTION: _l("Objection"),
    ReplyKind.AMENDMENT: _l("Amendment"),
    ReplyKind.SUPPORT: _l("Support"),
    ReplyKind.STATEMENT: _l("Interpretative statement"),
    ReplyKind.RESERVATION: _l("Reservation"),
    ReplyKind.COMMENT: _l("Comment"),
}
EFFECT_WORDS = {
    ReplyEffect.BROKE: _l("broke the silence"),
    ReplyEffect.LATE: _l("received when the silence had ended: recorded"),
}
ROUND_WORDS = {
    RoundState.RUNNING: (_l("under silence"), "waiting"),
    RoundState.BROKEN: (_l("broken: not adopted"), "bad"),
    RoundState.ADOPTED: (_l("unbroken: adopted"), "good"),
    RoundState.STOPPED: (_l("stopped by the secretariat"), "off"),
}


def exact(event: Event, instant: datetime) -> str:
    """Return date, time to the second and clock, for the record on a page."""
    local = instant.astimezone(ZoneInfo(event.timezone))
    return (
        f"{short_date(local.date(), current())}, {format_time(local)}:{local.second:02d} "
        f"{zone_label(local, event.timezone)}"
    )


def _circulate_form(languages: list[str]) -> Any:
    class CirculateForm(_TermsForm):
        expires_on = date_field(_l("The silence ends on"), required=True)
        expires_time = time_field(_l("at"), required=True)
        sure = BooleanField(
            _l("I know that the text is locked until the silence ends or is stopped"),
            validators=[Required(_l("Please confirm this before the text is circulated."))],
        )

    for name, field in _terms_fields(languages, current()).items():
        setattr(CirculateForm, name, field)
    return CirculateForm()


def _expires(form: Any, event: Event) -> datetime:
    """Return the instant that was typed, by the clock of the venue."""
    return datetime.combine(form.expires_on.data, form.expires_time.data, ZoneInfo(event.timezone))


def _next_quarter(instant: datetime) -> datetime:
    """Return an instant rounded up to a full quarter of an hour."""
    over = timedelta(
        minutes=instant.minute % 15, seconds=instant.second, microseconds=instant.microsecond
    )
    return instant + (timedelta(minutes=15) - over if over else timedelta())


@bp.route(f"{PATH}/silence/new", methods=["GET", "POST"])
@needs(Need.ADOPT)
def circulate(slug: str) -> Any:
    """Look the text over and circulate it under silence."""
    event: Event = g.event
    text = the_text()
    check_open(text)
    tree = the_tree(text)
    form = _circulate_form(written_languages(tree))
    first = silence.earliest(event, text)
    if request.method == "GET":
        fill_terms(form, event, text, tree)
        start = _next_quarter(first.astimezone(ZoneInfo(event.timezone)))
        form.expires_on.data, form.expires_time.data = start.date(), start.time()
    findings = None
    changed = False
    if form.validate_on_submit():
        try:
            silence.circulate(
                event,
                text,
                actor=current_user,
                version=form.seen_version,
                expires=_expires(form, event),
                place=form.adopted_place.values(),
                authentic=form.authentic_language.data,
                languages=form.included.data or [],
                acknowledged=form.acknowledged.data,
                symbol=form.symbol.data or "",
                looked=form.looked.data or "",
            )
        except NotReady as error:
            findings = error.findings
            if not findings.blocking:
                form.add_error("acknowledged", _("Please confirm that you have read the remarks."))
        except silence.TooShort as error:
            form.add_error(
                "expires_on",
                _(
                    "The silence may end on %(moment)s at the earliest.",
                    moment=moment_words(event, error.earliest, current()),
                ),
            )
        except Conflict:
            changed = True
            form.version.data = form.version.raw_data = str(text.version)
        except Refused as error:
            form.add_error("expires_on", str(error.message))
        else:
            commit()
            silence.plan(text)
            done(_("The text is under silence. Everybody listed has been sent a personal link."))
            return redirect(url_for(".silence_rounds", slug=slug), 303)
    rows = adopters.listed(text)
    adopting = [row for row in rows if row.part is Part.ADOPTING]
    if findings is None:
        authentic = form.authentic_language.data
        known = authentic if authentic in tree.languages else tree.source
        place = {field.short_name: field.data or "" for field in form.adopted_place.form}
        findings = preflight(
            event,
            tree,
            authentic=known,
            languages=form.included.data or [],
            terms=Terms(
                AdoptionMode.SILENCE,
                form.expires_on.data or event.end,
                place,
                known,
                form.included.data or [],
            ),
            adopters=len(adopting),
        )
    form.looked.data = findings.looked
    page = render_template(
        "conclusions/circulate.html",
        form=form,
        findings=findings,
        changed=changed,
        adopting=len(adopting),
        without_address=sum(not row.email for row in adopting),
        observers=len(rows) - len(adopting),
        earliest=moment_words(event, first, current()),
        zone=zone_label(form.expires_on.data or event.end, event.timezone),
    )
    if form.is_submitted():
        db.session.rollback()
        return page, 409 if changed else 422
    return page


class StopForm(Form):
    """Why a round is stopped."""

    reason = text_area(
        _l("Reason"),
        most=1000,
        required=Required(_l("Please say why, everybody is told.")),
    )


def _lines(event: Event, row: SilenceRound) -> list[dict[str, Any]]:
    """Return the replies of a round in the order in which they came."""
    names = screen_names_for(event, current())
    replies = [(reply, voice) for voice in row.voices for reply in voice.replies]
    replies.sort(key=lambda pair: (pair[0].received_at, pair[0].id))
    return [
        {
            "who": adopters.short_name(names, voice.organisation),
            "part": voice.part,
            "kind": REPLY_WORDS[reply.kind],
            "effect": EFFECT_WORDS.get(reply.effect, ""),
            "broke": reply.effect is ReplyEffect.BROKE,
            "body": reply.body,
            "at": exact(event, reply.received_at),
            "withdrawn": exact(event, reply.withdrawn_at) if reply.withdrawn_at else "",
        }
        for reply, voice in replies
    ]


@bp.get(f"{PATH}/silence")
@needs(Need.SEE)
def silence_rounds(slug: str) -> Any:
    """Show every round of silence with its clock and what was said."""
    event: Event = g.event
    text = the_text()
    rows = silence.rounds(text)
    return render_template(
        "conclusions/silence.html",
        text=text,
        rounds=[
            {
                "row": row,
                "state": ROUND_WORDS[row.state],
                "expires": moment_words(event, row.expires_at, current()),
                "circulated": exact(event, row.circulated_at),
                "settled": exact(event, row.settled_at) if row.settled_at else "",
                "lines": _lines(event, row),
                "voices": len(row.voices),
                "opened": sum(voice.opened_at is not None for voice in row.voices),
            }
            for row in rows
        ],
        running=any(row.state is RoundState.RUNNING for row in rows),
        stop=StopForm(formdata=None),
        server_time=exact(event, now()),
    )


@bp.post(f"{PATH}/silence/stop")
@needs(Need.ADOPT)
def stop_silence(slug: str) -> Any:
    """Stop the running round; the text opens again."""
    form = StopForm()
    if not form.validate():
        raise Refused(_("Please say why the silence procedure is stopped: everybody is told."))
    replies.stop(g.event, the_text(), form.reason.data or "", actor=current_user)
    commit()
    done(_("The silence procedure is stopped, and the text is open again. Everybody is told."))
    return redirect(url_for(".silence_rounds", slug=slug), 303)
