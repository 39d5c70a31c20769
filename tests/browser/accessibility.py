"""Asking axe-core what a page shown in the browser would make hard for some readers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def why_not() -> str | None:
    """Return the reason why no page can be looked at here, or None when everything is there."""
    if not Path(CHROMIUM).is_file():
        return f"Chromium is not at {CHROMIUM}; CHROMIUM names another place."
    if not AXE.is_file():
        return f"axe-core is not at {AXE}; npm ci installs it."
    return None


def launch(playwright: Playwright, *switches: str) -> Browser:
    """Start the distribution's Chromium; browsers are never downloaded."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*SWITCHES, *switches])


def violations(page: Page) -> list[dict[str, Any]]:
    """Return axe-core's findings for the page as it is shown now (WCAG 2.0 to 2.2, A and AA).

    The source is evaluated, not added as a script element: a strict content policy forbids
    the second and allows the first.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """async (tags) => {
          const result = await axe.run(document, {
            runOnly: { type: "tag", values: tags },
            resultTypes: ["violations"],
          });
          return result.violations;
        }""",
        list(STANDARDS),
    )
    return found


def described(found: list[dict[str, Any]]) -> str:
    """Return the findings as lines a developer can act on: rule, help, place, what is wrong."""
    lines = []
    for rule in found:
        lines.append(f"{rule['id']} ({rule['impact']}): {rule['help']}")
        for node in rule["nodes"]:
            lines.append(f"  {' '.join(map(str, node['target']))}")
            summary = str(node.get("failureSummary") or "").splitlines()[1:]
            lines.extend(f"    {line.strip()}" for line in summary)
    return "\n".join(lines)


def assert_accessible(page: Page) -> None:
    """Fail with a readable list when axe-core finds anything."""
    found = violations(page)
    assert not found, f"{page.url}\n{described(found)}"


def sideways(page: Page) -> int:
    """Return by how many CSS pixels the page itself can be scrolled sideways (0 is right)."""
    return int(
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )
