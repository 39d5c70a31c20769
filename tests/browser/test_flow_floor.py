"""The last hour: the chair's keyboard, the projector that follows, delegations' telephones."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.journey import create_event, press, saved

DRAFT = """\
Workshop on Quiet Borders

CONCLUSIONS

The participants of the workshop,

Agreed upon the following:

1. Recommend that records be kept on one form;
2. Invite each delegation to name a contact point:
 a. one in the police;
 b. one in the prosecution service;
3. Ask the organisers to collect the answers;
4. Thank the hosts.
"""
LONG = "5. " + " ".join(f"Welcome the report number {n} of the delegations;" for n in range(1, 60))
# What a watcher may take; the room's own measure is in the bench.
SOON = 4000


class Floor:
    """An event whose conclusions are on the floor, with the chair's page open."""

    def __init__(self, page: Page, draft: str = DRAFT) -> None:
        self.page = page
        self.slug = create_event(
            page, "Workshop on Quiet Borders", days=("2028-05-02", "2028-05-03")
        )
        page.goto(f"/events/{self.slug}/conclusions/import")
        page.fill("#pasted", draft)
        press(page, "Read the text")
        press(page, "Store in the event")
        saved(page)
        page.goto(f"/events/{self.slug}/floor")
        page.get_by_role("button", name="Open the floor").click()
        page.wait_for_selector(".floor-desk")
        state = page.locator("#floor").get_attribute("data-state")
        assert state is not None
        self.screen = f"/floor/{state.split('/')[2]}"

    def room_link(self) -> str:
        """Make the link for everybody; come back to the chair's page."""
        self.page.goto(f"/events/{self.slug}/floor/links")
        self.page.get_by_role("button", name="Make the link").click()
        href = self.page.locator(".floor-code a").first.get_attribute("href")
        assert href is not None
        self.page.goto(f"/events/{self.slug}/floor")
        return href[href.index("/floor/") :]

    def select(self, words: str) -> None:
        """Select a paragraph in the list."""
        self.page.locator(".floor-list ol a", has_text=words).click()
        expect(self.page.locator(".floor-reading").first).to_contain_text(words)

    def write(self, words: str) -> None:
        """Edit the selected paragraph with the keyboard alone."""
        self.page.keyboard.press("e")
        field = self.page.locator("#floor-edit [role=textbox]")
        field.fill(words)
        self.page.keyboard.press("Control+Enter")
        expect(field).to_have_count(0)


@pytest.fixture
def floor(desk: Page) -> Floor:
    return Floor(desk)


@pytest.fixture
def projector(chromium: Browser, site: Site) -> Iterator[Page]:
    """The screen of the room, with nobody signed in."""
    made = chromium.new_context(
        base_url=site.address, viewport={"width": 1920, "height": 1080}, locale="en-GB"
    )
    made.set_default_timeout(10_000)
    yield made.new_page()
    made.close()


