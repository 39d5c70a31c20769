"""The people of a workshop from the letter to the purge: organiser, focal point, participant."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from eventmgr.printing.words import Words
from tests.browser.accessibility import sideways
from tests.browser.conftest import Site
from tests.browser.journey import (
    add_institution,
    create_event,
    follow,
    in_days,
    press,
    saved,
    send_letters,
    set_languages,
    tick,
)

IN_ALBANIAN = Words("sq").say
# Two institutions for each of the three languages; the first of them has two seats.
INSTITUTIONS = (
    ("Border Police of the North", "north@example.org", "sq"),
    ("Border Police of the South", "south@example.org", "sq"),
    ("Police Directorate of the Coast", "coast@example.org", "cnr"),
    ("Prosecution of the Hills", "hills@example.org", "cnr"),
    ("Court of the Plain", "plain@example.org", "en"),
    ("Ombudsperson of the Valley", "valley@example.org", "en"),
)
ARTA, BESIM, DRITA = (
    ("Arta", "Krasniqi", "arta.krasniqi@example.org"),
    ("Besim", "Hysenaj", "besim.hysenaj@example.org"),
    ("Drita", "Vokrri", "drita.vokrri@example.org"),
)


def mails(site: Site, address: str) -> list[dict[str, Any]]:
    """Return the messages to an address, oldest first."""
    with closing(sqlite3.connect(f"file:{site.data / 'eventmgr.sqlite3'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT * FROM mails WHERE to_email = ? ORDER BY id", (address,))
        return [dict(row) for row in rows]


def entry(mail: dict[str, Any]) -> tuple[str, Any]:
    """Return the method of a message's calendar file and its one entry."""
    files = json.loads(mail["attachments"])
    (file,) = (one for one in files if one["filename"].endswith(".ics"))
    calendar = Calendar.from_ical(file["content"])
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def own_link(site: Site, mail: dict[str, Any], kind: str) -> str:
    """Return the personal link that a message carries."""
    found = re.search(rf"/{kind}/[\w-]{{43}}", mail["body_text"])
    assert found is not None, mail["body_text"]
    return site.address + found.group(0)


def nominate(page: Page, link: str, person: tuple[str, str, str], gender: str) -> None:
    """Name somebody as the focal point, in Albanian."""
    page.goto(f"{link}/nominations/new")
    page.fill("#given_name", person[0])
    page.fill("#family_name", person[1])
    page.fill("#email", person[2])
    page.fill("#position", "Oficere e kufirit")
    page.select_option("#gender", gender)
    press(page, IN_ALBANIAN("Send the nomination"))
    page.wait_for_url("**/nominations")


def accept_all(page: Page, slug: str) -> None:
    """Say yes to everybody who waits for it."""
    page.goto(f"/events/{slug}/nominations")
    for box in page.locator("input[name=nomination]").all():
        box.check()
    press(page, "Accept those who are ticked")
    saved(page)


def complete(page: Page, link: str, person: tuple[str, str, str]) -> str:
    """Complete the registration of a nominated person on the telephone; return the own link."""
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", "sq")
    expect(page.locator("#family_name")).to_have_value(person[1])
    assert sideways(page) == 0
    tick(page, IN_ALBANIAN("In which languages will you speak?"), "shqip")
    tick(page, IN_ALBANIAN("Which languages do you follow without interpretation?"), "shqip")
    page.locator("#consent").check()
    press(page, IN_ALBANIAN("Check my answers"))
    page.locator("button[name=send]").click()
    page.wait_for_url("**/registration/*")
    return page.url


def years_later(site: Site, slug: str, years: int) -> None:
    """Let the event have ended so many years ago."""
    with closing(sqlite3.connect(site.data / "eventmgr.sqlite3", timeout=15)) as db, db:
        query = 'SELECT start, "end" FROM events WHERE slug = ?'
        days = db.execute(query, (slug,)).fetchone()
        back = timedelta(days=365 * years)
        earlier = [str(date.fromisoformat(day) - back) for day in days]
        db.execute('UPDATE events SET start = ?, "end" = ? WHERE slug = ?', (*earlier, slug))


def everything(site: Site) -> str:
    """Return every text that the database holds, of whatever table."""
    found = []
    with closing(sqlite3.connect(f"file:{site.data / 'eventmgr.sqlite3'}?mode=ro", uri=True)) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in db.execute(f'SELECT * FROM "{table}"'):
                found += [one for one in row if isinstance(one, str)]
    return "\n".join(found)


