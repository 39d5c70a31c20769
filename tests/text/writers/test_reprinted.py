"""Seeds re-printed show the same labels in HTML, PDF, DOCX and ODT (documents.md, 3.2)."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eventmgr.drafting.edition import text_paper
from eventmgr.drafting.heads import masthead_from
from eventmgr.printing.compose import compose
from eventmgr.printing.pdf import render_paper
from eventmgr.text.writers.html import anchor, write_html
from eventmgr.text.writers.odt import write_odt
from tests.text.writers.test_docx import word_labels_raw
from tests.text.writers.test_odt import NS, part, words
from tests.text.writers.test_office import line_labels, seed_work

LABELS = {
    "000": [f"{number}." for number in range(1, 7)],
    "002": ["1.", "2.", "3.", "4.", "a.", "b.", "c.", "d.", "e.", "5.", "6.", "7."],
    "004": [f"{number}." for number in range(1, 13)],
}


class _Labels(HTMLParser):
    """Collects the labels of our HTML: of list items in print, of spans on the web."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = dict(attrs)
        style = marks.get("style") or ""
        if tag == "li" and (label := re.search(r'list-style-type: "(.*?) "', style)):
            self.found.append(label[1])
        self.inside = tag == "span" and marks.get("class") == "label"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)
            self.inside = False


def in_html(html: str) -> list[str]:
    """Return the labels of a page, in order; bullets aside."""
    parser = _Labels()
    parser.feed(html)
    return [label for label in parser.found if label != "•"]


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.usefixtures("app")
def test_html_shows_the_same_labels(name: str) -> None:
    work = seed_work(name)
    paper = text_paper(work.edition, "en", masthead_from(work.heads["en"], "en"))
    assert in_html(compose(paper).html) == LABELS[name]
    page = write_html(work, "en")
    assert in_html(page) == LABELS[name]
    for one in work.edition.paragraphs:
        assert page.count(f'id="p-{one.uid}"') == 1


@pytest.mark.parametrize("name", LABELS)
@pytest.mark.usefixtures("app")
def test_pdf_shows_the_same_labels(name: str, tmp_path: Path) -> None:
    work = seed_work(name)
    paper = text_paper(work.edition, "en", masthead_from(work.heads["en"], "en"))
    file = tmp_path / "paper.pdf"
    file.write_bytes(render_paper(paper))
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert line_labels(text) == LABELS[name]


@pytest.mark.parametrize("name", LABELS)
def test_docx_lists_are_real_and_show_the_same_labels(name: str) -> None:
    from eventmgr.text.writers.docx import write_docx

    assert word_labels_raw(write_docx(seed_work(name), "en")) == LABELS[name]


@pytest.mark.parametrize("name", LABELS)
def test_odt_lists_are_real_and_show_the_same_labels(name: str) -> None:
    root = part(write_odt(seed_work(name), "en"))
    lists = root.findall(".//text:list[@text:style-name='Numbers']", NS)
    found: list[str] = []
    for place, item in enumerate(lists[0].findall("text:list-item", NS), 1):
        found.append(f"{place}.")
        inner = item.findall("text:list/text:list-item", NS)
        found += [f"{chr(96 + number)}." for number in range(1, len(inner) + 1)]
        assert not re.match(r"\s*\d+\.", words(item))
    assert len(lists) == 1
    assert found == LABELS[name]


def test_s004_cut_sentence_is_one_paragraph_everywhere() -> None:
    """The reader's proposal is accepted: paragraphs 12 and 13 of the file are one (LABELS: 12)."""
    last = [one for one in seed_work("004").edition.paragraphs if one.label][-1]
    assert last.texts["en"].endswith("Threat Assessment -SOCTA.")


@pytest.mark.parametrize(
    ("reference", "name"),
    [("4 (c)", "para_4-c"), ("4 bis", "para_4-bis"), ("4 (c) (ii)", "para_4-c-ii")],
)
def test_anchors_follow_the_number(reference: str, name: str) -> None:
    assert anchor(reference) == name
