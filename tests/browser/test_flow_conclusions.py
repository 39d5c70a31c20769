"""Conclusions are imported, edited number by number, translated, adopted, and printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.journey import (
    create_event,
    follow,
    in_days,
    mistakes,
    path_of,
    pdf_text,
    press,
    saved,
    stage,
)
from tests.seeds.reading import seed_text

DRAFT = """\
Workshop on Quiet Borders

CONCLUSIONS

Kotor, 3 May 2028

The participants of the workshop,

Having heard the reports of the delegations,

Agreed upon the following:

1. Recommend that records be kept on one form;
2. Invite each delegation to name a contact point:
 a. one in the police;
 b. one in the prosecution service;
3. Ask the organisers to collect the answers;
4. Thank the hosts.

Kotor, 3 May 2028
"""
MONTENEGRIN = """\
Radionica o mirnim granicama

ZAKLJUČCI

Učesnici radionice,

Saslušavši izvještaje delegacija,

Saglasili su se o sljedećem:

1. Preporučuju da se evidencija vodi na jednom obrascu;
2. Pozivaju svaku delegaciju da odredi kontakt-tačku:
 a. jednu u policiji;
 b. jednu u tužilaštvu;
3. Mole organizatore da prikupe odgovore;
4. Zahvaljuju domaćinima.

Kotor, 3. maj 2028. godine
"""
ALBANIAN = """\
Punëtoria për kufij të qetë

KONKLUZIONE

Pjesëmarrësit e punëtorisë,

Pasi dëgjuan raportet e delegacioneve,

U pajtuan për sa vijon:

1. Rekomandojnë që shënimet të mbahen në një formular;
2. Ftojnë secilin delegacion të caktojë një pikë kontakti:
 a. një në polici;
 b. një në prokurori;
3. U kërkojnë organizatorëve të mbledhin përgjigjet;
4. Falënderojnë nikoqirët.

Kotorr, 3 maj 2028
"""
NUMBERS = ["1.", "2.", "a.", "b.", "3.", "4."]


def import_text(page: Page, slug: str, text: str, *, language: str = "") -> None:
    """Paste a text into the conclusions and store what was read."""
    page.goto(f"/events/{slug}/conclusions/import")
    page.fill("#pasted", text)
    press(page, "Read the text")
    if language:
        page.select_option("#language", language)
    press(page, "Store in the event")
    saved(page)


def new_text(page: Page, draft: str = DRAFT) -> str:
    """Make an event with draft conclusions in English; return the last part of its address."""
    slug = create_event(page, "Workshop on Quiet Borders", days=("2028-05-02", "2028-05-03"))
    import_text(page, slug, draft)
    return slug


@pytest.fixture
def slug(desk: Page) -> str:
    """An event of this test only, its draft conclusions open on the page."""
    made = new_text(desk)
    assert path_of(desk.url) == f"/events/{made}/conclusions"
    return made


def labels(page: Page) -> list[str]:
    """Return the numbers and letters as they stand beside the text, in order."""
    return [words for words in page.locator(".draft-label").all_inner_texts() if words.strip()]


def row(page: Page, words: str) -> Locator:
    """Return the row of the paragraph with these words."""
    return page.locator(".draft-row", has_text=words)


def edit(page: Page, words: str, new: str) -> None:
    """Write a paragraph anew in its place, once the page's scripts are there."""
    page.wait_for_load_state()
    row(page, words).get_by_role("link", name=re.compile("^Edit")).first.click()
    page.locator(".draft-inline [role=textbox]").fill(new)
    page.locator(".draft-inline").get_by_role("button", name="Save the paragraph").click()
    expect(page.locator(".draft-inline")).to_have_count(0)


def test_import_shows_source_and_result_side_by_side(desk: Page) -> None:
    made = create_event(desk, "Workshop on Quiet Borders", days=(in_days(30), in_days(31)))
    desk.goto(f"/events/{made}/conclusions")
    follow(desk, "Import a text")
    desk.fill("#pasted", DRAFT)
    press(desk, "Read the text")
    left = desk.locator(".import-sent").bounding_box()
    right = desk.locator(".draft-rows--plain").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]
    expect(desk.locator(".import-sent")).to_contain_text("1. Recommend that records")
    assert labels(desk) == NUMBERS
    expect(desk.get_by_role("main")).to_contain_text("Recognised: English")


