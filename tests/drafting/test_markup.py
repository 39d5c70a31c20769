"""Redlines as HTML: signs, hidden words, nothing unescaped."""

from __future__ import annotations

import re

from flask import render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from eventmgr.drafting.markup import redline_html, three_way_html
from eventmgr.text.redline import three_way

HOSTILE = st.lists(
    st.sampled_from(["<script>", "&", '"', "*em*", "^[note]", "[#0a1b2c]", " ", "word", "\\\n"]),
    max_size=12,
).map("".join)


def test_changes_are_marked_and_said(app):
    with app.test_request_context():
        html = redline_html("We *may* meet.", "We shall meet.")
    assert html == (
        'We <span class="vh">[deleted: </span><del><em>may</em></del><span class="vh">]</span>'
        '<span class="vh">[added: </span><ins>shall</ins><span class="vh">]</span> meet.'
    )


def test_a_paper_has_no_hidden_words(app):
    with app.test_request_context():
        html = redline_html("We may meet.", "We shall meet.", spoken=False)
    assert html == "We <del>may</del><ins>shall</ins> meet."


def test_three_ways_name_whose_change_it_is(app):
    merge = three_way(
        "We may meet and work often.",
        "We shall meet and work often.",
        "We can meet and work once.",
    )
    with app.test_request_context():
        html = three_way_html(merge, mine="Norway & co", theirs="Chair")
    words = re.sub(r"<[^>]+>", "", html)
    assert "[deleted: may]" in words
    assert "[two wordings that do not fit together: Norway &amp; co: shall Chair: can]" in words
    assert "[deleted, Chair: often][added, Chair: once]" in words


def test_the_macros_show_redlines(app):
    page = (
        '{% import "macros/redline.html" as red with context %}'
        '{{ red.redline("may", "shall", "sr_Latn") }}{{ red.three_way(merge, "A", "B") }}'
        "{{ red.legend(True) }}"
    )
    with app.test_request_context():
        html = render_template_string(page, merge=three_way("may", "shall", "can"))
    assert '<p class="redline" lang="sr-Latn" dir="auto">' in html
    assert "<ins>shall</ins>" in html
    assert "A:</span>" in html
    assert "in a box" in html


@given(HOSTILE, HOSTILE, HOSTILE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_comes_through_unescaped(app, base, mine, theirs):
    with app.test_request_context():
        html = str(redline_html(base, mine)) + str(three_way_html(three_way(base, mine, theirs)))
    assert "<script>" not in html
    assert html.count("<ins") == html.count("</ins>")
    tags = re.findall(r"</?([a-z]+)", html)
    assert set(tags) <= {"ins", "del", "span", "em", "br", "sup"}
    assert escape("<script>") in html or "script" not in html
