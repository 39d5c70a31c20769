"""The PDFs before veraPDF, where its jar is at hand: VERAPDF_JAR names it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from eventmgr.printing.pdf import render_paper
from tests.printing import samples
from tests.printing.words import CATALOGUES

JAR = os.environ.get("VERAPDF_JAR", "")

pytestmark = pytest.mark.skipif(
    not (JAR and Path(JAR).is_file() and shutil.which("java")),
    reason="VERAPDF_JAR names no veraPDF, or there is no Java; test_pdf.py checks the structure",
)


def test_every_paper_conforms_to_pdf_ua_1(tmp_path: Path) -> None:
    files = []
    for language in samples.LANGUAGES:
        for kind, paper in samples.every(language).items():
            file = tmp_path / f"{kind}-{language}.pdf"
            file.write_bytes(render_paper(paper, CATALOGUES[language]))
            files.append(str(file))
    command = ["java", "-cp", JAR, "org.verapdf.apps.GreenfieldCliWrapper"]
    result = subprocess.run(
        [*command, "--flavour", "ua1", "--format", "text", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith("PASS")] == []
    assert len(lines) == len(files)
