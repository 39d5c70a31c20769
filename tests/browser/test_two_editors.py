"""Two people change the same thing: the later one sees both texts, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site, sign_in
from tests.browser.journey import create_event, follow, in_days, press, saved

IN_THE_MEANTIME = "Somebody else changed this in the meantime"


@pytest.fixture(scope="module")
def other_office(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A second browser in which the organiser is signed in."""
    made = chromium.new_context(base_url=site.address, locale="en-GB")
    made.set_default_timeout(10_000)
    page = made.new_page()
    sign_in(page, site)
    page.close()
    yield made
    made.close()


@pytest.fixture
def other(other_office: BrowserContext) -> Iterator[Page]:
    """A page of the second browser."""
    page = other_office.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event that two people prepare."""
    page = office.new_page()
    made = create_event(page, "Meeting of Two Minds", days=(in_days(40), in_days(40)))
    page.close()
    return made


@pytest.fixture(scope="module")
def paragraph(office: BrowserContext, slug: str) -> str:
    """The address of a paragraph of the event's conclusions."""
    page = office.new_page()
    page.goto(f"/events/{slug}/conclusions")
    page.select_option("#source_language", "en")
    press(page, "Begin to write")
    follow(page, "Add the first paragraph")
    page.fill("#text[role=textbox]", "Welcome the report;")
    press(page, "Add the paragraph")
    address = page.locator(".draft-row a[data-edit]").first.get_attribute("href")
    assert address is not None
    page.close()
    return address


def test_later_paragraph_stands_beside_the_earlier_and_both_are_kept(
    desk: Page, other: Page, slug: str, paragraph: str
) -> None:
    desk.goto(paragraph)
    other.goto(paragraph)
    desk.fill("#text[role=textbox]", "Welcome the first report;")
    press(desk, "Save the paragraph")
    saved(desk)
    other.fill("#text[role=textbox]", "Welcome the report of the group;")
    press(other, "Save the paragraph")
    expect(other.get_by_role("heading", level=1)).to_have_text(IN_THE_MEANTIME)
    sides = other.locator(".conflict .sides")
    expect(sides).to_contain_text("Welcome the first report;")
    expect(sides).to_contain_text("Welcome the report of the group;")
    expect(other.locator(".conflict ins").first).to_be_visible()
    other.fill("#merged[role=textbox]", "Welcome the first report of the group;")
    press(other, "Save this text")
    expect(other.locator(".draft-row")).to_contain_text("Welcome the first report of the group;")


def test_later_settings_stand_beside_the_earlier(desk: Page, other: Page, slug: str) -> None:
    for page in (desk, other):
        page.goto(f"/events/{slug}/settings/basics")
    desk.fill("#venue-en", "Old Town Hall")
    press(desk, "Save these settings")
    saved(desk)
    other.fill("#venue-en", "New Town Hall")
    press(other, "Save these settings")
    expect(other.get_by_role("heading", level=1)).to_have_text(IN_THE_MEANTIME)
    expect(other.locator(".conflict .sides")).to_contain_text("Old Town Hall")
    expect(other.locator(".conflict .sides")).to_contain_text("New Town Hall")
    desk.goto(f"/events/{slug}/settings/basics")
    expect(desk.locator("#venue-en")).to_have_value("Old Town Hall")


def test_later_settings_are_saved_once_they_are_chosen(desk: Page, other: Page, slug: str) -> None:
    for page in (desk, other):
        page.goto(f"/events/{slug}/settings/registration")
    desk.fill("#capacity", "40")
    press(desk, "Save these settings")
    saved(desk)
    other.fill("#capacity", "60")
    press(other, "Save these settings")
    press(other, "Save mine instead")
    saved(other)
    desk.goto(f"/events/{slug}/settings/registration")
    expect(desk.locator("#capacity")).to_have_value("60")


def test_same_item_of_the_agenda_changed_twice_is_told(desk: Page, other: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/new")
    desk.fill("#title-en", "First words")
    press(desk, "Add it and name its people")
    saved(desk)
    other.goto(desk.url)
    desk.fill("#room", "Hall A")
    press(desk, "Save the item")
    saved(desk)
    other.fill("#room", "Hall B")
    press(other, "Save the item")
    expect(other.get_by_role("heading", level=1)).to_have_text(IN_THE_MEANTIME)
    expect(other.locator(".conflict .sides")).to_contain_text("Hall A")
