"""Says loudly at the end of a run when the seeds were not there to be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.seeds.reading import SEEDS

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    if not SEEDS.is_dir():
        terminalreporter.section("WARNING", red=True)
        terminalreporter.line(f"The seeds are not at {SEEDS}: their checklists were NOT tested.")
