"""Pages of the interpretation plan."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, may, needs
from eventmgr.audit.words import know_values
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.models import Event
from eventmgr.forms import VersionedForm
from eventmgr.interpretation import actions, shown, unserved
from eventmgr.interpretation import paper as _paper  # noqa: F401 - registers the print
from eventmgr.interpretation import progress as _progress  # noqa: F401 - registers the stage
from eventmgr.interpretation.actions import WaiverNeeded
from eventmgr.interpretation.figures import unverified_figures
from eventmgr.interpretation.forms import (
    FLOOR,
    TeamForm,
    channels_form,
    figures_data,
    figures_form,
)
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.profiles import names as profile_names
from eventmgr.interpretation.queries import choice_of, situation_of, unsaved_choice
from eventmgr.interpretation.receivers import BOOTH_CHECKS
from eventmgr.interpretation.situation import Situation
from eventmgr.interpretation.words import PROFILES, duration, names
from eventmgr.language import current

bp = Blueprint("interpretation", __name__, url_prefix="/events/<slug>/interpretation")

# What the record calls the profiles.
know_values("profile", PROFILES)


def _read(profile: str | None = None, design: str | None = None) -> Situation:
    return situation_of(
        g.event,
        profile=profile,
        design=design,
        lang=current(),
        representative=_("Representative"),
    )


def _tried() -> tuple[str | None, str | None]:
    """Return the profile and the design of the address; what does not exist is not tried."""
    profile, design = request.args.get("profile"), request.args.get("design")
    return (
        profile if profile in profile_names() else None,
        design if design in {"A", "B"} else None,
    )


def _team_form(choice: InterpretationChoice, situation: Situation | None = None) -> TeamForm:
    """Return the form as saved; profile and design as they are being tried, if they are."""
    fields = (
        "profile",
        "design",
        "assigned",
        "waiver_note",
        "spare_percent",
        "non_resident",
        "travel_days_each",
        "version",
    )
    data = {name: getattr(choice, name) for name in fields}
    if situation is not None:
        profile, design = _tried()
        data |= {"profile": profile or choice.profile, "design": design or choice.design}
    return TeamForm(formdata=None, data=data)


@bp.get("/")
@needs(Need.SEE)
def index(slug: str) -> str:
    """Show the plan; another profile or design is tried by the address, nothing is saved."""
    situation = _read(*_tried())
    return _page(situation, _team_form(situation.choice, situation))


def _page(situation: Situation, form: TeamForm) -> str:
    lang = current()
    plan = situation.plan
    see_people = may(Need.SEE_PEOPLE)
    choice = situation.choice
    tried = plan.profile.name != choice.profile or (choice.design not in {"", plan.design_name})
    return render_template(
        "interpretation/index.html",
        situation=situation,
        plan=plan,
        choice=choice,
        form=form,
        tried=tried,
        profiles=[(name, PROFILES.get(name, name)) for name in profile_names()],
        profile_title=PROFILES.get(plan.profile.name, plan.profile.title),
        saved_title=PROFILES.get(choice.profile, choice.profile),
        team=plan.profile_minimum(),
        aiic_person_days=sum(day.aiic.interpreters for day in plan.days),
        setups=shown.setups(situation, lang),
        booth_people=shown.booth_people,
        days=shown.team_days(situation, lang),
        coverages=shown.coverages(situation, lang),
        legend=shown.legend(situation),
        listener_gaps=unserved.listener_lines(situation, lang, with_names=see_people),
        speaker_gaps=unserved.speaker_lines(situation, lang),
        voiceless=unserved.voiceless_lines(situation, lang, with_names=see_people),
        remarks=shown.remarks(situation, lang),
        assumption=shown.assumption(situation, lang),
        channels=shown.channel_lines(situation, lang),
        figures=unverified_figures(plan.profile.name),
        changed=len(choice.overrides.get(plan.profile.name, {})),
        checks=[_(text) for text in BOOTH_CHECKS],
        equipment=[(_(line.item), line.quantity) for line in situation.equipment],
        language_names=lambda codes: names(codes, lang),
        duration=duration,
    )


@bp.post("/")
@needs(Need.PLAN)
def save(slug: str) -> Any:
    """Save profile, design, people engaged and the reason for fewer (INT-10)."""
    event: Event = g.event
    form = TeamForm()
    if form.validate():
        try:
            actions.decide_team(event, form.values(), version=form.seen_version, actor=current_user)
        except WaiverNeeded as short:
            db.session.rollback()
            form.add_error(
                "waiver_note",
                _(
                    "%(engaged)s interpreters are engaged and this profile asks for "
                    "%(required)s. You may plan with fewer: please say why.",
                    engaged=short.engaged,
                    required=short.required,
                ),
            )
        except Conflict as conflict:
            return _conflict(form, _team_form(conflict.current), conflict, "interpretation.index")
        else:
            commit()
            flash(_("The interpretation plan is saved."), "good")
            return redirect(url_for("interpretation.index", slug=slug), 303)
    chosen = form.profile.data if form.profile.data in profile_names() else None
    design = form.design.data if form.design.data in {"A", "B"} else None
    return _page(_read(chosen, design), form), 422


def _conflict(
    mine: VersionedForm, theirs: VersionedForm, conflict: Conflict, back: str, **values: Any
) -> Any:
    answer = conflict_page(
        mine,
        theirs,
        version=conflict.current.version,
        back=url_for(back, slug=g.event.slug, **values),
        layout="layouts/event.html",
    )
    db.session.rollback()
    return answer


def _channels_form(situation: Situation, choice: InterpretationChoice, formdata: Any) -> Any:
    codes = [FLOOR, *situation.targets]
    data = {f"channel_{code}": choice.channel_labels.get(code, {}) for code in codes}
    return channels_form(
        g.event, codes, current(), data=data | {"version": choice.version}, formdata=formdata
    )


@bp.route("/channels", methods=["GET", "POST"])
@needs(Need.PLAN)
def channels(slug: str) -> Any:
    """Give the channels the event's own labels (INT-06)."""
    situation = _read()
    posted = request.form if request.method == "POST" else None
    form = _channels_form(situation, situation.choice, posted)
    if posted is not None and form.validate():
        try:
            actions.label_channels(
                g.event, form.labels(), version=form.seen_version, actor=current_user
            )
        except Conflict as conflict:
            theirs = _channels_form(situation, conflict.current, None)
            return _conflict(form, theirs, conflict, "interpretation.channels")
        commit()
        flash(_("The labels of the channels are saved."), "good")
        return redirect(url_for("interpretation.index", slug=slug) + "#channels", 303)
    page = render_template(
        "interpretation/channels.html", form=form, codes=[FLOOR, *situation.targets]
    )
    return page, 422 if form.errors else 200


