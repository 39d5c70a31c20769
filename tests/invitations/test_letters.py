"""All letters before they go: on one page, in one file per language; many handed to the worker."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.config import Smtp
from eventmgr.database import db
from eventmgr.invitations import carrying, links
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.mail import mailings
from eventmgr.mail.models import Mail, Mailing, MailingState, MailState
from tests.helpers import count_queries

SERVER = Smtp("127.0.0.1", 9, None, None, "none")


@pytest.fixture
def event(make):
    return make.event(contact_email="desk@example.org")


@pytest.fixture
def organiser(make, event, sign_in):
    return sign_in(make.member(event, EventRole.ORGANISER))


@pytest.fixture
def url(event) -> str:
    return f"/events/{event.slug}/invitations"


def _drafts(make, event, number: int, **values) -> list[Invitation]:
    return [make.invitation(event, make.organisation(), **values) for _ in range(number)]


def test_letters_stand_below_each_other_without_those_left_out(make, event, organiser, url) -> None:
    first, second, third = _drafts(make, event, 3)
    second.language = "sq"
    second.note_verbale = True
    db.session.commit()
    text = organiser.get(f"{url}/letters").get_data(as_text=True)
    assert "3 letters" in text
    for row in (first, second, third):
        assert row.organisation.names[row.language] in text
    assert text.count('class="paper as-printed"') == 4, "a note verbale beside its letter"
    assert 'lang="sq"' in text
    less = organiser.get(f"{url}/letters?without={third.id}").get_data(as_text=True)
    assert "2 letters" in less
    assert third.organisation.names["en"] not in less
    assert f"without={third.id}" in less, "the files leave out the same"


def test_letters_are_files_of_one_language_each(make, event, organiser, url) -> None:
    _drafts(make, event, 2)
    _drafts(make, event, 1, language="sq")
    text = organiser.get(f"{url}/letters").get_data(as_text=True)
    assert f"{url}/letters/en/1.pdf" in text
    assert f"{url}/letters/sq/1.pdf" in text
    answer = organiser.get(f"{url}/letters/en/1.pdf")
    assert answer.get_data().startswith(b"%PDF")
    assert "Institution" not in answer.headers["Content-Disposition"]
    for wrong in ("en/2", "cnr/1", "xx/1", "en/0"):
        assert organiser.get(f"{url}/letters/{wrong}.pdf").status_code == 404


def test_letters_that_cannot_be_printed_say_why(make, event, organiser, url) -> None:
    albania = make.designation("AL", en="Albania")
    make.invitation(event, make.organisation(albania), language="sq")
    assert "Albania" in organiser.get(f"{url}/letters").get_data(as_text=True)
    assert organiser.get(f"{url}/letters/sq/1.pdf").status_code == 303


def test_letters_of_all_institutions_stay_printable_after_sending(
    make, event, organiser, url
) -> None:
    _drafts(make, event, 1, state=InvitationState.SENT)
    assert "No letter waits" in organiser.get(f"{url}/letters").get_data(as_text=True)
    assert "1 letter" in organiser.get(f"{url}/letters?of=all").get_data(as_text=True)


def test_letters_take_a_constant_number_of_queries(make, event, organiser, url) -> None:
    counts = []
    for number in (1, 2):
        _drafts(make, event, number)
        organiser.get(f"{url}/letters")
        with count_queries() as statements:
            organiser.get(f"{url}/letters")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_note_verbale_is_a_file_for_organiser_and_institution(
    make, event, organiser, client, url
) -> None:
    (row,) = _drafts(make, event, 1, state=InvitationState.SENT, note_verbale=True)
    token = links.issue(row, event)
    db.session.commit()
    assert organiser.get(f"{url}/{row.id}/note.pdf").get_data().startswith(b"%PDF")
    page = client.get(f"/invitation/{token}").get_data(as_text=True)
    assert f"/invitation/{token}/note.pdf" in page
    assert client.get(f"/invitation/{token}/note.pdf").get_data().startswith(b"%PDF")
    row.note_verbale = False
    db.session.commit()
    assert client.get(f"/invitation/{token}/note.pdf").status_code == 410


def test_many_letters_are_handed_to_the_worker_and_written_once(
    app, make, event, organiser, url
) -> None:
    app.config["SMTP"] = SERVER
    rows = _drafts(make, event, carrying.AT_ONCE + 5)
    chosen = [f"{row.id}:{row.version}" for row in rows]
    rows[0].version += 1
    db.session.commit()
    answer = organiser.post(f"{url}/send", data={"invitation": chosen})
    assert answer.status_code == 303
    done = organiser.get(answer.headers["Location"]).get_data(as_text=True)
    assert f"{len(rows) - 1} messages are written" in done
    assert "1 was passed over" in done
    again = organiser.post(f"{url}/send", data={"invitation": chosen})
    assert again.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Mail)) == len(rows) - 1
    states = db.session.scalars(select(Mail.state)).all()
    assert set(states) == {MailState.QUEUED}
    assert organiser.get(f"/events/{event.slug}/messages").status_code == 200


def test_letters_left_by_a_dead_worker_are_finished_by_the_next(app, make, event) -> None:
    rows = _drafts(make, event, 45)
    mailing = carrying.hand_over(
        event, carrying.LETTERS, {row.id: row.version for row in rows}, actor="t"
    )
    db.session.commit()
    number = mailing.id
    assert mailings._some(number, mailings.CHUNK)
    db.session.remove()
    mailings.carry(number)
    assert db.session.get(Mailing, number).state is MailingState.DONE
    sent = db.session.scalars(select(Mail.subject_id)).all()
    assert sorted(sent) == sorted({*sent})
    assert len(sent) == 45


def test_running_numbers_fill_the_reference(make, event, organiser, url) -> None:
    first, second = make.organisation(), make.organisation()
    data = {"deadline": "", "reference": "03-1/#", "alternates": "1"}
    for row in (first, second):
        data |= {f"pick_{row.id}": "y", f"seats_{row.id}": "2", f"language_{row.id}": "en"}
    assert organiser.post(f"{url}/add", data=data).status_code == 303
    rows = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert sorted(row.reference for row in rows) == ["03-1/1", "03-1/2"]
    assert [row.alternates for row in rows] == [1, 1]
