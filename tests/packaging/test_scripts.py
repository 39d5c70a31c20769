"""The scripts of bin/ are plain sh and say in one line what they lack."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ("bin/run", "bin/test", "bin/lint", "bin/bench", "bin/i18n", "bin/lock", ".ci/run")


@pytest.mark.parametrize("name", [*SCRIPTS, "bin/setup.sh"])
def test_script_is_plain_sh(name):
    path = ROOT / name
    done = subprocess.run(["sh", "-n", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    if name in SCRIPTS:
        assert path.read_text().startswith("#!/bin/sh\n")
        assert path.stat().st_mode & 0o111


def test_script_without_python_says_so(tmp_path):
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    done = subprocess.run(
        [tmp_path / "bin" / "run"],
        env={"PYTHON": "no-such-python", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line == (
        "Python 3.11 or newer is missing. Please install it: sudo apt-get install -y python3"
    )
    assert not (tmp_path / ".venv").exists()
