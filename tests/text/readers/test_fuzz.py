"""Rules G1 and G2 for wide random mixes: no word lost, the same tree after out and in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eventmgr.text.dates import heading_form
from eventmgr.text.edition import Head
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document
from eventmgr.text.readers import Decisions, UnreadableFile, read, read_source, read_text
from eventmgr.text.writers import write_plain
from eventmgr.text.writers.docx import write_docx
from eventmgr.text.writers.redline_docx import write_redline
from tests.text.word import notes_part, para, run, word_file
from tests.text.writers.test_docx import tree as word_tree
from tests.text.writers.test_redline_docx import _EDITIONS, SECRETARIAT
from tests.text.writers.works import work_of

GENERAL = [
    "1. {0};", "2. {0}:", "3) {0}.", "5. {0} without", "a. {0};", "   (b) {0}.", "(i) {0};",
    "- {0};", "· {0}", "{0}.", "{0}[^1].", "[^1]: https://example.org/a_b, p. 4", "7",
    "\u00a0{0}.", "- 5. {0}.", "A literal \\*star\\* and 2 * 3.", "**{0}**", "---", "(1) {0}",
    "{0}^[See https://example.org.] here.", "<b>{0}</b> and &amp; more", "1.1. {0};", "iv. {0}",
    "“{0}”.", "[bookmark: _GoBack]{0}:", "|a|b|", "2. (a) {0}", "1. 1. {0}", "* {0}", "***",
    "http://example.org", "{0}\\", "Tab\there {0}", "A. Petrović, {0}.", "_{0}_", "5",
]  # fmt: skip
LANGUAGES = {
    "en": (
        ["REGIONAL CONFERENCE\nON MIGRATION\n\nCONCLUSIONS\n\nBelgrade, 2 December 2011\n\n",
         "Regional Workshop on Migration\n\n## CONCEPT PAPER\n\n",
         "Regional workshop ends\n\nPRESS RELEASE\n\n"],
        ["Recalling the earlier meetings of the participants,", "Background", "## Background",
         "The participants agreed upon the following:", "BORDER MANAGEMENT",
         "lower case words that continue a sentence.", "Belgrade, 2 December 2011",
         "Adopted in Podgorica, 1 September 2016", "I. Introduction", "The objectives are to:",
         "* This designation is without prejudice.", "The delegation of Kosovo* attended."],
        ["strengthen the regional co-operation of the services", "exchange *information* with all",
         "meet again in the spring of the next year", "the working language is English"],
    ),
    "cnr": (
        ["KONFERENCIJA\n\nZAKLJUČCI\n\nPodgorica, 31. avgust – 1. septembar 2016.\n\n",
         "Radionica o saradnji\n\nKONCEPTNI DOKUMENT\n\n"],
        ["Imajući u vidu izazove u regionu,", "učesnici su usvojili sljedeće zaključke:",
         "Podgorica, 1. septembar 2016.", "Uvod", "## Ciljevi", "Usvojeno u Podgorici"],
        ["ojačati saradnju između nadležnih organa", "održati sastanak u Nikšiću",
         "razmijeniti *iskustva* sa svim učesnicima"],
    ),
    "mk": (
        ["РАБОТИЛНИЦА\n\nЗАКЛУЧОЦИ\n\nОхрид, 3 – 4 октомври 2018\n\n"],
        ["Имајќи ги предвид предизвиците во регионот,", "Учесниците се согласија за следново:",
         "Охрид, 4 октомври 2018", "Вовед", "а) размена на податоци;"],
        ["да се продолжи соработката на границата", "да се разменат *податоци* со сите"],
    ),
}  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of one language with everything that may go wrong in it."""
    heads, own, phrases = LANGUAGES[draw(st.sampled_from(list(LANGUAGES)))]
    lines = draw(st.lists(st.sampled_from([*GENERAL, *own]), min_size=1, max_size=14))
    out = draw(st.sampled_from(heads))
    for line in lines:
        out += line.replace("{0}", draw(st.sampled_from(phrases)))
        out += draw(st.sampled_from(["\n", "\n\n", "\n\f"]))
    return out


NOISE = st.sampled_from(
    [
        "*", "**", "_", "[", "]", "(", ")", "[^1]", "[^a]", "^[", "<sup>1</sup>", "<sub>x</sub>",
        "&lt;", "&amp;", "&#65;", "&#6", "\\", "\\\n", "\u00a0", "\u200b", "\u00ad", "\t", "~", "`",
        "|", "{la}", "https://a.b/c_d", "mailto:x@y.z", "[x](https://y.z)", "[r]: https://q.w",
        "#", "##", ">", "- ", "1.", "(a)", "ix.", "5 ter.", "–", "“", "”", "«", "\u2028", "\x85",
        "\x0b", "\ufeff", "\u202e", "$2015^1$", "---", "===", "Page 3 of 9", "12",
        "[bookmark: x]", "<b>", "</b>", "<br>", "<!-- note -->",
        "<!-- outline: conclusions, en; title -->", "Kosovo*", "* This designation", "Љубљана",
        "5 May 2016", "26–27 November 2015", "Venue: X", "Date:", "Organised by: A and B",
    ]
)  # fmt: skip


