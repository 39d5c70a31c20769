"""Word files: numbers, notes, tracked changes, boxes and tables come in whole."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from eventmgr.text.model import Document, NodeKind
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import read
from tests.text.word import link_relation, notes_part, para, run, word_file

HEAD = para("CONCLUSIONS") + para("The participants agreed upon the following:")


def _read(body: str, **more: object) -> Document:
    document = read(word_file(HEAD + body, **more), "conclusions.docx")  # type: ignore[arg-type]
    document.renumber()
    return document


def _labels(document: Document) -> list[str]:
    return [node.label for node in document.nodes if node.label]


def test_word_lists_with_letters_and_romans() -> None:
    document = _read(
        para("Strengthen the cooperation:", number=(1, 0))
        + para("between services:", number=(1, 1))
        + para("at the border;", number=(1, 2))
        + para("in the field;", number=(1, 2))
        + para("between courts.", number=(1, 1))
        + para("Meet again.", number=(1, 0))
    )
    assert _labels(document) == ["1", "a", "i", "ii", "b", "2"]
    assert document.label_style == "1./(a)/(i)"
    assert document.questions == []


def test_word_list_goes_on_after_a_stray_paragraph() -> None:
    document = _read(
        para("One thing to do.", number=(1, 0))
        + para("This needs the support of all.")
        + para("Two things to do.", number=(1, 0))
    )
    assert [str(node.kind) for node in document.nodes[1:]] == [
        "operative", "continuation", "operative",
    ]  # fmt: skip
    assert _labels(document) == ["1", "2"]
    assert document.questions == []


def test_word_restart_at_five_is_asked_about() -> None:
    document = _read(
        para("One thing.", number=(1, 0))
        + para("Two things.", number=(1, 0))
        + para("Five things.", number=(2, 0))
        + para("Six things.", number=(2, 0))
    )
    assert [node.source_label for node in document.of_kind(NodeKind.OPERATIVE)] == [
        "1.", "2.", "5.", "6.",
    ]  # fmt: skip
    assert [question.code for question in document.questions] == ["number-skipped"]


def test_word_numbers_from_styles() -> None:
    document = _read(para("One thing.", style="Points") + para("Two things.", style="MorePoints"))
    assert _labels(document) == ["1", "2"]


def test_word_bullets_under_numbers() -> None:
    document = _read(
        para("First:", number=(1, 0))
        + para("a bullet", number=(3, 0))
        + para("Second.", number=(1, 0))
    )
    assert [(str(node.kind), node.level) for node in document.nodes[1:]] == [
        ("operative", 1), ("bullet", 2), ("operative", 1),
    ]  # fmt: skip


def test_word_footnotes_endnotes_and_own_sign() -> None:
    body = para(
        run("Numbers rose")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(" in Kosovo")
        + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
        + run(" too")
        + '<w:r><w:endnoteReference w:id="1"/></w:r>'
        + run("."),
        number=(1, 0),
    )
    document = _read(
        body + para("Meet again.", number=(1, 0)),
        extra={
            "word/footnotes.xml": notes_part(
                "footnote", {"2": "See https://example.org/a_b, p. 5", "3": "* Without prejudice."}
            ),
            "word/endnotes.xml": notes_part("endnote", {"1": "Own estimate."}),
        },
    )
    assert document.nodes[1].text == "Numbers rose[^1] in Kosovo* too[^2]."
    assert document.nodes[1].notes == [1, "*", 2]
    assert {note.number: note.text for note in document.footnotes} == {
        1: "See https://example.org/a_b, p. 5",
        "*": "Without prejudice.",
        2: "Own estimate.",
    }
    assert document.footnotes[0].links == ["https://example.org/a_b"]


def test_word_marks_links_and_bookmarks() -> None:
    document = _read(
        para(
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
            + run("Note ")
            + run("inter ", "<w:i/>")
            + run("alia", "<w:i/>")
            + run(" the ")
            + run("strong", "<w:b/>")
            + run(" 26")
            + run("th", '<w:vertAlign w:val="superscript"/>')
            + run(" and H")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run("O, a literal *star* and ")
            + '<w:hyperlink r:id="x">'
            + run("this report")
            + "</w:hyperlink>"
            + '<w:hyperlink r:id="y">'
            + run(" not this")
            + "</w:hyperlink>",
            number=(1, 0),
        )
        + para("Meet again.", number=(1, 0)),
        relations=link_relation("x", "https://example.org/r")
        + link_relation("y", "javascript:alert(1)"),
    )
    assert document.nodes[1].text == (
        "Note *inter alia* the **strong** 26^th^ and H~2~O, a literal \\*star* and "
        "[this report](https://example.org/r) not this"
    )
    assert [(item.what, item.text) for item in document.removed] == [("bookmark", "_GoBack")]


def test_word_tracked_changes_are_asked_about() -> None:
    change = (
        run("Continue the ")
        + '<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'
        + '<w:ins w:id="2" w:author="A">'
        + run("new")
        + "</w:ins>"
        + run(" dialogue.")
    )
    added = '<w:ins w:id="3" w:author="A">' + run("Added paragraph.") + "</w:ins>"
    struck = '<w:del w:id="4" w:author="A"><w:r><w:delText>Struck.</w:delText></w:r></w:del>'
    document = _read(
        para(change, number=(1, 0))
        + para(added, number=(1, 0))
        + para(struck, number=(1, 0))
        + para("Meet again.", number=(1, 0))
    )
    texts = [node.text for node in document.of_kind(NodeKind.OPERATIVE)]
    assert texts == ["Continue the old dialogue.", "Added paragraph.", "Struck.", "Meet again."]
    assert [question.code for question in document.questions] == ["tracked-change"] * 3
    assert document.questions[0].params == {
        "before": "Continue the old dialogue.",
        "after": "Continue the new dialogue.",
        "who": "A",
    }
    accept_proposals(document)
    texts = [node.text for node in document.of_kind(NodeKind.OPERATIVE)]
    assert texts == ["Continue the new dialogue.", "Added paragraph.", "Meet again."]


def test_word_tables_text_boxes_and_side_parts_lose_nothing() -> None:
    cells = "".join(f"<w:tc>{para(text)}</w:tc>" for text in ("Delegation", "Seats"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    inner = f"<w:txbxContent>{para('Text in a box')}</w:txbxContent>"
    box = para(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("Anchor text.")
    )
    header = para("Running title").replace("<w:p>", "<w:p>", 1)
    document = _read(
        para("One.", number=(1, 0)) + table + box + para("Two.", number=(1, 0)),
        extra={
            "word/header1.xml": "<w:hdr xmlns:w='http://schemas.openxmlformats.org/"
            f"wordprocessingml/2006/main'>{header}</w:hdr>"
        },
    )
    texts = [node.text for node in document.nodes]
    assert "Delegation | Seats" in texts
    assert texts.count("Text in a box") == 1
    assert "Anchor text." in texts
    assert ("page header", "Running title") in [(item.what, item.text) for item in document.removed]
    assert {"table", "text-box"} <= {remark.code for remark in document.lint}


def test_word_heading_styles_by_their_inner_name() -> None:
    data = word_file(
        para("KONCEPTNI DOKUMENT")
        + para("Regionalna radionica o saradnji")
        + para("Zašto se sastajemo", style="Naslov1")
        + para("Radionica je namijenjena predstavnicima institucija i organizacija iz regiona.")
    )
    document = read(data, "koncept.docx")
    assert [node.text for node in document.of_kind(NodeKind.HEADING)] == ["Zašto se sastajemo"]


def test_word_file_of_python_docx() -> None:
    made = docx.Document()
    made.add_paragraph("CONCLUSIONS")
    made.add_paragraph("The participants agreed upon the following:")
    for text in ("Continue the dialogue;", "Meet again."):
        made.add_paragraph(text, style="List Number")
    out = BytesIO()
    made.save(out)
    document = read(out.getvalue(), "x.docx")
    document.renumber()
    assert _labels(document) == ["1", "2"]
    assert [node.text for node in document.of_kind(NodeKind.OPERATIVE)] == [
        "Continue the dialogue;", "Meet again.",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [None, "conclusions.txt", "conclusions.docx"])
def test_word_file_is_told_by_content(name: str | None) -> None:
    assert read(word_file(HEAD + para("One.", number=(1, 0))), name).nodes
