"""What the demonstration says, before any database: three languages, and everybody invented."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest

from eventmgr.agenda.models import BREAKS, ItemKind, SessionRole
from eventmgr.demo import event as settings
from eventmgr.demo.agenda import AGENDA
from eventmgr.demo.concept_paper import CONCEPT_PAPER
from eventmgr.demo.conclusions import CONCLUSIONS
from eventmgr.demo.institutions import INSTITUTIONS
from eventmgr.demo.invitations import ADDRESSEES, INVITED, NOTE, SIGNATORY_POST, Fate
from eventmgr.demo.loading import PEOPLE
from eventmgr.demo.press_release import PRESS_RELEASE, SPEAKER_POST
from eventmgr.demo.words import LANGUAGES, Texts
from eventmgr.directory.models import OrganisationKind
from eventmgr.i18n.languages import spoken_languages
from eventmgr.i18n.names import HONORIFICS
from eventmgr.registration.models import ParticipantRole
from eventmgr.text.model import NodeKind

TEXTS: dict[str, list[Texts]] = {
    "institutions": [one.names for one in INSTITUTIONS],
    "positions": [one.position for one in PEOPLE],
    "agenda": [text for item in AGENDA for text in (item.title, item.description) if text],
    "concept paper": [line.texts for line in CONCEPT_PAPER],
    "conclusions": [line.texts for line in CONCLUSIONS],
    "press release": [line.texts for line in PRESS_RELEASE] + [SPEAKER_POST],
    "letters": [NOTE, SIGNATORY_POST, *ADDRESSEES.values()],
    "settings": [value for value in settings.SETTINGS.values() if isinstance(value, dict)],
    "channels": list(settings.CHANNELS.values()),
}

LONG_TEXTS = ("concept", "conclusions", "press")


@pytest.mark.parametrize("part", TEXTS)
def test_every_text_is_there_in_three_languages(part: str) -> None:
    assert TEXTS[part]
    for text in TEXTS[part]:
        assert set(text) == set(LANGUAGES)
        assert all(words == words.strip() and words for words in text.values()), text


@pytest.mark.parametrize(
    "lines", [CONCEPT_PAPER, CONCLUSIONS, PRESS_RELEASE], ids=["concept", "conclusions", "press"]
)
def test_translations_have_the_same_notes_ends_and_markers(lines: tuple) -> None:
    for line in lines:
        english = line.texts["en"]
        for words in line.texts.values():
            assert words.count("^[") == english.count("^["), words
            assert re.findall(r"https?://[^\s\]]+", words) == re.findall(
                r"https?://[^\s\]]+", english
            )
            assert words.count("*") == english.count("*"), words
            assert words.count("{la}") == english.count("{la}")
            if english[-1] in ".;:,":
                assert words[-1] == english[-1], words


@pytest.mark.parametrize(
    "lines", [CONCEPT_PAPER, CONCLUSIONS, PRESS_RELEASE], ids=["concept", "conclusions", "press"]
)
def test_long_texts_are_really_translated(lines: tuple) -> None:
    for line in lines:
        words = list(line.texts.values())
        if len(words[0]) > 40:
            assert len(set(words)) == 3


def test_numbers_are_the_same_in_every_language() -> None:
    for line in (*CONCEPT_PAPER, *CONCLUSIONS, *PRESS_RELEASE):
        found = {
            tuple(sorted(re.findall(r"\d+", re.sub(r"https?://\S+", "", words))))
            for words in line.texts.values()
        }
        assert len(found) == 1, line.texts["en"]


def test_conclusions_have_all_their_parts() -> None:
    kinds = [line.kind for line in CONCLUSIONS]
    assert kinds[0] is NodeKind.CHAPEAU
    assert kinds.count(NodeKind.PREAMBULAR) == 3
    assert kinds.count(NodeKind.FORMULA) == 1
    assert kinds.count(NodeKind.OPERATIVE) == 10
    assert kinds.count(NodeKind.SUB_POINT) == 5
    assert kinds[kinds.index(NodeKind.CONTINUATION) - 1] is NodeKind.SUB_POINT
    assert kinds[-1] is NodeKind.CLOSING


def test_concept_paper_has_three_source_notes() -> None:
    assert sum(line.texts["en"].count("^[") for line in CONCEPT_PAPER) == 3


def test_keys_refer_to_something() -> None:
    keys = [one.key for one in INSTITUTIONS]
    assert len(set(keys)) == len(keys)
    assert {person.of for person in PEOPLE} <= set(keys)
    assert {one.to for one in INVITED} <= set(keys)
    assert {key for key, _role in settings.ORGANISERS} <= set(keys)
    kinds = {one.key: one.kind for one in INSTITUTIONS}
    assert all(kinds[one.to] in ADDRESSEES for one in INVITED)


def test_delegations_are_six_with_all_kinds_of_institutions() -> None:
    delegations = {one.designation for one in INSTITUTIONS} - {None, "HR", "SI"}
    assert len(delegations) == 6
    kinds = {one.kind for one in INSTITUTIONS if one.designation in delegations}
    assert kinds == {
        OrganisationKind.MINISTRY,
        OrganisationKind.POLICE,
        OrganisationKind.BORDER_POLICE,
        OrganisationKind.PROSECUTION,
        OrganisationKind.JUDICIARY,
        OrganisationKind.PARLIAMENT,
    }


def test_people_are_distinct_and_reachable_nowhere() -> None:
    names = [person.name for person in PEOPLE]
    assert len(set(names)) == len(names)
    assert len({person.email for person in PEOPLE}) == len(names)
    for person in PEOPLE:
        assert person.email.isascii()
        assert person.email.endswith("@example.org")
        assert " " not in person.email
        assert set(person.honorific.split()) <= set(HONORIFICS)


def test_people_speak_and_follow_known_languages() -> None:
    spoken = {row.code for row in spoken_languages()}
    for person in PEOPLE:
        assert person.speaks.split()
        assert set(f"{person.speaks} {person.follows}".split()) <= spoken
        assert person.language in LANGUAGES


def test_each_delegation_has_one_head_who_is_not_protected() -> None:
    designations = {one.key: one.designation for one in INSTITUTIONS}
    heads = [designations[person.of] for person in PEOPLE if person.head]
    assert sorted(heads) == ["AL", "BA", "KS", "ME", "MK", "RS"]
    assert sum(person.protected for person in PEOPLE) == 1
    assert sum(bool(person.needs) for person in PEOPLE) == 2
    assert sum(person.cancelled for person in PEOPLE) == 1


def test_nobody_is_registered_on_an_invitation_that_was_not_answered() -> None:
    fates = {one.to: one.fate for one in INVITED}
    for person in PEOPLE:
        assert fates.get(person.of, Fate.SENT) is Fate.SENT


def test_agenda_people_are_those_who_come() -> None:
    coming = {person.name for person in PEOPLE if not person.cancelled and not person.protected}
    interpreters = {one.name for one in PEOPLE if one.role is ParticipantRole.INTERPRETER}
    declared = {person.name: person.speaks.split() for person in PEOPLE}
    for item in AGENDA:
        for part in item.people:
            assert part.name in coming - interpreters
            assert part.speaks in declared[part.name], part


def test_agenda_days_follow_without_overlap() -> None:
    for before, after in pairwise(AGENDA):
        assert (before.day, before.ends) <= (after.day, after.starts)
        assert before.starts < before.ends
    assert {item.day for item in AGENDA} == {settings.FIRST_DAY, settings.LAST_DAY}
    assert timedelta(days=1) == settings.LAST_DAY - settings.FIRST_DAY


def test_sessions_have_moderator_and_rapporteur() -> None:
    """LIFE-13."""
    sessions = [item for item in AGENDA if item.kind is ItemKind.SESSION]
    assert len(sessions) >= 4
    for item in sessions:
        roles = {part.role for part in item.people}
        assert {SessionRole.MODERATOR, SessionRole.RAPPORTEUR} <= roles, item.title["en"]
    assert all(not item.people for item in AGENDA if item.kind in BREAKS)


def test_registration_ends_before_the_event() -> None:
    assert settings.REGISTRATION_UNTIL < settings.FIRST_DAY
