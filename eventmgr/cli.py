"""The `eventmgr` command."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """eventmgr: regional workshops and dialogues, from the concept paper to printed conclusions."""
