"""The list on which people sign for their allowance, and the list of claims."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.numbers import format_money
from eventmgr.printing.tables import TableColumn, TablePaper, TablePart
from eventmgr.travel.allowances import from_cents
from eventmgr.travel.models import TravelSettings
from eventmgr.travel.queries import claims_of, list_label, payments
from eventmgr.travel.words import CLAIMS

NOBODY_PAID = _l("Nobody has a stay with known nights yet, so nothing is to be paid.")
NO_CLAIMS = _l("No claim has come in yet.")


def payment_paper(event: Event, settings: TravelSettings, language: str) -> TablePaper:
    """Return the payment list with a column to sign in (LIFE-12); protected people sign too.

    A protected person stands there as a representative (PRIV-04). Raises NotPrintable where
    nothing is to be paid.
    """
    due = [one for one in payments(event, settings, language) if one.amount]
    if not due:
        raise NotPrintable(NOBODY_PAID)
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    rows = tuple(
        (
            str(number),
            list_label(one.person, language),
            naming.institution(one.person.organisation),
            str(len(one.nights)),
            format_money(one.amount, settings.currency, language),
            "",
        )
        for number, one in enumerate(due, start=1)
    )
    total = sum((one.amount for one in due), Decimal("0.00"))
    return TablePaper(
        masthead=with_notes(masthead, naming, typed=True),
        heading=_("Payment list of daily allowances"),
        columns=(
            TableColumn(_("No."), 5),
            TableColumn(_("Name"), 24),
            TableColumn(_("Institution"), 32),
            TableColumn(_("Nights"), 8, figures=True),
            TableColumn(_("Amount"), 12, figures=True),
            TableColumn(_("Signature"), 24, signed=True),
        ),
        parts=(TablePart("", rows),),
        total=(
            "",
            _("Together"),
            "",
            "",
            format_money(total, settings.currency, language),
            "",
        ),
        closing=_(
            "Those who sign have received the amount beside their name. The list is kept as long "
            "as the rules on financial records require."
        ),
    )


def claims_paper(event: Event, language: str) -> TablePaper:
    """Return the list of claims; raises NotPrintable where there is none."""
    claims = claims_of(event)
    if not claims:
        raise NotPrintable(NO_CLAIMS)
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)

    def there(value: bool) -> str:
        return _("yes") if value else _("no")

    rows = tuple(
        (
            list_label(claim.registration, language),
            claim.route,
            there(claim.tickets),
            there(claim.boarding_passes),
            there(claim.receipts),
            format_money(from_cents(claim.claimed_cents), claim.currency, language),
            format_money(from_cents(claim.approved_cents), claim.currency, language)
            if claim.approved_cents is not None
            else "",
            str(CLAIMS[claim.state]),
        )
        for claim in claims
    )
    return TablePaper(
        masthead=with_notes(masthead, naming, typed=True),
        heading=_("Claims for travel costs"),
        columns=(
            TableColumn(_("Name"), 20),
            TableColumn(_("Route"), 24),
            TableColumn(_("Tickets"), 9),
            TableColumn(_("Boarding passes"), 10),
            TableColumn(_("Receipts"), 10),
            TableColumn(_("Claimed"), 12, figures=True),
            TableColumn(_("Approved"), 12, figures=True),
            TableColumn(_("State"), 11),
        ),
        parts=(TablePart("", rows),),
    )
