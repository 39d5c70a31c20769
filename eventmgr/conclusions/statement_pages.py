"""The statements attached to a text: interpretative statements and reservations of delegations."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import statements as room
from eventmgr.conclusions.adopters import short_name
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.models import AttachedStatement, StatementKind
from eventmgr.conclusions.silence_pages import exact
from eventmgr.conclusions.verify_pages import STATEMENT_WORDS
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.models import Organisation
from eventmgr.directory.queries import organisation_choices
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done, the_text
from eventmgr.drafting.editor import is_frozen
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import Required, VersionedForm, multilingual, select_field
from eventmgr.i18n.languages import language
from eventmgr.language import current

KINDS = [
    (StatementKind.INTERPRETATIVE.value, _l("Interpretative statement")),
    (StatementKind.RESERVATION.value, _l("Reservation")),
]


def _form(event: Event, row: AttachedStatement | None = None) -> Any:
    choices = organisation_choices(current(), event_id=event.id, on=event.start)

    class StatementForm(VersionedForm):
        kind = select_field(_l("Kind"), KINDS)
        texts = multilingual(
            _l("Words of the statement"),
            event.document_languages,
            most=20_000,
            long=True,
            required=True,
        )

    if row is None:
        StatementForm.organisation_id = select_field(
            _l("Delegation or organisation"),
            [("", _l("choose from the directory")), *choices],
            default="",
            validators=[Required(_l("Please choose who makes the statement."))],
        )
        return StatementForm()
    return StatementForm(kind=row.kind.value, texts=row.texts, version=row.version)


@bp.get(f"{PATH}/statements")
@needs(Need.SEE)
def statements(slug: str) -> Any:
    """Show the attached statements."""
    return _list(_form(g.event))


@bp.post(f"{PATH}/statements")
@needs(Need.ADOPT)
def attach_statement(slug: str) -> Any:
    """Attach one."""
    form = _form(g.event)
    if not form.validate_on_submit():
        return _list(form), 422
    organisation = db.session.get(Organisation, int(form.organisation_id.data))
    if organisation is None:
        abort(404)
    room.attach(
        the_text(),
        organisation,
        StatementKind(form.kind.data),
        form.texts.values(),
        actor=current_user,
    )
    commit()
    done(_("The statement is attached. It will be printed and sealed with the text."))
    return redirect(url_for(".statements", slug=slug), 303)


def _list(form: Any) -> str:
    event: Event = g.event
    text = the_text()
    names = screen_names_for(event, current())
    return render_template(
        "conclusions/statements.html",
        form=form,
        frozen=is_frozen(text),
        rows=[
            {
                "id": row.id,
                "kind": STATEMENT_WORDS[row.kind],
                "who": short_name(names, row.organisation),
                "texts": [(language(code), words) for code, words in row.texts.items()],
                "at": exact(event, row.received_at),
                "late": row.after_adoption,
            }
            for row in room.all_of(text)
        ],
    )


def _row(number: int) -> AttachedStatement:
    row = room.find(the_text(), number)
    if row is None:
        abort(404)
    return row


@bp.route(f"{PATH}/statements/<int:number>", methods=["GET", "POST"])
@needs(Need.ADOPT)
def statement(slug: str, number: int) -> Any:
    """Change a statement before the text is adopted."""
    text, row = the_text(), _row(number)
    form = _form(g.event, row)
    if form.validate_on_submit():
        try:
            room.change(
                text,
                row,
                {"kind": StatementKind(form.kind.data), "texts": form.texts.values()},
                version=form.seen_version,
                actor=current_user,
            )
        except Conflict:
            db.session.rollback()
            raise Refused(
                _("Somebody changed this statement meanwhile. Please open it again.")
            ) from None
        commit()
        done(_("The statement is changed."))
        return redirect(url_for(".statements", slug=slug), 303)
    names = screen_names_for(g.event, current())
    page = render_template(
        "conclusions/statement.html", form=form, row=row, who=short_name(names, row.organisation)
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PATH}/statements/<int:number>/remove")
@needs(Need.ADOPT)
def remove_statement(slug: str, number: int) -> Any:
    """Take a statement away; it can be put back."""
    room.remove(the_text(), _row(number), actor=current_user)
    commit()
    done(_("The statement is taken away."))
    return redirect(url_for(".statements", slug=slug, removed=number), 303)


@bp.post(f"{PATH}/statements/<int:number>/restore")
@needs(Need.ADOPT)
def restore_statement(slug: str, number: int) -> Any:
    """Put a statement back."""
    room.restore(the_text(), _row(number), actor=current_user)
    commit()
    done(_("The statement is attached again."))
    return redirect(url_for(".statements", slug=slug), 303)
