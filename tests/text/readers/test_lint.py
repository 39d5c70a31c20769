"""Hints of LIFE-40 to LIFE-42, DES-19 and DES-20: caught where they should be, silent elsewhere."""

from __future__ import annotations

import time
from datetime import date

import pytest

from eventmgr.text.designations import lint_designations
from eventmgr.text.house import house_of
from eventmgr.text.lint import Known, lint_document, lint_line
from eventmgr.text.lint_names import lint_organisations
from eventmgr.text.model import Document, Node, NodeKind
from eventmgr.text.readers import read_text

HEAD = (
    "CONCLUSIONS\n\nThe delegations of Albania and Montenegro met in Budva.\n\n"
    "The participants agreed upon the following:\n\n"
)
DCAF = Known(
    "Geneva Centre for the Democratic Control of Armed Forces", "DCAF", ("Centre of Geneva",)
)
OSCE = Known("Organization for Security and Co-operation in Europe", "OSCE")


def remarks(text: str, **more: object) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for one in lint_document(read_text(text), **more):  # type: ignore[arg-type]
        found.setdefault(one.code, []).append(one.params)
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Geneva Center for the Democratic Control of Armed Forces met.",
         "Geneva Center for the Democratic Control of Armed Forces"),
        ("Geneva Centre for Democratic Control of Armed Forces (DCAF) met.",
         "Geneva Centre for Democratic Control of Armed Forces"),
        ("Experts of the Centre of Geneva met.", "Centre of Geneva"),
    ],
)  # fmt: skip
def test_des20_organisation_names_differ_from_the_register(text: str, words: str) -> None:
    (found,) = lint_organisations([text], [DCAF, OSCE])
    assert found.code == "organisation-name"
    assert found.params == {"words": words, "name": DCAF.name}


@pytest.mark.parametrize(
    "text",
    [
        "The Geneva Centre for the Democratic Control of Armed Forces (DCAF) met.",
        "The Organization for Security and Co-operation in Europe met.",
        "Security and cooperation in Europe were discussed.",
        "A new armed force (DCAFX) met in Geneva.",
    ],
)
def test_des20_registered_and_foreign_names_are_left_alone(text: str) -> None:
    assert lint_organisations([text], [DCAF, OSCE]) == []


def test_des19_another_spelling_of_one_word() -> None:
    text = "The Organisation for Security and Cooperation in Europe met."
    (found,) = lint_organisations([text], [OSCE])
    assert found.params["name"] == OSCE.name


@pytest.mark.parametrize(
    ("forms", "text", "caught"),
    [
        (None, "Turkey attended.", True),
        (None, "Türkiye attended.", False),
        ({"TR": "Turkey"}, "Turkey attended.", False),
        ({"TR": "Turkey"}, "Türkiye attended.", True),
        ({"TR": "Türkiye"}, "Turkey attended.", True),
    ],
)
def test_des20_the_form_of_the_event(forms: dict[str, str] | None, text: str, caught: bool) -> None:
    found = lint_designations([text], day=date(2024, 5, 1), forms=forms)
    assert bool(found) is caught
    for one in found:
        assert one.message % one.params


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Maqedonia Veriore mori pjesë.", "designation-northern-macedonia"),
        ("Република Косово је учествовала.", "designation-kosovo-republic"),
        ("Предлог земаља и Косова* је прихваћен.", "designation-country-word"),
        ("Bivša Jugoslovenska Republika Makedonija.", "designation-fyrom"),
        ("Србија, Црна Гора и Република Српска.", "designation-srpska"),
    ],
)
def test_des20_in_other_languages(text: str, code: str) -> None:
    assert code in {one.code for one in lint_designations([text], day=date(2024, 5, 1))}


def test_des20_a_long_text_is_linted_soon() -> None:
    begin = time.process_time()
    lint_designations(["Kosovo and the states of Macedonia, Turkey and FYROM " * 1_000] * 10)
    assert time.process_time() - begin < 3


