"""Tracked changes of Word are asked about, one by one or all alike, and never swallowed."""

from __future__ import annotations

from eventmgr.text.model import NodeKind
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import Decisions, Opened, read, read_source
from tests.text.word import notes_part, para, run, word_file

HEAD = para("CONCLUSIONS") + para("The participants agreed upon the following:")
_ids = iter(range(100, 100_000))


def tracked(tag: str, content: str, author: str = "Ana", date: str = "2016-09-01T10:00:00Z") -> str:
    """A tracked insertion, deletion or move around raw runs."""
    return f'<w:{tag} w:id="{next(_ids)}" w:author="{author}" w:date="{date}">{content}</w:{tag}>'


def struck(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def item(content: str, mark: str = "", author: str = "Ana") -> str:
    """A numbered paragraph whose end may itself be a tracked change."""
    made = para(content, number=(1, 0))
    if not mark:
        return made
    end = f'<w:rPr><w:{mark} w:id="{next(_ids)}" w:author="{author}" w:date="2016-09-01T10:00:00Z"/></w:rPr>'  # noqa: E501
    return made.replace("</w:pPr>", f"{end}</w:pPr>")


def opened(body: str, decisions: Decisions | None = None, **more: object) -> Opened:
    return read_source(word_file(HEAD + body, **more), "x.docx", None, decisions)  # type: ignore[arg-type]


def texts(source: Opened) -> list[str]:
    return [node.text for node in source.document.of_kind(NodeKind.OPERATIVE)]


ACCEPT, REJECT = Decisions(all=True), Decisions(all=False)

WORDS = item(
    run("Continue the ")
    + tracked("del", struck("old"))
    + tracked("ins", run("new"))
    + run(" dialogue")
    + tracked("ins", run(" at once"), "Ben")
    + run(".")
) + item("Meet again.")


def test_changes_have_author_date_and_words() -> None:
    found = opened(WORDS).changes
    assert [
        (one.number, one.kind, one.author, one.date[:10], one.before, one.after) for one in found
    ] == [
        (1, "replace", "Ana", "2016-09-01", "old", "new"),
        (2, "insert", "Ben", "2016-09-01", "", " at once"),
    ]  # fmt: skip
    assert [one.verdict for one in found] == [None, None]


def test_changes_all_or_one_by_one() -> None:
    for decisions, wanted in (
        (ACCEPT, "Continue the new dialogue at once."),
        (REJECT, "Continue the old dialogue."),
        (Decisions(all=True, each={2: False}), "Continue the new dialogue."),
        (Decisions(each={1: False, 2: True}), "Continue the old dialogue at once."),
    ):
        source = opened(WORDS, decisions)
        assert texts(source) == [wanted, "Meet again."]
        assert not [one for one in source.document.questions if one.code == "tracked-change"]


def test_words_taken_out_are_listed() -> None:
    left = {one.text for one in opened(WORDS, ACCEPT).document.removed}
    assert "old" in left
    left = {one.text for one in opened(WORDS, REJECT).document.removed}
    assert {"new", "at once"} <= left


def test_one_of_two_left_undecided_is_asked() -> None:
    source = opened(WORDS, Decisions(each={1: True}))
    assert texts(source)[0] == "Continue the new dialogue."
    (question,) = [one for one in source.document.questions if one.code == "tracked-change"]
    assert question.params["after"] == "Continue the new dialogue at once."
    assert "Ben" in question.params["who"]


def test_source_line_shows_the_redline() -> None:
    line = opened(WORDS).lines[2]
    assert [(part.text, part.state, part.change) for part in line.parts] == [
        ("Continue the ", "kept", 0), ("old", "struck", 1), ("new", "added", 1),
        (" dialogue", "kept", 0), (" at once", "added", 2), (".", "kept", 0),
    ]  # fmt: skip


def test_whole_paragraph_added_and_struck() -> None:
    body = (
        item("One.")
        + item(tracked("ins", run("Added.")), "ins")
        + item(tracked("del", struck("Struck.")), "del")
        + item("Two.")
    )
    assert [one.kind for one in opened(body).changes] == ["insert", "delete"]
    assert texts(opened(body, ACCEPT)) == ["One.", "Added.", "Two."]
    rejected = opened(body, REJECT)
    assert texts(rejected) == ["One.", "Struck.", "Two."]
    assert [node.label for node in rejected.document.nodes if node.label] == ["1", "2", "3"]


def test_end_of_paragraph_struck_joins_the_two() -> None:
    body = item("Exchange information", "del") + item("at the border.") + item("Two.")
    assert texts(opened(body, ACCEPT)) == ["Exchange information at the border.", "Two."]
    assert texts(opened(body, REJECT)) == ["Exchange information", "at the border.", "Two."]
    asked = opened(body).document
    assert "tracked-change" in {one.code for one in asked.questions}
    assert len(asked.of_kind(NodeKind.OPERATIVE)) == 3
    assert len(accept_proposals(asked).of_kind(NodeKind.OPERATIVE)) == 2


def test_end_of_paragraph_added_splits_the_two() -> None:
    body = item("Exchange information.", "ins") + item(" Meet again.") + item("Two.")
    assert texts(opened(body, ACCEPT)) == ["Exchange information.", "Meet again.", "Two."]
    assert texts(opened(body, REJECT)) == ["Exchange information. Meet again.", "Two."]


def test_insertion_struck_by_another() -> None:
    inner = tracked("ins", run("kept ") + tracked("del", struck("gone "), "Ben"))
    body = item(run("Continue ") + inner + run("dialogue.")) + item("Two.")
    assert texts(opened(body, ACCEPT))[0] == "Continue kept dialogue."
    assert texts(opened(body, REJECT))[0] == "Continue dialogue."
    assert texts(opened(body, Decisions(all=True, each={2: False})))[0] == (
        "Continue kept gone dialogue."
    )
    assert any(one.text == "gone" for one in opened(body).document.removed)


def test_move_is_one_change_with_two_ends() -> None:
    def ends(kind: str, name: str) -> tuple[str, str]:
        number = next(_ids)
        return (
            f'<w:move{kind}RangeStart w:id="{number}" w:name="{name}" w:author="Ana"/>',
            f'<w:move{kind}RangeEnd w:id="{number}"/>',
        )

    start, stop = ends("From", "move1")
    begin, end = ends("To", "move1")
    body = (
        start
        + item(tracked("moveFrom", run("Moved.")), "moveFrom")
        + stop
        + item("One.")
        + begin
        + item(tracked("moveTo", run("Moved.")), "moveTo")
        + end
        + item("Two.")
    )
    assert [(one.kind, one.before, one.after) for one in opened(body).changes] == [
        ("move", "Moved.", "Moved.")
    ]
    assert texts(opened(body, ACCEPT)) == ["One.", "Moved.", "Two."]
    assert texts(opened(body, REJECT)) == ["Moved.", "One.", "Two."]


def test_formatting_is_asked_where_it_shows() -> None:
    change = '<w:i/><w:rPrChange w:id="1" w:author="Ana" w:date="2016-09-01T10:00:00Z"><w:rPr/></w:rPrChange>'  # noqa: E501
    plain = '<w:sz w:val="20"/><w:rPrChange w:id="2" w:author="Ana"><w:rPr><w:sz w:val="30"/></w:rPr></w:rPrChange>'  # noqa: E501
    body = item(run("Note ") + run("inter alia", change) + run(" this.", plain)) + item("Two.")
    source = opened(body)
    assert [one.kind for one in source.changes] == ["format"]
    assert texts(source)[0] == "Note inter alia this."
    assert texts(opened(body, ACCEPT))[0] == "Note *inter alia* this."
    assert texts(opened(body, REJECT))[0] == "Note inter alia this."
    assert ("tracked changes of layout only", "1") in [
        (one.what, one.text) for one in source.document.removed
    ]


def test_change_of_numbering_is_a_change() -> None:
    old = (
        '<w:pPrChange w:id="1" w:author="Ana"><w:pPr><w:numPr><w:ilvl w:val="0"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    sub = para("between services.", number=(1, 1)).replace("</w:pPr>", f"{old}</w:pPr>")
    body = item("Exchange information:") + sub + item("Two.")
    assert [one.kind for one in opened(body).changes] == ["format"]
    kinds = [str(node.kind) for node in opened(body, ACCEPT).document.nodes[1:]]
    assert kinds == ["operative", "sub-point", "operative"]
    kinds = [str(node.kind) for node in opened(body, REJECT).document.nodes[1:]]
    assert kinds == ["operative"] * 3


def test_row_of_a_table_struck() -> None:
    def row(words: str, mark: str = "") -> str:
        properties = f"<w:trPr>{mark}</w:trPr>" if mark else ""
        return f"<w:tr>{properties}<w:tc>{para(words)}</w:tc></w:tr>"

    gone = '<w:del w:id="1" w:author="Ana"/>'
    table = f"<w:tbl>{row('Kept row of words.')}{row('Struck row of words.', gone)}</w:tbl>"
    body = item("One.") + table + item("Two.")
    assert opened(body).changes[0].kind == "row"
    accepted = opened(body, ACCEPT).document
    assert "Struck row of words." not in [node.text for node in accepted.nodes]
    assert "Struck row of words." in [one.text for one in accepted.removed]
    assert "Struck row of words." in [node.text for node in opened(body, REJECT).document.nodes]


def test_changes_in_a_footnote_are_asked() -> None:
    note = notes_part("footnote", {"2": "X"}).replace(
        run(" X"), run("See ") + tracked("del", struck("p. 4")) + tracked("ins", run("p. 5"))
    )
    body = item(run("One") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(".")) + item("Two.")
    extra = {"word/footnotes.xml": note}
    source = opened(body, extra=extra)
    assert source.document.footnotes[0].text == "See p. 4"
    assert [one.code for one in source.document.questions] == ["tracked-change"]
    assert accept_proposals(source.document).footnotes[0].text == "See p. 5"
    assert opened(body, ACCEPT, extra=extra).document.footnotes[0].text == "See p. 5"


def test_numbers_of_changes_do_not_depend_on_the_decisions() -> None:
    for decisions in (Decisions(), ACCEPT, REJECT):
        assert [(one.number, one.after) for one in opened(WORDS, decisions).changes] == [
            (1, "new"), (2, " at once"),
        ]  # fmt: skip


def test_undecided_file_reads_as_before_the_changes() -> None:
    document = read(word_file(HEAD + WORDS), "x.docx")
    assert document.nodes[1].text == "Continue the old dialogue."
    assert accept_proposals(document).nodes[1].text == "Continue the new dialogue at once."