def test_people_from_the_letter_to_the_purge(
    desk: Page, phone: Page, chromium: Browser, site: Site
) -> None:
    # The organiser invites six institutions in three languages.
    slug = create_event(desk, "Meeting of Border Services", days=(in_days(60), in_days(61)))
    set_languages(desk, slug)
    for name, email, language in INSTITUTIONS:
        add_institution(desk, slug, name, email, seats=2, language=language)
    assert len(send_letters(desk, site, slug)) == len(INSTITUTIONS)
    letters = {email: mails(site, email) for _name, email, _language in INSTITUTIONS}
    assert [[one["language"] for one in letters[email]] for _n, email, _l in INSTITUTIONS] == [
        [language] for _name, _email, language in INSTITUTIONS
    ]
    assert len({letters[email][0]["subject"] for _name, email, _language in INSTITUTIONS}) == 3

    # A focal point names three people for two seats; the third is in reserve, and told so.
    link = own_link(site, letters["north@example.org"][0], "invitation")
    focal = chromium.new_context(base_url=site.address, locale="sq-AL").new_page()
    for person, gender in ((ARTA, "woman"), (BESIM, "man"), (DRITA, "woman")):
        nominate(focal, link, person, gender)
    named = focal.locator(".nominee")
    expect(named).to_have_count(3)
    expect(named.nth(2)).to_contain_text(IN_ALBANIAN("in reserve"))
    accept_all(desk, slug)
    (to_arta,) = mails(site, ARTA[2])
    assert to_arta["language"] == "sq"
    # Who is in reserve has a promise to wait for, and no link yet.
    assert not any("/nomination/" in one["body_text"] for one in mails(site, DRITA[2]))

    # A nominee registers on a telephone in Albanian, and is confirmed with a calendar file.
    own = complete(phone, own_link(site, to_arta, "nomination"), ARTA)
    confirmation = mails(site, ARTA[2])[-1]
    method, booked = entry(confirmation)
    assert (method, int(booked["SEQUENCE"])) == ("REQUEST", 0)
    assert booked.decoded("DTSTART").isoformat().startswith(in_days(60))
    focal.goto(f"{link}/nominations")
    expect(named.first).to_contain_text(f"{ARTA[0]} {ARTA[1]}")

    # She cancels: her calendar entry is taken back, the reserve moves up and receives the link.
    phone.goto(own)
    follow(phone, IN_ALBANIAN("Cancel my registration"))
    press(phone, IN_ALBANIAN("Cancel my registration"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        IN_ALBANIAN("Your registration is cancelled")
    )
    method, gone = entry(mails(site, ARTA[2])[-1])
    assert (method, int(gone["SEQUENCE"]), str(gone["STATUS"])) == ("CANCEL", 1, "CANCELLED")
    assert gone["UID"] == booked["UID"]
    moved_up = mails(site, DRITA[2])[-1]
    assert moved_up["language"] == "sq"
    complete(phone, own_link(site, moved_up, "nomination"), DRITA)
    focal.reload()
    expect(focal.locator(".nominee", has_text=DRITA[1])).not_to_contain_text(
        IN_ALBANIAN("in reserve")
    )
    expect(focal.get_by_role("main")).to_contain_text(ARTA[1])

    # At the door she is found by her name, typed without its letters' marks, and checked in.
    desk.goto(f"/events/{slug}/door/")
    desk.fill("#q", "vokrri")
    row = desk.locator("[data-person]", has_text=re.compile(DRITA[1], re.IGNORECASE))
    row.get_by_role("button", name="Check in").click()
    expect(row.get_by_role("button", name="Take back")).to_be_visible()

    # Years later the purge removes what it must, says how much, and nothing of them is left.
    held = everything(site)
    assert all(word in held for person in (ARTA, BESIM, DRITA) for word in person[1:])
    years_later(site, slug, 8)
    desk.goto(f"/events/{slug}/privacy/")
    desk.get_by_text("Remove it now").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="Remove it now").click()
    desk.wait_for_url("**/privacy/purges/*")
    held = everything(site)
    left = [word for person in (ARTA, BESIM, DRITA) for word in person[1:] if word in held]
    assert left == []
    # The figures stay, and the institutions with them.
    assert "Border Police of the North" in held
    expect(desk.get_by_role("main")).not_to_contain_text(re.compile("Krasniqi|Vokrri"))