def test_life41_acronyms_are_spelled_out_at_first_use() -> None:
    found = remarks(
        HEAD + "1. Support SEPCA and the Southeast European Law Enforcement Center (SELEC);\n"
        "2. Thank SELEC, SEPCA, the OSCE and PCC (Police Cooperation Convention)."
    )
    assert [one["words"] for one in found["acronym"]] == ["SEPCA"]


def test_life41_the_register_offers_the_full_name() -> None:
    found = remarks(HEAD + "1. Thank DCAF.\n2. Meet again.", known=[DCAF])
    assert found["acronym"] == [{"words": "DCAF", "name": DCAF.name}]


def test_life40_a_cut_sentence_is_named() -> None:
    found = remarks(
        HEAD + "1. Exchange information;\n2. Note the importance of developing a regional\n"
        "3. Serious and Organised Crime Threat Assessment."
    )
    (params,) = found["split-sentence"]
    assert (params["first"], params["second"]) == ("2", "3")
    assert "no-end-mark" not in found


def test_life40_openings_of_one_style() -> None:
    items = ["Strengthen the border", "Exchange lists", "The seminar of experts", "Meet again"]
    mixed = HEAD + "\n".join(f"{n}. {words}." for n, words in enumerate(items, start=1))
    assert remarks(mixed)["mixed-openings"] == [{"labels": "3"}]
    even = HEAD + "1. Strengthen this.\n2. Exchange that.\n3. Meet again.\n4. Support them."
    assert "mixed-openings" not in remarks(even)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("CONCLUSIONS\n\n", "no-adoption-clause"),
        ("CONCLUSIONS\n\nThe participants agreed upon the following:\n\n", "no-adopting-list"),
        (HEAD, None),
        ("CHAIR'S SUMMARY\n\n", None),
        ("ZAKLJUČCI\n\nUčesnici su usvojili sljedeće zaključke:\n\n", "no-adopting-list"),
        (
            "ZAKLJUČCI\n\nDelegacije Albanije i Crne Gore,\n\nusvojile su sljedeće zaključke:\n\n",
            None,
        ),
    ],
)
def test_life42_who_adopted(head: str, code: str | None) -> None:
    found = remarks(head + "1. Strengthen the border.\n2. Meet again.")
    assert {"no-adoption-clause", "no-adopting-list"} & set(found) == ({code} if code else set())


def test_a_line_is_linted_on_its_own() -> None:
    codes = [
        one.code
        for one in lint_line(
            "Opening by the Geneva Center for the Democratic Control of Armed Forces in Kosovo ,",
            "en",
            known=[DCAF],
        )
    ]
    assert set(codes) == {"designation-kosovo", "organisation-name", "space-before-comma"}
    assert lint_line("Coffee break", "en", known=[DCAF]) == []


def test_every_remark_can_be_said() -> None:
    text = (
        HEAD + "1. Recalling Kosovo of FYROM , organise and organize;\n2. continue without\n"
        "3. Meet SEPCA in Turkey."
    )
    for one in lint_document(read_text(text), known=[DCAF]):
        assert one.message % one.params if one.params else one.message


@pytest.mark.parametrize(
    "words",
    [
        "(" + "A" * 40_000,
        "http://a" + ")" * 40_000,
        "xhttps://a" * 2_000,
        "^ ~ " * 5_000,
        "Ministry of " + "A-" * 90 + ". (ABC) " * 500,
        "“" * 40_000,
        "Kosovo, country; " * 2_500,
    ],
    ids=["bracket", "closing brackets", "addresses", "signs", "hyphens", "quotes", "sentences"],
)
def test_hints_on_one_hostile_paragraph_take_no_longer_than_its_length(words: str) -> None:
    """What grew with the square of the length took from half a minute to hours here."""
    nodes = [Node(NodeKind.PREAMBULAR, words), Node(NodeKind.FORMULA, "Agreed upon the following:")]
    document = Document(language="en", title="Workshop", nodes=nodes)
    known = [Known("Ministry of the Interior", "ABC")]
    begin = time.process_time()
    lint_document(document, known=known, house=house_of(["OSCE"]))
    assert time.process_time() - begin < 5