@st.composite
def noisy_texts(draw: st.DrawFn) -> str:
    """A text with signs of every kind in the middle of its words."""
    heads, own, phrases = LANGUAGES[draw(st.sampled_from(list(LANGUAGES)))]
    out = draw(st.sampled_from([*heads, ""]))
    for _line in range(draw(st.integers(1, 8))):
        line = draw(st.sampled_from([*GENERAL, *own, "{0}"]))
        line = line.replace("{0}", draw(st.sampled_from(phrases)))
        for noise in draw(st.lists(NOISE, max_size=4)):
            place = draw(st.integers(0, len(line)))
            line = line[:place] + draw(st.sampled_from(["", " "])) + noise + line[place:]
        out += line + draw(st.sampled_from(["\n", "\n\n", "\n\f", "\r\n"]))
    return out


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def held(document: Document) -> set[str]:
    """Every word of a document, of what was left out of it and of its facts."""
    pieces = [
        *document.texts(), document.place or "", document.country or "", *document.organisers,
        *(one.text for one in document.removed), *(node.source_label or "" for node in document.nodes),  # noqa: E501
        *map(str, document.facts.values()), *(str(note.number) for note in document.footnotes),
    ]  # fmt: skip
    found = words(" ".join(f"{to_plain(piece)} {piece}" for piece in pieces))
    if document.start and document.end:
        for language in ("en", "cnr", "sq", "mk", "sr-Cyrl"):
            found |= words(heading_form(document.start, document.end, language))
        found |= words(f"{document.start.day} {document.end.day} {document.start.year}")
    return found


def tree(document: Document) -> dict[str, object]:
    data = document.to_json_dict()
    left = ("removed", "questions", "lint", "facts")
    return {key: value for key, value in data.items() if key not in left}


@settings(deadline=None, max_examples=300, derandomize=True)
@given(texts())
def test_g1_no_word_of_a_text_is_lost(text: str) -> None:
    assert words(text) - held(read_text(text)) - {"amp"} == set()


@settings(deadline=None, max_examples=300, derandomize=True)
@given(texts())
def test_g2_any_mix_comes_back_from_plain_text(text: str) -> None:
    document = read_text(text)
    written = write_plain(document)
    assert tree(read_text(written)) == tree(document), written


@settings(deadline=None, max_examples=120, derandomize=True)
@given(noisy_texts())
def test_g1_g2_noise_is_kept_and_comes_back(text: str) -> None:
    try:
        document = read_text(text)
    except UnreadableFile:
        return
    everything = held(document)
    # Entities are signs; a word that was cut by a sign taken out is whole again.
    lost = words(text) - everything - {"amp", "lt", "65"}
    assert not {word for word in lost if not any(word in one for one in everything)}
    written = write_plain(document)
    assert tree(read_text(written)) == tree(document), written


CASES = {
    "an escaped space beside a space": "1. one \\  two\n2. two",
    "halves whose signs are pairs only together": "1. seven [^a] of\nthe ^ [^a] border\n2. two",
    "a break in a heading": "# T\n\n## One\\\ntwo\n\n1. a\n2. b",
    "a break in a note": "1. one^[S\\\nee here.] two\n2. b",
    "a number in the middle of points": "CONCLUSIONS\n\n1. a\n1.1. b\n(b) c\n1. 1. d\n2. e",
    "the same head twice": "CONCLUSIONS\n\nCONCLUSIONS\n\nRegional Conference\n\n1. a\n2. b",
    "two titles and two places": "Belgrade, 2 December 2011\n\nBelgrade\n\nREGIONAL\n\n1. a\n2. b",
    "an entity that is none": "1. &#6 people &amphttp: &bogus; came\n2. b",
}


@pytest.mark.parametrize("name", CASES)
def test_g2_cases_once_found_come_back(name: str) -> None:
    document = read_text(CASES[name])
    written = write_plain(document)
    again = read_text(written)
    assert tree(again) == tree(document), written
    assert write_plain(again) == written
    assert words(CASES[name]) - held(document) == set()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(texts())
