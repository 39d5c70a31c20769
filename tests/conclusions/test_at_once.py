"""Two requests in the same moment: one adoption, one sealed edition, one outcome of a silence."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from eventmgr.conclusions.models import Reply, ReplyEffect, RoundState, SealedEdition, SilenceRound
from eventmgr.database import clock_at, db
from eventmgr.drafting.models import StructuredText, TextState
from eventmgr.mail.models import Mail
from tests.conclusions.table import EXPIRY, Round, Table
from tests.conclusions.test_adoption import form_of


def together(*calls):
    """Run calls at the same moment, each in a thread of its own; return what they returned."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(place, call):
        barrier.wait(timeout=20)
        results[place] = call()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def ask(client, path, **values):
    """Send a request as a browser of its own would, in this thread."""
    return FlaskClient.open(client, path, **values).status_code


def test_adopting_twice_at_once_gives_one_adoption(make, sign_in):
    table = Table(make)
    clients = [sign_in(table.actor), sign_in(table.actor)]
    path = f"/events/{table.event.slug}/conclusions/adopt"
    values = form_of(clients[0].get(path))
    db.session.rollback()
    answers = together(
        *(lambda client=client: ask(client, path, method="POST", data=values) for client in clients)
    )
    assert sorted(answers) == [303, 409]
    db.session.rollback()
    assert db.session.scalar(select(func.count(SealedEdition.id))) == 1
    text = db.session.scalars(select(StructuredText)).one()
    edition = db.session.scalars(select(SealedEdition)).one()
    assert (text.state, edition.sealed) == (TextState.ADOPTED, text.sealed)


def test_silence_settled_by_many_readers_is_adopted_once(make, app):
    table = Round(make)
    table.circulate()
    slug = table.event.slug
    member = table.actor
    clients = []
    for _number in range(3):
        client = app.test_client()
        client.post("/sign-in", data={"email": member.email, "password": "a good password"})
        clients.append(client)
    db.session.rollback()

    def read(client):
        with clock_at(EXPIRY + timedelta(seconds=1)):
            return ask(client, f"/events/{slug}/conclusions/silence")

    answers = together(*(lambda client=client: read(client) for client in clients))
    assert answers == [200, 200, 200]
    db.session.rollback()
    assert db.session.scalar(select(func.count(SealedEdition.id))) == 1
    confirmed = select(func.count(Mail.id)).where(Mail.template == "silence_adopted")
    assert db.session.scalar(confirmed) == 4


def test_two_objections_at_once_break_once(make, app):
    from tests.conclusions.test_silence import link_of

    table = Round(make)
    table.circulate()
    links = [link_of(table, table.montenegro), link_of(table, table.albania)]
    db.session.rollback()
    at = datetime(2016, 9, 9, 14, 59, 59, tzinfo=UTC)

    def object_to(link):
        with clock_at(at):
            data = {"kind": "objection", "body": "No."}
            return ask(app.test_client(), link, method="POST", data=data)

    answers = together(*(lambda link=link: object_to(link) for link in links))
    assert answers == [303, 303]
    db.session.rollback()
    assert db.session.scalars(select(SilenceRound)).one().state is RoundState.BROKEN
    effects = {row.effect for row in db.session.scalars(select(Reply))}
    assert effects == {ReplyEffect.BROKE, ReplyEffect.NONE}
    told = select(func.count(Mail.id)).where(Mail.template == "silence_broken")
    assert db.session.scalar(told) == 4
