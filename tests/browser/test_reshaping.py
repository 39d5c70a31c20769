"""Splitting and joining in a browser: a pasted list, the cursor, the menu, and Undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessibility import assert_accessible, sideways
from tests.browser.journey import create_event, follow, in_days, press
from tests.browser.test_rich_field import PASTES, marks, move, paste


@pytest.fixture
def slug(office: BrowserContext) -> str:
    """An event whose conclusions have two paragraphs."""
    page = office.new_page()
    page.add_init_script("localStorage.removeItem('field:plain')")
    made = create_event(page, "Meeting of Parts", days=(in_days(30), in_days(31)))
    page.goto(f"/events/{made}/conclusions")
    page.select_option("#source_language", "en")
    press(page, "Begin to write")
    follow(page, "Add the first paragraph")
    for words in ("Welcome the report;", "Thank the host and meet again."):
        page.locator(".rich-text").click()
        page.keyboard.type(words)
        press(page, "Add the paragraph" if "Thank" in words else "Add it and write another")
        page.wait_for_load_state()
    expect(page.locator(".draft-row")).to_have_count(2)
    page.close()
    return made


@pytest.fixture
def desk(desk: Page) -> Page:
    """A page on which nobody has chosen the plain field."""
    desk.add_init_script("localStorage.removeItem('field:plain')")
    return desk


def texts(page: Page) -> list[str]:
    """Return labels and words of the paragraphs on the page."""
    return [
        " ".join(row.split())
        for row in page.locator(".draft-row").evaluate_all(
            "(rows) => rows.map((row) => row.querySelector('.draft-label').textContent + ' ' + "
            "row.querySelector('.draft-text').textContent)"
        )
    ]


def opened(page: Page, slug: str, words: str) -> None:
    page.goto(f"/events/{slug}/conclusions")
    page.locator(".draft-row", has_text=words).locator("a[data-edit]").first.click()
    expect(page.locator(".draft-inline [role=textbox]")).to_be_focused()


def test_a_list_pasted_from_word_becomes_sub_points(desk: Page, slug: str) -> None:
    opened(desk, slug, "Welcome the report")
    field = desk.locator(".draft-inline [role=textbox]")
    offer = desk.locator(".draft-inline [data-parts]")
    expect(offer).to_be_hidden()
    desk.keyboard.press("Control+a")
    paste(field, "plain words", (PASTES / "word.html").read_text(encoding="utf-8"))
    expect(field.locator(".rich-part")).to_have_count(2)
    expect(offer).to_be_visible()
    # Kept as one it has lines; pasted again, it is several again.
    offer.get_by_role("button", name="Keep it as one paragraph with line breaks").click()
    expect(field.locator(".rich-part")).to_have_count(0)
    expect(offer).to_be_hidden()
    assert "\\\na. the first point;" in marks(desk)
    desk.keyboard.press("Control+a")
    paste(field, "plain words", (PASTES / "word.html").read_text(encoding="utf-8"))
    expect(field.locator(".rich-part")).to_have_count(2)
    press(desk, "Save the paragraph")
    desk.wait_for_load_state()
    expect(desk.get_by_role("heading", level=1)).to_have_text("This will become several paragraphs")
    expect(desk.locator("ol.several > li")).to_have_count(3)
    expect(desk.locator("#kind-1")).to_have_value("sub-point:2")
    for width in (360, 1440):
        desk.set_viewport_size({"width": width, "height": 800})
        assert_accessible(desk)
        assert sideways(desk) == 0
    press(desk, "Make these paragraphs")
    desk.wait_for_load_state()
    found = texts(desk)
    assert len(found) == 4
    assert found[1:3] == ["a. the first point;", "b. the second one."]
    # Nothing that was typed is called lost afterwards.
    expect(desk.locator("[data-unsaved]")).to_have_count(0)
    desk.get_by_role("status").get_by_role("button", name="Undo").click()
    desk.wait_for_load_state()
    assert texts(desk) == ["1. Welcome the report;", "2. Thank the host and meet again."]


def test_split_where_the_cursor_stands_and_join_again(desk: Page, slug: str) -> None:
    opened(desk, slug, "Thank the host")
    move(desk, *["ArrowLeft"] * len("and meet again."))
    desk.keyboard.press("Control+Shift+Enter")
    assert [part.strip() for part in marks(desk).split("\n\n")] == [
        "Thank the host",
        "and meet again.",
    ]
    press(desk, "Save the paragraph")
    desk.wait_for_load_state()
    press(desk, "Make these paragraphs")
    desk.wait_for_load_state()
    assert texts(desk)[1:] == ["2. Thank the host", "3. and meet again."]
    row = desk.locator(".draft-row").nth(2)
    row.locator("summary", has_text="More").click()
    row.get_by_role("button", name="Join with the paragraph before").click()
    desk.wait_for_load_state()
    assert texts(desk)[1:] == ["2. Thank the host and meet again."]
    expect(desk.get_by_role("status")).to_contain_text("The paragraphs are joined.")
    follow(desk, "Deleted paragraphs") if desk.locator(
        "a:has-text('Deleted paragraphs')"
    ).first.is_visible() else desk.goto(f"/events/{slug}/conclusions/deleted")
    expect(desk.locator("main")).to_contain_text("and meet again.")


def test_back_to_writing_keeps_every_word(desk: Page, slug: str) -> None:
    opened(desk, slug, "Welcome the report")
    desk.keyboard.press("End")
    desk.keyboard.press("Control+Shift+Enter")
    desk.keyboard.type("Second part;")
    press(desk, "Save the paragraph")
    desk.wait_for_load_state()
    press(desk, "Back to writing")
    desk.wait_for_load_state()
    assert marks(desk) == "Welcome the report;\n\nSecond part;"
    expect(desk.locator(".rich-part")).to_have_count(1)
    expect(desk.locator("[data-unsaved]")).to_have_count(0)
    assert_accessible(desk)


def test_statements_are_written_in_the_field_that_shows_the_marks(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/conclusions/statements")
    fields = desk.locator("#attach .rich-text")
    expect(fields).not_to_have_count(0)
    fields.first.click()
    desk.keyboard.press("Control+i")
    desk.keyboard.type("inter alia")
    expect(fields.first.locator("em")).to_have_text("inter alia")
    assert desk.locator("#attach textarea").first.input_value() == "*inter alia*"
    # A statement is one text: nothing is split here.
    expect(desk.locator("#attach [data-command=part]")).to_have_count(0)
    assert_accessible(desk)
