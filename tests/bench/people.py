"""An event of 5,000 people: the pages on which one works with them."""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PEOPLE = 5000
INSTITUTIONS = 600
_FAMILY = ("Petrović", "Šahović", "Çela", "Hoxha", "Đukić", "Ljubić", "Njegoš", "Xhafa", "Zeka")
_GIVEN = ("Ana", "Mira", "Luka", "Shpresa", "Goran", "Dea", "Čedomir")


def _fill(make: Any) -> tuple[str, str]:
    """Make the event; return its slug and the identity of its organiser."""
    from eventmgr.database import db
    from eventmgr.i18n.scripts import fold
    from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState

    event = make.event()
    organiser = make.member(event)
    places = [make.designation(code, en=f"Country {code}") for code in ("ME", "AL", "MK", "RS")]
    houses = [
        make.organisation(places[number % 4], names={"en": f"Office {number} of the police"})
        for number in range(INSTITUTIONS)
    ]
    rows = []
    for number in range(PEOPLE):
        house = houses[number % INSTITUTIONS]
        given, family = _GIVEN[number % 7], f"{_FAMILY[number % 9]} {number}"
        rows.append(
            {
                "event_id": event.id,
                "organisation_id": house.id,
                "designation_id": house.designation_id,
                "given_name": given,
                "family_name": family,
                "search_key": fold(f"{given} {family}"),
                "email": f"person{number}@example.org",
                "position": {"en": "Adviser"},
                "speaks": ["en"],
                "follows": ["en", "sq"] if number % 3 else ["cnr"],
                "role": ParticipantRole.SPEAKER if number % 50 == 0 else None,
                "state": RegistrationState.CANCELLED if number % 40 == 0 else None,
                "calendar_uid": secrets.token_hex(8),
            }
        )
    for row in rows:
        db.session.add(Registration(**{k: v for k, v in row.items() if v is not None}))
    db.session.commit()
    return event.slug, organiser.fs_uniquifier


def _median(action: Callable[[], Any]) -> float:
    action()
    taken = []
    for _attempt in range(9):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def measure(url: str | None = None) -> dict[str, float]:
    """Return milliseconds by page, on an empty SQLite database or on `url`."""
    from eventmgr import create_app, tasks
    from eventmgr.database import db
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
            slug, identity = _fill(Factory())
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = identity
            session["_fresh"] = True
        start = f"/events/{slug}/participants/list/"
        for words, path in (
            ("first page, by name", start),
            ("page 50, by institution", f"{start}?sort=institution&page=50"),
            ("by delegation, from the end", f"{start}?sort=delegation&down=1"),
            ("speakers only", f"{start}?role=speaker"),
            ("participants by delegation", f"/events/{slug}/participants/"),
            ("first page of the event", f"/events/{slug}/"),
        ):
            figures[words] = _median(lambda path=path: _read(client, path))  # type: ignore[misc]
        client.post(f"{start}search", data={"q": "šahović office"})
        figures["found by two words"] = _median(lambda: _read(client, start))
        with app.app_context():
            db.session.remove()
            db.drop_all()
            db.engine.dispose()
    return figures


def _read(client: Any, path: str) -> bytes:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return bytes(answer.data)
