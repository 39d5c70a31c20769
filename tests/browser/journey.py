"""What people do on the pages: the same few movements, used by the tests of the whole way."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pypdf
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Site


def path_of(url: str) -> str:
    """Return the path of an address, without server and question mark."""
    return urlsplit(url).path


def press(page: Page, words: str) -> None:
    """Press the button with exactly these words in the page's main part."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the link with exactly these words in the page's main part."""
    page.get_by_role("main").get_by_role("link", name=words, exact=True).click()


def stage(page: Page, words: str) -> Locator:
    """Return a stage on the road of the event."""
    road = page.get_by_role("navigation", name="Stages of the event")
    return road.get_by_role("link").filter(has_text=re.compile(f"^\\s*{words}\\s"))


def saved(page: Page) -> str:
    """Return what the page says was done."""
    return page.locator(".notices .notice[data-kind=good]").inner_text()


def mistakes(page: Page) -> list[str]:
    """Return the list on top of a form that came back; it has the focus."""
    page.locator("[data-errors]").wait_for()
    return page.locator("[data-errors] li").all_inner_texts()


def tick(page: Page, group: str, *words: str) -> None:
    """Tick exactly these boxes of a group."""
    for box in page.get_by_role("group", name=group).get_by_role("checkbox").all():
        label = page.locator(f"label[for='{box.get_attribute('id')}']").inner_text()
        box.set_checked(label in words)


def pdf_pages(page: Page, link: Locator, *, as_it_lies: bool = False) -> list[str]:
    """Fetch the paper behind a link as the person on this page and read its pages back.

    `as_it_lies` reads line by line as the eye does, numbers beside their paragraphs.
    """
    address = link.get_attribute("href")
    assert address is not None
    answer = page.context.request.get(address, max_redirects=0)
    assert answer.status == 200, (address, answer.status)
    assert answer.headers["content-type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(answer.body()))
    mode = "layout" if as_it_lies else "plain"
    return [" ".join(one.extract_text(extraction_mode=mode).split()) for one in reader.pages]


def pdf_text(page: Page, link: Locator, *, as_it_lies: bool = False) -> str:
    """Fetch the paper behind a link and read all of it back."""
    return " ".join(pdf_pages(page, link, as_it_lies=as_it_lies))


def in_days(number: int) -> str:
    """Return the date so many days from today, as date fields take it."""
    return (date.today() + timedelta(days=number)).isoformat()


def create_event(page: Page, title: str, *, days: tuple[str, str], city: str = "Cetinje") -> str:
    """Create an event by hand and return the last part of its address."""
    page.goto("/events/new")
    page.fill("#title-en", title)
    page.fill("#start", days[0])
    page.fill("#end", days[1])
    page.fill("#city-en", city)
    page.locator("main form.form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/events/(?!new)[^/]+/$"))
    return path_of(page.url).split("/")[2]


def add_institution(
    page: Page, slug: str, name: str, email: str, *, seats: int, language: str
) -> None:
    """Enter an institution on the page of invitations, which puts it on the list."""
    page.goto(f"/events/{slug}/invitations/new-institution")
    page.fill("#names-en", name)
    page.fill("#email", email)
    page.fill("#seats", str(seats))
    page.select_option("#language", language)
    press(page, "Enter it and put it on the list")
    page.wait_for_url(f"**/events/{slug}/invitations")


def send_letters(page: Page, site: Site, slug: str) -> list[str]:
    """Send every letter that waits and return the personal links, in the order of the letters."""
    before = site.links("invitation")
    page.goto(f"/events/{slug}/invitations/send")
    page.get_by_role("main").get_by_role("button", name=re.compile("^Send .* letters?$")).click()
    page.wait_for_url(f"**/events/{slug}/invitations")
    return [link for link in site.links("invitation") if link not in before]


def invite(
    page: Page, site: Site, slug: str, name: str, *, seats: int = 2, language: str = "en"
) -> str:
    """Invite an institution that is entered for it, and return its personal link."""
    email = f"{re.sub('[^a-z]+', '-', name.lower())}@example.org"
    add_institution(page, slug, name, email, seats=seats, language=language)
    (link,) = send_letters(page, site, slug)
    return link


def set_languages(page: Page, slug: str) -> None:
    """Let English, Montenegrin and Albanian be spoken and listened to, English in between."""
    page.goto(f"/events/{slug}/settings/languages")
    tick(page, "Languages that may be spoken", "English", "Montenegrin", "Albanian")
    tick(page, "Languages that can be listened to", "English", "Montenegrin", "Albanian")
    page.select_option("#pivot", "en")
    press(page, "Save these settings")
    saved(page)


def fill_person(page: Page, given: str, family: str, email: str) -> None:
    """Fill in what a participant must answer; speaks and follows English."""
    page.fill("#given_name", given)
    page.fill("#family_name", family)
    page.fill("#position", "Head of Department")
    page.fill("#email", email)
    page.locator("[name=speaks][value=en]").check()
    page.locator("[name=follows][value=en]").check()
    if page.locator("#consent").count():
        page.locator("#consent").check()


def register(page: Page, link: str, given: str, family: str, email: str) -> str:
    """Register somebody from an invitation, whatever the page's language; return their own link."""
    page.goto(f"{link}/register")
    fill_person(page, given, family, email)
    page.locator("form.form .form-end .button--main").click()
    page.locator("button[name=send]").click()
    page.wait_for_url("**/registration/*")
    return page.url
