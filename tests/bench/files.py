"""Speeds of the writers, on conclusions of 200 paragraphs with notes and marks."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from eventmgr.text.edition import Edition, EditionParagraph, Head, Work
from eventmgr.text.writers.akn import write_akn
from eventmgr.text.writers.canonical import read_canonical, write_canonical
from eventmgr.text.writers.docx import write_docx
from eventmgr.text.writers.html import write_html
from eventmgr.text.writers.odt import write_odt
from eventmgr.text.writers.redline_docx import Hand, write_redline
from eventmgr.text.writers.xliff import Unit, write_xliff
from eventmgr.text.writers.xliff_in import read_xliff

PARAGRAPHS = 200
_TEXT = (
    "Strengthen the *joint* work of border services and exchange information on organised crime "
    "with the support of [partners](https://example.org) in full respect for human rights "
    "^[See the report of 2015, p. {number}.], and report on it in {number} days;"
)


def _work(changed: bool = False) -> Work:
    paragraphs = []
    for number in range(1, PARAGRAPHS + 1):
        text = _TEXT.format(number=number)
        if changed and number % 4 == 0:
            text = text.replace("Strengthen", "Further strengthen").replace("full ", "")
        paragraphs.append(
            EditionParagraph(
                f"{number:016x}", "operative", 1, f"{number}.", str(number), {"en": text}
            )
        )
    edition = Edition("conclusions", "en", ("en",), tuple(paragraphs))
    return Work(edition, {"en": Head("Workshop", heading="Conclusions")})


def measures(seconds: float) -> Iterator[tuple[str, float]]:
    """Yield (what, median in ms) of each writer, and of reading back."""
    before, after = _work(), _work(changed=True)
    hand = Hand("Secretariat", datetime(2016, 9, 1, tzinfo=UTC))
    units = [Unit(one.uid, one.reference, one.texts["en"]) for one in before.edition.paragraphs]
    sealed = write_canonical(before)
    file = write_xliff(units, "en", "sq", original="x")
    actions: dict[str, Callable[[], object]] = {
        "Word": lambda: write_docx(before, "en"),
        "Word with tracked changes": lambda: write_redline(before, after, "en", hand=hand),
        "OpenDocument": lambda: write_odt(before, "en"),
        "web page": lambda: write_html(before, "en"),
        "Akoma Ntoso": lambda: write_akn(before, "en", made=date(2016, 9, 1)),
        "canonical JSON": lambda: write_canonical(replace(before, provenance=after.provenance)),
        "canonical JSON, read": lambda: read_canonical(sealed),
        "XLIFF 2.0": lambda: write_xliff(units, "en", "sq", original="x"),
        "XLIFF 2.0, read": lambda: read_xliff(file),
    }
    for what, action in actions.items():
        action()
        taken = []
        end = time.perf_counter() + seconds
        while len(taken) < 3 or time.perf_counter() < end:
            begun = time.perf_counter()
            action()
            taken.append((time.perf_counter() - begun) * 1000)
        yield what, statistics.median(taken)
