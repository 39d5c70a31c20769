"""Whoever uses no mouse reaches everything, sees where they are, and gets out of what opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Site

# What can be reached: each radio group counts once, as the arrow keys move within it.
REACHABLE = """
() => {
  const radios = new Set();
  return [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter((item) => {
    if (item.disabled || !item.checkVisibility({ visibilityProperty: true })) return false;
    if (item.type !== "radio") return true;
    if (radios.has(item.name)) return false;
    radios.add(item.name);
    return true;
  }).length;
}
"""
# The control that has the focus: its place in the page, and whether the eye can find it.
FOCUSED = """
() => {
  const item = document.activeElement;
  if (!item || item === document.body) return null;
  const shown = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = item.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("*")].indexOf(item),
    name: item.id || item.name || item.textContent.trim().slice(0, 40),
    outlined: shown(item),
    inside: box.top < innerHeight && box.bottom > 0 && box.width > 0,
  };
}
"""
PAGES = ("sign-in", "registration", "dashboard")


@pytest.fixture
def page(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Page:
    """One of the three pages, open in a browser."""
    if request.param == "dashboard":
        desk: Page = request.getfixturevalue("desk")
        desk.goto("/events/demo/")
        return desk
    made: Page = request.getfixturevalue("context").new_page()
    made.goto("/sign-in" if request.param == "sign-in" else registration(made, site))
    return made


def registration(page: Page, site: Site) -> str:
    """Return the address of a form of registration in the demonstration."""
    for link in site.links("invitation"):
        page.goto(f"{link}/register")
        if page.locator("#given_name").count():
            return page.url
    pytest.fail("no invitation of the demonstration has a free seat")


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page; return the controls in the order reached."""
    # Where scrolling glides, the eye is still on the way when the next key is pressed.
    page.emulate_media(reduced_motion="reduce")
    reached: list[dict[str, object]] = []
    for _step in range(300):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (reached and found["place"] == reached[0]["place"]):
            break
        reached.append(found)
    return reached


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_tab_reaches_every_control_in_the_order_of_the_page(page: Page) -> None:
    reached = walk(page)
    places = [one["place"] for one in reached]
    assert len(places) == page.evaluate(REACHABLE)
    assert places == sorted(places)


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_every_focused_control_is_outlined_and_on_the_screen(page: Page) -> None:
    lost = [one["name"] for one in walk(page) if not (one["outlined"] and one["inside"])]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_first_tab_offers_to_skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_opens_with_enter_and_closes_with_escape(desk: Page) -> None:
    desk.goto("/events/demo/")
    opener = desk.locator("details[data-menu] > summary").first
    opener.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("link", name="Your account")).to_be_visible()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("link", name="Your account")).to_be_hidden()
    expect(opener).to_be_focused()


def test_question_before_removal_begins_with_the_safe_answer(desk: Page) -> None:
    desk.goto("/events/demo/team")
    opener = desk.locator("details[data-confirm] > summary").last
    opener.focus()
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_question_opened_before_the_script_came_stays_open(desk: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    desk.route("**/js/app.js*", hold)
    with desk.expect_request("**/js/app.js*"):
        desk.goto("/events/demo/team", wait_until="commit")
    desk.locator("details[data-confirm] > summary").last.click()
    panel = desk.locator(".confirm-panel:visible")
    expect(panel).to_have_count(1)
    waiting.pop().continue_()
    expect(desk.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    expect(panel).to_have_count(1)


def test_paragraph_is_opened_and_left_by_keyboard(desk: Page) -> None:
    desk.goto("/events/demo/conclusions")
    edit = desk.locator("a[data-edit]").first
    edit.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".draft-inline [role=textbox]")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator(".draft-inline")).to_have_count(0)
    expect(edit).to_be_focused()
