"""The import screen with scripts: both sides show each other, selected words begin a paragraph."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.journey import create_event, in_days, press

ITEMS = [f"{number}. Continue the work of group {number} with care." for number in range(1, 41)]
TEXT = "CONCLUSIONS\n\nThe participants agreed upon the following:\n\n" + "\n".join(ITEMS)


@pytest.fixture(scope="module")
def review(office: BrowserContext) -> str:
    """The address of the review of a file that was sent."""
    page = office.new_page()
    slug = create_event(page, "Meeting of Imports", days=(in_days(50), in_days(51)))
    page.goto(f"/events/{slug}/conclusions/import")
    page.set_input_files(
        'input[type="file"]',
        {"name": "text.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
    )
    press(page, "Read the text")
    page.wait_for_load_state()
    address = page.url
    page.close()
    return address


def linked(page: Page, words: str) -> tuple[int, int]:
    """Return how many lines and how many paragraphs with these words are marked as linked."""
    return (
        page.locator(".import-sent > li[data-linked]", has_text=words).count(),
        page.locator(".draft-row[data-linked]", has_text=words).count(),
    )


def test_a_line_shows_its_paragraph_and_a_paragraph_its_line(desk: Page, review: str) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(review)
    desk.locator(".import-sent > li", has_text="group 2 with").hover()
    assert linked(desk, "group 2 with") == (1, 1)
    desk.locator(".draft-row", has_text="group 3 with").locator(".draft-text").hover()
    assert linked(desk, "group 3 with") == (1, 1)
    assert linked(desk, "group 2 with") == (0, 0)


def test_a_click_brings_the_other_side_into_view(desk: Page, review: str) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(review)
    far = desk.locator(".draft-row", has_text="group 39 with")
    line = desk.locator(".import-sent > li", has_text="group 39 with")
    expect(far).not_to_be_in_viewport()
    line.locator("xpath=..").evaluate("(list) => list.closest('.import-pane').scrollTo(0, 99999)")
    line.click(position={"x": 200, "y": 4})
    expect(far).to_be_in_viewport()


def test_words_selected_begin_a_paragraph(desk: Page, review: str) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(review)
    row = desk.locator(".draft-row", has_text="group 5 with")
    row.locator("summary").first.click()
    field = row.locator("[data-split]")
    expect(field).to_have_value("")
    row.locator(".draft-text").evaluate(
        """(text) => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (node && !node.data.includes("group 5")) node = walker.nextNode();
          const from = node.data.indexOf("group 5");
          getSelection().setBaseAndExtent(node, from, node, from + "group 5 with care.".length);
        }"""
    )
    expect(field).to_have_value("group 5 with care.")
    row.get_by_role("button", name="Show the result").click()
    desk.wait_for_load_state()
    expect(desk.locator(".draft-row", has_text="group 5 with care.")).to_have_count(1)
    words = desk.locator(".draft-row .draft-text").all_inner_texts()
    assert any(text.strip() == "group 5 with care." for text in words)
    assert any(text.strip() == "Continue the work of" for text in words)
