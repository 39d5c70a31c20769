"""The field of a paragraph: keys, pastes, footnotes, its plain form, and what is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.accessibility import assert_accessible, sideways
from tests.browser.conftest import Site
from tests.browser.journey import create_event, follow, in_days, press

PASTES = Path(__file__).with_name("pastes")
# What a browser hands over when somebody pastes.
PASTE = """
(field, { html, text }) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
  );
}
"""


@pytest.fixture(scope="module")
def slug(office: BrowserContext) -> str:
    """An event whose conclusions have two paragraphs."""
    page = office.new_page()
    made = create_event(page, "Meeting of Marks", days=(in_days(30), in_days(31)))
    page.goto(f"/events/{made}/conclusions")
    page.select_option("#source_language", "en")
    press(page, "Begin to write")
    follow(page, "Add the first paragraph")
    for words in ("Welcome the *Treptower Group*, in 2011;", "Thank the host;"):
        page.get_by_role("button", name="Plain text").click()
        page.fill("#text", words)
        page.get_by_role("button", name="Plain text").click()
        last = words.startswith("Thank")
        press(page, "Add the paragraph" if last else "Add it and write another")
        page.wait_for_load_state()
    expect(page.locator(".draft-row")).to_have_count(2)
    page.close()
    return made


@pytest.fixture
def desk(desk: Page) -> Page:
    """A page on which nobody has chosen the plain field, whatever a test before it chose."""
    desk.add_init_script("localStorage.removeItem('field:plain')")
    return desk


@pytest.fixture
def said(desk: Page) -> Iterator[list[str]]:
    """What the browser complained about; nothing is expected, the content policy included."""
    complaints: list[str] = []
    desk.on("pageerror", lambda error: complaints.append(str(error)))
    desk.on("console", lambda message: complaints.append(message.text))
    yield complaints
    assert complaints == []


@pytest.fixture
def field(desk: Page, slug: str, said: list[str]) -> Locator:
    """The field of a new paragraph, open and empty."""
    desk.goto(f"/events/{slug}/conclusions/paragraphs/new")
    field = desk.locator("#text[role=textbox]")
    expect(field).to_be_focused()
    return field


def move(page: Page, *keys: str) -> None:
    """Move the cursor as fast as a person could: the browser says where it is a frame later."""
    for key in keys:
        page.keyboard.press(key)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def marks(page: Page) -> str:
    """Return what the form would send."""
    return page.locator("textarea[name=text]").input_value()


def paste(field: Locator, text: str, html: str = "") -> None:
    field.evaluate(PASTE, {"html": html, "text": text})


def opened(page: Page, slug: str, words: str) -> Locator:
    """Open the paragraph with these words where it stands; return its field."""
    page.goto(f"/events/{slug}/conclusions")
    page.locator(".draft-row", has_text=words).locator("a[data-edit]").first.click()
    field = page.locator(".draft-inline [role=textbox]")
    expect(field).to_be_focused()
    return field


def test_words_typed_are_the_words_sent(desk: Page, field: Locator) -> None:
    desk.keyboard.type("Kosovo* and [all] of 5 * 3 \\ x^2")
    assert marks(desk) == "Kosovo* and [all] of 5 * 3 \\\\ x^2"
    desk.keyboard.press("Control+z")
    assert marks(desk) == ""


def test_bold_and_italics_by_keys_and_by_buttons(desk: Page, field: Locator) -> None:
    desk.keyboard.type("See ")
    desk.keyboard.press("Control+i")
    expect(desk.get_by_role("button", name="Italics")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.type("inter alia")
    desk.keyboard.press("Control+i")
    desk.keyboard.type(" and ")
    desk.get_by_role("button", name="Bold").click()
    desk.keyboard.type("this")
    assert marks(desk) == "See *inter alia* and **this**"


def test_emphasis_of_part_of_a_word_takes_the_whole_word(desk: Page, field: Locator) -> None:
    desk.keyboard.type("the international body")
    move(desk, *["ArrowLeft"] * 8)
    desk.keyboard.press("Control+i")
    assert marks(desk) == "the *international* body"
    desk.keyboard.press("Control+i")
    assert marks(desk) == "the international body"


def test_letters_after_emphasis_join_its_word_and_the_next_words_do_not(
    desk: Page, field: Locator
) -> None:
    desk.keyboard.press("Control+b")
    desk.keyboard.type("law")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("s of the land")
    assert marks(desk) == "**laws** of the land"


def test_undo_and_redo_by_keys(desk: Page, field: Locator) -> None:
    paste(field, "one")
    desk.keyboard.press("Control+b")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+b")
    assert marks(desk) == "**one**"
    desk.keyboard.press("Control+z")
    assert marks(desk) == "one"
    desk.keyboard.press("Control+y")
    assert marks(desk) == "**one**"


def test_no_break_space_and_line_break_by_keys(desk: Page, field: Locator) -> None:
    desk.keyboard.type("p.")
    desk.keyboard.press("Control+Shift+Space")
    desk.keyboard.type("4")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("next")
    assert marks(desk) == "p.\u00a04\\\nnext"
    expect(field.locator(".rich-fixed")).to_have_count(1)


def test_raised_and_lowered_by_buttons(desk: Page, field: Locator) -> None:
    desk.keyboard.type("26")
    desk.get_by_role("button", name="Raised").click()
    desk.keyboard.type("th")
    desk.get_by_role("button", name="Raised").click()
    desk.keyboard.type(" H")
    desk.get_by_role("button", name="Lowered").click()
    desk.keyboard.type("2")
    assert marks(desk) == "26^th^ H~2~"


def test_link_by_key_is_checked_and_written(desk: Page, field: Locator) -> None:
    desk.keyboard.type("the report")
    move(desk, "Control+Shift+ArrowLeft")
    desk.keyboard.press("Control+k")
    address = desk.get_by_label("Address of the link")
    expect(address).to_be_focused()
    address.fill("javascript:alert(1)")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert").filter(has_text="https://")).to_be_visible()
    address.fill("example.org/(x)")
    desk.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert marks(desk) == "the [report](https://example.org/%28x%29)"


def test_footnote_by_key_is_a_chip_that_opens_again(desk: Page, field: Locator) -> None:
    desk.keyboard.type("The papers of 1992")
    desk.keyboard.press("Control+Alt+f")
    note = desk.get_by_role("textbox", name="Words of the footnote")
    expect(note).to_be_focused()
    desk.keyboard.type("See ")
    desk.keyboard.press("Control+i")
    desk.keyboard.type("Archives")
    desk.keyboard.press("Enter")
    expect(field).to_be_focused()
    desk.keyboard.type(" are lost.")
    assert marks(desk) == "The papers of 1992^[See *Archives*] are lost."
    chip = field.get_by_role("button", name="Footnote: See Archives")
    chip.click()
    expect(note).to_be_focused()
    move(desk, "Control+End")
    desk.keyboard.press("Control+i")
    desk.keyboard.type(", 2024.")
    desk.keyboard.press("Escape")
    assert marks(desk) == "The papers of 1992^[See *Archives*, 2024.] are lost."
    chip.click()
    desk.get_by_role("button", name="Remove the footnote").click()
    assert marks(desk) == "The papers of 1992 are lost."


def test_footnote_is_opened_by_keys(desk: Page, field: Locator) -> None:
    desk.get_by_role("button", name="Plain text").click()
    desk.fill("#text", "Word^[One]")
    desk.get_by_role("button", name="Plain text").click()
    move(desk, "Control+End")
    move(desk, "ArrowLeft")
    desk.keyboard.press("Enter")
    note = desk.get_by_role("textbox", name="Words of the footnote")
    expect(note).to_be_focused()
    expect(note).to_have_text("One")


def test_footnote_without_words_leaves_nothing(desk: Page, field: Locator) -> None:
    desk.keyboard.type("Word")
    desk.get_by_role("button", name="Footnote").click()
    desk.keyboard.press("Escape")
    expect(field.locator(".rich-note")).to_have_count(0)
    assert marks(desk) == "Word"


def test_addresses_written_out_are_links(desk: Page, field: Locator) -> None:
    desk.keyboard.type("See https://a.b/c, [x](https://d.e) and ")
    desk.keyboard.press("Control+i")
    desk.keyboard.type("more")
    assert marks(desk) == "See https://a.b/c, [x](https://d.e) and *more*"


def test_words_in_another_language_are_marked_and_unmarked(desk: Page, field: Locator) -> None:
    desk.keyboard.type("among inter")
    move(desk, "Control+Shift+ArrowLeft")
    desk.get_by_role("button", name="Language of some words").click()
    desk.get_by_label("Language of these words").select_option("la")
    desk.get_by_role("button", name="Done").locator("visible=true").click()
    assert marks(desk) == "among [inter]{la}"
    move(desk, "ArrowLeft")
    desk.get_by_role("button", name="Language of some words").click()
    desk.get_by_role("button", name="Same language as the paragraph").click()
    assert marks(desk) == "among inter"


def test_open_brackets_are_marked_and_kept_as_text(desk: Page, field: Locator) -> None:
    desk.keyboard.type("agree [in principle] now [")
    assert marks(desk) == "agree [in principle] now ["
    expect(field.locator(".rich-bracket")).to_have_count(2)
    expect(field.locator(".rich-lone")).to_have_text("[")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "word",
            "**Welcome** the work of the *Treptower Group*, meeting *inter alia* on the 26^th^ and"
            " H~2~O^[See the *Annual Report*, p.\u00a04.];\n\n"
            "a. the first point;\n\n"
            "• the [second](https://example.org/report?a=1&b=2) one.",
        ),
        (
            "google",
            "**Recalls** the *acquis* of the 26^th^ meeting^[Held in Bar.]:\n\n"
            "a. one [link](https://example.org/x);\n\nb. two.",
        ),
        (
            "libreoffice",
            "**Thank** the *host*^[The **City** of Ulcinj.], and H~2~O:\n\n• dignity;\n\n• safety.",
        ),
    ],
)
def test_paste_keeps_marks_lists_and_footnotes_and_drops_the_rest(
    desk: Page, field: Locator, name: str, wanted: str
) -> None:
    html = (PASTES / f"{name}.html").read_text(encoding="utf-8")
    paste(field, "plain words", html)
    assert marks(desk) == wanted
    assert desk.evaluate("window.pasted") is None
    assert field.locator("[style], script, font, [class^=Mso]").count() == 0


def test_paste_of_one_item_leaves_its_number_to_the_program(desk: Page, field: Locator) -> None:
    paste(field, "4. Invite", '<ol start="4"><li>Invite <em>all</em> of them</li></ol>')
    assert marks(desk) == "Invite *all* of them"


def test_plain_paste_keeps_words_and_lines_only(desk: Page, field: Locator) -> None:
    paste(field, "one *two*\r\n\r\nthree\t[4]")
    assert marks(desk) == "one \\*two*\n\nthree [4]"


def test_paste_with_shift_takes_the_words_without_their_marks(desk: Page, field: Locator) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob(["<b>Bold</b> words"], { type: "text/html" }),
          "text/plain": new Blob(["Bold words"], { type: "text/plain" }),
        })])"""
    )
    desk.keyboard.press("Control+Shift+v")
    expect(field).to_contain_text("Bold words")
    assert marks(desk) == "Bold words"
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+v")
    expect(field.locator("strong")).to_have_text("Bold")
    assert marks(desk) == "**Bold** words"


