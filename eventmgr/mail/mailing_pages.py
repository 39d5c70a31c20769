"""Messages to groups: whom, in which words, a look at some copies, then on their way."""

from __future__ import annotations

from typing import Any

from flask import (
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.forms import VersionedForm, select_field, text_area, text_field
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.languages import html_lang, language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.mail import mailings as carrying
from eventmgr.mail import queries
from eventmgr.mail.blueprint import bp
from eventmgr.mail.circles import Circle, Members, circle_of, circles, narrowed
from eventmgr.mail.group import (
    GROUP,
    KIND,
    by_language,
    copy_for,
    languages_for,
    packed,
    recipients,
    samples,
    texts_of,
)
from eventmgr.mail.models import Mailing, MailingState
from eventmgr.mail.templates import faults, fill
from eventmgr.mail.words import MAILINGS

# Seconds after which a page about work in progress asks again.
AGAIN = 2


@bp.get("/events/<slug>/messages")
@needs(Need.SEND)
def mailings(slug: str) -> str:
    """List the messages to groups, and the circles one can write to."""
    event = g.event
    reach = []
    for one in circles():
        number = len(narrowed(one.members(event, current()), {}))
        reach.append((one, number))
    return render_template(
        "mail/mailings.html",
        mailings=queries.mailings(event.id),
        circles=reach,
        states=MAILINGS,
        circle_label=_circle_label,
        subject=_subject,
    )


def _circle_label(name: str) -> Any:
    found = circle_of(name)
    return found.label if found else name


def _subject(mailing: Mailing) -> str:
    event = g.event
    order = [current(), *event.document_languages, *mailing.subjects]
    code = next((code for code in order if mailing.subjects.get(code)), "")
    words = {
        "event": text_in(event.title, code, event.document_languages),
        "dates": heading_dates(event.start, event.end, code or "en"),
        "place": text_in(event.city, code, event.document_languages),
    }
    return fill(mailing.subjects.get(code, ""), words)


def _form_for(circle: Circle, members: Members, languages: list[str]) -> type[Any]:
    """Return the form of a message: what narrows the circle, and a text in each language."""
    fields: dict[str, Any] = {"languages": languages, "circle": circle}
    for name, label in circle.facets.items():
        choices = [("", _("All")), *members.choices.get(name, ())]
        fields[f"of_{name}"] = select_field(label, choices)
    for code in languages:
        own = language_name(code, current())
        attributes = {"lang": html_lang(code), "dir": "auto"}
        fields[f"subject_{code}"] = text_field(
            _("Subject in %(language)s", language=own), most=300, render_kw=attributes
        )
        fields[f"body_{code}"] = text_area(
            _("Text in %(language)s", language=own), most=10000, render_kw=attributes
        )
    fields["as_drafts"] = BooleanField(
        _l("Put the copies into the outbox as drafts"),
        description=_l("Each can then be read and changed before it leaves."),
    )
    if circle.calendar is not None:
        fields["with_calendar"] = BooleanField(
            _l("Attach the calendar file"),
            description=_l("Calendars then follow a changed date or place."),
        )
    return type("MailingForm", (_MailingForm,), fields)


class _MailingForm(VersionedForm):
    languages: list[str]
    circle: Circle

    def values(self) -> dict[str, Any]:
        """Return the columns of a mailing."""
        return {
            "chosen": {
                name: self[f"of_{name}"].data
                for name in self.circle.facets
                if self[f"of_{name}"].data
            },
            "subjects": texts_of({code: self[f"subject_{code}"].data for code in self.languages}),
            "bodies": texts_of({code: self[f"body_{code}"].data for code in self.languages}),
            "as_drafts": bool(self.as_drafts.data),
            "with_calendar": "with_calendar" in self and bool(self["with_calendar"].data),
        }

    def check_texts(self) -> bool:
        """Tell whether each language is whole or empty, one is whole, and each word is known."""
        whole = 0
        for code in self.languages:
            subject, body = self[f"subject_{code}"], self[f"body_{code}"]
            if bool(subject.data) != bool(body.data):
                empty = body if subject.data else subject
                self.add_error(
                    empty.name, _("Please write both the subject and the text, or leave both out.")
                )
            elif subject.data:
                whole += 1
                for fault in faults(GROUP, subject.data, body.data):
                    self.add_error(f"{fault.field}_{code}", _(fault.msgid, **fault.params))
        if not whole and not self.errors:
            self.add_error(
                f"subject_{self.languages[0]}",
                _("Please write the message in at least one language."),
            )
        return not self.errors


def _data(mailing: Mailing) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": str(mailing.version),
        "as_drafts": mailing.as_drafts,
        "with_calendar": mailing.with_calendar,
    }
    data |= {f"of_{name}": value for name, value in mailing.chosen.items()}
    data |= {f"subject_{code}": text for code, text in mailing.subjects.items()}
    data |= {f"body_{code}": text for code, text in mailing.bodies.items()}
    return data


def _editor(form: Any, circle: Circle, *, back: str) -> Any:
    page = render_template(
        "mail/mailing_edit.html",
        form=form,
        circle=circle,
        facets=[form[f"of_{name}"] for name in circle.facets],
        texts=[(form[f"subject_{code}"], form[f"body_{code}"]) for code in form.languages],
        words=GROUP.words,
        back=back,
    )
    return page, 422 if form.errors else 200


