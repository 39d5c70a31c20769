"""One organisation under several spellings (DES-19)."""

from __future__ import annotations

import pytest

from eventmgr.directory.matching import acronyms_in, matching_key, search_key
from eventmgr.directory.models import Organisation
from eventmgr.directory.queries import match_organisation, search_organisations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Geneva Center for the Democratic Control of Armed Forces (DCAF)",
            "The Geneva Centre for Democratic Control of Armed Forces",
        ),
        ("Organization for Security and Co-operation", "Organisation for Security & Cooperation"),
        ("Ministarstvo unutrašnjih poslova", "Министарство унутрашњих послова"),
        ("Defense Program", "Defence Programme"),
    ],
)
def test_des19_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


def test_des19_different_names_stay_different() -> None:
    assert matching_key("Ministry of Justice") != matching_key("Ministry of Interior")


def test_acronyms_are_read_from_brackets_and_single_words() -> None:
    assert acronyms_in("Regional Cooperation Council (RCC)") == ["rcc"]
    assert acronyms_in("DCAF") == ["dcaf"]
    assert acronyms_in("Regional Cooperation Council") == []


def test_search_key_folds_and_drops_repeats() -> None:
    assert search_key(["Šuma", "Suma", "Шума", ""]) == "suma"


def _centre(make, **values) -> Organisation:
    return make.organisation(
        names={"en": "Geneva Centre for Security Sector Governance"},
        acronym="DCAF",
        former_names=["Geneva Centre for the Democratic Control of Armed Forces"],
        **values,
    )


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("the Geneva Center for Security Sector Governance", True),
        ("Geneva Center for the Democratic Control of Armed Forces (DCAF)", True),
        ("DCAF", False),
        ("Centre of something else (DCAF)", False),
        ("Geneva Centre for Security Sector Governance, Podgorica Office", False),
    ],
)
def test_match_organisation_says_how_sure_it_is(app, make, typed: str, exact: bool) -> None:
    centre = _centre(make)
    make.organisation(names={"en": "Ministry of Justice"})
    assert [(m.organisation.id, m.exact) for m in match_organisation(typed)] == [(centre.id, exact)]


def test_match_organisation_finds_nothing_for_an_unknown_name(app, make) -> None:
    _centre(make)
    assert match_organisation("Regional School of Public Administration") == []


def test_match_organisation_keeps_to_the_designation_asked_for(app, make) -> None:
    one, other = make.designation("ME"), make.designation("AL", en="Albania")
    make.organisation(one, names={"en": "Ministry of Interior"})
    wanted = make.organisation(other, names={"en": "Ministry of Interior"})
    found = match_organisation("Ministry of Interior", designation_id=other.id)
    assert [match.organisation.id for match in found] == [wanted.id]


def test_search_ignores_accents_script_and_order_of_words(app, make) -> None:
    row = make.organisation(search_key=search_key(["Ministarstvo unutrašnjih poslova", "MUP"]))
    make.organisation(search_key=search_key(["Uprava policije"]))
    for words in ("unutrasnjih", "poslova ministarstvo", "унутрашњих", "mup"):
        assert [found.id for found in search_organisations(words)] == [row.id]
    assert search_organisations("100%") == []