def test_own_words_are_copied_with_footnotes(desk: Page, field: Locator) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.get_by_role("button", name="Plain text").click()
    desk.fill("#text", "a *b*^[c] [d]{la} [#ab12]")
    desk.get_by_role("button", name="Plain text").click()
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+c")
    move(desk, "ArrowRight")
    desk.keyboard.press("Control+v")
    assert marks(desk) == "a *b*^[c] [d]{la} [#ab12]" * 2


def test_what_is_only_looked_at_is_sent_as_it_was(desk: Page, slug: str, said: list[str]) -> None:
    opened(desk, slug, "Treptower")
    assert marks(desk) == "Welcome the *Treptower Group*, in 2011;"
    desk.keyboard.type("x")
    desk.keyboard.press("Control+z")
    assert marks(desk) == "Welcome the *Treptower Group*, in 2011;"


def test_plain_text_is_the_same_text_both_ways(desk: Page, field: Locator) -> None:
    desk.get_by_role("button", name="Plain text").click()
    expect(desk.get_by_text("How to write italics")).to_be_visible()
    desk.fill("#text", "**bold** ^[note *one*] [#abcd] [x](https://a.b/c)")
    desk.get_by_role("button", name="Plain text").click()
    expect(desk.locator("#text strong")).to_have_text("bold")
    expect(desk.locator("#text .rich-ref")).to_have_text("[#abcd]")
    desk.locator("#text").press("Control+End")
    desk.keyboard.type(".")
    assert marks(desk) == "**bold** ^[note *one*] [#abcd] [x](https://a.b/c)."
    press(desk, "Add the paragraph")
    row = desk.locator(".draft-row", has_text="bold").first
    expect(row.locator("strong")).to_have_text("bold")


