"""Addresses made from titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.events.slugs import LONGEST, PATTERN, free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Regional Workshop, 2027", "regional-workshop-2027"),
        ("Šesta radionica o đacima", "sesta-radionica-o-dacima"),
        ("Шаховић и Ђукић", "sahovic-i-dukic"),
        ("Punëtori rajonale: çështje", "punetori-rajonale-ceshtje"),
        ("***", "event"),
        ("", "event"),
        ("日本", "event"),
    ],
)
def test_slug_is_plain_latin(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=400))
def test_slug_always_fits_its_field(title: str) -> None:
    slug = slug_of(title)
    assert PATTERN.fullmatch(slug)
    assert len(slug) <= LONGEST


def test_slug_is_cut_at_a_word() -> None:
    slug = slug_of("a long title of many words " * 10)
    assert len(slug) <= LONGEST
    assert slug.rsplit("-", 1)[-1] in {"a", "long", "title", "of", "many", "words"}


@pytest.mark.parametrize(
    ("taken", "slug"),
    [
        (set(), "workshop"),
        ({"workshop"}, "workshop-2"),
        ({"workshop", "workshop-2"}, "workshop-3"),
        ({"workshop-2"}, "workshop"),
    ],
)
def test_taken_slug_gets_a_number(taken: set[str], slug: str) -> None:
    assert free_slug("workshop", taken) == slug


def test_reserved_slug_gets_a_number() -> None:
    assert free_slug("new", set()) == "new-2"
