"""Promises of the style sheets and the page frame that need no browser to be checked."""

from __future__ import annotations

import gzip
import re

import pytest

from eventmgr.paths import STATIC, TEMPLATES

PUBLIC = ("css/app.css", "js/app.js", "js/forms.js", "js/tables.js")
TEXT_ON = [
    # text, ground, least contrast: 7 for the body of a page, 4.5 for every other text
    ("text", "ground", 7.0),
    ("text", "surface", 7.0),
    ("text", "sunk", 7.0),
    ("text", "action-ground", 7.0),
    ("text", "attention-ground", 7.0),
    ("text", "good-ground", 7.0),
    ("text", "bad-ground", 7.0),
    ("muted", "ground", 4.5),
    ("muted", "surface", 4.5),
    ("muted", "sunk", 4.5),
    ("muted", "action-ground", 4.5),
    ("action", "ground", 4.5),
    ("action", "surface", 4.5),
    ("action", "sunk", 4.5),
    ("action-over", "action-ground", 4.5),
    ("on-action", "action", 4.5),
    ("on-action", "action-over", 4.5),
    ("attention", "ground", 4.5),
    ("attention", "sunk", 4.5),
    ("attention", "action-ground", 4.5),
    ("good", "ground", 4.5),
    ("good", "good-ground", 4.5),
    ("bad", "ground", 4.5),
    ("bad", "surface", 4.5),
    ("bad", "bad-ground", 4.5),
    # borders of what one types into or presses: 3 (WCAG 1.4.11)
    ("line-strong", "ground", 3.0),
    ("line-strong", "surface", 3.0),
]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours by role of one scheme, read from the style sheet itself."""
    source = (STATIC / "css" / "app.css").read_text(encoding="utf-8")
    light, dark = source.split("@media (prefers-color-scheme: dark)", 1)
    part = light if scheme == "light" else dark.split("/* Ground", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), TEXT_ON)
def test_contrast_of_every_text_and_ground(
    scheme: str, text: str, ground: str, least: float
) -> None:
    colours = tokens(scheme)
    high, low = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_weight_of_a_public_page_stays_below_60_kb() -> None:
    sent = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in PUBLIC)
    assert sent <= 60 * 1024


def test_weight_of_the_rich_field_is_paid_where_somebody_writes() -> None:
    def sent(*names: str) -> int:
        return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)

    assert sent("js/rich.js", "js/unsaved.js", "css/rich.css") <= 6 * 1024
    own = [str(path.relative_to(STATIC)) for path in (STATIC / "js" / "editor").glob("*.js")]
    assert sent(*own, "vendor/editor/prosemirror.js") <= 96 * 1024


def test_participant_pages_never_load_the_document_typeface() -> None:
    assert "@font-face" not in (STATIC / "css" / "app.css").read_text(encoding="utf-8")
    for name in ("base.html", "layouts/participant.html", "layouts/error.html"):
        assert "paper.css" not in (TEMPLATES / name).read_text(encoding="utf-8")


def test_pages_hold_nothing_inline_that_the_policy_forbids() -> None:
    forbidden = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\ssrc=)")
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group()}"
        for path in TEMPLATES.rglob("*.html")
        if path.relative_to(TEMPLATES).parts[0] not in {"print", "mail"}
        for match in forbidden.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_style_sheets_use_logical_directions_only() -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b"
        r"|^\s*(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)):"
        r"|text-align: (?:left|right)",
        re.MULTILINE,
    )
    found = [
        f"{path.name}: {match.group().strip()}"
        for path in (STATIC / "css").glob("*.css")
        for match in physical.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
