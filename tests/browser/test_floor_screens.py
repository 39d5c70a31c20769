"""The floor's other screens: booths, soft changes, telephones that list only what is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Site
from tests.browser.test_flow_floor import SOON, Floor, floor, hall, projector, propose

__all__ = ["floor", "hall", "projector"]

# 28 pt in the pixels of a style sheet.
LEAST = 28 * 96 / 72
LANGUAGES = ("en", "cnr", "sq")


def size_of(page: Page, selector: str) -> float:
    size: float = page.locator(selector).first.evaluate(
        "(node) => parseFloat(getComputedStyle(node).fontSize)"
    )
    return size


def test_booths_follow_the_chair_in_two_languages(floor: Floor, projector: Page) -> None:
    projector.goto(f"{floor.screen}/booth")
    expect(projector.locator("#slide")).to_contain_text("The text will appear here.")
    floor.select("Recommend that records")
    floor.page.keyboard.press("Enter")
    sides = projector.locator(".slide-side")
    expect(sides).to_have_count(2, timeout=SOON)
    expect(sides.first).to_contain_text("Recommend that records")
    expect(sides.last).to_contain_text("Not yet translated.")
    assert size_of(projector, ".slide-words") >= LEAST
    # Both stand beside each other, each in its half.
    left, right = sides.first.bounding_box(), sides.last.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"] + 1
    floor.write("Recommend that all records be kept on one form;")
    expect(projector.locator(".slide-words ins")).to_contain_text("all", timeout=SOON)
    floor.select("Thank the hosts")
    floor.page.keyboard.press("Enter")
    expect(sides.first).to_contain_text("Thank the hosts", timeout=SOON)
    assert size_of(projector, ".slide-words") >= LEAST


IN_SIGHT = """(words) => words.filter((word) => {
  const page = document.querySelector("[data-page]").getBoundingClientRect();
  const walker = document.createTreeWalker(document.querySelector("#slide"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const box = range.getBoundingClientRect();
    return box.top >= page.top - 1 && box.bottom <= page.bottom + 1;
  }
  return false;
})"""


def test_booths_turn_pages_of_a_long_paragraph_and_never_shrink_it(
    floor: Floor, projector: Page
) -> None:
    """Nothing below 28 pt on the projector: what is longer goes on on another page."""
    long = " ".join(f"Welcome report number {n} of the delegations;" for n in range(1, 40))
    projector.emulate_media(reduced_motion="reduce")
    projector.goto(f"{floor.screen}/booth")
    floor.select("Thank the hosts")
    floor.write(long)
    pages = projector.locator(".slide-pages")
    expect(pages).to_contain_text("1 / ", timeout=SOON)
    assert size_of(projector, ".slide-words") >= LEAST
    count = int(pages.inner_text().split("/")[1])
    assert count > 1
    # Whoever turns the pages by hand has time: they no longer turn by themselves.
    projector.keyboard.press("PageDown")
    projector.keyboard.press("PageUp")
    wanted = [f"number {n} " for n in range(1, 40)]
    seen: set[str] = set()
    for number in range(count):
        expect(pages).to_have_text(f"{number + 1} / {count}")
        seen |= set(projector.evaluate(IN_SIGHT, wanted))
        projector.keyboard.press("PageDown")
    assert seen == set(wanted)


WATCH = """(slide) => {
  window.left = 0;
  new MutationObserver(() => { if (slide.classList.contains("is-leaving")) window.left += 1; })
    .observe(slide, { attributes: true, attributeFilter: ["class"] });
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_projector_changes_softly_unless_motion_is_unwelcome(
    floor: Floor, chromium: Browser, site: Site, motion: str
) -> None:
    context = chromium.new_context(
        base_url=site.address,
        viewport={"width": 1920, "height": 1080},
        locale="en-GB",
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    try:
        screen = context.new_page()
        screen.goto(f"{floor.screen}/projector")
        slide = screen.locator("#slide")
        slide.evaluate(WATCH)
        how = slide.evaluate(
            "(node) => [getComputedStyle(node).transitionProperty, "
            "parseFloat(getComputedStyle(node).transitionDuration)]"
        )
        floor.select("Recommend that records")
        floor.page.keyboard.press("Enter")
        expect(screen.locator(".slide-number")).to_have_text("1", timeout=SOON)
        expect(slide).not_to_have_class("is-leaving")
        if motion == "reduce":
            assert how[1] == 0
            assert screen.evaluate("window.left") == 0
        else:
            assert how[0] == "opacity"
            assert 0 < how[1] <= 0.5
            assert screen.evaluate("window.left") == 1
    finally:
        context.close()


def test_telephone_lists_what_is_open_live_and_fits(floor: Floor, hall: BrowserContext) -> None:
    link = floor.room_link()
    phone = hall.new_page()
    phone.goto(link)
    phone.get_by_role("link", name="Only what is open").click()
    rows = phone.locator("#floor-text li")
    expect(rows.filter(has_text="Ask the organisers")).to_have_count(1)
    floor.select("Ask the organisers")
    floor.page.keyboard.press("a")
    expect(rows.filter(has_text="Ask the organisers")).to_have_count(0, timeout=SOON)
    expect(rows.filter(has_text="Thank the hosts")).to_have_count(1)
    floor.select("Thank the hosts")
    floor.write(f"Thank the [hosts and {'w' * 60} everybody in the city].")
    brackets = phone.locator("#floor-brackets")
    expect(brackets).to_contain_text("1 open bracket", timeout=SOON)
    expect(brackets).to_contain_text("owner not known")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    brackets.get_by_role("link").click()
    expect(rows.filter(has_text="Thank the")).to_be_in_viewport()
    phone.get_by_role("link", name="All", exact=True).click()
    expect(rows.filter(has_text="Ask the organisers")).to_have_count(1)


def test_pages_of_the_floor_are_accessible_in_every_language(
    floor: Floor, projector: Page, hall: BrowserContext
) -> None:
    link = floor.room_link()
    phone = hall.new_page()
    propose(phone, link, "Thank the hosts", "Thank the hosts warmly.", "Ministry A")
    floor.select("Thank the hosts")
    floor.write("Thank all [hosts].")
    expect(floor.page.locator(".floor-card")).to_have_count(1)
    desk = floor.page
    here = f"/events/{floor.slug}/floor"
    form = phone.locator("a[href*=propose]").last.get_attribute("href")
    pages = (
        ("chair", desk, here),
        ("links", desk, f"{here}/links"),
        # A screen speaks the language of the text that it shows.
        ("booth", projector, f"{floor.screen}/booth?left=%s"),
        ("projector", projector, f"{floor.screen}/projector?text=%s"),
        ("telephone", phone, link),
        ("only what is open", phone, f"{link}?open=1"),
        ("form", phone, f"{link}{form}"),
    )
    found = {}
    try:
        for language in LANGUAGES:
            for page in (desk, phone):
                page.goto(f"/language/{language}?next=/sign-in")
            for name, page, address in pages:
                page.goto(address.replace("%s", language))
                assert page.locator("html").get_attribute("lang") == language
                found[language, name] = [
                    (one["id"], one["nodes"][0]["html"]) for one in violations(page)
                ]
    finally:
        desk.goto("/language/en?next=/")
    assert {where: what for where, what in found.items() if what} == {}
