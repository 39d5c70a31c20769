"""The note verbale, the letter's reserves and balance, and many letters in one file."""

from __future__ import annotations

import io

import pikepdf
import pytest

from eventmgr.directory.naming import NamesMissing
from eventmgr.invitations.letter import Letters
from eventmgr.invitations.models import Balance
from eventmgr.printing.papers import Bundle
from eventmgr.printing.pdf import render_paper
from tests.printing.reading import text_in_order, tree_of


def _text(paper) -> str:
    return "\n".join(str(one) for one in paper.paragraphs)


@pytest.fixture
def event(make):
    return make.event(
        organisers=[make.organisation(names={"en": "Regional Centre"})],
        contact_email="desk@example.org",
    )


def test_life04_note_is_in_the_third_person_with_the_addressee_last(
    app, make, event, tmp_path
) -> None:
    ministry = make.organisation(make.designation(), names={"en": "Ministry of Justice"})
    invitation = make.invitation(
        event, ministry, addressee="Protocol", reference="03-1/7", seats=3, alternates=1
    )
    note = Letters(event).note(invitation)
    text = _text(note)
    first, last = note.paragraphs[0], note.paragraphs[-1]
    assert first.startswith("Regional Centre presents its compliments to Ministry of Justice")
    assert "has the honour to invite it" in first
    assert "avails itself of this opportunity to renew to Ministry of Justice" in last
    assert "the assurances of its highest consideration." in last
    assert "The nomination of 3 participants" in text
    assert "1 person may be named in reserve" in text
    for word in ("We ", " our ", "you", "Dear"):
        assert word not in text
    pdf = render_paper(note)
    printed = text_in_order(pdf, tmp_path)
    assert printed.index("highest consideration") < printed.index("Protocol")
    assert printed.index("Podgorica") < printed.index("Protocol")
    assert "03-1/7" in printed


def test_note_is_written_in_the_institutions_language(app, make, event) -> None:
    invitation = make.invitation(event, make.organisation(), language="sq", note_verbale=True)
    letter, note = Letters(event).papers(invitation)
    assert letter.masthead.language == note.masthead.language == "sq"
    assert "Punëtori" in _text(note)


def test_des03_note_to_a_marked_name_carries_marker_and_note_once(app, make, tmp_path) -> None:
    kosovo = make.kosovo()
    event = make.event(organisers=[make.organisation()])
    invitation = make.invitation(event, make.organisation(kosovo), note_verbale=True)
    note = Letters(event).note(invitation)
    assert len(note.masthead.designation_notes) == 1
    assert text_in_order(render_paper(note), tmp_path).count("Footnote text in en") == 1


def test_des01_note_holds_the_letter_back_where_a_name_is_missing(app, make, event) -> None:
    invitation = make.invitation(
        event,
        make.organisation(make.designation("ME", en="Montenegro")),
        language="sq",
        note_verbale=True,
    )
    with pytest.raises(NamesMissing):
        Letters(event).note(invitation)
    assert Letters(event).missing_names(invitation)


@pytest.mark.parametrize(
    ("balance", "words"),
    [
        (Balance.WOMAN, "at least one woman among your 3 nominees"),
        (Balance.EQUAL, "as many women as men among your nominees"),
        (Balance.NONE, ""),
    ],
)
def test_life10_letter_says_what_was_chosen_of_balance(app, make, event, balance, words) -> None:
    invitation = make.invitation(event, make.organisation(), seats=3, balance=balance)
    text = _text(Letters(event).build(invitation))
    assert words in text
    assert ("In the interest of balance" in text) is bool(words)


def test_life10_letter_names_reserves_and_profile(app, make, event) -> None:
    invitation = make.invitation(
        event,
        make.organisation(),
        alternates=2,
        profile="Prosecutors of the first instance\n<five years>",
    )
    text = _text(Letters(event).build(invitation))
    assert "2 persons in reserve" in text
    assert "Profile of the participants:<br>Prosecutors of the first instance" in text
    assert "&lt;five years&gt;" in text


def test_letters_of_one_language_make_one_file_each_with_its_own_note(app, make, tmp_path) -> None:
    kosovo = make.kosovo()
    event = make.event()
    rows = [
        make.invitation(event, make.organisation(kosovo), note_verbale=True),
        make.invitation(event, make.organisation(), addressee="The Director"),
        make.invitation(event, make.organisation(kosovo)),
    ]
    letters = Letters(event)
    data = render_paper(Bundle(tuple(paper for row in rows for paper in letters.papers(row))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 4
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
    tree = tree_of(data)
    assert [one.entries["/ID"] for one in tree if one.tag == "/Note"] == [
        "note-1",
        "note-2",
        "note-3",
    ]
    assert len([one for one in tree if one.tag == "/H1"]) == 4, "one heading for each paper"
    text = text_in_order(data, tmp_path)
    assert text.count("Footnote text in en") == 3
    assert text.count("page 1 of 1") == 4, "each letter counts its own pages"
