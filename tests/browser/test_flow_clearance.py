"""A concept paper is cleared by two houses, a press release by its speaker; nothing slips past."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.journey import create_event, follow, in_days, pdf_text, press, saved, stage

HOUSES = ("Records", "Letters")
PAPER = """\
Seminar on Open Archives

CONCEPT PAPER

Background

Archives are closed to those who look for their relatives.

Contact

Write to the organisers.
"""
RELEASE = """\
Archives open their doors

Ten archives of the region agreed on Tuesday to open their records to families, at a seminar \
organised by the House of Records.

“Whoever looks for a relative must find an open door in each of our towns,” said Mira Lura, \
Director of the House of Records.

The seminar was the third of its kind.
"""


def house(name: str, slug: str) -> str:
    """Return a name that no other test's organisation is taken for."""
    return f"{name} {slug.replace('-', '')}"


def add_organiser(page: Page, slug: str, name: str) -> None:
    """Enter an organisation that co-organises the event."""
    page.goto(f"/events/{slug}/settings/organisers/new")
    page.fill("#names-en", name)
    page.locator("main form.form .form-end button[type=submit]").click()
    saved(page)


def paste(page: Page, slug: str, kind: str, text: str) -> None:
    """Import a text into the concept paper or the press release."""
    page.goto(f"/events/{slug}/{kind}/import")
    page.fill("#pasted", text)
    press(page, "Read the text")
    press(page, "Store in the event")
    saved(page)


def name_approver(page: Page, name: str, email: str, *, of: str) -> None:
    """Name somebody who approves for an organiser, on the page of clearance."""
    page.select_option("#organisation_id", label=of)
    page.fill("#name", name)
    page.fill("#email", email)
    press(page, "Put on the list")
    assert name in saved(page)


def newest_links(site: Site, kind: str, number: int) -> list[str]:
    """Return the last personal links that were written to the outbox."""
    return site.links(kind)[-number:]


@pytest.fixture
def slug(desk: Page) -> str:
    made = create_event(desk, "Seminar on Open Archives", days=(in_days(60), in_days(61)))
    for name in HOUSES:
        add_organiser(desk, made, house(name, made))
    return made


def test_two_houses_clear_a_concept_paper_and_an_edit_begins_anew(
    desk: Page, slug: str, site: Site, chromium: Browser
) -> None:
    paste(desk, slug, "concept-paper", PAPER)
    expect(desk.locator("main")).to_contain_text("Sections one expects in a concept paper")
    follow(desk, "Clearance")
    expect(desk.locator("main")).to_contain_text("Nobody is named yet")
    name_approver(desk, "Ana Anić", "ana@example.org", of=house(HOUSES[0], slug))
    name_approver(desk, "Iva Ivić", "iva@example.org", of=house(HOUSES[1], slug))
    desk.fill("#note-circulate", "Please answer by Friday.")
    press(desk, "Send version 1 to the approvers")
    assert "Version 1 has gone to 2 approvers." in saved(desk)
    first, second = newest_links(site, "clearance", 2)

    outside = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    page = outside.new_page()
    page.goto(first)
    expect(page.locator("main")).to_contain_text("Archives are closed")
    expect(page.locator("main")).to_contain_text("Please answer by Friday.")
    press(page, "Send my answer")
    assert "approval" in saved(page)
    page.goto(second)
    page.select_option("#answer", "changes")
    page.fill("#note", "Say which archives.")
    press(page, "Send my answer")

    desk.reload()
    expect(desk.locator("main")).to_contain_text("Say which archives.")
    desk.goto(f"/events/{slug}/concept-paper")
    expect(desk.locator("main")).to_contain_text("Version 1: 1 of 2 approved")
    row = desk.locator(".draft-row", has_text="Archives are closed")
    edit = row.locator("a[data-edit]").first.get_attribute("href")
    assert edit is not None
    desk.goto(edit)
    warning = "Whatever you save makes version 2"
    expect(desk.locator("main")).to_contain_text(warning)
    desk.goto(f"/events/{slug}/concept-paper/clearance")
    page.goto(second)
    page.select_option("#answer", "yes")
    press(page, "Send my answer")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("Version 1 was cleared on")
    desk.goto(f"/events/{slug}/concept-paper/versions")
    link = desk.get_by_role("link", name=re.compile("^PDF 1"))
    assert "Version 1, cleared on" in pdf_text(desk, link)

    desk.goto(edit + "&plain=1")
    words = "Archives of ten towns are closed to those who look for their relatives."
    desk.locator("#paragraph-form [role=textbox]").fill(words)
    press(desk, "Save the paragraph")
    desk.goto(f"/events/{slug}/concept-paper/clearance")
    expect(desk.locator("main")).to_contain_text("It is a draft of version 2")
    desk.goto(f"/events/{slug}/concept-paper/versions")
    expect(desk.locator("ins")).to_contain_text("ten towns")
    page.goto(second)
    expect(page.locator("main")).to_contain_text("it has been edited since")
    outside.close()


def test_a_press_release_waits_for_its_speaker_and_its_approvers(
    desk: Page, slug: str, site: Site, chromium: Browser
) -> None:
    desk.goto(f"/events/{slug}/settings/public")
    desk.locator("#public").check()
    press(desk, "Save these settings")
    paste(desk, slug, "press-release", RELEASE)
    expect(desk.locator(".draft-row").first).to_contain_text("Archives open their doors")
    expect(stage(desk, "Press release")).to_have_attribute("aria-current", "page")
    follow(desk, "Statements")
    desk.wait_for_url("**/statements")
    desk.get_by_role("link", name=re.compile("^Mark as a statement")).click()
    expect(desk.locator("#speaker")).to_have_value("Mira Lura")
    expect(desk.locator("#post-en")).to_have_value("Director of the House of Records")
    desk.fill("#email", "mira@example.org")
    press(desk, "Mark as a statement")
    press(desk, "Send to Mira Lura")
    (link,) = newest_links(site, "statement", 1)

    outside = chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    page = outside.new_page()
    page.goto(link)
    expect(page.locator("main")).to_contain_text("an open door in each of our towns")
    page.get_by_text("I would like to change something").click()
    words = page.locator("textarea[name=words]").input_value()
    page.fill("#words[role=textbox]", words.replace("must find", "shall find"))
    press(page, "Send my own words")

    desk.reload()
    expect(desk.locator("ins")).to_contain_text("shall")
    press(desk, "Take these words into the text")
    expect(desk.locator("main")).to_contain_text("by the personal link")
    page.reload()
    expect(page.locator("main")).to_contain_text("You have agreed to these words")

    desk.goto(f"/events/{slug}/press-release/clearance")
    for name in HOUSES:
        name_approver(desk, name, f"{name.lower()}@example.org", of=house(name, slug))
    press(desk, "Send version 1 to the approvers")
    for link in newest_links(site, "clearance", 2):
        page.goto(link)
        press(page, "Send my answer")
    assert page.goto(f"{site.address}/e/{slug}/press-release").status == 404  # type: ignore[union-attr]
    desk.reload()
    desk.locator(".page-action summary").click()
    desk.get_by_role("dialog").get_by_role("button", name="Release version 1").click()
    assert "released" in saved(desk)
    page.goto(f"{site.address}/e/{slug}")
    page.get_by_role("link", name="Read the press release").click()
    expect(page.locator("main")).to_contain_text("shall find an open door")
    expect(page.locator("main")).to_contain_text("Released on")
    outside.close()
