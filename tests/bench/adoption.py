"""From "adopt" to three sealed PDFs: the web process seals, the worker beside it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "cnr", "sq")
LONG = 200


def _text(make: Any, paragraphs: int) -> tuple[Any, Any, Any]:
    """Make conclusions of some numbered paragraphs in three languages."""
    from eventmgr.database import db
    from eventmgr.drafting import actions
    from eventmgr.drafting.models import NodeKind, TextKind

    event = make.event(organisers=[make.organisation()])
    actor = make.member(event)
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    node = actions.add_node(
        text, None, NodeKind.FORMULA, None, "The participants agreed:", actor=actor
    )
    for number in range(paragraphs):
        words = f"Strengthen cooperation in field {number} of the police and the courts; " * 3
        node = actions.add_node(text, node, NodeKind.OPERATIVE, None, words, actor=actor)
        for code in LANGUAGES[1:]:
            actions.edit_node(text, node, code, f"({code}) {words}", 0, actor=actor)
    db.session.commit()
    return event, actor, text


def _adopt(event: Any, actor: Any, text: Any) -> tuple[float, float]:
    """Adopt and wait for the PDFs; return the seconds of the request and of all together."""
    from sqlalchemy import func, select

    from eventmgr.conclusions import prints
    from eventmgr.conclusions.actions import adopt
    from eventmgr.conclusions.models import SealedPrint
    from eventmgr.database import commit, db
    from eventmgr.drafting.models import AdoptionMode

    begun = time.perf_counter()
    edition = adopt(
        event,
        text,
        actor=actor,
        version=text.version,
        mode=AdoptionMode.CONSENSUS,
        on=date(2027, 9, 1),
        place=dict.fromkeys(LANGUAGES, "Podgorica"),
        authentic="en",
        languages=list(LANGUAGES),
        acknowledged=True,
    )
    commit()
    prints.hand_over(edition)
    sealed = time.perf_counter() - begun
    number = edition.id
    wanted = select(func.count(SealedPrint.id)).where(
        SealedPrint.edition_id == number, SealedPrint.sha256 != ""
    )
    while time.perf_counter() - begun < 60:
        db.session.rollback()
        if db.session.scalar(wanted) == len(LANGUAGES):
            break
        db.session.rollback()
        time.sleep(0.02)
    return sealed, time.perf_counter() - begun


def run(folder: Path) -> dict[str, float]:
    """Measure in this process, with a worker of its own beside it."""
    os.environ["EVENTMGR_DATA"] = str(folder)
    from eventmgr import create_app, serving, tasks
    from tests.factories import Factory

    app = create_app()
    figures = {}
    with app.app_context():
        serving.upgrade_database()
        make = Factory()
        short = _text(make, 7)
        long = _text(make, LONG)
        tasks.use_queue(app)
        worker = subprocess.Popen([sys.executable, "-m", "eventmgr.cli", "work"])
        try:
            for words, case in (("7 paragraphs, worker just begun", short), (f"{LONG}", long)):
                sealed, whole = _adopt(*case)
                name = words if "worker" in words else f"{words} paragraphs"
                figures[f"{name}: sealed (s)"] = sealed
                figures[f"{name}: three PDFs (s)"] = whole
        finally:
            worker.terminate()
            worker.wait(timeout=30)
    return figures


def measure() -> dict[str, float]:
    """Measure in a process of its own, so that the queue of this one stays as it is."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.adoption"],
        check=True,
        capture_output=True,
        text=True,
        env=environ,
    )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        figures = run(Path(name))
    sys.stdout.write(json.dumps(figures) + "\n")
