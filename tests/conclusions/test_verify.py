"""The public page of a sealed paper: whether a file or a fingerprint is the adopted one."""

from __future__ import annotations

import hashlib
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.conclusions import prints, sealed, verify
from eventmgr.conclusions.models import SealedEdition, SealedPrint
from eventmgr.conclusions.verify import Answer
from eventmgr.database import db
from eventmgr.text.writers.html import anchor
from tests.conclusions.table import Table
from tests.drafting.browser import pdf_text


@pytest.fixture
def table(make):
    table = Table(make)
    table.edition = table.adopt()
    return table


def send(client, table, data=None, name="paper.pdf", figures=""):
    fields = {"figures": figures}
    if data is not None:
        fields["file"] = (io.BytesIO(data), name)
    answer = client.post(
        f"/verify/{table.edition.handle}", data=fields, content_type="multipart/form-data"
    )
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    return re.search(r'class="verdict-first">([^<]+)', html)[1], html


def test_page_shows_text_fingerprint_and_pdfs_to_whoever_has_the_address(table, client):
    answer = client.get(f"/verify/{table.edition.handle}")
    html = answer.get_data(as_text=True)
    assert "Strengthen cooperation; and" in html
    assert table.edition.sha256 in html
    assert answer.headers["X-Robots-Tag"] == "noindex"
    pdf = client.get(f"/verify/{table.edition.handle}/en.pdf").data
    again = client.get(f"/verify/{table.edition.handle}/en.pdf").data
    assert pdf == again
    assert hashlib.sha256(pdf).hexdigest() in client.get(
        f"/verify/{table.edition.handle}"
    ).get_data(as_text=True)
    sent = client.get(f"/verify/{table.edition.handle}/sealed.json").data
    assert hashlib.sha256(sent).hexdigest() == table.edition.sha256


def test_printed_paper_carries_address_code_and_whole_fingerprint(table, client):
    words = pdf_text(client.get(f"/verify/{table.edition.handle}/en.pdf").data)
    assert f"/verify/{table.edition.handle}" in words
    assert table.edition.sha256[:32] in words
    assert table.edition.sha256[32:] in words


def test_every_own_paper_is_recognised(table, client):
    pdf = client.get(f"/verify/{table.edition.handle}/cnr.pdf").data
    first, _html = send(client, table, pdf)
    assert first.startswith("Yes: this is the adopted paper. It is the PDF in Montenegrin")
    first, _html = send(client, table, table.edition.sealed.encode(), "text.json")
    assert first.startswith("Yes: this is the adopted paper. It is the sealed text")


def test_a_changed_letter_is_told(table, client):
    pdf = client.get(f"/verify/{table.edition.handle}/en.pdf").data
    first, _html = send(client, table, pdf + b" ")
    assert first == "This is not the adopted paper."
    changed = table.edition.sealed.replace("cooperation", "competition")
    first, _html = send(client, table, changed.encode(), "text.json")
    assert first == "This is not the adopted paper."


def test_the_same_words_in_another_form_are_told_apart(table, client):
    pretty = json.dumps(json.loads(table.edition.sealed), indent=2).encode()
    first, _html = send(client, table, pretty, "text.json")
    assert first.startswith("Yes: it says word for word")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"{", b"[" * 100_000, b'{"a":' * 50_000,
                                  b"\x00\xff" * 10])  # fmt: skip
def test_any_file_gets_an_answer(table, client, data):
    fields = {"file": (io.BytesIO(data), "x"), "figures": ""}
    answer = client.post(
        f"/verify/{table.edition.handle}", data=fields, content_type="multipart/form-data"
    )
    assert answer.status_code == 200
    assert "Yes:" not in answer.get_data(as_text=True)


def test_typed_fingerprints_whole_or_their_beginning(table, client):
    mark = table.edition.sha256
    first, html = send(client, table, figures=mark.upper())
    assert first.startswith("Yes")
    assert "of 64 figures" not in html
    spaced = " ".join(mark[i : i + 4] for i in range(0, 24, 4))
    first, html = send(client, table, figures=f"SHA-256: {spaced}")
    assert first.startswith("Yes")
    assert "24 of 64 figures were compared" in html
    first, _html = send(client, table, figures="0" * 64)
    assert first == "This is not the adopted paper."
    first, _html = send(client, table, figures=mark[:15])
    assert first.startswith("Please give at least 16 figures")


