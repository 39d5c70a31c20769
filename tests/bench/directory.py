"""Importing 5,000 institutions with their contacts, and the pages of a directory that large."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROWS = 5000
_PLACES = ("Montenegro", "Albania", "North Macedonia")
_BODIES = ("Border", "Police", "Court", "Justice", "Customs")
_HEADINGS = "Delegation;Name;Naziv;Emri;Type;E-mail;Given name;Family name;Contact e-mail;Tel."


def table() -> bytes:
    """Return a table of 5,000 institutions as an Excel of the region writes it."""
    lines = [_HEADINGS]
    for number in range(ROWS):
        place, body = _PLACES[number % 3], _BODIES[number % 5]
        town = f"{number:x}{'abcdefg'[number % 7] * 3}"
        lines.append(
            f"{place};{body} office of town {town};{body} kancelarija grada {town};"
            f"Zyra {body} e qytetit {town};police;o{number}@example.org;Ana;Šahović {number};"
            f"a{number}@example.org;+382 20 {number:06d}"
        )
    return "\n".join(lines).encode("cp1250")


@contextmanager
def _timed(figures: dict[str, float], words: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    figures[words] = time.perf_counter() - begun


def _median(action: Callable[[], Any]) -> float:
    action()
    taken = []
    for _attempt in range(5):
        begun = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[2]


def measure(url: str | None = None) -> dict[str, float]:
    """Return seconds by what was measured, on an empty SQLite database or on `url`."""
    from sqlalchemy import select

    from eventmgr import create_app, tasks
    from eventmgr.database import db
    from eventmgr.directory.models import DirectoryImport
    from tests.factories import Factory

    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATA_FOLDER": Path(folder),
            "SQLALCHEMY_DATABASE_URI": url or f"sqlite:///{folder}/bench.sqlite3",
            "WTF_CSRF_ENABLED": False,
            "RATELIMIT_ENABLED": False,
        }
        app = create_app(settings)
        tasks.init_app(app)
        with app.app_context():
            db.drop_all()
            db.create_all()
            make = Factory()
            identity = make.user("administrator").fs_uniquifier
            for code, name in zip(("ME", "AL", "MK"), _PLACES, strict=True):
                make.designation(code, en=name)
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = identity
            session["_fresh"] = True
        data = table()
        with _timed(figures, "send and read the table"):
            sent = client.post("/directory/import", data={"file": (io.BytesIO(data), "a.csv")})
        with app.app_context():
            mapping = db.session.scalars(select(DirectoryImport.mapping)).one()
        answers = {f"column-{at}": field for at, field in mapping.items()} | {"doubtful": "new"}
        with _timed(figures, "check"):
            client.post(sent.location, data=answers | {"do": "check"})
        with _timed(figures, "import"):
            client.post(sent.location, data=answers | {"do": "import"})
        figures["import of 5,000 rows in all"] = sum(figures.values())
        with app.app_context():
            row = db.session.scalars(select(DirectoryImport)).one()
            assert row.report["create"] == ROWS, row.report
        for words, path in (
            ("page: list", "/directory/organisations?page=50"),
            ("page: search", "/directory/organisations?q=border+kancelarija"),
            ("page: possible duplicates", "/directory/duplicates"),
            ("page: one institution", "/directory/organisations/17"),
        ):
            figures[words] = _median(lambda path=path: client.get(path).data)  # type: ignore[misc]
        with _timed(figures, "export as XLSX"):
            client.get("/directory/organisations/export.xlsx")
        with _timed(figures, "undo the import"):
            client.post(sent.location, data={"do": "undo"})
        with app.app_context():
            db.session.remove()
            db.drop_all()
            db.engine.dispose()
    return figures
