"""An organiser makes an event by hand and from a paper, sets it, and writes its concept paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.journey import (
    create_event,
    follow,
    mistakes,
    path_of,
    pdf_pages,
    press,
    saved,
    set_languages,
    stage,
    tick,
)
from tests.seeds.reading import seed_text

STAGES = (
    "Concept paper",
    "Invitations",
    "Registration",
    "Interpretation",
    "Agenda",
    "Conclusions",
    "Press release",
    "Papers",
)
OWN_PAPER = """\
Regional Seminar on Records of Missing Persons

5-6 October 2027

Nikšić, Montenegro

CONCEPT PAPER

Background

Families still wait for an answer. Records are kept in many places and read by few.

Structure of the seminar

Two days, four sessions and one visit. The working language of the seminar will be English with \
interpretation into Montenegrin and Albanian.
"""


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event made by hand."""
    page = office.new_page()
    made = create_event(page, "Workshop on Lost Papers", days=("2027-09-14", "2027-09-15"))
    page.close()
    return made


@pytest.fixture(scope="module")
def set_up(office: BrowserContext, slug: str) -> str:
    """The same event after the organiser filled in its settings, as far as papers print them."""
    page = office.new_page()
    settings = f"/events/{slug}/settings/"
    page.goto(settings + "basics")
    page.fill("#title-cnr", "Radionica o izgubljenim spisima")
    page.fill("#title-sq", "Punëtoria për dokumentet e humbura")
    page.fill("#subtitle-en", "Archives, Courts and Families")
    page.fill("#subtitle-cnr", "Arhivi, sudovi i porodice")
    page.fill("#end", "2027-09-16")
    page.fill("#city-cnr", "Cetinje")
    page.fill("#city-sq", "Cetinë")
    page.fill("#venue-en", "Blue Palace")
    page.select_option("#country_id", label="Montenegro")
    press(page, "Save these settings")
    assert saved(page)
    set_languages(page, slug)
    page.goto(settings + "public")
    page.check("#public")
    press(page, "Save these settings")
    assert saved(page)
    page.close()
    return slug


def test_wrong_password_is_told_and_the_right_one_leads_to_the_events(
    context: BrowserContext, site: Site
) -> None:
    page = context.new_page()
    page.goto("/events/new")
    page.fill("#email", site.email)
    page.fill("#password", "not this one")
    press(page, "Sign in")
    assert len(mistakes(page)) == 1
    expect(page.locator("#email")).to_have_value(site.email)
    page.fill("#password", site.password)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Create an event")


def test_new_event_lists_what_is_missing_and_leads_to_it(desk: Page) -> None:
    desk.goto("/events/new")
    desk.locator("main form.form button[type=submit]").click()
    assert mistakes(desk) == [
        "Title, English: Please fill this in, in at least one language.",
        "First day: Please fill this in.",
        "Last day: Please fill this in.",
    ]
    expect(desk.locator("[data-errors]")).to_be_focused()
    desk.locator("[data-errors] a").first.click()
    expect(desk.locator("#title-en")).to_be_focused()


