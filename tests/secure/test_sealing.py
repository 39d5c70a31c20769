"""What is sealed: nobody reads it in the database, moves it, or needs one key for ever."""

from __future__ import annotations

import base64
import secrets
import stat

import pytest
from sqlalchemy import select, text

from eventmgr import config
from eventmgr.config import ConfigurationError
from eventmgr.database import Conflict, db
from eventmgr.secure import actions
from eventmgr.secure.models import SecureDraft, SecureGroup, SecurePart
from eventmgr.secure.reading import read_own
from eventmgr.secure.sealing import Unreadable, seal, unseal


def a_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def person(make):
    event = make.event()
    return make.registration(event, make.organisation(make.designation()))


def test_what_is_kept_comes_back_and_is_not_readable_in_the_database(app, person) -> None:
    values = {"number": "X1234567", "passport_name": "CELA<<MIRA", "text": "ČĆŽŠĐ ЃЌЅ"}
    actions.keep(person, SecureGroup.TRAVEL, values, actor="participant")
    db.session.commit()
    assert read_own(person, SecureGroup.TRAVEL) == values
    raw = db.session.execute(text("SELECT sealed FROM secure_parts")).scalar_one()
    for word in ("X1234567", "CELA", "number"):
        assert word not in raw
        assert base64.b64encode(word.encode()).decode().rstrip("=") not in raw


def test_empty_answers_leave_no_row_and_take_an_old_one_away(app, person) -> None:
    empty = {"text": "", "diets": [], "severity": None}
    assert actions.keep(person, SecureGroup.DIET, empty, actor="participant") is False
    assert db.session.scalar(select(SecurePart)) is None
    actions.keep(person, SecureGroup.DIET, {"diets": ["vegan"]}, actor="participant")
    assert actions.keep(person, SecureGroup.DIET, empty, actor="participant") is True
    assert db.session.scalar(select(SecurePart)) is None


def test_two_who_fill_the_same_part_do_not_overwrite_each_other(app, person) -> None:
    keep = {"actor": "participant"}
    actions.keep(person, SecureGroup.DIET, {"text": "no nuts"}, version=0, **keep)
    with pytest.raises(Conflict):
        actions.keep(person, SecureGroup.DIET, {"text": "no fish"}, version=0, **keep)
    actions.keep(person, SecureGroup.DIET, {"text": "no fish"}, version=1, **keep)
    assert actions.versions(person) == {SecureGroup.DIET: 2}


@pytest.mark.parametrize("place", [(2, SecureGroup.BANK), (1, SecureGroup.TRAVEL)])
def test_a_sealed_text_moved_to_another_row_is_refused(app, place) -> None:
    sealed = seal(1, SecureGroup.BANK, {"iban": "ME25"})
    with pytest.raises(Unreadable):
        unseal(*place, sealed)


def test_key_is_replaced_without_a_pause(app, person, monkeypatch) -> None:
    old, new = a_key(), a_key()
    monkeypatch.setitem(app.config, "SECURE_KEYS", (old,))
    actions.keep(person, SecureGroup.DIET, {"text": "no nuts"}, actor="participant")
    actions.keep_draft(person, {"diet_text": ["no nu"]})
    monkeypatch.setitem(app.config, "SECURE_KEYS", (new, old))
    assert read_own(person, SecureGroup.DIET) == {"text": "no nuts"}
    assert actions.reseal() == 2
    monkeypatch.setitem(app.config, "SECURE_KEYS", (new,))
    db.session.expire_all()
    assert read_own(person, SecureGroup.DIET) == {"text": "no nuts"}
    assert actions.draft(person) == {"diet_text": ["no nu"]}
    monkeypatch.setitem(app.config, "SECURE_KEYS", (old,))
    with pytest.raises(Unreadable):
        read_own(person, SecureGroup.DIET)


def test_forget_deletes_the_groups_named_and_the_drafts_and_counts_them(app, make, person) -> None:
    event_person = make.registration(make.event(), make.organisation())
    for one in (person, event_person):
        actions.keep(one, SecureGroup.TRAVEL, {"number": "1"}, actor="participant")
        actions.keep(one, SecureGroup.DIET, {"text": "a"}, actor="participant")
        actions.keep_draft(one, {"diet_text": ["b"]})
    gone = actions.forget([person.id], [SecureGroup.TRAVEL])
    assert gone == {SecureGroup.TRAVEL: 1}
    left = db.session.execute(select(SecurePart.registration_id, SecurePart.group)).all()
    assert set(map(tuple, left)) == {
        (person.id, SecureGroup.DIET),
        (event_person.id, SecureGroup.TRAVEL),
        (event_person.id, SecureGroup.DIET),
    }
    assert db.session.scalars(select(SecureDraft.registration_id)).all() == [event_person.id]


def test_key_is_drawn_at_the_first_start_for_its_owner_only(tmp_path) -> None:
    first = config.secure_keys({}, tmp_path)
    file = tmp_path / "secure-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert config.secure_keys({}, tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == ["secure-key"]


def test_keys_of_the_environment_come_first_and_may_be_several(tmp_path) -> None:
    new, old = a_key(), a_key()
    found = config.secure_keys({"EVENTMGR_SECURE_KEY": f"{new}, {old}"}, tmp_path)
    assert found == (new, old)
    assert not (tmp_path / "secure-key").exists()


@pytest.mark.parametrize("value", ["short", "ä" * 44, "A" * 44, ","])
def test_key_that_cannot_be_one_is_told_in_one_line(tmp_path, value) -> None:
    with pytest.raises(ConfigurationError, match="EVENTMGR_SECURE_KEY") as found:
        config.secure_keys({"EVENTMGR_SECURE_KEY": value}, tmp_path)
    assert "\n" not in str(found.value)
    assert value.strip(",") not in str(found.value) or value == ","
