"""The last hour: preflight, mending, silence with the clock moved, print, verify, Corr. 1."""

from __future__ import annotations

import io
import re
import sqlite3
from datetime import datetime, timedelta

import pypdf
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.journey import add_institution, create_event, follow, press, saved
from tests.browser.test_flow_conclusions import DRAFT, MONTENEGRIN, edit, import_text


def move_clock(site: Site, slug: str, days: int) -> None:
    """Let the running silence of an event be so many days further on."""
    with sqlite3.connect(site.data / "eventmgr.sqlite3", timeout=15) as db:
        (text_id,) = db.execute(
            "SELECT t.id FROM structured_texts t JOIN events e ON e.id = t.event_id "
            "WHERE e.slug = ? AND t.kind = 'conclusions'",
            (slug,),
        ).fetchone()

        def earlier(value: str) -> str:
            return str(datetime.fromisoformat(value) - timedelta(days=days))

        db.create_function("earlier", 1, earlier)
        db.execute(
            "UPDATE silence_rounds SET circulated_at = earlier(circulated_at), "
            "expires_at = earlier(expires_at) WHERE text_id = ?",
            (text_id,),
        )
        db.execute(
            "UPDATE structured_texts SET silent_until = earlier(silent_until) WHERE id = ?",
            (text_id,),
        )


def paper(page: Page, address: str) -> pypdf.PdfReader:
    """Fetch a PDF as the person on this page."""
    answer = page.context.request.get(address)
    assert answer.status == 200
    return pypdf.PdfReader(io.BytesIO(answer.body()))


def link_on(reader: pypdf.PdfReader) -> str:
    """Return the address at which a printed paper is checked; its picture code says the same."""
    links = [
        str(note.get_object()["/A"]["/URI"])
        for sheet in reader.pages
        for note in sheet.get("/Annots", [])
        if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
    ]
    return next(link for link in links if "/verify/" in link)


def wait_for_prints(page: Page) -> None:
    """Wait on the page of the sealed edition until every PDF is there."""
    expect(page.locator("#prints")).to_have_count(0, timeout=30_000)


def compare(page: Page, name: str, data: bytes) -> str:
    """Upload a file to the public page and return the first sentence of its answer."""
    page.set_input_files("#file", {"name": name, "mimeType": "application/pdf", "buffer": data})
    press(page, "Compare with the adopted paper")
    return page.locator(".verdict-first").inner_text()


def test_last_hour_from_the_preflight_to_corr_1(desk: Page, phone: Page, site: Site) -> None:
    slug = create_event(desk, "Workshop on Quiet Borders", days=("2028-05-02", "2028-05-03"))
    for name, email in (("Ministry of Calm", "calm@example.org"), ("Police", "police@example.org")):
        add_institution(desk, slug, name, email, seats=2, language="en")
    import_text(desk, slug, DRAFT.replace("the answers;", "the answers [by 31 March 2029];"))
    import_text(desk, slug, MONTENEGRIN, language="cnr")

    # Who adopts is taken from the invitations.
    follow(desk, "Who adopts")
    press(desk, "Take over the invited institutions")
    expect(desk.locator("#adopters tbody tr")).to_have_count(2)

    # The preflight fails, leads to the paragraph, and is mended.
    desk.goto(f"/events/{slug}/conclusions/silence/new")
    blocking = desk.locator("#blocking")
    expect(blocking).to_contain_text("still has square brackets")
    blocking.get_by_role("link", name="Go to the paragraph").first.click()
    edit(desk, "Ask the organisers", "Ask the organisers to collect the answers by 31 March 2029;")

    # Circulated under silence: the text is locked, everybody has a link.
    desk.goto(f"/events/{slug}/conclusions/silence/new")
    expect(blocking).to_have_count(0)
    desk.fill("#adopted_place-en", "Kotor")
    desk.check("#acknowledged")
    desk.check("#sure")
    press(desk, "Circulate to 2 delegations")
    assert "under silence" in saved(desk)
    desk.goto(f"/events/{slug}/conclusions")
    expect(desk.get_by_role("main")).to_contain_text("Under silence until")
    expect(desk.locator("[data-edit]")).to_have_count(0)
    links = site.links("silence")[-2:]
    phone.goto(links[0] + "?text=en")
    expect(phone.locator(".deadline")).to_be_visible()
    phone.locator("input[name=kind][value=support]").check()
    phone.locator("#answer form button[type=submit]").click()
    expect(phone.locator("#said")).to_be_visible()

    # Nobody objects; the clock moves past the end.
    move_clock(site, slug, 30)
    phone.reload()
    expect(phone.locator(".notice[data-kind=good]").last).to_be_visible()

    # Sealed PDFs come from the worker; the paper says how it was adopted, once.
    desk.goto(f"/events/{slug}/conclusions/sealed")
    wait_for_prints(desk)
    address = desk.locator("#edition-0 a[href$='/en.pdf']").get_attribute("href")
    assert address is not None
    data = desk.context.request.get(address).body()
    reader = pypdf.PdfReader(io.BytesIO(data))
    words = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "Adopted by silence procedure" in words
    assert "4. Thank the hosts." in words or "Thank the hosts." in words

    # The link printed on the paper leads to the page that checks it.
    link = link_on(reader)
    phone.goto(site.address + link[link.index("/verify/") :])
    expect(phone.get_by_role("main")).to_contain_text("Recommend that records")
    phone.goto(phone.url.split("?")[0] + "?text=en")
    desk.goto(site.address + link[link.index("/verify/") :])
    assert compare(desk, "paper.pdf", data).startswith("Yes: this is the adopted paper.")
    assert compare(desk, "paper.pdf", data + b" ") == "This is not the adopted paper."

    # A slip is found: Corr. 1, sealed beside the adopted edition.
    desk.goto(f"/events/{slug}/conclusions/sealed")
    follow(desk, "Correct a mistake (Corr. 1)")
    desk.locator("#paragraphs li", has_text="Thank the hosts").get_by_role("link").click()
    desk.fill("#wording-en[role=textbox]", "Thank the hosts and the interpreters.")
    desk.fill("#reason", "Left out by mistake.")
    press(desk, "Put into the correction")
    expect(desk.locator("#changes ins")).to_contain_text("and the interpreters")
    desk.get_by_text("Issue Corr. 1").first.click()
    desk.get_by_role("button", name="Issue and seal").click()
    assert "Corr. 1" in saved(desk)
    wait_for_prints(desk)
    corrected = desk.locator("#edition-1 a[href$='/en.pdf']").get_attribute("href")
    assert corrected is not None
    words = " ".join(sheet.extract_text() for sheet in paper(desk, corrected).pages)
    assert re.search(r"CORR\. 1", words, re.IGNORECASE)
    assert "Left out by mistake." in words
    desk.goto(site.address + link[link.index("/verify/") :])
    expect(desk.get_by_role("main")).to_contain_text("This edition has been corrected: Corr. 1.")
    desk.get_by_role("link", name="Open the corrected edition").click()
    expect(desk.locator("#changes ins")).to_contain_text("and the interpreters")
    assert compare(desk, "paper.pdf", data).startswith("Yes: this is the adopted paper.")
