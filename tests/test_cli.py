"""The command line: what it prints, and one plain line where something is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = """REGIONAL WORKSHOP ON BORDER COOPERATION

CONCLUSIONS

Podgorica, 3 March 2026

The participants agreed upon the following:

1. Strengthen the exchange of information;
2. Meet again in the autumn:
 a. in Tirana;
 b. with the same institutions.

Podgorica, 3 March 2026
"""


def run(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "PORT", "SMTP_URL", "EVENTMGR_URL"}
    }
    return subprocess.run(
        [sys.executable, "-m", "eventmgr.cli", *arguments],
        env=env | {"EVENTMGR_DATA": str(folder / "data"), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def conclusions(tmp_path: Path) -> Path:
    file = tmp_path / "conclusions.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration event in it."""
    folder = tmp_path_factory.mktemp("cli")
    done = run(folder, "demo")
    assert done.returncode == 0, done.stderr
    return folder


def test_import_json_is_one_object_with_the_agreed_keys(tmp_path: Path, conclusions: Path) -> None:
    done = run(tmp_path, "import", str(conclusions), "--json")
    found = json.loads(done.stdout)
    keys = "kind language title subtitle doc_type place country start end organisers nodes"
    assert set(f"{keys} footnotes removed questions lint".split()) <= set(found)
    assert (found["kind"], found["language"]) == ("conclusions", "en")
    assert (found["place"], found["start"], found["end"]) == (
        "Podgorica",
        "2026-03-03",
        "2026-03-03",
    )
    numbered = [(n["kind"], n["label"], n["level"]) for n in found["nodes"] if n["label"]]
    assert numbered == [
        ("operative", "1", 1),
        ("operative", "2", 1),
        ("sub-point", "a", 2),
        ("sub-point", "b", 2),
    ]
    assert set(found["nodes"][0]) == {"kind", "label", "level", "text", "notes"}


def test_import_in_words_names_what_it_found(tmp_path: Path, conclusions: Path) -> None:
    done = run(tmp_path, "import", str(conclusions))
    assert "REGIONAL WORKSHOP ON BORDER COOPERATION" in done.stdout
    assert "2 operative" in done.stdout


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_import_of_something_else_is_told_in_one_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(data)
    done = run(tmp_path, "import", str(file))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_import_into_an_event_then_print_it(
    loaded: Path, conclusions: Path, tmp_path: Path
) -> None:
    done = run(loaded, "import", str(conclusions), "--event", "demo", "--replace")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out.pdf"
    done = run(loaded, "print", "conclusions", "demo", "--lang", "en", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF-")


def test_import_over_a_text_that_is_there_is_refused_unless_asked(
    loaded: Path, conclusions: Path
) -> None:
    done = run(loaded, "import", str(conclusions), "--event", "demo")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_demo_twice_loads_once(loaded: Path) -> None:
    done = run(loaded, "demo")
    said, sign_in = done.stdout.splitlines()
    assert (done.returncode, said) == (0, "The event demo is there already.")
    assert sign_in.startswith("Sign in as organiser@example.org with the password ")


@pytest.mark.parametrize(
    "kind", ["agenda", "participants", "concept-paper", "interpretation", "attendance"]
)
@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_print_makes_every_paper_in_each_language(
    loaded: Path, tmp_path: Path, kind: str, language: str
) -> None:
    out = tmp_path / "out.pdf"
    done = run(loaded, "print", kind, "demo", "--lang", language, "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF-")


def test_print_makes_the_letter_of_one_invitation(loaded: Path, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    done = run(loaded, "print", "letter", "demo", "--invitation", "1", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF-")


def test_plan_json_names_designs_and_receivers(loaded: Path) -> None:
    done = run(loaded, "plan", "demo", "--profile", "aiic", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"profile", "design_a", "design_b", "receivers", "coverage", "warnings"} <= set(found)


@pytest.mark.parametrize(
    "arguments",
    [
        ("print", "agenda", "nowhere", "--lang", "en", "-o", "x.pdf"),
        ("print", "poster", "demo", "--lang", "en", "-o", "x.pdf"),
        ("print", "agenda", "demo", "--lang", "fr", "-o", "x.pdf"),
        ("print", "agenda", "demo", "-o", "x.pdf"),
        ("print", "letter", "demo", "--invitation", "999999", "-o", "x.pdf"),
        ("plan", "demo", "--profile", "nobody"),
        ("import", "no-such-file.txt"),
    ],
)
def test_wrong_argument_is_told_in_one_line(loaded: Path, arguments: tuple[str, ...]) -> None:
    done = run(loaded, *arguments)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none"),
        ("PORT", "http"),
        ("EVENTMGR_DATA", "/proc/eventmgr"),
    ],
)
def test_wrong_setting_is_told_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    done = run(tmp_path, "serve", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr


def test_help_names_every_command(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    for command in ("serve", "demo", "import", "print", "plan", "migrate", "work"):
        assert command in done.stdout