def test_seed_002_keeps_its_numbers_and_letters(desk: Page) -> None:
    text = seed_text("002")
    made = create_event(desk, "Coordination Conference", days=("2011-12-02", "2011-12-02"))
    import_text(desk, made, text)
    assert labels(desk) == [
        "1.", "2.", "3.", "4.", "a.", "b.", "c.", "d.", "e.", "5.", "6.", "7.",
    ]  # fmt: skip
    expect(row(desk, "overall security of the region and hinder economic growth")).to_have_count(1)


def test_paragraph_is_edited_where_it_stands(desk: Page, slug: str) -> None:
    edit(desk, "Recommend that records", "Recommend that all records be kept on one form;")
    expect(row(desk, "Recommend that all records").locator(".draft-label")).to_have_text("1.")
    assert labels(desk) == NUMBERS


def test_moved_paragraph_takes_its_letters_along(desk: Page, slug: str) -> None:
    row(desk, "Invite each delegation").get_by_role("button", name="Move up").click()
    expect(row(desk, "Invite each delegation").locator(".draft-label")).to_have_text("1.")
    assert labels(desk) == ["1.", "a.", "b.", "2.", "3.", "4."]
    expect(row(desk, "Recommend that records").locator(".draft-label")).to_have_text("2.")


def test_added_paragraph_moves_the_later_numbers(desk: Page, slug: str) -> None:
    row(desk, "Recommend that records").get_by_role("link", name="Add a paragraph below").click()
    desk.fill("#text[role=textbox]", "Welcome the new form;")
    press(desk, "Add the paragraph")
    expect(row(desk, "Welcome the new form").locator(".draft-label")).to_have_text("2.")
    assert labels(desk) == ["1.", "2.", "3.", "a.", "b.", "4.", "5."]


def test_deleted_paragraph_closes_the_gap_and_undo_opens_it(desk: Page, slug: str) -> None:
    row(desk, "Ask the organisers").get_by_role("button", name="Delete").click()
    expect(desk.get_by_role("status")).to_contain_text("The paragraph is deleted.")
    assert labels(desk) == ["1.", "2.", "a.", "b.", "3."]
    press(desk, "Undo")
    expect(row(desk, "Ask the organisers").locator(".draft-label")).to_have_text("3.")
    assert labels(desk) == NUMBERS


def test_deleted_paragraph_is_restored_from_the_list(desk: Page, slug: str) -> None:
    row(desk, "one in the police").get_by_role("button", name="Delete").click()
    expect(desk.get_by_role("status")).to_contain_text("The paragraph is deleted.")
    assert labels(desk) == ["1.", "2.", "a.", "3.", "4."]
    desk.goto(f"/events/{slug}/conclusions/deleted")
    press(desk, "Restore")
    expect(row(desk, "one in the police").locator(".draft-label")).to_have_text("a.")
    assert labels(desk) == NUMBERS


