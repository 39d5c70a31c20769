"""Every action that is recorded has words that people read."""

from __future__ import annotations

import ast
from pathlib import Path

from eventmgr.audit.names import ACTIONS

PACKAGE = Path(__file__).resolve().parents[2] / "eventmgr"


def recorded() -> dict[str, str]:
    """Return {action: file} of every call of `record` and of the drafting room's `note`."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            first = node.args[0] if node.args else None
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            if node.func.id == "record":
                found[first.value] = file.name
            elif node.func.id == "note" and file.parent.name in {"drafting", "conclusions"}:
                found[f"drafting.{first.value}"] = file.name
    return found


def test_every_recorded_action_has_words() -> None:
    actions = recorded()
    assert len(actions) > 40
    assert {name: file for name, file in actions.items() if name not in ACTIONS} == {}
