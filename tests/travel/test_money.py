"""Daily allowances and claims: amounts, lists to sign, states, and who may see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventmgr.accounts.models import EventRole
from eventmgr.database import Conflict, commit, db
from eventmgr.events.cloning import clone
from eventmgr.language import speaking
from eventmgr.registration.models import ParticipantRole
from eventmgr.travel import actions, money_actions, queries
from eventmgr.travel.models import Allowance, Claim, ClaimState, RoomType, TravelSettings
from eventmgr.travel.money_actions import MOVES, ClaimError, move_claim
from eventmgr.travel.payment_list import payment_paper
from tests.helpers import count_queries
from tests.printing.reading import one_line, pages_of, tree_of

RATES = {
    "rate": "150",
    "currency": "eur",
    "lodging": "50",
    "breakfast": "6",
    "lunch": "12",
    "dinner": "12",
    "incidentals": "20",
    "version": "1",
}
# LIFE-12: a paid hotel with breakfast; lunch on the second day, lunch and dinner on the third.
PROVIDED = [
    *(f"2027-08-{day} {part}" for day in (30, 31) for part in ("lodging", "breakfast")),
    "2027-08-31 lunch",
    *(f"2027-09-01 {part}" for part in ("lodging", "breakfast", "lunch", "dinner")),
]
TODAY = date(2027, 9, 1)


@pytest.fixture
def event(make):
    event = make.event()
    actions.use_travel(event, used=True, actor="test")
    commit()
    return event


@pytest.fixture
def cashier(make, event, sign_in):
    return sign_in(make.member(event, EventRole.FINANCE))


def _url(event, page: str = "") -> str:
    return f"/events/{event.slug}/travel/{page}"


def _guest(make, event, organisation=None, **values):
    person = make.registration(event, organisation or make.organisation(), **values)
    stay = {
        "room": RoomType.SINGLE,
        "check_in": date(2027, 8, 30),
        "check_out": date(2027, 9, 2),
    }
    actions.save_journey(person, stay, version=0, actor="test")
    commit()
    return person


def _paid(event, language: str = "en"):
    settings = queries.settings_of(event)
    with speaking(language):
        return queries.payments(event, settings, language)


def test_life12_amounts_stand_beside_the_people(make, event, cashier) -> None:
    _guest(make, event)
    answer = cashier.post(_url(event, "allowances/"), data=RATES | {"provided": PROVIDED})
    assert answer.status_code == 303
    db.session.rollback()
    (one,) = _paid(event)
    assert [amount for _night, _provided, amount in one.nights] == [
        Decimal("66.00"),
        Decimal("48.00"),
        Decimal("30.00"),
    ]
    assert one.amount == Decimal("144.00")
    assert "€144.00" in cashier.get(_url(event, "allowances/")).text
    assert queries.settings_of(event).currency == "EUR"


def test_nothing_provided_is_the_whole_rate(make, event, cashier) -> None:
    _guest(make, event)
    cashier.post(_url(event, "allowances/"), data=RATES)
    db.session.rollback()
    assert _paid(event)[0].amount == Decimal("450.00")


def test_nights_at_own_expense_are_not_paid(make, event, cashier) -> None:
    person = _guest(make, event)
    cashier.post(_url(event, "allowances/"), data=RATES | {"provided": PROVIDED})
    actions.save_journey(person, {"nights_paid": 2}, version=1, actor="test")
    commit()
    assert _paid(event)[0].amount == Decimal("114.00")


def test_one_persons_table_goes_before_everybodys(make, event, cashier) -> None:
    person = _guest(make, event)
    number = person.id
    cashier.post(_url(event, "allowances/"), data=RATES | {"provided": PROVIDED})
    page = cashier.get(_url(event, f"allowances/{number}")).text
    assert "€66.00" in page
    own = [one for one in PROVIDED if one != "2027-08-31 lunch"]
    cashier.post(_url(event, f"allowances/{number}"), data={"version": "0", "provided": own})
    db.session.rollback()
    row = db.session.scalar(select(Allowance))
    assert row.provided == {"2027-08-31": ["lodging", "breakfast"]}
    assert _paid(event)[0].amount == Decimal("162.00")
    late = cashier.post(_url(event, f"allowances/{number}"), data={"version": "0"})
    assert late.status_code == 303
    assert "Somebody changed this in the meantime" in cashier.get(_url(event, "allowances/")).text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"lunch": "13"}, "The parts make 101 per cent; together they must be 100."),
        ({"rate": "many"}, "Please write an amount"),
        ({"currency": "€"}, "Please give the three letters"),
        ({"dinner": "-1"}, "Please give a number from 0 to 100."),
    ],
)
def test_rates_that_cannot_be_are_said(event, cashier, changed, says) -> None:
    answer = cashier.post(_url(event, "allowances/"), data=RATES | changed)
    assert answer.status_code == 422
    assert says in answer.text


def test_two_savers_of_rates_meet(event, cashier) -> None:
    assert cashier.post(_url(event, "allowances/"), data=RATES).status_code == 303
    assert cashier.post(_url(event, "allowances/"), data=RATES).status_code == 409


def test_parts_that_are_no_whole_are_refused_by_the_database(make) -> None:
    event = make.event()
    db.session.add(TravelSettings(event_id=event.id, lodging=51))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_payment_is_noted_once_and_can_be_taken_back(make, event, cashier) -> None:
    person = _guest(make, event)
    number = person.id
    cashier.post(_url(event, "allowances/"), data=RATES)
    for _time in range(2):
        cashier.post(_url(event, "allowances/paid"), data={"person": [number]})
    db.session.rollback()
    row = db.session.scalar(select(Allowance))
    assert (row.paid_cents, row.paid_currency) == (45000, "EUR")
    cashier.post(_url(event, "allowances/"), data=RATES | {"rate": "100", "version": "2"})
    assert "another amount is due now" in cashier.get(_url(event, "allowances/")).text
    cashier.post(_url(event, "allowances/paid"), data={"take_back": number})
    db.session.rollback()
    assert db.session.scalar(select(Allowance)).paid_cents is None


def test_payment_list_has_a_signature_column_and_its_sum(make, event, cashier, tmp_path) -> None:
    office = make.organisation(make.kosovo())
    _guest(make, event, office, family_name="Gjoni")
    _guest(make, event, family_name="Hidden", protected=True)
    _guest(make, event, role=ParticipantRole.INTERPRETER, family_name="Booth")
    cashier.post(_url(event, "allowances/"), data=RATES | {"provided": PROVIDED})
    db.session.rollback()
    with speaking("en"):
        paper = payment_paper(event, queries.settings_of(event), "en")
    assert paper.columns[-1].signed
    assert [row[1] for row in paper.parts[0].rows] == ["Ana GJONI", "Representative"]
    assert "€288.00" in paper.total
    data = cashier.get(_url(event, "allowances/payment-list.en.pdf")).data
    (page,) = pages_of(data, tmp_path)
    text = one_line(page)
    for words in ("Signature", "GJONI", "€144.00", "€288.00", "Footnote text in en."):
        assert words in text
    assert text.count("Kosovo*") == 1
    assert "Booth" not in text
    tags = tree_of(data)
    scopes = [one.entries.get("/Scope") for one in tags if one.tag == "/TH"]
    assert (scopes.count("/Column"), scopes.count("/Row")) == (6, 3)
    assert [one.tag for one in tags].count("/Note") == 1


def test_nobody_to_pay_is_said(event, cashier) -> None:
    assert cashier.get(_url(event, "allowances/payment-list.en.pdf")).status_code == 303
    assert "nothing is to be paid" in cashier.get(_url(event, "allowances/")).text


# --- claims -----------------------------------------------------------------------------------

CLAIM = {
    "route": "Tirana – Podgorica – Tirana",
    "claimed": "123,45",
    "currency": "EUR",
    "tickets": "y",
    "receipts": "y",
}


def _claim(person, **values) -> Claim:
    claim = money_actions.add_claim(
        person,
        {"route": "Tirana – Podgorica", "claimed_cents": 10000, "currency": "EUR"} | values,
        actor="test",
    )
    commit()
    return claim


def test_claim_goes_its_way_to_payment(make, event, cashier, tmp_path) -> None:
    person = _guest(make, event, family_name="Claimer")
    sent = cashier.post(_url(event, "claims/new"), data=CLAIM | {"person": person.id})
    assert sent.status_code == 303
    db.session.rollback()
    number = db.session.scalar(select(Claim)).id
    page = cashier.get(_url(event, "claims/")).text
    assert "boarding passes" in page
    assert "€123.45" in page
    move = _url(event, f"claims/{number}/move")
    cashier.post(move, data={"state": "approved", "approved": "120", "version": "1"})
    cashier.post(move, data={"state": "paid", "version": "2"})
    db.session.rollback()
    claim = db.session.scalar(select(Claim))
    assert (claim.state, claim.approved_cents) == (ClaimState.PAID, 12000)
    assert claim.paid_on is not None
    data = cashier.get(_url(event, "claims/list.en.pdf")).data
    text = one_line(" ".join(pages_of(data, tmp_path)))
    for words in ("CLAIMER", "€123.45", "€120.00", "paid"):
        assert words in text


def test_life11_claim_without_tickets_needs_a_note(make, event) -> None:
    claim = _claim(_guest(make, event))
    with pytest.raises(ClaimError, match="missing"):
        move_claim(event, claim, ClaimState.APPROVED, version=1, actor="test", on=TODAY)
    db.session.rollback()
    noted = _claim(_guest(make, event), note="The airline is closed.")
    move_claim(event, noted, ClaimState.APPROVED, version=1, actor="test", on=TODAY)
    assert noted.approved_cents == 10000


def test_no_more_is_approved_than_claimed(make, event) -> None:
    claim = _claim(_guest(make, event), tickets=True, receipts=True)
    with pytest.raises(ClaimError, match="No more"):
        move_claim(
            event,
            claim,
            ClaimState.APPROVED,
            version=1,
            actor="test",
            on=TODAY,
            approved=Decimal("100.01"),
        )
    db.session.rollback()


@pytest.mark.parametrize("before", list(ClaimState))
@pytest.mark.parametrize("after", list(ClaimState))
def test_every_move_of_a_claim_is_allowed_or_refused(make, event, before, after) -> None:
    values = {
        "tickets": True,
        "receipts": True,
        "state": before,
        "approved_cents": 5000 if before in {ClaimState.APPROVED, ClaimState.PAID} else None,
        "paid_on": TODAY if before is ClaimState.PAID else None,
    }
    claim = _claim(_guest(make, event), **values)
    if after in MOVES[before]:
        move_claim(event, claim, after, version=1, actor="test", on=TODAY)
        db.session.flush()
        assert claim.state is after
        assert (claim.paid_on is not None) == (after is ClaimState.PAID)
    else:
        with pytest.raises(ClaimError):
            move_claim(event, claim, after, version=1, actor="test", on=TODAY)
    db.session.rollback()


def test_decided_claim_is_not_changed_and_an_old_page_conflicts(make, event, cashier) -> None:
    claim = _claim(_guest(make, event), tickets=True, receipts=True)
    number = claim.id
    move_claim(event, claim, ClaimState.REFUSED, version=1, actor="test", on=TODAY)
    commit()
    page = _url(event, f"claims/{number}")
    assert cashier.post(page, data=CLAIM | {"version": "2"}).status_code == 303
    assert "This claim was decided on." in cashier.get(page).text
    with pytest.raises(Conflict):
        move_claim(event, claim, ClaimState.RECEIVED, version=1, actor="test", on=TODAY)
    db.session.rollback()


def test_claims_of_another_event_are_not_found(make, event, cashier) -> None:
    claim = _claim(_guest(make, make.event()))
    assert cashier.get(_url(event, f"claims/{claim.id}")).status_code == 404


def test_pages_ask_a_constant_number_of_questions(make, event, cashier) -> None:
    counts = []
    for _round in range(2):
        for _person in range(2):
            _claim(_guest(make, event))
        for page in ("allowances/", "claims/"):
            with count_queries() as statements:
                assert cashier.get(_url(event, page)).status_code == 200
            counts.append(len(statements))
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize("page", ["allowances/", "claims/", "allowances/payment-list.en.pdf"])
def test_money_is_for_finance_only(make, event, sign_in, page) -> None:
    for role in (EventRole.ORGANISER, EventRole.SECRETARIAT, EventRole.TRAVEL_OFFICER):
        assert sign_in(make.member(event, role)).get(_url(event, page)).status_code == 403


def test_next_round_keeps_the_rates_and_moves_the_nights(make, event, cashier) -> None:
    cashier.post(_url(event, "allowances/"), data=RATES | {"provided": PROVIDED})
    db.session.rollback()
    target = clone(
        event,
        title={"en": "Next round"},
        start=date(2028, 8, 31),
        end=date(2028, 9, 1),
        wanted={"travel"},
        actor=make.user(),
    )
    commit()
    settings = queries.settings_of(target)
    assert (settings.used, settings.rate_cents) == (True, 15000)
    assert settings.provided["2028-08-31"] == ["lodging", "breakfast", "lunch"]
    assert not any(night.startswith("2027") for night in settings.provided)
