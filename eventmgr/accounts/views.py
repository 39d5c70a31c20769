"""Accounts of the installation, and one's own."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts import actions, queries
from eventmgr.accounts.access import SIGNED_IN, Need, needs
from eventmgr.accounts.actions import AddressTaken, LastAdministrator
from eventmgr.accounts.forms import AccountForm, MyAccountForm, NewAccountForm
from eventmgr.accounts.models import User
from eventmgr.accounts.words import INSTALLATION_ROLE_NAMES
from eventmgr.audit.actions import differences, record
from eventmgr.database import commit, db
from eventmgr.forms import Form, text_field
from eventmgr.language import current

bp = Blueprint("accounts", __name__)


def _user(number: int) -> User:
    user = db.session.get(User, number)
    if user is None:
        abort(404)
    return user


class SearchForm(Form):
    """Words to search for; sent in the body, so that no name stands in an address (PRIV-06)."""

    q = text_field("", most=200)


@bp.route("/users", methods=["GET", "POST"])
@needs(Need.ADMINISTER)
def index() -> str:
    """List the accounts, or those whose name or address holds some words."""
    form = SearchForm()
    words = (form.q.data or "") if form.validate_on_submit() else ""
    return render_template(
        "accounts/index.html",
        accounts=queries.accounts(words),
        words=words,
        role_names=INSTALLATION_ROLE_NAMES,
    )


@bp.route("/users/new", methods=["GET", "POST"])
@needs(Need.ADMINISTER)
def new() -> str | Response | tuple[str, int]:
    """Make an account; its owner sets the password by a link."""
    form = NewAccountForm(language=current())
    if form.validate_on_submit():
        try:
            user = actions.create_user(
                email=form.email.data,
                name=form.name.data,
                language=form.language.data,
                roles=form.roles.data or [],
                actor=current_user,
            )
        except AddressTaken:
            form.add_error("email", _("There is an account with this address already."))
        else:
            commit()
            flash(_("A message with a link to set the password is on its way."), "good")
            return redirect(url_for("accounts.edit", number=user.id), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/new.html", form=form), status


@bp.route("/users/<int:number>", methods=["GET", "POST"])
@needs(Need.ADMINISTER)
def edit(number: int) -> str | Response | tuple[str, int]:
    """Change an account's name, language and roles."""
    user = _user(number)
    form = AccountForm(
        name=user.name, language=user.language, roles=[role.name for role in user.roles]
    )
    if form.validate_on_submit():
        try:
            actions.change_account(
                user,
                name=form.name.data,
                language=form.language.data,
                roles=form.roles.data or [],
                actor=current_user,
            )
        except LastAdministrator:
            form.add_error("roles", _last_administrator())
        else:
            commit()
            flash(_("The account is saved."), "good")
            return redirect(url_for("accounts.index"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/edit.html", form=form, user=user), status


def _last_administrator() -> str:
    return _(
        "This is the only administrator. Give the role to somebody else first, so that the "
        "installation is never without one."
    )


@bp.post("/users/<int:number>/password-link")
@needs(Need.ADMINISTER)
def password_link(number: int) -> Response:
    """Send the link to set the password once more."""
    user = _user(number)
    actions.send_password_link(user)
    record("send password link", user, actor=current_user, label=user.name)
    commit()
    flash(_("A message with a link to set the password is on its way."), "good")
    return redirect(url_for("accounts.edit", number=number), 303)


@bp.post("/users/<int:number>/deactivate")
@needs(Need.ADMINISTER)
def deactivate(number: int) -> Response:
    """Close an account."""
    user = _user(number)
    try:
        actions.deactivate(user, actor=current_user)
    except LastAdministrator:
        flash(_last_administrator(), "bad")
        return redirect(url_for("accounts.edit", number=number), 303)
    commit()
    flash(_("%(name)s can no longer sign in.", name=user.name), "good")
    return redirect(url_for("accounts.edit", number=number), 303)


@bp.post("/users/<int:number>/activate")
@needs(Need.ADMINISTER)
def activate(number: int) -> Response:
    """Open a closed account again."""
    user = _user(number)
    actions.activate(user, actor=current_user)
    commit()
    flash(_("%(name)s can sign in again.", name=user.name), "good")
    return redirect(url_for("accounts.edit", number=number), 303)


@bp.route("/account", methods=["GET", "POST"])
@needs(SIGNED_IN)
def mine() -> str | Response | tuple[str, int]:
    """Change one's own name and language."""
    user = current_user
    form = MyAccountForm(name=user.name, language=user.language)
    if form.validate_on_submit():
        row = _user(user.id)
        changes = differences(row, {"name": form.name.data, "language": form.language.data})
        if changes:
            record("change own account", row, actor=row, label=row.name, changes=changes)
        commit()
        session["language"] = form.language.data
        flash(_("Your account is saved."), "good")
        return redirect(url_for("accounts.mine"), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/mine.html", form=form), status
