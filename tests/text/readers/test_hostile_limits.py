"""Hostile files end with a plain sentence within 5 s of work and under 300 MB, each measured in a
process of its own that the system itself would stop.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.text.word import notes_part, para, run, word_file

SECONDS, MEGABYTES = 5, 300
CHILD = """
import json, resource, sys
from eventmgr.text.readers import UnreadableFile, read_source
from eventmgr.text.lint import lint_document
data = open(sys.argv[1], "rb").read()
try:
    opened = read_source(data, sys.argv[2])
    lint_document(opened.document)
    opened.document.to_json_dict()
    said = ""
except UnreadableFile as error:
    said = str(error)
used = resource.getrusage(resource.RUSAGE_SELF)
# Its own peak: ru_maxrss would begin with that of the process that started it.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([said, used.ru_utime + used.ru_stime, int(peak.split()[1]) // 1024]))
"""


def words(count: int, seed: int = 1) -> str:
    """Words that no archive packs small enough to look like a bomb."""
    source = random.Random(seed)
    return " ".join(f"{source.getrandbits(40):x}" for _ in range(count))


def entity_bomb() -> bytes:
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE d [<!ENTITY a0 "lol">{steps}]><d>&a11;</d>'
    return word_file("", extra={"word/document.xml": xml})


def outside() -> bytes:
    xml = '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><d>&x;</d>'
    return word_file("", extra={"word/document.xml": xml})


def zip_bomb() -> bytes:
    return word_file(para("x"), extra={"word/styles.xml": "<a>" + " " * 90_000_000 + "</a>"})


def tracked() -> bytes:
    return word_file(
        "".join(
            para(
                "".join(
                    f'<w:ins w:id="{n}" w:author="A{n % 3}" w:date="2016-09-01">'
                    f"{run(words(2, n))}</w:ins>"
                    for n in range(m * 20, m * 20 + 20)
                )
            )
            for m in range(500)
        )
    )


def noted() -> bytes:
    bodies = {str(n): words(3, n) for n in range(3000)}
    calls = "".join(
        para(run(words(4, n)) + f'<w:r><w:footnoteReference w:id="{n}"/></w:r>')
        for n in range(3000)
    )
    return word_file(calls, extra={"word/footnotes.xml": notes_part("footnote", bodies)})


HEAD = b"CONCLUSIONS\n\nThe participants agreed upon the following:\n\n"
FILES: dict[str, tuple[object, str, str | None]] = {
    "zip bomb": (zip_bomb, "x.docx", "unpacks to far more"),
    "entity bomb": (entity_bomb, "x.docx", "foreign definitions"),
    "external entity": (outside, "x.docx", "foreign definitions"),
    "10,000 paragraphs": (lambda: b"word\n" * 10_000, "x.txt", "more than 5000 paragraphs"),
    "10,000 paragraphs of Markdown": (
        lambda: b"- word\n\n" * 10_000,
        "x.md",
        "more than 5000 paragraphs",
    ),
    "10,000 paragraphs of Word": (
        lambda: word_file("".join(para(words(8, n), number=(1, 0)) for n in range(10_000))),
        "x.docx",
        "more than 5000 paragraphs",
    ),
    "5,000 paragraphs": (lambda: b"word\n" * 5_000, "x.txt", None),
    "5,000 paragraphs of Word": (
        lambda: word_file("".join(para(words(8, n), number=(1, 0)) for n in range(5_000))),
        "x.docx",
        None,
    ),
    "1 MB paragraph": (lambda: HEAD + b"1. " + b"word " * 205_000, "x.txt", "longer than"),
    "1 MB paragraph of Word": (lambda: word_file(para(words(105_000))), "x.docx", "longer than"),
    "many runs": (
        lambda: word_file(para("".join(run(words(1, n) + " ", "<w:i/>") for n in range(4_000)))),
        "x.docx",
        None,
    ),
    "deep nesting": (
        lambda: word_file(
            "<w:tbl><w:tr><w:tc>" * 60 + para(words(5)) + "</w:tc></w:tr></w:tbl>" * 60 + para("x")
        ),
        "x.docx",
        None,
    ),
    "tracked changes": (tracked, "x.docx", None),
    "3,000 notes": (noted, "x.docx", None),
    "names without end": (
        lambda: HEAD + b"\n\n".join(b"Kosovo states Turkey " * 2_300 for _ in range(20)),
        "x.txt",
        None,
    ),
    "sentence without end": (
        lambda: HEAD + b"\n\n".join(b"Republika Srpska and Macedonia, " * 1_500 for _ in range(20)),
        "x.txt",
        None,
    ),
    "notes and links": (
        lambda: "\n".join(
            [f"[^a{n}]: note {n}\n    more\n[b{n}]: https://example.org/{n}" for n in range(2_000)]
            + [f"One[^a{n}] and [link][b{n}]^[in place {n}]." for n in range(2_000)]
        ).encode(),
        "x.md",
        None,
    ),
}


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (1500 * 2**20, 1500 * 2**20))


@pytest.mark.parametrize("name", list(FILES))
def test_hostile_file_ends_soon_and_small(name: str, tmp_path: Path) -> None:
    make, filename, said = FILES[name]
    path = tmp_path / filename
    path.write_bytes(make())  # type: ignore[operator]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), filename],
        capture_output=True,
        text=True,
        preexec_fn=_limits,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    message, seconds, megabytes = json.loads(done.stdout)
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    if said is None:
        assert message == ""
    else:
        assert said in message
