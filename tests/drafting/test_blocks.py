"""Several paragraphs in one field: where they part, and what each becomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.drafting.blocks import as_one, blocks_of, is_several, kinds_for
from eventmgr.drafting.models import NodeKind
from eventmgr.text.inline import canonical

OPERATIVE, POINT, INNER = (
    (NodeKind.OPERATIVE, 1),
    (NodeKind.SUB_POINT, 2),
    (NodeKind.SUB_POINT, 3),
)
BULLET, PARAGRAPH, HEADING = (
    (NodeKind.BULLET, 1),
    (NodeKind.PARAGRAPH, 0),
    (NodeKind.HEADING, 1),
)
CONCLUSIONS = (OPERATIVE, POINT, INNER, BULLET, (NodeKind.BULLET, 2), PARAGRAPH, HEADING)
PRESS = (PARAGRAPH, HEADING, BULLET)


@pytest.mark.parametrize(("typed", "words"), [
    ("One;", ["One;"]),
    ("One\nline;", ["One line;"]),
    ("One;\n\nTwo;", ["One;", "Two;"]),
    ("One;\r\n \t\r\n\r\nTwo;\r\n\r\n", ["One;", "Two;"]),
    ("One,\\\nsecond line;\n\nTwo;", ["One,\\\nsecond line;", "Two;"]),
    ("One;\\\n\nTwo;", ["One;", "Two;"]),
    ("Agree:\na. one;\nb. two\nand on;", ["Agree:", "one;", "two and on;"]),
    ("Agree:\\\na. one;\\\nb. two;", ["Agree:\\\na. one;\\\nb. two;"]),
    ("- one\n- two", ["one", "two"]),
    ("A. Smith spoke.\n\nB thanked.", ["A. Smith spoke.", "B thanked."]),
    ("", []),
])  # fmt: skip
def test_an_empty_line_or_the_next_sign_begins_a_paragraph(typed, words):
    assert [one.words for one in blocks_of(typed)] == words
    assert is_several(typed) == (len(words) > 1)


@pytest.mark.parametrize(("typed", "first", "offered", "kinds"), [
    ("Agree:\n\na. one\n\nb. two", OPERATIVE, CONCLUSIONS, [OPERATIVE, POINT, POINT]),
    ("1. One\n\n2. Two", OPERATIVE, CONCLUSIONS, [OPERATIVE, OPERATIVE]),
    ("1. One\n\n(a) x\n\n(i) y\n\n(ii) z\n\n(b) w\n\n2. Two", OPERATIVE, CONCLUSIONS,
     [OPERATIVE, POINT, INNER, INNER, POINT, OPERATIVE]),
    ("(g) x\n\n(h) y\n\n(i) z", POINT, CONCLUSIONS, [POINT, POINT, POINT]),
    ("One\n\n• x\n\n• y", OPERATIVE, CONCLUSIONS, [OPERATIVE, POINT, POINT]),
    ("One\n\n• x\n\n• y", PARAGRAPH, PRESS, [PARAGRAPH, BULLET, BULLET]),
    ("One\n\n1. x\n\n2. y", PARAGRAPH, PRESS, [PARAGRAPH, BULLET, BULLET]),
    ("One\n\nTwo", HEADING, PRESS, [HEADING, HEADING]),
])  # fmt: skip
def test_signs_say_what_a_paragraph_becomes(typed, first, offered, kinds):
    assert kinds_for(blocks_of(typed), first, offered) == kinds


@given(st.lists(st.text(st.sampled_from("ab 1.)(•\\*[]^{}\n"), min_size=1), max_size=6))
def test_no_word_is_lost_whatever_is_typed(parts):
    """G1: letters and digits come through, as paragraphs or as one."""
    typed = "\n\n".join(parts)

    def said(text):
        return [sign for sign in text if sign.isalnum()]

    found = blocks_of(typed)
    printed = "".join((one.marker.printed if one.marker else "") + one.words for one in found)
    assert said(printed) == said(typed)
    assert said(canonical(as_one(typed))) == said(typed)
