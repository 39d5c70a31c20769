"""What else a Word file holds: fields, boxes, tables, notes, hidden signs. No word is lost."""

from __future__ import annotations

import pytest

from eventmgr.text.model import Document, NodeKind
from eventmgr.text.readers import read, read_source
from tests.text.word import notes_part, para, run, word_file

HEAD = para("CONCLUSIONS") + para("The participants agreed upon the following:")


def conclusions(body: str, **more: object) -> Document:
    return read(word_file(HEAD + body, **more), "x.docx")  # type: ignore[arg-type]


def items(*bodies: str) -> str:
    return "".join(para(body, number=(1, 0)) for body in bodies)


def removed(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in document.removed:
        found.setdefault(one.what, []).append(one.text)
    return found


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return char("begin") + instruction + char("separate") + result + char("end")


def test_link_field_is_a_link_and_unsafe_ones_are_words() -> None:
    document = conclusions(
        items(
            run("See ")
            + field('HYPERLINK "https://example.org/r"', run("the report"))
            + run(" and ")
            + field('HYPERLINK "javascript:alert(1)"', run("this"))
            + run("."),
            "Meet again.",
        )
    )
    assert document.nodes[1].text == "See [the report](https://example.org/r) and this."


def test_page_field_is_listed_and_reference_field_is_kept() -> None:
    document = conclusions(
        items(
            run("As paragraph ")
            + field("REF _Ref1 \\r", run("4"))
            + run(" says, on page ")
            + field("PAGE", run("3"))
            + run("."),
            "Meet again.",
        )
    )
    assert document.nodes[1].text == "As paragraph 4 says, on page ."
    assert removed(document)["page number"] == ["3"]
    assert "cross-reference" in {remark.code for remark in document.lint}


def test_simple_and_nested_fields() -> None:
    inner = field('IF 1 = 1 "x"', run("shown") + field("DATE", run("today")))
    simple = '<w:fldSimple w:instr=" SEQ n ">' + run("7") + "</w:fldSimple>"
    document = conclusions(items(inner + run(" and ") + simple + run("."), "Meet again."))
    assert document.nodes[1].text == "showntoday and 7."


def test_field_that_never_ends_loses_no_words() -> None:
    document = conclusions(items(char("begin") + run("lost words"), "Meet again."))
    everything = " ".join([*(one.text for one in document.removed), *document.texts()])
    assert "lost words" in everything
    assert "Meet again." in everything


def test_table_of_contents_is_listed() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="Sadraj1"><w:name w:val="toc 1"/></w:style>'
        "</w:styles>"
    )
    document = conclusions(
        para("Background 1", style="Sadraj1") + items("One.", "Two."),
        extra={"word/styles.xml": styles},
    )
    assert removed(document)["table of contents"] == ["Background 1"]
    assert "Background 1" not in [node.text for node in document.nodes]


def test_content_controls_and_smart_tags_are_their_content() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Belgrade')}</w:sdtContent></w:sdt>"
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Click here to enter text.")
        + "</w:sdtContent></w:sdt>"
    )
    tag = f'<w:smartTag w:element="place">{run("Podgorica")}</w:smartTag>'
    block = f"<w:sdt><w:sdtContent>{items('In a control.')}</w:sdtContent></w:sdt>"
    document = conclusions(
        items(run("Meet in ") + control + run(" or ") + tag + run(".") + prompt) + block
    )
    assert [node.text for node in document.of_kind(NodeKind.OPERATIVE)] == [
        "Meet in Belgrade or Podgorica.", "In a control.",
    ]  # fmt: skip
    assert removed(document)["prompt of an empty field"] == ["Click here to enter text."]


def test_hidden_text_comments_and_bookmarks_are_listed() -> None:
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="1" w:author="Ana">{para("Is this right?")}</w:comment></w:comments>'
    )
    document = conclusions(
        items(
            run("Shown")
            + run(" unseen", "<w:vanish/>")
            + '<w:bookmarkStart w:id="1" w:name="_Ref99"/><w:bookmarkEnd w:id="1"/>'
            + run("."),
            "Meet again.",
        ),
        extra={"word/comments.xml": comments},
    )
    assert document.nodes[1].text == "Shown."
    found = removed(document)
    assert found["hidden text"] == [" unseen"]
    assert found["comment"] == ["Ana: Is this right?"]
    assert found["bookmark"] == ["_Ref99"]


