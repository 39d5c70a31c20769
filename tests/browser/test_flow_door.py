"""The door on two telephones: by name, by code through the camera, and without a connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Site, sign_in

DOOR = "/events/demo/door/"
WIDTH, HEIGHT, SCALE = 640, 480, 8


def _film(path: Path, code: str) -> None:
    """Write a film of a code held before the camera, as uncompressed pictures."""
    rows = [[not dark for dark in row] for row in segno.make(code, error="m").matrix_iter(border=4)]
    top, left = (HEIGHT - len(rows) * SCALE) // 2, (WIDTH - len(rows) * SCALE) // 2
    picture = bytearray(b"\xff" * (WIDTH * HEIGHT))
    for y, row in enumerate(rows):
        for x, light in enumerate(row):
            for line in range(SCALE) if not light else ():
                start = (top + y * SCALE + line) * WIDTH + left + x * SCALE
                picture[start : start + SCALE] = b"\x10" * SCALE
    frame = b"FRAME\n" + bytes(picture) + b"\x80" * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode()
    path.write_bytes(head + frame * 10)


@pytest.fixture
def telephones(chromium: Browser, site: Site) -> Iterator[list[Page]]:
    """Two telephones of the secretariat at the door."""
    contexts = [
        chromium.new_context(
            base_url=site.address, viewport={"width": 360, "height": 740}, locale="en-GB"
        )
        for _one in range(2)
    ]
    pages = []
    for context in contexts:
        context.set_default_timeout(10_000)
        page = context.new_page()
        sign_in(page, site)
        page.goto(DOOR)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()


def _codes(site: Site) -> dict[int, str]:
    with sqlite3.connect(f"file:{site.data / 'eventmgr.sqlite3'}?mode=ro", uri=True) as db:
        return dict(
            db.execute(
                "SELECT registrations.id, calendar_uid FROM registrations"
                " JOIN events ON events.id = event_id"
                " WHERE slug = 'demo' AND state = 'confirmed'"
            ).fetchall()
        )


def test_two_telephones_see_each_other_and_outlive_a_lost_connection(
    telephones: list[Page], site: Site, camera: Path
) -> None:
    one, two = telephones
    codes = _codes(site)
    by_camera, by_name, offline = list(codes)[:3]

    def row(page: Page, number: int):
        return page.locator(f'[data-person="{number}"]')

    _film(camera, codes[by_camera])
    one.get_by_role("button", name="Read codes with the camera").click()
    expect(row(one, by_camera).get_by_role("button", name="Take back")).to_be_visible()
    one.get_by_role("button", name="Close the camera").click()
    expect(one.locator("[data-camera-view]")).to_be_hidden()

    name = row(two, by_name).locator("strong").inner_text()
    two.fill("#q", name.split()[-1].lower())
    row(two, by_name).get_by_role("button", name="Check in").click()
    expect(two.locator("[data-said]")).to_contain_text("is checked in")
    expect(row(one, by_name).get_by_role("button", name="Take back")).to_be_visible()

    two.fill("#q", "")
    two.context.set_offline(True)
    row(two, offline).get_by_role("button", name="Check in").click()
    expect(two.locator("[data-offline]")).to_contain_text("Waiting to be sent: 1")
    expect(row(one, offline).get_by_role("button", name="Check in")).to_be_visible()
    # Another desk did the same meanwhile: it counts once, and nobody is told of a mistake.
    row(one, offline).get_by_role("button", name="Check in").click()
    expect(row(one, offline).get_by_role("button", name="Take back")).to_be_visible()
    two.context.set_offline(False)
    expect(two.locator("[data-said]")).to_contain_text("is checked in already")
    expect(two.locator("[data-offline]")).to_be_hidden()
    expect(one.locator("[data-there]")).to_have_text("3")
    expect(two.locator("[data-there]")).to_have_text("3")
    assert violations(one) == []


def test_receiver_is_handed_out_and_comes_back(telephones: list[Page]) -> None:
    one, two = telephones
    rows = one.locator(".door-row", has=one.locator('button[value="lend"]'))
    first = rows.nth(0).get_attribute("data-person")
    other = rows.nth(1).get_attribute("data-person")
    one.locator(f'[data-person="{first}"] input[name="receiver"]').fill("A 7")
    one.locator(f'[data-person="{first}"] button[value="lend"]').click()
    expect(one.locator(f'[data-person="{first}"]')).to_contain_text("Receiver A 7")
    two.locator(f'[data-person="{other}"] input[name="receiver"]').fill("A 7")
    two.locator(f'[data-person="{other}"] button[value="lend"]').click()
    expect(two.locator("[data-said]")).to_contain_text("Receiver A 7 is out with")
    one.locator(f'[data-person="{first}"] button[value="back"]').click()
    expect(one.locator(f'[data-person="{first}"] button[value="lend"]')).to_be_visible()
