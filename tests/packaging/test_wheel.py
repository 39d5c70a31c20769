"""An installed copy carries everything that a checkout has beside the package."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# One worker builds the wheel once for all of them.
pytestmark = pytest.mark.slow


def tracked() -> list[str]:
    """Return the paths of the files that a clone would have."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel built from what a clone has, with the assets that set-up fetched already."""
    clone = tmp_path_factory.mktemp("clone")
    for name in tracked():
        target = clone / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    (clone / "node_modules").mkdir()
    shutil.copy2(ROOT / "node_modules" / ".made", clone / "node_modules")
    shutil.copytree(
        ROOT / "eventmgr" / "static" / "vendor", clone / "eventmgr" / "static" / "vendor"
    )
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(clone / "made")],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [path] = (clone / "made").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_carries_code_templates_and_own_assets(contents):
    expected = {
        name if name.startswith("eventmgr/") else f"eventmgr/{name}"
        for name in tracked()
        if name.startswith(("eventmgr/", "templates/"))
    }
    assert len(expected) > 100
    assert expected <= contents


def test_wheel_carries_compiled_catalogues(contents):
    sources = [
        name for name in tracked() if name.startswith("translations/") and name.endswith(".po")
    ]
    assert {Path(name).parts[1] for name in sources} >= {"sr_Latn_ME", "sq"}
    expected = {f"eventmgr/{name.removesuffix('.po')}.mo" for name in sources}
    assert {name for name in contents if name.endswith(".mo")} == expected


def test_wheel_carries_vendor_files_with_licences(contents):
    vendor = "eventmgr/static/vendor"
    fonts = {
        f"{vendor}/fonts/{family}-{face}.ttf"
        for family in ("NotoSerif", "NotoSans")
        for face in ("Regular", "Italic", "Bold", "BoldItalic")
    }
    licences = {
        f"{vendor}/fonts/NotoSerif-LICENSE.txt",
        f"{vendor}/fonts/NotoSans-LICENSE.txt",
    }
    editor = {f"{vendor}/editor/prosemirror.js", f"{vendor}/editor/prosemirror-LICENSE.txt"}
    codes = {f"{vendor}/codes/decode.js", f"{vendor}/codes/qr-LICENSE.txt"}
    found = {name for name in contents if name.startswith(vendor)}
    assert found == fonts | licences | editor | codes


def test_wheel_carries_nothing_else(contents):
    roots = {name.split("/")[0] for name in contents}
    assert roots == {"eventmgr", next(name for name in roots if name.endswith(".dist-info"))}
    assert not [name for name in contents if name.endswith((".po", ".pot", ".pyc"))]


def test_wheel_works_outside_the_checkout(wheel, tmp_path):
    installed = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    program = f"""
import sys
sys.path.insert(0, {str(installed)!r})
from eventmgr import create_app, paths
app = create_app()
app.jinja_env.get_template("base.html")
for folder in (paths.TEMPLATES, paths.TRANSLATIONS, paths.STATIC, paths.FONTS, paths.MIGRATIONS):
    assert folder.is_dir(), folder
    assert folder.is_relative_to({str(installed)!r}), folder
with app.test_client() as client:
    assert client.get("/static/vendor/fonts/NotoSerif-Regular.ttf").status_code == 200
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=tmp_path,
        env={"EVENTMGR_DATA": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
