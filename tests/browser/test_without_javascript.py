"""Everything one must do works in a browser that runs no scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site, sign_in
from tests.browser.journey import (
    create_event,
    fill_person,
    follow,
    in_days,
    invite,
    press,
    saved,
)


@pytest.fixture(scope="module")
def quiet(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """The organiser's browser, without scripts, signed in."""
    made = chromium.new_context(base_url=site.address, locale="en-GB", java_script_enabled=False)
    made.set_default_timeout(10_000)
    page = made.new_page()
    sign_in(page, site)
    page.close()
    yield made
    made.close()


@pytest.fixture
def page(quiet: BrowserContext) -> Iterator[Page]:
    """A page of that browser."""
    made = quiet.new_page()
    yield made
    made.close()


@pytest.fixture(scope="module")
def slug(quiet: BrowserContext) -> str:
    """An event made without scripts."""
    page = quiet.new_page()
    made = create_event(page, "Plain Meeting", days=(in_days(50), in_days(51)))
    page.close()
    return made


@pytest.fixture
def stranger(chromium: Browser, site: Site) -> Iterator[Page]:
    """A telephone without scripts that nobody is signed in on."""
    made = chromium.new_context(
        base_url=site.address,
        locale="en-GB",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    made.set_default_timeout(10_000)
    yield made.new_page()
    made.close()


def test_participant_registers_changes_and_cancels(
    page: Page, stranger: Page, site: Site, slug: str
) -> None:
    stranger.goto(invite(page, site, slug, "Bureau of Standards"))
    follow(stranger, "Register a participant")
    fill_person(stranger, "Edin", "Hodžić", "edin@example.org")
    press(stranger, "Check my answers")
    press(stranger, "Send my registration")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("You are registered")
    follow(stranger, "Change my answers")
    stranger.fill("#position", "Deputy Director")
    press(stranger, "Save my answers")
    expect(stranger.get_by_role("main")).to_contain_text("Deputy Director")
    follow(stranger, "Cancel my registration")
    press(stranger, "Cancel my registration")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Your registration is cancelled")


def test_organiser_adds_an_item_to_the_agenda(page: Page, slug: str) -> None:
    page.goto(f"/events/{slug}/agenda/new")
    page.fill("#title-en", "Words without scripts")
    press(page, "Add the item")
    expect(page.locator("ol.agenda")).to_contain_text("Words without scripts")


def test_organiser_edits_a_paragraph_on_its_own_page(page: Page, slug: str) -> None:
    page.goto(f"/events/{slug}/conclusions")
    page.select_option("#source_language", "en")
    press(page, "Begin to write")
    follow(page, "Add the first paragraph")
    page.fill("#text", "Thank the host;")
    press(page, "Add the paragraph")
    row = page.locator(".draft-row", has_text="Thank the host;")
    row.locator("a[data-edit]").first.click()
    page.fill("#text", "Thank the hosts;")
    press(page, "Save the paragraph")
    expect(page.locator(".draft-row")).to_contain_text("Thank the hosts;")
    assert "saved" in saved(page)


def test_menu_of_papers_opens_without_scripts(page: Page, slug: str) -> None:
    page.goto(f"/events/{slug}/")
    page.locator("header details.menu summary").click()
    expect(page.get_by_role("link", name="Your account")).to_be_visible()


def test_question_before_removal_stands_on_the_page(
    page: Page, stranger: Page, site: Site, slug: str
) -> None:
    link = invite(page, site, slug, "Plain Printers", seats=1)
    stranger.goto(f"{link}/register")
    fill_person(stranger, "Sanja", "Vuk", "sanja@example.org")
    press(stranger, "Check my answers")
    press(stranger, "Send my registration")
    page.goto(f"/events/{slug}/participants/")
    page.locator("table.participants a", has_text="Sanja").click()
    page.locator("details.confirm summary").click()
    panel = page.locator(".confirm-panel")
    expect(panel).to_contain_text("The seat becomes free")
    panel.get_by_role("button").click()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
