"""The letter: what it must contain (LIFE table, row 3), in whose words, with whose names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from eventmgr.database import clock_at
from eventmgr.directory.naming import NamesMissing
from eventmgr.invitations.letter import Letters, plain_paragraphs
from eventmgr.printing.compose import compose


def _letter(make, *, designation=None, event=None, **values):
    event = event or make.event(
        organisers=[make.organisation(names={"en": "Secretariat"})],
        contact_name="Ana Desk",
        contact_email="desk@example.org",
        contact_phone="+382 20 123 456",
        venue={"en": "Hotel Central"},
    )
    organisation = make.organisation(
        designation or make.designation(), address="Street 1\n81000 Podgorica"
    )
    invitation = make.invitation(event, organisation, **values)
    return event, invitation, Letters(event).build(invitation)


def test_life03_letter_has_everything_it_must_have(app, make) -> None:
    with clock_at(datetime(2027, 6, 1, tzinfo=UTC)):
        _event, invitation, letter = _letter(
            make,
            seats=3,
            addressee="The Minister",
            reference="2027/14",
            signatory_name="Ana Ćulafić",
            signatory_post="Director",
            deadline=date(2027, 8, 3),
            note="Travel is covered & paid.\nSecond line.",
        )
    text = "\n".join(plain_paragraphs(letter))
    assert letter.reference == "2027/14"
    assert letter.place_date == "Podgorica, 1 June 2027"
    assert letter.addressee == (
        "The Minister",
        f"{invitation.organisation.names['en']}, Montenegro",
        "Street 1",
        "81000 Podgorica",
    )
    assert letter.signatory == ("Ana Ćulafić", "Director")
    assert "nominate 3 participants" in text
    assert "at least one woman among your 3 nominees" in text
    assert "3 August 2027" in text
    assert "31 August – 1 September 2027" in text
    assert "Hotel Central, Podgorica" in text
    assert "Languages that may be spoken: English, Montenegrin and Albanian." in text
    assert "Languages that can be listened to" in text
    assert "Ana Desk, desk@example.org, +382 20 123 456" in text
    assert "Travel is covered & paid.\nSecond line." in text
    assert [one.name for one in letter.masthead.organisers] == ["Secretariat"]


def test_life10_letter_for_one_seat_asks_for_no_balance(app, make) -> None:
    _event, _invitation, letter = _letter(make, seats=1)
    text = "\n".join(plain_paragraphs(letter))
    assert "nominate 1 participant." in text
    assert "woman" not in text


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_letter_names_the_institution_in_its_language(app, make, language) -> None:
    _event, invitation, letter = _letter(make, language=language)
    assert letter.masthead.language == language
    assert letter.addressee[0].startswith(invitation.organisation.names[language])


def test_des03_letter_to_a_marked_name_carries_marker_and_note_once(app, make) -> None:
    _event, _invitation, letter = _letter(make, designation=make.kosovo())
    assert "Kosovo*" in letter.addressee[0]
    html = compose(letter).html
    assert html.count("Footnote text in en.") == 1


def test_des03_letter_to_others_carries_no_note(app, make) -> None:
    make.kosovo()
    _event, _invitation, letter = _letter(make)
    assert "Footnote text" not in compose(letter).html


def test_des02_letter_with_a_marked_name_in_its_own_paragraph_carries_the_note(app, make) -> None:
    make.kosovo()
    _event, _invitation, letter = _letter(make, note="Colleagues of Kosovo* Police come too.")
    assert compose(letter).html.count("Footnote text in en.") == 1


def test_des01_letter_is_refused_where_the_name_is_not_approved(app, make) -> None:
    designation = make.designation("AL", en="Albania")
    with pytest.raises(NamesMissing) as caught:
        _letter(make, designation=designation, language="sq")
    assert [(item.what, item.language) for item in caught.value.missing] == [("name", "sq")]


def test_letters_of_one_event_share_names_and_not_markers(app, make) -> None:
    event = make.event()
    marked = make.invitation(event, make.organisation(make.kosovo()))
    plain = make.invitation(event, make.organisation(make.designation()))
    letters = Letters(event)
    assert letters.build(marked).masthead.designation_notes
    assert not letters.build(plain).masthead.designation_notes