def test_reference_is_put_in_as_a_chip_with_its_number(desk: Page, slug: str) -> None:
    field = opened(desk, slug, "Treptower")
    form = desk.locator(".draft-inline")
    form.locator("[data-refer] summary").click()
    chosen = form.locator("[name=refer_to]")
    uid = chosen.locator("option").last.get_attribute("value")
    assert uid is not None
    chosen.select_option(uid)
    form.locator("[data-refer] button").click()
    assert marks(desk).endswith(f"[#{uid}]")
    expect(field.locator(".rich-ref")).to_contain_text("paragraph")
    desk.keyboard.press("Control+z")
    assert uid not in marks(desk)


def test_words_typed_before_the_editor_came_are_kept(desk: Page, slug: str) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    desk.route("**/js/editor/field.js", hold)
    with desk.expect_request("**/js/editor/field.js"):
        desk.goto(f"/events/{slug}/conclusions/paragraphs/new", wait_until="commit")
    desk.locator("textarea#text").click()
    desk.keyboard.type("Early *words*,")
    waiting.pop().continue_()
    expect(desk.locator("#text[role=textbox]")).to_be_focused()
    desk.keyboard.type(" and late")
    assert marks(desk) == "Early *words*, and late"


def test_text_area_takes_the_marks_without_scripts(
    chromium: Browser, office: BrowserContext, site: Site, slug: str
) -> None:
    quiet = chromium.new_context(
        base_url=site.address,
        locale="en-GB",
        java_script_enabled=False,
        storage_state=office.storage_state(),
    )
    page = quiet.new_page()
    page.goto(f"/events/{slug}/conclusions/paragraphs/new")
    page.get_by_text("How to write italics, footnotes and other marks").click()
    expect(page.locator(".rich-help dt", has_text="^[…]")).to_be_visible()
    page.fill("#text", "Quiet *words*^[A note.]")
    press(page, "Add the paragraph")
    row = page.locator(".draft-row", has_text="Quiet")
    expect(row.locator("em")).to_have_text("words")
    expect(row.locator("sup.note-call")).to_have_count(1)
    quiet.close()


