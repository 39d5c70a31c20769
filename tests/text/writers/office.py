"""LibreOffice as a second opinion: files are given to it and what it made of them is read."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest


def converted(files: Mapping[str, bytes], to: str) -> dict[str, str]:
    """Open files ({name with ending: bytes}) in LibreOffice, in one start; {name: text it made}.

    `to` is an ending with its filter, such as "txt:Text (encoded):UTF8" or "fodt".
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(
            "LIBREOFFICE IS NOT HERE: what it makes of Word and OpenDocument files was NOT tested "
            "(bin/test installs libreoffice-writer-nogui where it may)"
        )
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, data in files.items():
            (here / name).write_bytes(data)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(here / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                to,
                "--outdir",
                str(here / "out"),
                *(str(here / name) for name in files),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        ending = to.partition(":")[0]
        return {
            name: (here / "out" / f"{Path(name).stem}.{ending}").read_text("utf-8-sig")
            for name in files
        }