def test_any_paper_is_found_by_its_fingerprint(table, client):
    answer = client.post("/verify/", data={"figures": table.edition.sha256})
    html = answer.get_data(as_text=True)
    assert f"/verify/{table.edition.handle}" in html
    other = client.post("/verify/", data={"figures": "a" * 64}).get_data(as_text=True)
    assert "not an adopted paper of this installation" in other


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_page_speaks_the_readers_language(table, client, language):
    client.get(f"/language/{language}")
    assert client.get(f"/verify/{table.edition.handle}").status_code == 200


def test_unknown_addresses_are_not_found(client, app):
    assert client.get("/verify/" + "0" * 20).status_code == 404
    assert client.get("/verify/" + "0" * 20 + "/en.pdf").status_code == 404


def test_language_not_held_is_not_found(table, client):
    assert client.get(f"/verify/{table.edition.handle}/sq.pdf").status_code == 404


def test_text_in_another_of_its_languages(table, client):
    html = client.get(f"/verify/{table.edition.handle}?text=cnr").get_data(as_text=True)
    assert "Ojačati saradnju; i" in html


@pytest.mark.parametrize(("reference", "wanted"), [
    ("4", "para_4"),
    ("4 (c)", "para_4-c"),
    ("4 (c) (ii)", "para_4-c-ii"),
    ("4 bis", "para_4-bis"),
])  # fmt: skip
def test_readable_anchors(reference, wanted):
    assert anchor(reference) == wanted


def test_permalinks_by_uid_and_by_number(table, client):
    html = client.get(f"/verify/{table.edition.handle}").get_data(as_text=True)
    assert f'id="p-{table.nodes[1].uid}"' in html
    assert 'id="para_1"' in html
    assert 'href="#para_2"' in html
    assert f'data-copy="{sealed.verify_address(table.edition.handle)}#para_1"' in html


@given(st.text(max_size=80))
def test_normal_is_figures_or_nothing(typed):
    found = verify.normal(typed)
    assert re.fullmatch(r"[0-9a-f]{0,64}", found)


@given(st.binary(max_size=200))
def test_no_bytes_are_taken_for_the_paper(data):
    edition = SealedEdition(number=0, sealed="{}", sha256="f" * 64, handle="h")
    edition.prints = [SealedPrint(language="en", sha256="e" * 64)]
    assert verify.compare_file([edition], data).answer is Answer.OTHER


def test_a_print_is_made_once(table):
    row = table.edition.prints[0]
    prints.store(row.id, b"first")
    prints.store(row.id, b"second")
    db.session.expire_all()
    assert prints.pdf_of(table.edition, row.language) == b"first"
    row = db.session.get(SealedPrint, row.id)
    row.sha256 = "0" * 64
    with pytest.raises(RuntimeError):
        db.session.flush()
    db.session.rollback()


def test_an_edition_that_cannot_be_printed_keeps_no_other_from_it(table, make):
    from eventmgr.conclusions.work import look_again

    other = Table(make)
    good = other.adopt().id
    # As a foreign archive may have brought it.
    broken = SealedEdition.__table__.update().where(SealedEdition.id == table.edition.id)
    db.session.execute(broken.values(sealed="{}"))
    db.session.commit()
    look_again.call_local()
    db.session.expire_all()
    made = {row.edition_id for row in db.session.scalars(select(SealedPrint)) if row.sha256}
    assert made == {good}


def test_page_asks_the_same_number_of_queries_with_one_and_three_editions(table, client):
    from eventmgr.conclusions import corrections
    from tests.helpers import count_queries

    address = f"/verify/{table.edition.handle}"
    client.get(address)
    with count_queries() as one:
        client.get(address)
    for words in ("Meet in two years.", "Meet in three years."):
        corrections.prepare(
            table.text, table.nodes[2].uid, {"en": words}, "Slip.", actor=table.actor
        )
        seen = corrections.seen_of(corrections.prepared(table.text))
        corrections.issue(table.event, table.text, seen, actor=table.actor)
    db.session.commit()
    with count_queries() as three:
        client.get(address)
    assert len(one) == len(three)


@pytest.mark.parametrize("data", [b'{"a":"\\ud800"}', b'{"a":[' + b"{}," * 50_000 + b"0]}"])
def test_a_file_that_is_no_text_or_far_too_long_is_simply_another_one(table, client, data):
    assert send(client, table, data)[0] == "This is not the adopted paper."
