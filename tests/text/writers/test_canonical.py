"""Canonical JSON: the same work gives the same text, and the text gives the work back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.edition import Work
from eventmgr.text.readers import UnreadableFile
from eventmgr.text.writers.canonical import (
    FIRST_SCHEMA,
    SCHEMA,
    read_canonical,
    read_data,
    work_data,
    write_canonical,
)
from tests.text.writers.works import works


@given(works())
def test_a_work_comes_back_as_it_went(work: Work) -> None:
    text = write_canonical(work)
    assert read_canonical(text) == work
    assert write_canonical(read_canonical(text.encode())) == text
    assert json.loads(text)["schema"] == SCHEMA


def test_a_text_sealed_with_the_first_schema_stays_readable() -> None:
    old = {
        "schema": FIRST_SCHEMA,
        "kind": "conclusions",
        "authentic_language": "en",
        "languages": ["en"],
        "label_style": "1./a.",
        "adoption": {"mode": "consensus", "date": "2016-09-01", "place": {}, "acknowledged": []},
        "heads": {
            "en": {
                "title": "Workshop",
                "subtitles": [],
                "organisers": [{"name": "Centre", "acronym": "C", "role": ""}],
                "place": "Podgorica",
                "dates": "1 September 2016",
                "designation_notes": [["*", "Without prejudice."]],
                "heading": "",
                "adoption_note": "Adopted by consensus.",
                "closing": "Podgorica, 1 September 2016",
                "disclaimer": "",
            }
        },
        "paragraphs": [
            {
                "uid": "ab12",
                "kind": "operative",
                "level": 1,
                "label": "1.",
                "reference": "1",
                "texts": {"en": "Meet again."},
                "not_up_to_date": ["sq"],
            }
        ],
    }
    work = read_data(old)
    assert work.edition.paragraphs[0].texts == {"en": "Meet again."}
    assert work.edition.paragraphs[0].behind == ("sq",)
    assert work.heads["en"].designation_notes[0].text == "Without prejudice."
    assert work.adoption["mode"] == "consensus"
    again = json.loads(write_canonical(work))
    assert {**old, "schema": SCHEMA} | {"heads": again["heads"]} == again


@given(works(), st.data())
def test_a_damaged_work_is_refused_in_words(work: Work, data: st.DataObject) -> None:
    plain = work_data(work)
    name = data.draw(st.sampled_from(["schema", "kind", "languages", "paragraphs", "heads"]))
    plain[name] = data.draw(st.sampled_from([None, 7, "other", [["x"]], {"en": 3}]))
    with pytest.raises(UnreadableFile):
        read_data(plain)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 5000, b"\xff\xfe", '{"schema": 1}'])
def test_what_is_no_work_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_canonical(text)
