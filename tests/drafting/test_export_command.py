"""eventmgr export: a text in every format, and one plain line where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventmgr.text.readers import read
from tests.test_cli import run


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration event in it."""
    folder = tmp_path_factory.mktemp("export")
    done = run(folder, "demo")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("json", b"{"), ("xliff", b"<?xml")])
def test_export_writes_the_file(loaded: Path, tmp_path: Path, form: str, begins: bytes) -> None:
    out = tmp_path / f"out.{form}"
    done = run(
        loaded, "export", "demo", "concept-paper", "--format", form, "--language", "sq", str(out)
    )
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(begins)
    assert f"{out.stat().st_size} bytes" in done.stdout
    if form == "docx":
        assert read(out.read_bytes(), out.name).nodes


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "conclusions", "x.docx"), "There is no event 'nowhere'"),
        (("demo", "poster", "x.docx"), "There is no text 'poster'; choose one of"),
        (("demo", "concept-paper", "--format", "exe", "x"), "There is no format 'exe'"),
        (("demo", "concept-paper", "--language", "fr", "x"), "Choose one of its languages"),
    ],
)
def test_export_tells_what_is_wrong_in_one_line(
    loaded: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run(loaded, "export", *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
