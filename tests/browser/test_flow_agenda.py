"""The agenda is written item by item, printed in each language, and shown to the public."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from eventmgr.printing.words import Words
from tests.browser.journey import (
    create_event,
    follow,
    in_days,
    mistakes,
    pdf_text,
    press,
    saved,
    stage,
)

ITEMS = (
    # kind, begins, ends, titles
    ("Opening", "09:00", "09:30", {}),
    (
        "Session",
        "09:30",
        "11:00",
        {"en": "Letters of request", "cnr": "Zamolnice", "sq": "Letërporositë"},
    ),
    ("Coffee break", "11:00", "11:30", {}),
    ("Session", "11:30", "13:00", {"en": "Closing the gaps"}),
)


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event with an agenda of four items; the first session has its people."""
    page = office.new_page()
    made = create_event(page, "Conference on Rivers", days=(in_days(70), in_days(70)))
    for kind, begins, ends, titles in ITEMS:
        page.goto(f"/events/{made}/agenda/new")
        # Each new item begins where the one before ended.
        expect(page.locator("#starts")).to_have_value(re.compile(f"^{begins}"))
        page.fill("#ends", ends)
        page.select_option("#kind", label=kind)
        for language, words in titles.items():
            page.fill(f"#title-{language}", words)
        press(page, "Add the item")
        saved(page)
    follow(page, "Letters of request")
    for part, given, family in (
        ("Moderator", "Šefik", "Đurić"),
        ("Rapporteur", "Ëngjëll", "Çeku"),
    ):
        follow(page, "Name somebody")
        page.select_option("#role", label=part)
        page.fill("#given_name", given)
        page.fill("#family_name", family)
        page.fill("#post-en", "Judge")
        press(page, "Save")
        saved(page)
    page.close()
    return made


def test_agenda_lists_the_day_in_order(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/")
    titles = desk.locator("ol.agenda h3")
    expect(titles).to_have_text(
        ["Opening", "Letters of request", "Coffee break", "Closing the gaps"]
    )
    times = desk.locator("ol.agenda .agenda-time")
    expect(times).to_have_text(["09:00–09:30", "09:30–11:00", "11:00–11:30", "11:30–13:00"])


def test_session_shows_its_moderator_and_the_other_that_it_has_none(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/")
    first = desk.locator("ol.agenda > li", has_text="Letters of request")
    expect(first).to_contain_text("Moderator: Šefik Đurić, Judge")
    expect(first.locator(".chip")).to_have_count(0)
    second = desk.locator("ol.agenda > li", has_text="Closing the gaps")
    expect(second).to_contain_text("This item has no moderator yet")
    expect(second).to_contain_text("No title yet in: Montenegrin, Albanian")


@pytest.mark.parametrize(
    ("code", "language", "title"),
    [
        ("en", "English", "Letters of request"),
        ("cnr", "Montenegrin", "Zamolnice"),
        ("sq", "Albanian", "Letërporositë"),
    ],
)
def test_agenda_prints_with_its_people_in(
    desk: Page, slug: str, code: str, language: str, title: str
) -> None:
    desk.goto(f"/events/{slug}/agenda/")
    paper = pdf_text(desk, desk.get_by_role("link", name=f"Print in {language} (PDF)"))
    say = Words(code).say
    assert title in paper
    assert say("Coffee break") in paper
    assert say("Moderator") in paper
    assert "Šefik Đurić" in paper
    assert "Ëngjëll Çeku" in paper
    assert paper.index(title) < paper.index(say("Coffee break")) < paper.index("Closing the gaps")


def test_item_that_ends_before_it_begins_is_refused(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/new")
    desk.fill("#starts", "15:00")
    desk.fill("#ends", "14:00")
    desk.fill("#title-en", "Backwards")
    press(desk, "Add the item")
    assert mistakes(desk) == ["Ends: The end must be later than the beginning."]


def test_session_without_a_title_is_refused(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/new")
    press(desk, "Add the item")
    assert mistakes(desk) == ["Title, English: Please give a title, in at least one language."]


def test_removed_item_comes_back(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/")
    follow(desk, "Coffee break")
    press(desk, "Remove this item")
    expect(desk.locator("ol.agenda h3")).to_have_count(3)
    press(desk, "Bring it back")
    expect(desk.locator("ol.agenda h3")).to_have_count(4)


def test_item_says_what_it_overlaps(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/agenda/new")
    desk.fill("#starts", "12:30")
    desk.fill("#ends", "13:30")
    desk.select_option("#kind", label="Lunch")
    press(desk, "Add the item")
    lunch = desk.locator("ol.agenda > li", has_text="Lunch")
    overlapped = desk.locator("ol.agenda .chip", has_text="overlaps with another item")
    expect(overlapped.first).to_be_visible()
    lunch.get_by_role("link").click()
    press(desk, "Remove this item")
    expect(desk.locator("ol.agenda h3")).to_have_count(4)
    expect(overlapped).to_have_count(0)


def test_public_page_shows_the_agenda_once_it_is_switched_on(
    desk: Page, context: BrowserContext, slug: str
) -> None:
    desk.goto(f"/events/{slug}/settings/public")
    desk.check("#public")
    desk.check("#public_agenda")
    press(desk, "Save these settings")
    saved(desk)
    reader = context.new_page()
    reader.goto(f"/e/{slug}")
    expect(reader.get_by_role("main")).to_contain_text("Letters of request")
    expect(reader.locator("ol.agenda a")).to_have_count(0)


def test_agenda_stage_counts_its_items(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/")
    expect(stage(desk, "Agenda").locator(".count")).to_have_text(re.compile(r"^[45]$"))