@bp.route("/events/<slug>/messages/to/<name>", methods=["GET", "POST"])
@needs(Need.SEND)
def new_mailing(slug: str, name: str) -> Any:
    """Write a message to a circle; nothing leaves before it was looked at."""
    event = g.event
    circle = circle_of(name)
    if circle is None:
        abort(404)
    members = circle.members(event, current())
    form = _form_for(circle, members, languages_for(event, members.people))()
    if form.validate_on_submit() and form.check_texts():
        mailing = carrying.prepare(
            event, form.values() | {"circle": name}, kind=KIND, actor=current_user
        )
        number = mailing.id
        commit()
        return redirect(url_for(".mailing", slug=slug, number=number), 303)
    return _editor(form, circle, back=url_for(".mailings", slug=slug))


def _mailing(number: int) -> Mailing:
    mailing = queries.mailing_in(g.event.id, number)
    if mailing is None or mailing.state is MailingState.DISCARDED:
        abort(404)
    return mailing


@bp.route("/events/<slug>/messages/<int:number>/edit", methods=["GET", "POST"])
@needs(Need.SEND)
def edit_mailing(slug: str, number: int) -> Any:
    """Change a message to a group before it is sent."""
    event = g.event
    mailing = _mailing(number)
    circle = circle_of(mailing.circle)
    here = url_for(".mailing", slug=slug, number=number)
    if circle is None or mailing.state is not MailingState.DRAFT:
        return redirect(here, 303)
    members = circle.members(event, current())
    languages = languages_for(event, members.people)
    form_class = _form_for(circle, members, languages)
    form = form_class(data=_data(mailing))
    if form.validate_on_submit() and form.check_texts():
        try:
            carrying.change(mailing, form.values(), version=form.seen_version, actor=current_user)
        except Conflict:
            answer = conflict_page(
                form,
                form_class(formdata=None, data=_data(mailing)),
                version=mailing.version,
                back=here,
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        except carrying.NotNow:
            db.session.rollback()
            _moved_on()
        else:
            commit()
        return redirect(here, 303)
    return _editor(form, circle, back=here)


def _moved_on() -> None:
    flash(_("This was not possible any more: the message changed in the meantime."), "attention")


@bp.get("/events/<slug>/messages/<int:number>")
@needs(Need.SEND)
def mailing(slug: str, number: int) -> Any:
    """Show a message to a group: whom it reaches and three copies, or how far it is."""
    event = g.event
    row = _mailing(number)
    if row.state is not MailingState.DRAFT:
        answer = make_response(
            render_template("mail/mailing_done.html", mailing=row, subject=_subject(row))
        )
        if row.state is MailingState.WORKING:
            answer.headers["Refresh"] = str(AGAIN)
        return answer
    people = recipients(event, row)
    problems: list[str] = []
    shown = []
    try:
        for person in samples(event, row, people):
            code, made = copy_for(event, row, person)
            shown.append((person, made, html_lang(code), language_name(code, current())))
    except NamesMissing as error:
        problems = [missing_words(item, current()) for item in error.missing]
    return render_template(
        "mail/mailing.html",
        mailing=row,
        subject=_subject(row),
        circle=_circle_label(row.circle),
        narrowed=_narrowed_by(row),
        number=len(people),
        languages=[
            (language_name(code, current()), count)
            for code, count in by_language(event, row, people)
        ],
        samples=shown,
        problems=problems,
        server=current_app.config["SMTP"],
    )


def _narrowed_by(mailing: Mailing) -> list[tuple[Any, str]]:
    """Return (facet, choice) in words."""
    circle = circle_of(mailing.circle)
    if circle is None or not mailing.chosen:
        return []
    choices = circle.members(g.event, current()).choices
    return [
        (label, dict(choices.get(name, ())).get(mailing.chosen[name], mailing.chosen[name]))
        for name, label in circle.facets.items()
        if name in mailing.chosen
    ]


@bp.post("/events/<slug>/messages/<int:number>/send")
@needs(Need.SEND)
def send_mailing(slug: str, number: int) -> Response:
    """Hand a message over to the worker, which writes a copy to each person."""
    row = _mailing(number)
    here = redirect(url_for(".mailing", slug=slug, number=number), 303)
    if number_in(request.form.get("version", "")) != row.version:
        _moved_on()
        return here
    people = recipients(g.event, row)
    try:
        for person in samples(g.event, row, people):
            copy_for(g.event, row, person)
        carrying.start(row, packed(people), actor=current_user)
    except NamesMissing:
        db.session.rollback()
        return here
    except carrying.NotNow:
        db.session.rollback()
        _moved_on()
        return here
    commit()
    carrying.hand_over(number)
    flash(
        ngettext(
            "%(num)s copy is being written.", "%(num)s copies are being written.", len(people)
        ),
        "good",
    )
    return here


@bp.post("/events/<slug>/messages/<int:number>/discard")
@needs(Need.SEND)
def discard_mailing(slug: str, number: int) -> Response:
    """Drop a message to a group that was not sent."""
    try:
        carrying.discard(_mailing(number), actor=current_user)
    except carrying.NotNow:
        db.session.rollback()
        _moved_on()
        return redirect(url_for(".mailing", slug=slug, number=number), 303)
    commit()
    flash(_("The message is discarded. Nothing was sent."), "good")
    return redirect(url_for(".mailings", slug=slug), 303)
