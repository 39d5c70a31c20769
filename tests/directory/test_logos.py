"""Logos: only pictures are taken, made anew; each prints at the same visual size (LIFE-01)."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile, PngImagePlugin

from eventmgr.database import db
from eventmgr.directory.logo_pages import set_logo
from eventmgr.directory.logos import UnusableLogo, logos_of, read_logo
from eventmgr.directory.models import OrganisationLogo
from eventmgr.events.masthead import masthead_of
from eventmgr.events.naming import naming_for
from eventmgr.printing.logos import HIGHEST, WIDEST, optical_size


def picture(width=400, height=200, kind="PNG", mode="RGB", border=0):
    image = Image.new(mode, (width + 2 * border, height + 2 * border), "white")
    image.paste("navy" if mode != "L" else 40, (border, border, border + width, border + height))
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def test_white_around_a_logo_is_cut_off():
    _data, width, height = read_logo(picture(300, 150, border=80))
    assert (width, height) == (300, 150)


def test_hidden_parts_of_a_file_are_not_kept():
    target = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a secret place")
    Image.open(io.BytesIO(picture())).save(target, "PNG", pnginfo=info)
    trailing = target.getvalue() + b"<script>alert(1)</script>"
    data, _width, _height = read_logo(trailing)
    assert b"secret" not in data
    assert b"script" not in data
    assert data.startswith(b"\x89PNG")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "CMYK", "P", "1"])
def test_pictures_of_every_colour_kind_come_out_in_plain_colours(mode):
    kind = "JPEG" if mode in {"CMYK"} else "PNG"
    image = Image.open(io.BytesIO(picture(border=20))).convert(mode)
    target = io.BytesIO()
    image.save(target, kind)
    data, _width, _height = read_logo(target.getvalue())
    assert Image.open(io.BytesIO(data)).mode == "RGB"


def test_clear_ground_becomes_white():
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((10, 20, 120, 255), (50, 50, 150, 150))
    target = io.BytesIO()
    image.save(target, "PNG")
    _data, width, height = read_logo(target.getvalue())
    assert (width, height) == (100, 100)


def bomb():
    """A PNG of a few hundred bytes that says it has 60,000 x 60,000 points."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        SVG,
        b"GIF89a" + b"\0" * 200,
        b"%PDF-1.7",
        picture()[:100],
        bomb(),
        b"\0" * 3_000_001,
        picture(20, 20),
        picture(border=0, width=1, height=1),
    ],
    ids=["empty", "text", "svg", "gif", "pdf", "cut off", "bomb", "large", "small", "point"],
)
def test_hostile_and_useless_files_are_refused_with_words(data):
    began = time.monotonic()
    with pytest.raises(UnusableLogo) as error:
        read_logo(data)
    assert error.value.msgid.startswith("This ")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_file_that_was_cut_off_is_refused_whatever_the_pdf_engine_allows(kind, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = picture(kind=kind)
    with pytest.raises(UnusableLogo):
        read_logo(whole[: len(whole) // 2])
    assert read_logo(whole)[1:] == (400, 200)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_end_in_a_refusal_or_a_picture(tail):
    try:
        data, width, height = read_logo(picture(90, 90)[:60] + tail)
    except UnusableLogo:
        return
    assert Image.open(io.BytesIO(data)).size == (width, height)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_life01_logos_have_equal_areas_within_the_bounds(width, height):
    wide, high = optical_size(width, height)
    assert wide <= WIDEST + 0.1
    assert high <= HIGHEST + 0.1
    if 1 <= width / height <= 9:
        assert wide * high == pytest.approx(400, rel=0.05)


def test_logos_stand_in_the_agreed_order_and_names_without_one_as_text(make):
    houses = [make.organisation() for _number in range(3)]
    event = make.event(organisers=houses)
    set_logo(houses[2], picture(), actor=make.user())
    set_logo(houses[0], picture(100, 300), actor=make.user())
    db.session.commit()
    masthead = masthead_of(event, "en", naming_for(event, "en"))
    assert [bool(one.logo) for one in masthead.organisers] == [True, False, True]
    assert [one.name for one in masthead.organisers] == [house.names["en"] for house in houses]


def test_a_newer_logo_takes_the_place_and_the_older_stays_for_old_papers(make):
    house = make.organisation()
    first = set_logo(house, picture(), actor=make.user())
    second = set_logo(house, picture(300, 300), actor=make.user())
    db.session.commit()
    assert logos_of([house.id])[house.id].key == second.sha256
    assert db.session.get(OrganisationLogo, first.id).removed_at is not None


def test_logo_is_sent_seen_and_removed_on_its_page(make, sign_in, client):
    house = make.organisation()
    browser = sign_in(make.user(role="organiser"))
    path = f"/directory/organisations/{house.id}/logo"
    sent = {"file": (io.BytesIO(picture()), "logo.png")}
    assert browser.post(path, data=sent).status_code == 303
    row = db.session.scalars(db.select(OrganisationLogo)).one()
    page = browser.get(path).get_data(as_text=True)
    assert f"/directory/logos/{row.sha256}.png" in page
    picture_file = client.get(f"/directory/logos/{row.sha256}.png")
    assert picture_file.content_type == "image/png"
    assert client.get("/directory/logos/nothing.png").status_code == 404
    assert browser.post(f"{path}/remove").status_code == 303
    assert logos_of([house.id]) == {}
    bad = {"file": (io.BytesIO(SVG), "logo.svg")}
    answer = browser.post(path, data=bad)
    assert answer.status_code == 422
    assert "could not be read as a picture" in answer.get_data(as_text=True)
    assert client.post(path, data={}).status_code == 302
