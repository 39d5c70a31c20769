"""Two hundred people send the form for twenty seats at the same moment, over real HTTP."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from sqlalchemy import func, select
from werkzeug.serving import make_server

from eventmgr.database import db
from eventmgr.invitations.links import issue
from eventmgr.invitations.models import InvitationState
from eventmgr.mail.models import Mail
from eventmgr.registration.models import Registration, RegistrationState

SEATS, PEOPLE, AT_ONCE = 20, 200, 16


def _form(number: int) -> str:
    return urlencode(
        {
            "honorific": "ms",
            "given_name": "Mira",
            "family_name": f"Đukić {number}",
            "position": "Adviser",
            "email": f"mira{number}@example.org",
            "speaks": "en",
            "follows": "en",
            "list_sharing": "participants",
            "photo_consent": "no",
            "consent": "y",
            "send": "1",
            "wait": "1",
        }
    )


def test_two_hundred_submissions_for_twenty_seats_take_exactly_twenty(app, make) -> None:
    event = make.event()
    invitation = make.invitation(
        event,
        make.organisation(make.designation()),
        seats=SEATS,
        state=InvitationState.OPENED,
    )
    token = issue(invitation, event)
    db.session.commit()
    db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def submit(number: int) -> int:
        line = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", f"/invitation/{token}/register", _form(number), headers)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.status

    try:
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            answers = Counter(crowd.map(submit, range(PEOPLE)))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    # Nobody is lost: each is registered or on the waiting list, and each was told by mail.
    assert answers == {303: PEOPLE}
    states = Counter(db.session.scalars(select(Registration.state)))
    assert states == {
        RegistrationState.CONFIRMED: SEATS,
        RegistrationState.WAITING: PEOPLE - SEATS,
    }
    rows = select(Mail.template, func.count()).group_by(Mail.template)
    told = {row[0]: row[1] for row in db.session.execute(rows)}
    assert told == {"registration_confirmed": SEATS, "registration_waiting": PEOPLE - SEATS}