def test_translation_is_out_of_date_once_the_source_changes(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/conclusions?left=en&right=sq")
    desk.wait_for_load_state()
    row(desk, "Thank the hosts").get_by_role("link", name="Translate").click()
    desk.locator(".draft-inline [role=textbox]").fill("Falënderojnë nikoqirët.")
    desk.locator(".draft-inline").get_by_role("button", name="Save the paragraph").click()
    state = row(desk, "Thank the hosts").locator(".draft-state .dot")
    expect(state).to_have_text(re.compile("translated"))
    edit(desk, "Thank the hosts", "Thank the hosts and the interpreters.")
    expect(row(desk, "Thank the hosts").locator(".draft-state .dot")).to_have_text(
        re.compile("out of date")
    )
    desk.get_by_text("What changed in the source since").click()
    expect(row(desk, "Thank the hosts").locator("ins")).to_have_text("and the interpreters")


# --- adoption ------------------------------------------------------------------------------------


def fill_adoption(page: Page) -> None:
    page.fill("#adopted_place-en", "Kotor")
    if page.locator("#acknowledged").count():
        page.check("#acknowledged")
    page.check("#sure")


def test_brackets_forbid_adoption_until_they_are_gone(desk: Page) -> None:
    made = new_text(desk, DRAFT.replace("the answers;", "the answers [by 31 March 2029];"))
    follow(desk, "Adopt the conclusions")
    expect(desk.locator("#blocking")).to_contain_text("still has square brackets")
    fill_adoption(desk)
    press(desk, "Look again")
    expect(desk.locator("#blocking")).to_be_visible()
    desk.locator("#blocking").get_by_role("link", name="Go to the paragraph").first.click()
    edit(desk, "Ask the organisers", "Ask the organisers to collect the answers by 31 March 2029;")
    follow(desk, "Adopt the conclusions")
    expect(desk.locator("#blocking")).to_have_count(0)
    fill_adoption(desk)
    press(desk, "Adopt and seal")
    assert "adopted and sealed" in saved(desk)
    assert path_of(desk.url) == f"/events/{made}/conclusions/sealed"


def test_adoption_asks_for_the_word_that_it_is_final(desk: Page, slug: str) -> None:
    follow(desk, "Adopt the conclusions")
    fill_adoption(desk)
    desk.uncheck("#sure")
    press(desk, "Adopt and seal")
    assert "Please confirm this before you adopt the text." in mistakes(desk)[-1]
    desk.goto(f"/events/{slug}/conclusions")
    expect(desk.get_by_role("link", name="Adopt the conclusions")).to_be_visible()


@pytest.fixture(scope="module")
def adopted(office: BrowserContext) -> str:
    """An event whose conclusions are adopted in three languages; it is public."""
    page = office.new_page()
    made = new_text(page)
    import_text(page, made, MONTENEGRIN, language="cnr")
    import_text(page, made, ALBANIAN, language="sq")
    follow(page, "Adopt the conclusions")
    fill_adoption(page)
    press(page, "Adopt and seal")
    saved(page)
    page.goto(f"/events/{made}/settings/public")
    page.check("#public")
    page.check("#public_conclusions")
    press(page, "Save these settings")
    saved(page)
    page.close()
    return made


def test_adopted_text_can_no_longer_be_changed(desk: Page, adopted: str) -> None:
    desk.goto(f"/events/{adopted}/conclusions")
    expect(desk.get_by_role("main")).to_contain_text("The text is sealed")
    assert labels(desk) == NUMBERS
    tools = desk.locator(".draft-rows")
    expect(tools.get_by_role("link", name=re.compile("^(Edit|Translate|Add) "))).to_have_count(0)
    expect(tools.get_by_role("button")).to_have_count(0)
    desk.goto(f"/events/{adopted}/conclusions/paragraphs/new")
    expect(desk.locator("#text")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "number_two", "letter_a"),
    [
        ("English", "2. Invite each delegation", "a. one in the police"),
        ("Crnogorski", "2. Pozivaju svaku delegaciju", "a. jednu u policiji"),
        ("Shqip", "2. Ftojnë secilin delegacion", "a. një në polici"),
    ],
)
def test_adopted_text_prints_in(
    desk: Page, adopted: str, language: str, number_two: str, letter_a: str
) -> None:
    desk.goto(f"/events/{adopted}/conclusions")
    desk.locator("summary", has_text="Paper and text").click()
    paper = pdf_text(desk, desk.get_by_role("link", name=f"PDF: {language}"), as_it_lies=True)
    assert number_two in paper
    assert letter_a in paper
    assert paper.index(number_two) < paper.index(letter_a)


def test_adopted_text_stands_on_the_public_page(context: BrowserContext, adopted: str) -> None:
    page = context.new_page()
    page.goto(f"/e/{adopted}")
    links = page.locator("#conclusions a")
    check = "The adopted text, and whether a paper is the adopted one"
    expect(links).to_have_text(["English (PDF)", "Crnogorski (PDF)", "Shqip (PDF)", check])
    assert "Zahvaljuju domaćinima" in pdf_text(page, links.nth(1))


def test_conclusions_stage_is_done_after_adoption(desk: Page, adopted: str) -> None:
    desk.goto(f"/events/{adopted}/")
    expect(stage(desk, "Conclusions")).to_contain_text("done")