def test_toolbar_is_one_stop_and_arrows_move_in_it(desk: Page, field: Locator) -> None:
    desk.keyboard.press("Alt+F10")
    expect(desk.get_by_role("button", name="Bold")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Italics")).to_be_focused()
    desk.keyboard.press("End")
    expect(desk.get_by_role("button", name="Plain text")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(field).to_be_focused()
    desk.keyboard.press("Tab")
    expect(field).not_to_be_focused()


@pytest.mark.parametrize("width", [360, 1440])
def test_open_field_is_accessible_and_fits(desk: Page, field: Locator, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.keyboard.type("agree [all] on ")
    desk.keyboard.press("Control+Shift+Space")
    desk.keyboard.press("Control+Alt+f")
    desk.keyboard.type("A note.")
    assert_accessible(desk)
    assert sideways(desk) == 0
    desk.get_by_role("button", name="Plain text").click()
    assert_accessible(desk)
    expect(desk.get_by_label("Text", exact=False).locator("visible=true").first).to_be_visible()


def test_chair_leaves_the_field_by_escape(desk: Page, slug: str) -> None:
    desk.goto(f"/events/{slug}/floor")
    desk.get_by_role("button", name="Open the floor").click()
    desk.wait_for_selector(".floor-desk")
    desk.keyboard.press("e")
    expect(desk.locator("#floor-edit [role=textbox]")).to_be_focused()
    desk.keyboard.type("x")
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#floor-edit")).to_have_count(0)


def test_ctrl_enter_saves_from_the_field(desk: Page, field: Locator) -> None:
    desk.keyboard.type("Saved by keys.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".draft-row", has_text="Saved by keys.")).to_have_count(1)


def leave_by_link(page: Page) -> list[str]:
    """Leave for the same page in Montenegrin; return the kinds of questions asked."""
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Shqip").click()
    expect(page.locator("html")).to_have_attribute("lang", "sq")
    page.get_by_role("link", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.remove_listener("dialog", accept)
    return asked


def test_unsaved_words_survive_the_switch_of_language(
    desk: Page, slug: str, said: list[str]
) -> None:
    opened(desk, slug, "Thank the host")
    desk.keyboard.type(" warmly")
    typed = marks(desk)
    assert leave_by_link(desk) == ["beforeunload"]
    row = desk.locator(".draft-row", has_text="Thank the host").first
    offer = row.locator("[data-unsaved]")
    expect(offer).to_contain_text("was not saved")
    expect(row.locator(".draft-inline")).to_have_count(0)
    offer.get_by_role("button", name="Go on writing").click()
    expect(row.locator("[role=textbox]")).to_contain_text("warmly")
    assert marks(desk) == typed
    press(desk, "Save the paragraph")
    expect(desk.locator(".draft-row", has_text="warmly")).to_have_count(1)
    expect(desk.locator("[data-unsaved]")).to_have_count(0)


def test_unsaved_words_are_offered_not_put_in_after_a_reload(desk: Page, field: Locator) -> None:
    desk.keyboard.type("Half a thought")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    expect(desk.locator("#text")).to_have_text("")
    offer = desk.locator("form [data-unsaved]")
    expect(offer).to_contain_text("Half a thought")
    assert_accessible(desk)
    offer.get_by_role("button", name="Put it back").click()
    expect(desk.locator("#text")).to_have_text("Half a thought")
    assert marks(desk) == "Half a thought"


def test_unsaved_words_thrown_away_are_gone(desk: Page, field: Locator) -> None:
    desk.keyboard.type("A wrong thought")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    desk.get_by_role("button", name="Throw it away").click()
    desk.reload()
    expect(desk.locator("#text[role=textbox]")).to_be_focused()
    expect(desk.locator("[data-unsaved]")).to_have_count(0)


def test_words_closed_without_saving_can_be_had_back(
    desk: Page, slug: str, said: list[str]
) -> None:
    opened(desk, slug, "Treptower")
    desk.keyboard.type("New words ")
    desk.locator(".draft-inline").get_by_role("link", name="Back without saving").click()
    row = desk.locator(".draft-row", has_text="Treptower").first
    expect(row.locator(".draft-inline")).to_have_count(0)
    row.get_by_role("button", name="Throw it away").click()
    expect(row.locator("[data-unsaved]")).to_have_count(0)
    desk.reload()
    expect(desk.locator("[data-unsaved]")).to_have_count(0)


def test_editor_is_fetched_only_when_somebody_writes(
    desk: Page, slug: str, said: list[str]
) -> None:
    fetched: list[str] = []
    desk.on("request", lambda request: fetched.append(request.url))
    desk.goto(f"/events/{slug}/conclusions")
    desk.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "/js/editor/" in url or "prosemirror" in url]
    desk.locator("a[data-edit]").first.click()
    expect(desk.locator(".draft-inline [role=textbox]")).to_be_focused()
    assert [url for url in fetched if "prosemirror" in url]