def test_soft_hyphens_go_and_no_break_signs_stay() -> None:
    document = conclusions(
        items(
            run("Co\u00adoperation of 27\u00a0November")
            + "<w:r><w:softHyphen/></w:r>"
            + run(" cross")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + run("border."),
            "Meet again.",
        )
    )
    assert document.nodes[1].text == "Cooperation of 27\u00a0November cross\u2011border."
    assert removed(document)["soft hyphen"] == ["Cooperation of 27\u00a0November", ""]


def test_quotes_stay_as_typed() -> None:
    words = 'The “curly”, „low“, «angled» and "straight" quotes and the state\'s, the state’s.'
    document = conclusions(items(words, "Meet again."))
    assert document.nodes[1].text == words


def test_nested_tables_and_boxes_come_once_and_in_order() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para('Inner words stand here.')}</w:tc></w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc>{para('Outer words stand here.')}{inner}{para('')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{para('Second row.')}</w:tc></w:tr></w:tbl>"
    )
    box = f"<w:txbxContent>{para('Words in a box.')}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    only = (
        "<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{para('Words of a fallback.')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = conclusions(
        items("One.") + outer + para(shape + run("Beside the box.")) + para(only) + items("Two.")
    )
    texts = [node.text for node in document.nodes]
    for words in (
        "Outer words stand here.", "Inner words stand here.", "Second row.", "Beside the box.",
        "Words in a box.", "Words of a fallback.",
    ):  # fmt: skip
        assert texts.count(words) == 1, words
    assert texts.index("Outer words stand here.") < texts.index("Inner words stand here.")


def test_page_break_cuts_a_sentence_and_leaves_a_number() -> None:
    page = "<w:r><w:br w:type='page'/></w:r>"
    document = conclusions(
        items("One.")
        + para("Threats endanger the security of the region and")
        + para(page)
        + para("3")
        + para("hinder economic growth.")
        + items("Two.")
    )
    assert "Threats endanger the security of the region and hinder economic growth." in [
        node.text for node in document.nodes
    ]
    assert removed(document)["page number"] == ["3"]


def test_notes_nobody_calls_and_second_sign_are_listed() -> None:
    sign = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{}"/><w:t>*</w:t></w:r>'
    document = conclusions(
        items(
            run("Kosovo") + sign.format(2) + run(" met."),
            run("Kosovo") + sign.format(3) + run(" too."),
        ),
        extra={
            "word/footnotes.xml": notes_part(
                "footnote",
                {"2": "* Without prejudice.", "3": "* Another note.", "4": "Nobody calls."},
            )
        },
    )
    assert [(one.number, one.text) for one in document.footnotes] == [("*", "Without prejudice.")]
    found = removed(document)
    assert found["another note with the same sign"] == ["Another note."]
    assert found["note that nothing calls"] == ["Nobody calls."]


def test_pictures_are_listed_with_what_is_said_about_them() -> None:
    picture = (
        '<w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" id="1" name="Picture 1" descr="Logo of the OSCE"/>'
        "</w:drawing></w:r>"
    )
    document = conclusions(items(run("One.") + picture, "Two."))
    assert removed(document)["picture"] == ["Logo of the OSCE"]


@pytest.mark.parametrize(("head", "kind"), [("header", "page header"), ("footer", "page footer")])
def test_headers_and_footers_are_listed(head: str, kind: str) -> None:
    xml = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{para('Restricted')}</w:hdr>"
    )
    document = conclusions(items("One.", "Two."), extra={f"word/{head}2.xml": xml})
    assert removed(document)[kind] == ["Restricted"]


def test_every_paragraph_knows_where_it_came_from() -> None:
    source = read_source(word_file(HEAD + items("One.", "Two.")), "x.docx")
    assert [line.number for line in source.lines] == [1, 2, 3, 4]
    assert source.head == [1]
    assert [source.origins[node.uid] for node in source.document.nodes] == [[2], [3], [4]]
    assert [line.printed for line in source.lines] == ["", "", "1.", "2."]
