"""The lock files say which version with which hash, and nothing of where it was fetched."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("run.txt", "build.txt", "dev.txt")


def pins(name: str) -> dict[str, tuple[str, list[str]]]:
    """Return {package: (version, lines after it)} of a Python lock file."""
    found: dict[str, tuple[str, list[str]]] = {}
    lines: list[str] = []
    for line in (ROOT / "requirements" / name).read_text().splitlines():
        if line.startswith((" ", "#")) or not line:
            lines.append(line.strip())
            continue
        package, version = line.removesuffix(" \\").split("==")
        lines = []
        found[canonicalize_name(package)] = (version, lines)
    return found


@pytest.mark.parametrize(
    "path",
    [
        *(f"requirements/{name}" for name in PYTHON_LOCKS),
        "requirements/build.in",
        "requirements/dev.in",
        "package.json",
        "package-lock.json",
        ".npmrc",
        "pyproject.toml",
    ],
)
def test_lock_without_addresses(path):
    text = (ROOT / path).read_text()
    addresses = re.compile(
        r"https?:|git\+|file://|//[\w.-]+\.\w+/|index-url|trusted-host|find-links|registry *=|"
        r'"resolved"',
        re.IGNORECASE,
    )
    assert [line for line in text.splitlines() if addresses.search(line)] == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_lock_with_hashes(name):
    locked = pins(name)
    assert locked
    for package, (_version, lines) in locked.items():
        hashes = [line.removesuffix(" \\") for line in lines if line and not line.startswith("#")]
        assert hashes, package
        for line in hashes:
            assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line), (package, line)


def test_python_locks_agree():
    versions: dict[str, str] = {}
    for name in PYTHON_LOCKS:
        for package, (version, _lines) in pins(name).items():
            assert versions.setdefault(package, version) == version, package


def test_run_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run, build = pins("run.txt"), pins("build.txt")
    asked = [(text, run) for text in project["project"]["dependencies"]]
    asked += [(text, build) for text in project["build-system"]["requires"]]
    for text, locked in asked:
        requirement = Requirement(text)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)][0]), text


def test_dev_lock_holds_what_its_list_asks_for():
    lines = (ROOT / "requirements" / "dev.in").read_text().splitlines()
    names = {canonicalize_name(line) for line in lines if line and line[0] not in "#-"}
    assert names <= pins("dev.txt").keys()


def test_npm_lock_with_hashes():
    asked = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, package in lock.items():
        assert not name or package["integrity"].startswith("sha512-"), name