def _figures_form(profile: str, choice: InterpretationChoice, formdata: Any) -> Any:
    figures = unverified_figures(profile)
    data = figures_data(figures, choice.overrides.get(profile, {}))
    return figures_form(figures, data=data | {"version": choice.version}, formdata=formdata)


@bp.route("/figures/<profile>", methods=["GET", "POST"])
@needs(Need.PLAN)
def figures(slug: str, profile: str) -> Any:
    """Change the unverified figures of a profile for this event, or take them as they were."""
    if profile not in profile_names():
        abort(404)
    choice = choice_of(g.event) or unsaved_choice(g.event)
    posted = request.form if request.method == "POST" else None
    form = _figures_form(profile, choice, posted)
    reset = posted is not None and "reset" in posted
    if posted is not None and (reset or form.validate()):
        values = {} if reset else form.figures()
        try:
            actions.change_figures(
                g.event, profile, values, version=form.seen_version, actor=current_user
            )
        except Conflict as conflict:
            theirs = _figures_form(profile, conflict.current, None)
            return _conflict(form, theirs, conflict, "interpretation.figures", profile=profile)
        commit()
        flash(_("The figures of the profile are saved for this event."), "good")
        return redirect(url_for("interpretation.index", slug=slug, profile=profile), 303)
    page = render_template(
        "interpretation/figures.html",
        form=form,
        profile=profile,
        title=PROFILES.get(profile, profile),
        changed=bool(choice.overrides.get(profile)),
        version=choice.version,
    )
    return page, 422 if form.errors else 200
