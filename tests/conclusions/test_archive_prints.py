"""The sealed edition for an archive: PDF/A-3a that holds the sealed JSON and its XML."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from lxml import etree

from tests.conclusions.table import Table


@pytest.fixture
def desk(make, sign_in):
    table = Table(make)
    table.adopt()
    return table, sign_in(table.actor), f"/events/{table.event.slug}/conclusions/sealed"


# WeasyPrint opens its colour profile and leaves closing it to Python.
@pytest.mark.filterwarnings("ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:.*sRGB2014.icc:ResourceWarning")
def test_the_archive_copy_is_pdf_a_with_the_sealed_text_inside(desk) -> None:
    table, browser, path = desk
    answer = browser.get(f"{path}/0/en-archive.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "conclusions-en-archive.pdf" in answer.headers["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.data)) as found:
        about = found.open_metadata()
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "A")
        assert found.Root.MarkInfo.Marked
        assert str(found.Root.Lang) == "en"
        assert found.Root.OutputIntents[0].S == "/GTS_PDFA1"
        held = {name: spec.get_file().read_bytes() for name, spec in found.attachments.items()}
        relations = {str(one.F): str(one.AFRelationship) for one in found.Root.AF}
    assert hashlib.sha256(held["edition.json"]).hexdigest() == table.text.sealed_sha256
    assert etree.fromstring(held["en.xml"]).tag.endswith("akomaNtoso")
    assert relations == {"edition.json": "/Source", "en.xml": "/Alternative"}


def test_the_page_of_the_seal_leads_to_it_in_each_language(desk) -> None:
    _table, browser, path = desk
    page = browser.get(path).get_data(as_text=True)
    for code in ("en", "cnr"):
        assert f'href="{path}/0/{code}-archive.pdf"' in page
    assert browser.get(f"{path}/0/sq-archive.pdf").status_code == 404
    assert browser.get(f"{path}/1/en-archive.pdf").status_code == 404