def test_g2_any_mix_comes_back_from_word(text: str) -> None:
    document = read_text(text)
    assume(document.nodes)
    language = document.language or "en"
    data = write_docx(work_of(document, language), language)
    again = read(data, "back.docx", language)
    words_of = lambda one: words(" ".join(to_plain(node.text) for node in one.nodes))  # noqa: E731
    assert words_of(document) - held(again) == set()
    assert word_tree(again)["footnotes"] == word_tree(document)["footnotes"] or any(
        isinstance(note.number, str) for note in document.footnotes
    )


PIECES = st.sampled_from(
    [
        run("plain words "), run("slanted ", "<w:i/>"), run("strong ", "<w:b/>"),
        run("unseen ", "<w:vanish/>"), run("H"), run("2", '<w:vertAlign w:val="subscript"/>'),
        '<w:ins w:id="1" w:author="Ana">' + run("added ") + "</w:ins>",
        '<w:del w:id="2" w:author="Ben"><w:r><w:delText>struck </w:delText></w:r></w:del>',
        '<w:moveFrom w:id="3" w:author="Ana">' + run("moved ") + "</w:moveFrom>",
        '<w:ins w:id="4" w:author="Ana"><w:del w:id="5" w:author="Ben">' + run("both ") + "</w:del></w:ins>",  # noqa: E501
        '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:br/></w:r>", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:instrText> PAGE </w:instrText></w:r>", run("7"), run("3. typed "),
        f"<w:smartTag>{run('tagged ')}</w:smartTag>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('prompt ')}</w:sdtContent></w:sdt>",  # noqa: E501
        f"<w:r><w:pict><w:txbxContent>{para('boxed words')}</w:txbxContent></w:pict></w:r>",
    ]
)  # fmt: skip
MARKS = st.sampled_from(
    [
        "",
        '<w:rPr><w:ins w:id="8" w:author="Ana"/></w:rPr>',
        '<w:rPr><w:del w:id="9" w:author="Ben"/></w:rPr>',
    ]
)
NUMBERS = st.sampled_from([None, (1, 0), (1, 1), (1, 2), (2, 0), (3, 0)])


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    content = "".join(draw(st.lists(PIECES, min_size=1, max_size=6)))
    made = para(content, number=draw(NUMBERS))
    made = made.replace("</w:pPr>", draw(MARKS) + "</w:pPr>", 1)
    if draw(st.integers(0, 9)) == 0:
        return f"<w:tbl><w:tr><w:tc>{made}</w:tc><w:tc>{para('cell words')}</w:tc></w:tr></w:tbl>"
    return made


VERDICTS = st.sampled_from(
    [Decisions(), Decisions(all=True), Decisions(all=False), Decisions(each={1: True, 2: False})]
)


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(paragraphs(), min_size=1, max_size=7), VERDICTS)
def test_g1_no_word_of_a_word_file_is_lost(bodies: list[str], decisions: Decisions) -> None:
    data = word_file(
        para("CONCLUSIONS") + "".join(bodies) + para("Meet again."),
        extra={"word/footnotes.xml": notes_part("footnote", {"2": "a note"})},
    )
    source = read_source(data, "x.docx", None, decisions)
    raw = " ".join(
        "".join(found) for found in re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)<", "".join(bodies))
    )
    asked = " ".join(
        str(value) for one in source.document.questions for value in one.params.values()
    )
    shown = " ".join(part.text for line in source.lines for part in line.parts)
    everything = held(source.document) | words(asked)
    # Neighbours in one run make one word: "H" and "2" are H2.
    loose = {word for word in words(raw) if not any(word in other for other in everything)}
    assert loose == set()
    assert {
        word for word in words(raw) if not any(word in one for one in everything | words(shown))
    } == set()


@settings(deadline=None, max_examples=60)
@given(_EDITIONS, _EDITIONS)
def test_a_redline_of_ours_is_undone_and_done_by_the_reader(before: object, after: object) -> None:
    heads = {"en": Head("Workshop", heading="Conclusions")}
    old, new = replace(before, heads=heads), replace(after, heads=heads)  # type: ignore[type-var]
    data = write_redline(old, new, "en", hand=SECRETARIAT)
    for decisions, wanted in ((Decisions(all=True), new), (Decisions(all=False), old)):
        expected = [to_plain(one.texts["en"]) for one in wanted.edition.paragraphs]
        try:
            document = read_source(data, "x.docx", "en", decisions).document
        except UnreadableFile:
            assert expected == []
            continue
        found = " ".join(to_plain(text) for text in document.texts())
        assert "".join(found.split()).endswith("".join("".join(expected).split()))


@pytest.mark.parametrize("number", ["3 bis.", "4 ter)"])
def test_numbers_squeezed_in_are_numbers(number: str) -> None:
    document = read_text(f"CONCLUSIONS\n\n1. One.\n2. Two.\n3. Three.\n{number} More.\n4. Four.")
    assert [node.source_label for node in document.nodes] == ["1.", "2.", "3.", number, "4."]
