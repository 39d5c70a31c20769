"""Speeds of the readers and of the import page, on S002 and on long files of Word."""

from __future__ import annotations

import io
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.text.lint import lint_document
from eventmgr.text.readers import Decisions, read, read_source
from tests.conftest import settings_for
from tests.factories import Factory
from tests.text.word import para, run, word_file

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
#: Where the seeds are not at hand, conclusions of our own stand in.
SAMPLE = Path(__file__).parents[1] / "text" / "samples" / "zakljucci.txt"


def _median(action: Callable[[], object], seconds: float) -> float:
    action()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < 5 or time.perf_counter() < end:
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _word(paragraphs: int, *, tracked: bool) -> bytes:
    source = random.Random(5)
    body = []
    for number in range(paragraphs):
        words = " ".join(f"{source.getrandbits(20):x}" for _place in range(30))
        content = run(words)
        if tracked and number % 3 == 0:
            content += f'<w:ins w:id="{number}" w:author="A">{run(" added words")}</w:ins>'
        body.append(para(content + run(";"), number=(1, number % 2)))
    return word_file(para("CONCLUSIONS") + "".join(body))


def measures(seconds: float) -> Iterator[tuple[str, float, str]]:
    """Yield (what, median in ms, limit)."""
    found = sorted(SEEDS.glob("002_*.txt"))
    path = found[0] if found else SAMPLE
    data, name = path.read_bytes(), "S002" if found else path.name
    document = read(data, path.name)
    yield f"reading {name}", _median(lambda: read(data, path.name), seconds), "100"
    yield f"hints on {name}", _median(lambda: lint_document(document), seconds), "-"
    yield f"import of {name}: sent, read, stored", _import(data, path.name, seconds), "100"
    plain, tracked = _word(200, tracked=False), _word(200, tracked=True)
    yield "Word file of 200 paragraphs", _median(lambda: read(plain, "x.docx"), seconds), "-"
    decided = Decisions(all=True)
    yield (
        "the same with tracked changes, accepted",
        _median(lambda: read_source(tracked, "x.docx", None, decided), seconds),
        "-",
    )


def _import(data: bytes, name: str, seconds: float) -> float:
    """The two requests of an import: sending the file, and storing what was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = create_app(settings_for(path, f"sqlite:///{path / 'bench.sqlite3'}"))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        with app.app_context():
            db.create_all()
            make: Any = Factory()
            event = make.event()
            person = make.member(event)
            db.session.commit()
            address = f"/events/{event.slug}/conclusions/import"
            with client.session_transaction() as session:
                session["_user_id"] = person.fs_uniquifier
                session["_fresh"] = True

        def once() -> None:
            sent = client.post(
                address,
                data={"file": (io.BytesIO(data), name)},
                content_type="multipart/form-data",
            )
            assert sent.status_code == 303, sent.status_code
            review = re.sub(r"^https?://[^/]+", "", sent.headers["Location"])
            kept = client.post(review, data={"language": "en", "store": "1", "replace": "1"})
            assert kept.status_code == 303, kept.status_code

        taken = _median(once, seconds)
        with app.app_context():
            db.engine.dispose()
        return taken
