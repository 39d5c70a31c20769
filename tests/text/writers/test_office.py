"""LibreOffice opens the files we write and sees the same labels, notes and tracked changes."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from eventmgr.text.edition import Edition, EditionParagraph, Head, Work
from eventmgr.text.writers.docx import write_docx
from eventmgr.text.writers.odt import write_odt
from eventmgr.text.writers.redline_docx import write_redline
from tests.seeds.reading import seed_document
from tests.text.writers.office import converted
from tests.text.writers.test_redline_docx import KOSOVO, SECRETARIAT, SERBIA, work
from tests.text.writers.works import labelled, work_of

SEEDS = ("000", "002", "004")


def seed_work(name: str) -> Work:
    """A seed with every proposal of its reader accepted, as a secretariat would."""
    from eventmgr.text.proposals import accept_proposals

    document = seed_document(name)
    accept_proposals(document)
    document.renumber()
    return work_of(document)


def held_work() -> Work:
    """Conclusions with headings between, a number held and one that skips."""
    rows = (
        ("heading", 1, "", "One"), ("operative", 1, "(1)", "First"),
        ("sub-point", 2, "(a)", "part"), ("continuation", 1, "", "goes on"),
        ("sub-point", 2, "(b)", "other"),
        ("heading", 1, "", "Two"), ("operative", 1, "(2)", "Second"),
        ("operative", 1, "(2 bis)", "Squeezed in"), ("operative", 1, "(5)", "Fifth"),
        ("bullet", 2, "", "bullet"), ("operative", 1, "(6)", "Sixth"),
    )  # fmt: skip
    paragraphs = tuple(
        EditionParagraph(f"u{place}", kind, level, label, label, {"en": text})
        for place, (kind, level, label, text) in enumerate(rows)
    )
    return Work(
        Edition("conclusions", "en", ("en",), paragraphs, "(1)/(a)"), {"en": Head("Workshop")}
    )


def line_labels(text: str) -> list[str]:
    """Labels of the lines of a plain text that LibreOffice made."""
    found = (
        re.match(r"\s*(\(?(?:\d+|[a-h]|[ivx]+)(?:\.|\)))\s", line) for line in text.splitlines()
    )
    return [one[1] for one in found if one]


@pytest.fixture(scope="module")
def seen() -> dict[str, str]:
    """What LibreOffice makes of every file, in one start."""
    files = {}
    for form, write in (("docx", write_docx), ("odt", write_odt)):
        files[f"points-{form}.{form}"] = write(
            labelled("1./(a)/(i)", (1, 2, 2, 3, 3, 2, 1, 2)), "en"
        )
        files[f"held-{form}.{form}"] = write(held_work(), "en")
        for name in SEEDS:
            # LibreOffice names what it makes after the file: each needs a name of its own.
            files[f"seed{name}-{form}.{form}"] = write(seed_work(name), "en")
    return converted(files, "txt:Text (encoded):UTF8")


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("000", [f"{number}." for number in range(1, 7)]),
        ("002", ["1.", "2.", "3.", "4.", "a.", "b.", "c.", "d.", "e.", "5.", "6.", "7."]),
        ("004", [f"{number}." for number in range(1, 13)]),
    ],
)
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_shows_the_labels_of_the_seeds(
    seen: dict[str, str], form: str, name: str, labels: list[str]
) -> None:
    text = seen[f"seed{name}-{form}.{form}"]
    assert line_labels(text) == labels
    for paragraph in seed_work(name).edition.paragraphs:
        words = re.findall(r"\w+", paragraph.texts["en"])[:6]
        assert re.search(r"\W+".join(words), text)


def test_libreoffice_counts_three_levels(seen: dict[str, str]) -> None:
    wanted = ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)"]
    for name in [one for one in seen if one.startswith("points")]:
        assert line_labels(seen[name]) == wanted, name


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_shows_held_labels_and_goes_on(seen: dict[str, str], form: str) -> None:
    text = re.sub(r"[ \t]+", " ", seen[f"held-{form}.{form}"])
    lines = [line.strip() for line in text.splitlines()]
    for line in (
        "Workshop", "One", "Two", "(1) First", "(a) part", "goes on", "(b) other",
        "(2) Second", "(2 bis) Squeezed in", "(5) Fifth", "• bullet", "(6) Sixth",
    ):  # fmt: skip
        assert line in lines, (line, lines)


def test_libreoffice_knows_who_changed_what() -> None:
    before = work(("a", "The participants meet once a year."), ("b", "Second."), ("c", "Third."))
    after = work(("a", "The parties meet once a year in Pristina."), ("x", "New."), ("c", "Third."))
    after = Work(after.edition, {"en": Head("Workshop")})
    steps = {
        "a": [("The participants meet once a year in Pristina.", KOSOVO), (
            "The parties meet once a year in Pristina.", SERBIA)],
        "b": [("", SERBIA)],
    }  # fmt: skip
    data = write_redline(before, after, "en", hand=SECRETARIAT, steps=steps)
    text = converted({"redline.docx": data}, "fodt")["redline.docx"]
    root = etree.fromstring(text.encode())
    space = {
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    found = set()
    for region in root.findall(".//text:changed-region", space):
        name = region.get(f"{{{space['text']}}}id")
        author = region.findtext(".//dc:creator", namespaces=space)
        words = text.partition(f'<text:change-start text:change-id="{name}"/>')[2]
        words = words.partition(f'<text:change-end text:change-id="{name}"/>')[0]
        found.add((etree.QName(region[0]).localname, author, re.sub(r"<.*?>", "", words).strip()))
    assert ("deletion", SERBIA.author, "participants") in found
    assert ("deletion", SERBIA.author, "Second.") in found
    assert ("insertion", KOSOVO.author, "in Pristina") in found
    assert ("insertion", SERBIA.author, "parties") in found
    assert ("insertion", SECRETARIAT.author, "New.") in found
    assert len(found) == 5
    assert len(root.findall(".//text:list-item", space)) == 4
