"""Speeds of the text engine and of a text with 200 paragraphs in three languages."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.text.redline import marked, redline, three_way
from tests.conftest import settings_for
from tests.factories import Factory

_WORDS = (
    "the states of region agree to strengthen cooperation between border police services and "
    "exchange information on organised crime with support international partners in full respect "
    "for human rights *inter alia* by joint training"
).split()
PARAGRAPHS = 200


def _paragraph(source: random.Random, words: int = 45) -> str:
    return " ".join(source.choice(_WORDS) for _place in range(words)).capitalize() + ";"


def _changed(text: str, source: random.Random, changes: int) -> str:
    words = text.split(" ")
    for _change in range(changes):
        words[source.randrange(len(words))] = source.choice(_WORDS)
    return " ".join(words)


def _median(action: Callable[[], object], seconds: float) -> float:
    action()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < 5 or time.perf_counter() < end:
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def redlines(seconds: float) -> Iterator[tuple[str, float, int]]:
    """Yield (what, median in ms, limit) of redlines of one paragraph of 150 words."""
    source = random.Random(7)
    old = _paragraph(source, 150)
    new, other = _changed(old, source, 25), _changed(old, source, 25)
    yield "redline of one paragraph (150 words)", _median(lambda: redline(old, new), seconds), 5
    yield "redline with marks", _median(lambda: marked(old, new), seconds), 5
    yield "two changes of one wording", _median(lambda: three_way(old, new, other), seconds), 5


def _room(client: FlaskClient, make: Any) -> tuple[str, list[str]]:
    """Fill an event with conclusions; return their address and the uids of the paragraphs."""
    from eventmgr.drafting import actions
    from eventmgr.drafting.models import NodeKind, TextKind

    source = random.Random(3)
    event = make.event()
    person = make.member(event)
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=person, source_language="en")
    last = None
    uids = []
    for place in range(PARAGRAPHS):
        kind = NodeKind.SUB_POINT if place % 4 else NodeKind.OPERATIVE
        last = actions.add_node(text, last, kind, None, _paragraph(source), actor=person)
        uids.append(last.uid)
        for code in ("cnr", "sq"):
            actions.edit_node(text, last, code, _paragraph(source), 0, actor=person)
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = person.fs_uniquifier
        session["_fresh"] = True
    return f"/events/{event.slug}/conclusions", uids


def pages(seconds: float) -> Iterator[tuple[str, float, int]]:
    """Yield (what, median in ms, limit) of opening and saving."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = create_app(settings_for(path, f"sqlite:///{path / 'bench.sqlite3'}"))
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        with app.app_context():
            db.create_all()
            address, uids = _room(client, Factory())

        def get(query: str) -> Callable[[], object]:
            def ask() -> None:
                assert client.get(address + query).status_code == 200

            return ask

        yield (
            f"opening a text of {PARAGRAPHS} paragraphs in three languages",
            _median(get("?left=en&right=cnr"), seconds),
            150,
        )
        yield "translators' desk of that text", _median(get("/translation/cnr"), seconds), 150
        numbers = iter(range(1, 1_000_000))

        def save() -> None:
            number = next(numbers)
            answer = client.post(
                f"{address}/paragraphs/{uids[50]}",
                data={"text": f"Agree to meet {number} times;", "version": str(number)},
            )
            assert answer.status_code == 303, answer.status_code

        yield "saving a paragraph of it", _median(save, seconds), 30
        with app.app_context():
            db.engine.dispose()


def measures(seconds: float) -> Iterator[tuple[str, float, int]]:
    """Yield every measure of the drafting room."""
    yield from redlines(seconds)
    yield from pages(seconds)
