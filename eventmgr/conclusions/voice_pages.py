"""The page behind a delegation's personal link: the text under silence, and the answer to it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.conclusions import adopters, prints, replies, silence
from eventmgr.conclusions.blueprint import bp
from eventmgr.conclusions.models import Part, ReplyKind, RoundState, Voice
from eventmgr.conclusions.seal import read_work
from eventmgr.conclusions.sealed import circulated_paper, editions
from eventmgr.conclusions.silence_pages import EFFECT_WORDS, REPLY_WORDS, exact
from eventmgr.conclusions.wording import moment_words
from eventmgr.database import commit, db, now, writing
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done
from eventmgr.drafting.edition import references
from eventmgr.drafting.models import StructuredText
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.forms import FieldError, Form, Required, options, select_field, text_area
from eventmgr.i18n.languages import language
from eventmgr.language import current, offer
from eventmgr.printing.flow import flow
from eventmgr.printing.words import Words

LINK_LIMIT = "60 per minute; 600 per hour"
CHOICES = [
    (ReplyKind.SUPPORT, _l("We support the text (silence says the same)")),
    (ReplyKind.STATEMENT, _l("We support the text and attach an interpretative statement")),
    (ReplyKind.RESERVATION, _l("We do not object and attach a reservation")),
    (ReplyKind.AMENDMENT, _l("We propose an amendment: this breaks the silence")),
    (ReplyKind.OBJECTION, _l("We object: this breaks the silence")),
    (ReplyKind.COMMENT, _l("We comment without breaking the silence")),
]
# What is written when the text is adopted already is recorded beside it.
LATE_CHOICES = [
    (ReplyKind.STATEMENT, _l("We make an interpretative statement")),
    (ReplyKind.RESERVATION, _l("We reserve our position")),
    (ReplyKind.OBJECTION, _l("We would have objected")),
    (ReplyKind.COMMENT, _l("We comment")),
]
_NEED_WORDS = frozenset(ReplyKind) - {ReplyKind.SUPPORT, ReplyKind.OBJECTION}


def _reply_form(voice: Voice, paragraphs: list[tuple[str, str]]) -> Any:
    entitled = voice.part is Part.ADOPTING
    late = voice.round.state is RoundState.ADOPTED
    offered = LATE_CHOICES if late else CHOICES
    kinds = [pair for pair in offered if entitled or pair[0] is ReplyKind.COMMENT]

    class ReplyForm(Form):
        kind = RadioField(
            _l("Your answer"),
            choices=options((kind.value, label) for kind, label in kinds),
            validators=[Required(_l("Please choose what you want to say."))],
            default=None if entitled else ReplyKind.COMMENT.value,
        )
        uid = select_field(_l("Paragraph"), [("", _l("the whole text")), *paragraphs], default="")
        body = text_area(_l("Your words"), most=20_000)

        def validate_body(self, field: Any) -> None:
            if self.kind.data in {kind.value for kind in _NEED_WORDS} and not field.data:
                raise FieldError(_("Please write what you want to say."))

    return ReplyForm()


def _enter(token: str) -> tuple[Voice, StructuredText, Event] | None:
    """Find the voice of a link; settle what is due; its event and language rule the page."""
    voice = silence.find_voice(token)
    if voice is None:
        return None
    text = db.session.get_one(StructuredText, voice.round.text_id)
    event = db.session.get_one(Event, text.event_id)
    g.event = event
    offer(voice.language)
    if silence.settle_if_due(event, text):
        voice = silence.find_voice(token)
        assert voice is not None
    return voice, text, event


def _gone() -> tuple[str, int]:
    return render_template("conclusions/link_gone.html"), 410


@bp.route("/silence/<token>", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def voice(token: str) -> Any:
    """Show the text under silence, and receive what a delegation says to it."""
    # On a POST the round is settled under the same lock as the reply, not before it.
    found = _enter(token) if request.method == "GET" else _plain(token)
    if found is None:
        return _gone()
    one, text, event = found
    if request.method == "GET" and one.opened_at is None:
        with writing():
            again = silence.find_voice(token)
            if again is not None and silence.open_link(again):
                commit()
            else:
                db.session.rollback()
        found = _enter(token)
        assert found is not None
        one, text, event = found
    work = read_work(one.round.provisional)
    code = _shown_language(work.edition.languages, one.language)
    names = references(work.edition, current())
    pairs = [
        (uid, _("Paragraph %(reference)s", reference=name))
        for paragraph in work.edition.paragraphs
        if paragraph.reference
        for uid, name in ((paragraph.uid, names[paragraph.uid]),)
    ]
    form = _reply_form(one, pairs)
    if form.validate_on_submit():
        answer = _receive(event, text, one, form)
        if answer is not None:
            return redirect(url_for(".voice", token=token), 303)
    return _page(token, event, text, one, form, code), 422 if form.is_submitted() else 200


def _plain(token: str) -> tuple[Voice, StructuredText, Event] | None:
    one = silence.find_voice(token)
    if one is None:
        return None
    text = db.session.get_one(StructuredText, one.round.text_id)
    event = db.session.get_one(Event, text.event_id)
    g.event = event
    offer(one.language)
    return one, text, event


def _shown_language(languages: tuple[str, ...], own: str) -> str:
    for code in (request.args.get("text", ""), current(), own):
        if code in languages:
            return code
    return languages[0]


def _receive(event: Event, text: StructuredText, one: Voice, form: Any) -> Any:
    before = one.round.state
    try:
        received = replies.reply(
            event,
            text,
            one,
            ReplyKind(form.kind.data),
            form.body.data or "",
            uid=form.uid.data or "",
        )
    except Refused as error:
        db.session.rollback()
        form.add_error("kind", str(error.message))
        return None
    commit()
    if before is RoundState.RUNNING and one.round.state is RoundState.ADOPTED:
        prints.hand_over(editions(text)[0])
    moment = exact(event, received.received_at)
    done(_("Received on %(moment)s, by the clock of this server.", moment=moment))
    return received


def _page(token: str, event: Event, text: StructuredText, one: Voice, form: Any, code: str) -> str:
    row = one.round
    work = read_work(row.provisional)
    paper = circulated_paper(row.provisional, code)
    names = screen_names_for(event, current())
    adopted = editions(text)[:1] if row.state is RoundState.ADOPTED else []
    return render_template(
        "conclusions/voice.html",
        token=token,
        voice=one,
        row=row,
        entitled=one.part is Part.ADOPTING,
        who=adopters.short_name(names, one.organisation),
        form=form,
        expires=moment_words(event, row.expires_at, current()),
        server_time=exact(event, now()),
        paper=paper,
        heading=paper.heading or Words(code).document_type(paper.doc_type),
        blocks=flow(paper.nodes),
        anchors={},
        code=code,
        languages=[(each, language(each)) for each in work.edition.languages],
        replies=[
            {
                "id": reply.id,
                "kind": REPLY_WORDS[reply.kind],
                "effect": EFFECT_WORDS.get(reply.effect, ""),
                "body": reply.body,
                "at": exact(event, reply.received_at),
                "withdrawn": exact(event, reply.withdrawn_at) if reply.withdrawn_at else "",
                "may_withdraw": reply.withdrawn_at is None and row.state is not RoundState.ADOPTED,
            }
            for reply in one.replies
        ],
        handle=adopted[0].handle if adopted else "",
    )


@bp.post("/silence/<token>/replies/<int:number>/withdraw")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def withdraw_reply(token: str, number: int) -> Any:
    """Take a reply back."""
    found = _plain(token)
    if found is None:
        return _gone()
    one, text, event = found
    received = next((reply for reply in one.replies if reply.id == number), None)
    if received is None:
        abort(404)
    try:
        replies.withdraw(event, text, received)
    except Refused as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    else:
        commit()
        done(_("Your reply is taken back. It stays in the record."))
    return redirect(url_for(".voice", token=token), 303)
