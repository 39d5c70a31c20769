"""What the tests of the editor's pages share."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def seed(number: str) -> bytes:
    """Return a seed's bytes; the test is skipped, aloud, where the seeds are not at hand."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"seed {number} is not at hand: the text is imported where it is")
    return found[0].read_bytes()


def upload(client, path, data, name="text.txt"):
    """Send a file to an import page; return the address of its review."""
    answer = client.post(
        f"{path}/import",
        data={"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def import_text(client, path, data, language="en", name="text.txt", **answers):
    """Import a file and store it as answered; return the last answer."""
    review = upload(client, path, data, name)
    return client.post(review, data={"language": language, "store": "1", **answers})


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF as it stands on its pages."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return subprocess.run(
            ["pdftotext", "-layout", file.name, "-"], check=True, capture_output=True, text=True
        ).stdout


def labels_in(text: str) -> tuple[list[str], list[str]]:
    """Return the numbers and the letters that stand at the beginning of lines."""
    numbers = re.findall(r"^[\f ]{0,12}(\d{1,2})\.\s", text, re.MULTILINE)
    letters = re.findall(r"^[\f ]{0,20}([a-h])\.\s", text, re.MULTILINE)
    return numbers, letters
