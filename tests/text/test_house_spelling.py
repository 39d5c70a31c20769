"""Spelling of a house: the OSCE's hyphen, the "z" of the United Nations; names stay."""

from __future__ import annotations

import pytest

from eventmgr.text.house import house_of, lint_house

TEXT = "Co-operation of the OSCE: organise cooperation, recognized by co-ordinators; a prize."


@pytest.mark.parametrize(
    ("acronym", "found"),
    [
        ("OSCE", {"cooperation": "co-operation", "organise": "organize"}),
        ("UNODC", {"co-ordinators": "coordinators", "organise": "organize"}),
        ("EU", {"co-ordinators": "coordinators", "recognized": "recognised"}),
        ("RCC", {"co-ordinators": "coordinators"}),
    ],
)
def test_each_house_has_its_spelling(acronym: str, found: dict[str, str]) -> None:
    house = house_of([None, "DCAF", acronym])
    assert house is not None
    remarks = lint_house([TEXT, TEXT], house)
    assert {one.params["words"]: one.params["form"] for one in remarks} == found


def test_organisers_without_a_manual_have_no_house() -> None:
    assert house_of(["DCAF", "", None]) is None
