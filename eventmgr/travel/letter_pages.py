"""Letters for visas, for the travel officer: issued, listed, printed when they are needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db, writing
from eventmgr.events.handing_out import hand_out
from eventmgr.events.models import Event
from eventmgr.forms import Form, date_field, select_field, text_area, text_field
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import language_name
from eventmgr.language import current
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.queries import registration_of
from eventmgr.registration.question_fields import Marker
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.reading import given, read
from eventmgr.travel import queries
from eventmgr.travel.blueprint import bp
from eventmgr.travel.letters import (
    LetterError,
    issue_letter,
    letter_languages,
    screen_label,
    visa_paper,
)
from eventmgr.travel.models import Payer
from eventmgr.travel.words import PAYERS

PATH = "/events/<slug>/travel/letters"


def _letter_form(event: Event, shown_in: str, **kw: Any) -> Any:
    class LetterForm(Form):
        addressee = text_area(
            _l("Consulate, line by line"), most=500, required=True, validators=[Marker()]
        )
        language = select_field(
            _l("Language of the letter"),
            [(code, language_name(code, shown_in)) for code in letter_languages(event)],
        )
        stay_from = date_field(_l("First day of the stay"), required=True)
        stay_to = date_field(_l("Last day of the stay"), required=True)
        address = text_area(_l("Hotel or address during the stay"), most=300, validators=[Marker()])
        payer = select_field(_l("Who pays"), [(one.value, words) for one, words in PAYERS.items()])
        signatory_name = text_field(_l("Signed by"), most=200, required=True)
        signatory_post = text_field(_l("Post of the signatory"), most=300, validators=[Marker()])

        def validate(self, extra_validators: Any = None) -> bool:
            good = super().validate(extra_validators)
            first, last = self.stay_from.data, self.stay_to.data
            if first and last and last < first:
                self.add_error("stay_to", _("The stay ends before it begins."))
                return False
            return good

        def values(self) -> dict[str, Any]:
            """Return the columns of the letter."""
            return {
                "addressee": self.addressee.data,
                "language": self.language.data,
                "stay_from": self.stay_from.data,
                "stay_to": self.stay_to.data,
                "address": self.address.data or "",
                "payer": Payer(self.payer.data),
                "signatory_name": self.signatory_name.data,
                "signatory_post": self.signatory_post.data or "",
            }

    return LetterForm(**kw)


@bp.get(f"{PATH}/")
@needs(Need.TRAVEL)
def letters(slug: str) -> str:
    """Show the letters that were issued, and for whom one can be written."""
    event: Event = g.event
    if not queries.is_used(event):
        abort(404)
    people = queries.travellers(event, current())
    told = given(one.person.id for one in people)
    zone = ZoneInfo(event.timezone)
    return render_template(
        "travel/letters.html",
        rows=[
            {
                "id": letter.id,
                "number": letter.number,
                "name": screen_label(letter.registration),
                "addressee": letter.addressee.splitlines()[0],
                "language": language_name(letter.language, current()),
                "day": short_date(letter.issued_at.astimezone(zone).date(), current()),
            }
            for letter in queries.letters_of(event)
        ],
        # Those for whom a letter can be written come first.
        people=sorted(
            (
                {
                    "id": one.person.id,
                    "name": one.name,
                    "ready": SecureGroup.TRAVEL in told.get(one.person.id, set()),
                }
                for one in people
            ),
            key=lambda row: not row["ready"],
        ),
    )


def _person(registration_id: int) -> Registration:
    person = registration_of(g.event, registration_id)
    if (
        person is None
        or person.state is not RegistrationState.CONFIRMED
        or not queries.is_used(g.event)
    ):
        abort(404)
    return person


@bp.route(f"{PATH}/new/<int:registration_id>", methods=["GET", "POST"])
@needs(Need.TRAVEL)
def new_letter(slug: str, registration_id: int) -> Any:
    """Issue a letter for one person; its number and date stay in the list."""
    event: Event = g.event
    person = _person(registration_id)
    journey = queries.journey_of(person)
    start = {
        "stay_from": journey.arrival_day or event.start - timedelta(days=1),
        "stay_to": journey.departure_day or event.end + timedelta(days=1),
    }
    form = _letter_form(event, current(), data=start)
    if form.validate_on_submit():
        document = read(person, SecureGroup.TRAVEL, actor=current_user, purpose="visa letter")
        try:
            letter = issue_letter(event, person, document, form.values(), actor=current_user)
            commit()
        except LetterError as error:
            # The look at the travel document stays on record.
            commit()
            form.form_errors.append(error.message)
        else:
            flash(
                _("Letter %(number)s is issued. It can be printed now.", number=letter.number),
                "good",
            )
            return redirect(url_for(".letters", slug=slug), 303)
    page = render_template("travel/letter.html", form=form, name=screen_label(person))
    return page, 422 if form.is_submitted() else 200


@bp.get(f"{PATH}/<int:letter_id>.pdf")
@needs(Need.TRAVEL)
def letter_file(slug: str, letter_id: int) -> Response:
    """Return a letter as PDF; each print reads the travel document anew, on record."""
    if queries.letter_of(g.event, letter_id) is None:
        abort(404)
    with writing():
        event: Event = g.event
        letter = queries.letter_of(event, letter_id)
        assert letter is not None
        document = read(
            letter.registration, SecureGroup.TRAVEL, actor=current_user, purpose="visa letter"
        )
        commit()
    db.session.refresh(letter)
    language = letter.language
    # Through no queue: its file would keep the travel document in the clear for a while.
    return hand_out(
        lambda: visa_paper(event, letter, document, language),
        language,
        name=f"{event.slug}-visa-letter-{letter.number}.pdf",
        back=url_for(".letters", slug=slug),
        here=True,
    )
