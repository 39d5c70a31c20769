"""Reads a PDF back with tools that did not make it."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Word:
    """A word and its box in points from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _run(tool: str, data: bytes, folder: Path, *options: str) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    arguments = [tool, *options, str(file)]
    if tool == "pdftotext":
        arguments.append("-")
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def text_of(data: bytes, folder: Path) -> str:
    return _run("pdftotext", data, folder, "-layout")


def text_in_order(data: bytes, folder: Path) -> str:
    """Return the text in the order in which the file holds it, which is what is read aloud."""
    return _run("pdftotext", data, folder, "-raw")


def one_line(text: str) -> str:
    return " ".join(text.split())


def pages_of(data: bytes, folder: Path) -> list[str]:
    return text_of(data, folder).split("\f")[:-1]


def fonts_of(data: bytes, folder: Path) -> list[list[str]]:
    """Return the rows of pdffonts: name first, then from the end: emb, sub, uni, object."""
    return [line.split() for line in _run("pdffonts", data, folder).splitlines()[2:]]


def words_of(data: bytes, folder: Path) -> list[Word]:
    found = []
    page = 0
    for line in _run("pdftotext", data, folder, "-bbox").splitlines():
        page += "<page " in line
        match = re.search(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">'
            r"(.*)</word>",
            line,
        )
        if match:
            left, top, right, bottom = (float(match[n]) for n in range(1, 5))
            found.append(Word(page, match[5], left, top, right, bottom))
    return found


@dataclass(frozen=True)
class Tagged:
    """An element of the structure tree with the entries the tests ask for."""

    depth: int
    tag: str
    entries: dict[str, str]
    annotated: bool


def tree_of(data: bytes) -> list[Tagged]:
    """Return the elements of the structure tree in reading order."""
    found: list[Tagged] = []

    def kids(element: Any) -> list[Any]:
        below = element.get("/K", [])
        every = list(below) if isinstance(below, pikepdf.Array) else [below]
        return [one for one in every if isinstance(one, pikepdf.Dictionary)]

    def walk(element: Any, depth: int) -> None:
        entries = {key: str(element[key]) for key in ("/ID", "/Alt") if key in element}
        if "/A" in element and "/Scope" in element.A:
            entries["/Scope"] = str(element.A.Scope)
        annotated = any(kid.get("/Type") == "/OBJR" for kid in kids(element))
        found.append(Tagged(depth, str(element.S), entries, annotated))
        for kid in kids(element):
            if "/S" in kid:
                walk(kid, depth + 1)

    with pikepdf.open(io.BytesIO(data)) as document:
        for root in kids(document.Root.StructTreeRoot):
            walk(root, 0)
    return found


def pictures_of(data: bytes) -> list[tuple[float, float]]:
    """Return (width, height) in millimetres of the pictures as they are drawn, in that order."""
    found: list[tuple[float, float]] = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            kept: list[pikepdf.Matrix] = []
            now = pikepdf.Matrix()
            pictures = {name for name, one in _drawn(page) if one.get("/Subtype") == "/Image"}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "q":
                    kept.append(now)
                elif str(operator) == "Q":
                    now = kept.pop()
                elif str(operator) == "cm":
                    now = pikepdf.Matrix(*(float(one) for one in operands)) @ now
                elif str(operator) == "Do" and str(operands[0]) in pictures:
                    found.append((abs(now.a) / MILLIMETRE, abs(now.d) / MILLIMETRE))
    return found


def _drawn(page: Any) -> list[tuple[str, Any]]:
    return list(page.get("/Resources", {}).get("/XObject", {}).items())