@pytest.fixture
def hall(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A delegate's telephone."""
    made = chromium.new_context(
        base_url=site.address,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        locale="en-GB",
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


def propose(phone: Page, link: str, words: str, new: str, institution: str) -> None:
    """Propose wording for a paragraph as a delegate does."""
    phone.goto(link)
    phone.locator("#floor-text li", has_text=words).get_by_role(
        "link", name=re.compile("^Propose wording")
    ).click()
    phone.fill("#wording[role=textbox]", new)
    phone.fill("#proposer", "Ana Petrović")
    phone.fill("#institution", institution)
    phone.get_by_role("button", name="Send to the chair").click()
    expect(phone.locator("#mine")).to_contain_text("waits for the chair")


def test_chair_needs_no_mouse_and_the_projector_follows(floor: Floor, projector: Page) -> None:
    page = floor.page
    projector.goto(f"{floor.screen}/projector")
    expect(projector.locator("#slide")).to_contain_text("The text will appear here.")
    floor.select("Recommend that records")
    page.keyboard.press("Enter")
    expect(projector.locator(".slide-number")).to_have_text("1", timeout=SOON)
    floor.write("Recommend that all records be kept on one form;")
    words = projector.locator(".slide-words")
    expect(words.locator("ins")).to_contain_text("all", timeout=SOON)
    page.keyboard.press("a")
    expect(projector.locator("[data-standing=agreed].slide-body")).to_be_visible(timeout=SOON)
    expect(words.locator("ins")).to_have_count(0)
    expect(words).to_have_text("Recommend that all records be kept on one form;")
    # Fast keys keep their order: two down, hold.
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("h")
    expect(page.locator("#floor-said")).to_contain_text("Paragraph 2 (a) is held.")
    page.keyboard.press("u")
    expect(page.locator("#floor-said")).to_contain_text("Taken back")
    page.keyboard.press("u")
    expect(projector.locator("[data-standing=agreed].slide-body")).to_have_count(0, timeout=SOON)
    expect(words.locator("ins")).to_contain_text("all", timeout=SOON)


def test_references_show_their_number_where_wording_is_written(
    floor: Floor, hall: BrowserContext
) -> None:
    page = floor.page
    link = floor.room_link()
    first = page.locator(".floor-list ol a", has_text="Recommend that").get_attribute("href")
    found = re.search(r"p=([\w-]+)", first or "")
    assert found is not None
    floor.select("Thank the hosts")
    page.keyboard.press("e")
    expect(page.locator("#floor-edit [role=textbox]")).to_be_focused()
    page.locator("#floor-edit textarea").evaluate(
        "(area, words) => area.dispatchEvent(new CustomEvent('rich:insert', { detail: words }))",
        f" See [#{found[1]}].",
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator(".floor-reading ins").first).to_contain_text("paragraph 1")
    page.keyboard.press("e")
    expect(page.locator("#floor-edit .rich-ref")).to_have_text("paragraph 1")
    phone = hall.new_page()
    phone.goto(link)
    phone.locator("#floor-text li", has_text="Thank the hosts").get_by_role(
        "link", name=re.compile("^Propose wording")
    ).click()
    expect(phone.locator("#wording .rich-ref")).to_have_text("paragraph 1")
    # Who writes plain text is told what the marks are.
    expect(phone.locator("[data-rich-help]")).to_be_hidden()
    phone.get_by_role("button", name="Plain text").click()
    phone.get_by_text("How to write italics, footnotes and other marks").click()
    expect(phone.locator("[data-rich-help] dt").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_keys_go_back_open_again_and_show_clean(floor: Floor, projector: Page) -> None:
    page = floor.page
    projector.goto(f"{floor.screen}/projector")
    floor.select("Recommend that records")
    floor.write("Recommend that all records be kept on one form;")
    words = projector.locator(".slide-words")
    expect(words.locator("ins")).to_contain_text("all", timeout=SOON)
    # Clean, and marked again.
    page.keyboard.press("r")
    expect(page.locator(".floor-here")).to_contain_text("on the screen, clean")
    expect(words.locator("ins")).to_have_count(0, timeout=SOON)
    expect(words).to_have_text("Recommend that all records be kept on one form;")
    page.keyboard.press("r")
    expect(words.locator("ins")).to_contain_text("all", timeout=SOON)
    # Down and back up again: what is agreed is the paragraph before.
    page.keyboard.press("j")
    expect(page.locator(".floor-reading").first).to_contain_text("Invite each delegation")
    page.keyboard.press("k")
    expect(page.locator(".floor-reading").first).to_contain_text("records be kept")
    page.keyboard.press("a")
    expect(page.locator("#floor-said")).to_contain_text("Paragraph 1 is agreed.")
    standing = page.locator(".floor-here [data-standing]")
    expect(standing).to_have_attribute("data-standing", "agreed")
    page.keyboard.press("o")
    expect(standing).to_have_attribute("data-standing", "not yet discussed")
    expect(projector.locator("[data-standing=agreed].slide-body")).to_have_count(0, timeout=SOON)


def test_selected_words_are_bracketed_with_their_owner(floor: Floor, projector: Page) -> None:
    page = floor.page
    projector.goto(f"{floor.screen}/projector")
    floor.select("Ask the organisers")
    page.locator("[data-words]").evaluate(
        """(node) => {
          const text = node.firstChild;
          const at = text.data.indexOf("the answers");
          getSelection().setBaseAndExtent(text, at, text, at + "the answers".length);
        }"""
    )
    page.keyboard.press("b")
    expect(page.locator("#words")).to_have_value("the answers")
    page.fill("#owner", "Delegation of the host")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#floor-brackets")).to_contain_text("Delegation of the host")
    expect(projector.locator(".slide-words ins")).to_have_text(["[", "]"], timeout=SOON)
    expect(projector.locator(".slide-owners")).to_contain_text("Delegation of the host")
    page.keyboard.press("a")
    expect(page.locator("#floor-said")).to_contain_text("Square brackets are still open here")


def test_two_telephones_propose_and_the_chair_takes_and_merges(
    floor: Floor, projector: Page, hall: BrowserContext, phone: Page
) -> None:
    link = floor.room_link()
    page = floor.page
    floor.select("Thank the hosts")
    projector.goto(f"{floor.screen}/projector")
    first = hall.new_page()
    propose(first, link, "Thank the hosts", "Thank the hosts and the interpreters.", "Ministry A")
    # The queue fills by itself.
    expect(page.locator(".floor-card")).to_have_count(1, timeout=SOON)
    phone.goto("/language/en?next=/")
    propose(phone, link, "Thank the hosts", "Thank the hosts warmly.", "Ministry B")
    expect(page.locator(".floor-card")).to_have_count(2, timeout=SOON)
    expect(page.locator(".floor-card").first).to_contain_text("Others want the same words")
    page.keyboard.press("p")
    expect(projector.locator(".slide-state")).to_contain_text("Ministry A", timeout=SOON)
    page.keyboard.press("t")
    expect(projector.locator(".slide-words ins")).to_contain_text("interpreters", timeout=SOON)
    expect(first.locator("#mine")).to_contain_text("taken into the text", timeout=SOON)
    expect(page.locator(".floor-card").first).to_contain_text("please merge by hand")
    page.keyboard.press("m")
    field = page.locator("#floor-edit [role=textbox]")
    field.fill("Thank the hosts and the interpreters warmly.")
    page.keyboard.press("Control+Enter")
    expect(phone.locator("#mine")).to_contain_text("merged into the text", timeout=SOON)
    expect(projector.locator(".slide-words")).to_contain_text("warmly", timeout=SOON)


def test_reader_keeps_the_place_when_a_change_is_accepted(
    floor: Floor, hall: BrowserContext
) -> None:
    link = floor.room_link()
    reader = hall.new_page()
    reader.set_viewport_size({"width": 360, "height": 300})
    reader.goto(link)
    here = reader.locator("#floor-text li", has_text="Thank the hosts")
    here.evaluate("(row) => scrollTo(0, row.getBoundingClientRect().top + scrollY - 90)")
    before = here.bounding_box()
    floor.select("Recommend that records")
    floor.write("Recommend that records be kept on one form; " + "and that they be kept. " * 12)
    expect(reader.locator("#floor-text")).to_contain_text("they be kept", timeout=SOON)
    after = here.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 4


def test_lost_connection_shows_a_sign_and_recovers(floor: Floor, projector: Page) -> None:
    projector.goto(f"{floor.screen}/projector")
    floor.select("Recommend that records")
    floor.page.keyboard.press("Enter")
    expect(projector.locator(".slide-number")).to_have_text("1", timeout=SOON)
    projector.context.set_offline(True)
    expect(projector.locator("#lost")).to_be_visible(timeout=10_000)
    floor.select("Thank the hosts")
    floor.page.keyboard.press("Enter")
    projector.context.set_offline(False)
    expect(projector.locator(".slide-number")).to_have_text("4", timeout=10_000)
    expect(projector.locator("#lost")).to_be_hidden()


def test_chair_is_told_what_was_not_sent(floor: Floor) -> None:
    page = floor.page
    floor.select("Recommend that records")
    page.context.set_offline(True)
    try:
        page.keyboard.press("h")
        expect(page.locator("#lost")).to_be_visible(timeout=10_000)
    finally:
        page.context.set_offline(False)
    expect(page.locator(".floor-desk")).to_be_visible()
    page.keyboard.press("h")
    expect(page.locator("#floor-said")).to_contain_text("Paragraph 1 is held.")
    expect(page.locator("#lost")).to_be_hidden()


def test_older_page_of_the_chair_still_acts(floor: Floor) -> None:
    page = floor.page
    floor.select("Recommend that records")
    page.evaluate(
        """() => {
          for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = "old";
        }"""
    )
    page.keyboard.press("h")
    expect(page.locator("#floor-said")).to_contain_text("Paragraph 1 is held.")


def test_long_paragraph_stays_readable_and_turns_pages(desk: Page, projector: Page) -> None:
    floor = Floor(desk, DRAFT.replace("4. Thank", f"{LONG}\n4. Thank").replace("5. ", "4. ", 1))
    projector.goto(f"{floor.screen}/projector")
    floor.select("Welcome the report number 1")
    floor.page.keyboard.press("Enter")
    words = projector.locator(".slide-words")
    expect(words).to_contain_text("number 59", timeout=SOON)
    size = words.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 28 * 96 / 72
    expect(projector.locator(".slide-pages")).to_have_text(re.compile(r"^1 / [2-9]$"))
    projector.keyboard.press("PageDown")
    expect(projector.locator(".slide-pages")).to_have_text(re.compile(r"^2 / "))
    assert projector.locator("[data-page]").evaluate("(body) => body.scrollTop") >= 0


@pytest.mark.parametrize("number", ["1", "2"])
def test_short_paragraph_fills_the_screen(floor: Floor, projector: Page, number: str) -> None:
    projector.goto(f"{floor.screen}/projector")
    floor.select({"1": "Recommend that", "2": "Invite each"}[number])
    floor.page.keyboard.press("Enter")
    expect(projector.locator(".slide-number")).to_have_text(number, timeout=SOON)
    size = projector.locator(".slide-words").evaluate(
        "(node) => parseFloat(getComputedStyle(node).fontSize)"
    )
    assert size > 60


@pytest.mark.parametrize("path", ["", "propose"])
def test_telephone_pages_fit_360_pixels(floor: Floor, hall: BrowserContext, path: str) -> None:
    link = floor.room_link()
    phone = hall.new_page()
    phone.goto(link)
    if path:
        phone.locator("a[href^=propose]").first.click()
        phone.wait_for_selector("#wording[role=textbox]")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


# --- a restarted server ---------------------------------------------------------------------------


def _serve(data: Path, port: int) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SMTP_URL"}}
    env |= {"EVENTMGR_DATA": str(data), "PORT": str(port), "RATELIMIT_ENABLED": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "eventmgr.cli", "serve", "--demo"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "is ready" in line:
            break
    return process


def _stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    assert process.stdout is not None
    process.stdout.close()


def _open_floor(data: Path) -> tuple[str, str]:
    """Open the demonstration's floor beside the running server; return token and a uid."""
    script = """
from eventmgr import create_app
from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting.models import TextKind
from eventmgr.drafting.queries import find_node, find_text
from eventmgr.events.models import Event
from eventmgr.floor import actions, links, queries
from sqlalchemy import select
import sys
with create_app().app_context():
    event = db.session.scalars(select(Event).where(Event.slug == "demo")).one()
    user = db.session.scalars(select(User)).first()
    text = find_text(event, TextKind.CONCLUSIONS)
    if queries.find_floor(text) is None:
        actions.open_floor(event, text, actor=user)
    numbered = [one for one in queries.board(text).lines if one.paragraph.reference.isdigit()]
    line = numbered[int(sys.argv[1])]
    actions.show(text, find_node(text, line.uid), actor=user)
    db.session.commit()
    print(links.token_of(links.live(text)[0].nonce), line.paragraph.reference)
"""
    env = os.environ | {"EVENTMGR_DATA": str(data)}
    place = "0" if not (data / "opened").exists() else "1"
    (data / "opened").touch()
    said = subprocess.run(
        [sys.executable, "-c", script, place], env=env, capture_output=True, text=True, check=True
    ).stdout.split()
    return said[-2], said[-1]


@pytest.mark.slow
@pytest.mark.browser
def test_restarted_server_is_followed_again(chromium: Browser, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = _serve(tmp_path, port)
    context = chromium.new_context(base_url=f"http://127.0.0.1:{port}")
    try:
        token, first = _open_floor(tmp_path)
        page = context.new_page()
        page.goto(f"/floor/{token}/projector")
        expect(page.locator(".slide-number")).to_have_text(first)
        _stop(process)
        expect(page.locator("#lost")).to_be_visible(timeout=15_000)
        # The paragraph stays on the screen meanwhile.
        expect(page.locator(".slide-number")).to_have_text(first)
        _token, second = _open_floor(tmp_path)
        assert second != first
        process = _serve(tmp_path, port)
        expect(page.locator(".slide-number")).to_have_text(second, timeout=15_000)
        expect(page.locator("#lost")).to_be_hidden()
    finally:
        context.close()
        _stop(process)
