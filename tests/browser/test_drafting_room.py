"""The drafting room in a browser: references put in where one writes, and the translators' desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessibility import assert_accessible, sideways
from tests.browser.journey import create_event, follow, in_days, press


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event whose conclusions have three paragraphs."""
    page = office.new_page()
    made = create_event(page, "Meeting of References", days=(in_days(40), in_days(41)))
    page.goto(f"/events/{made}/conclusions")
    page.select_option("#source_language", "en")
    press(page, "Begin to write")
    follow(page, "Add the first paragraph")
    for words in ("Welcome the report;", "Thank the host;", "Meet again."):
        page.locator(".rich-text").click()
        page.keyboard.type(words)
        press(page, "Add the paragraph" if words == "Meet again." else "Add it and write another")
        page.wait_for_load_state()
    expect(page.locator(".draft-row")).to_have_count(3)
    page.close()
    return made


def test_a_reference_goes_where_the_cursor_stands(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/conclusions")
    desk.locator(".draft-row a[data-edit]").nth(0).click()
    field = desk.locator(".draft-inline .rich-text")
    field.click()
    desk.keyboard.press("Home")
    desk.locator(".draft-inline [data-refer] summary").click()
    desk.locator(".draft-inline select[name=refer_to]").select_option(index=1)
    desk.locator(".draft-inline").get_by_role("button", name="Insert the reference").click()
    expect(field).to_contain_text("paragraph 3")
    press(desk, "Save the paragraph")
    desk.wait_for_load_state()
    first = desk.locator(".draft-row").nth(0)
    expect(first.locator("a.ref")).to_have_text("paragraph 3")
    expect(first.locator(".draft-text").first).to_contain_text("paragraph 3Welcome the report;")


def test_the_translator_goes_on_by_keyboard(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/conclusions/translation/cnr?show=open")
    desk.keyboard.press("n")
    desk.wait_for_url("**at=*")
    for words in ("Pozdravljaju izvještaj;", "Zahvaljuju domaćinu;"):
        desk.locator(".desk-row[data-in-hand] .rich-text").click()
        here = desk.url
        desk.keyboard.type(words)
        desk.keyboard.press("Control+Enter")
        desk.wait_for_url(lambda url, here=here: url != here and "at=" in url)
    expect(desk.locator(".desk-row")).to_have_count(1)
    expect(desk.locator(".desk-row .draft-label")).to_have_text("3.")
    assert_accessible(desk)


@pytest.mark.parametrize("page", ["translation/cnr", "numbers", "changes"])
def test_the_rooms_fit_a_telephone(desk: Page, slug: str, page: str) -> None:
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(f"/events/{slug}/conclusions/{page}")
    assert not sideways(desk)
    assert_accessible(desk)