def test_new_event_has_its_road_and_says_what_is_next(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/")
    road = desk.get_by_role("navigation", name="Stages of the event").locator(".road-label")
    assert road.all_inner_texts() == list(STAGES)
    action = desk.locator(".page-action a")
    next_step = desk.locator("#next a").first
    assert action.inner_text() == next_step.inner_text()
    action.click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert path_of(desk.url).startswith(f"/events/{slug}/")
    assert path_of(desk.url) != f"/events/{slug}/"


def drop_paper(page: Page, name: str, text: str) -> None:
    """Let a file fall on the field, as with a mouse, once the page's scripts are there."""
    page.wait_for_load_state()
    files = page.evaluate_handle(
        """([name, text]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], name, { type: "text/plain" }));
          return carried;
        }""",
        [name, text],
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": files})
    press(page, "Read the paper")


def test_dropped_paper_makes_an_event_on_one_screen(desk: Page) -> None:
    desk.goto("/events/new")
    follow(desk, "Begin with a concept paper")
    drop_paper(desk, "missing-persons.txt", OWN_PAPER)
    expect(desk.locator("#title")).to_have_value("Regional Seminar on Records of Missing Persons")
    expect(desk.locator("#kind")).to_have_value("seminar")
    expect(desk.locator("#start")).to_have_value("2027-10-05")
    expect(desk.locator("#end")).to_have_value("2027-10-06")
    press(desk, "Make the event")
    desk.wait_for_url(re.compile(r"/events/[^/]+/$"))
    expect(desk.locator(".event-title")).to_contain_text("Records of Missing Persons")
    stage(desk, "Concept paper").click()
    expect(desk.locator(".draft-rows")).to_contain_text("Families still wait for an answer.")


def test_dropped_seed_003_is_read_as_it_says(desk: Page) -> None:
    desk.goto("/events/new/from-paper")
    drop_paper(desk, "concept-paper.txt", seed_text("003"))
    expect(desk.locator("#title")).to_have_value(
        re.compile("^Regional Workshop on Enhancing and Strengthening International")
    )
    expect(desk.locator("#start")).to_have_value("2016-08-31")
    expect(desk.locator("#end")).to_have_value("2016-09-01")
    expect(desk.locator("#city")).to_have_value("Podgorica")
    spoken = desk.get_by_role("group", name="Languages that may be spoken in the room")
    assert spoken.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "en"
    ]
    heard = desk.get_by_role("group", name="Languages one can listen to")
    assert set(heard.locator("input:checked").evaluate_all("all => all.map(one => one.value)")) == {
        "en",
        "cnr",
        "sq",
    }


def test_settings_stand_on_the_public_page_in_each_language(
    context: BrowserContext, set_up: str
) -> None:
    page = context.new_page()
    page.goto(f"/e/{set_up}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Workshop on Lost Papers")
    expect(page.get_by_role("main")).to_contain_text("Archives, Courts and Families")
    expect(page.get_by_role("main")).to_contain_text("14–16 September 2027")
    expect(page.get_by_role("main")).to_contain_text("Blue Palace")
    page.get_by_role("link", name="Crnogorski").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Radionica o izgubljenim spisima")
    expect(page.get_by_role("main")).to_contain_text("14.–16. septembar 2027.")
    page.get_by_role("link", name="Shqip").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Punëtoria për dokumentet e humbura")
    expect(page.get_by_role("main")).to_contain_text("14–16 shtator 2027")


def test_last_day_before_the_first_is_refused_beside_the_field(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/settings/basics")
    desk.fill("#end", "2027-09-01")
    press(desk, "Save these settings")
    wrong = "The last day is before the first. Please check both dates."
    assert mistakes(desk) == [f"Last day: {wrong}"]
    expect(desk.locator("#end-error")).to_have_text(wrong)
    expect(desk.locator("#end")).to_have_value("2027-09-01")


def test_more_spoken_languages_need_one_that_is_understood(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/settings/languages")
    tick(desk, "Languages that may be spoken", "English", "Albanian")
    tick(desk, "Languages that can be listened to", "English")
    desk.select_option("#pivot", "")
    press(desk, "Save these settings")
    assert "usually English" in mistakes(desk)[0]


def test_flags_are_shown_their_rule_before_they_are_on(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/settings/designations")
    expect(desk.locator("#flags")).to_have_value("none")
    desk.select_option("#flags", label="Those of all delegations")
    press(desk, "Save these settings")
    assert len(mistakes(desk)) == 1
    expect(desk.get_by_role("main")).to_contain_text("The arrangements of 2012")
    desk.check("#flags_agreed")
    press(desk, "Save these settings")
    assert saved(desk)


def test_order_of_delegations_and_marker_are_kept(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/settings/designations")
    desk.select_option("#delegation_order", label="By the English names in every language")
    desk.select_option("#marker_policy", label="Only at the first occurrence in a document")
    press(desk, "Save these settings")
    assert saved(desk)
    desk.reload()
    expect(desk.locator("#delegation_order option:checked")).to_have_text(
        "By the English names in every language"
    )
    expect(desk.locator("#marker_policy option:checked")).to_have_text(
        "Only at the first occurrence in a document"
    )


def test_organisers_stand_in_the_order_agreed(desk: Page, slug: str) -> None:
    names = ("Archive Network of the Adriatic", "Council of Registrars")
    for name in names:
        desk.goto(f"/events/{slug}/settings/organisers")
        follow(desk, "It is not in the directory yet")
        desk.fill("#names-en", name)
        press(desk, "Enter and add it")
        expect(desk.locator("ol.movable")).to_contain_text(name)
    rows = desk.locator("ol.movable li strong")
    expect(rows).to_have_text(list(names))
    desk.get_by_role("button", name=f"Move up: {names[1]}").click()
    expect(rows).to_have_text(list(reversed(names)))
    desk.locator("ol.movable li", has_text=names[0]).get_by_role("button", name="Remove").click()
    expect(rows).to_have_text([names[1]])
    press(desk, "Put it back")
    expect(rows).to_have_text(list(reversed(names)))


@pytest.fixture(scope="module")
def concept(office: BrowserContext, set_up: str) -> str:
    """The address of the event's concept paper, begun in English with the customary headings."""
    page = office.new_page()
    page.goto(f"/events/{set_up}/concept-paper")
    page.select_option("#source_language", "en")
    press(page, "Begin with the customary headings")
    page.locator(".draft-rows").wait_for()
    background = page.locator(".draft-row", has_text="Background").first
    background.get_by_role("link", name="Add a paragraph below").click()
    page.select_option("#kind", label="Paragraph")
    page.locator("#text[role=textbox]").fill("Half of the papers of 1992 are lost.")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Report of the archives, 2024.")
    press(page, "Add the paragraph")
    page.locator(".draft-rows").wait_for()
    page.close()
    return f"/events/{set_up}/concept-paper"


def test_concept_paper_prints_title_footnote_and_pages(desk: Page, concept: str) -> None:
    desk.goto(concept)
    pages = pdf_pages(desk, desk.get_by_role("link", name="Print the concept paper"))
    paper = " ".join(pages)
    assert "Workshop on Lost Papers" in pages[0]
    assert "Half of the papers of 1992 are lost.1" in paper.replace(" 1 ", "1 ")
    assert "Report of the archives, 2024." in paper
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text


def test_paragraph_is_translated_where_it_stands(desk: Page, concept: str) -> None:
    desk.goto(f"{concept}?left=en&right=cnr")
    row = desk.locator(".draft-row", has_text="Half of the papers")
    row.get_by_role("link", name="Translate").click()
    side = row.locator(".draft-side--right")
    side.locator("textarea").fill("Polovina spisa iz 1992. je izgubljena.")
    side.get_by_role("button", name="Save the paragraph").click()
    side = desk.locator(".draft-row", has_text="Half of the papers").locator(".draft-side--right")
    expect(side).to_contain_text("Polovina spisa iz 1992. je izgubljena.")
    expect(side.locator(".draft-state")).to_contain_text("translated")


def test_concept_paper_stage_is_in_work(desk: Page, concept: str) -> None:
    desk.goto(concept)
    expect(stage(desk, "Concept paper")).to_have_attribute("aria-current", "page")
    expect(stage(desk, "Concept paper")).to_contain_text("in work")
