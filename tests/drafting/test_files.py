"""The page of files: every format by language, redlines in Word, translation files both ways."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta

import pypdf
import pytest
from lxml import etree
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.conclusions import corrections
from eventmgr.conclusions.actions import adopt
from eventmgr.conclusions.models import StatementKind
from eventmgr.conclusions.statements import attach
from eventmgr.database import clock_at, db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.files import FORMATS
from eventmgr.drafting.models import (
    AdoptionMode,
    Comment,
    ImportDraft,
    NodeKind,
    TextKind,
    TextRevision,
)
from eventmgr.drafting.past import past_of
from eventmgr.floor import actions as floor_actions
from eventmgr.floor import deciding
from eventmgr.floor.models import Operation, Proposal
from eventmgr.papers import clearing
from eventmgr.papers.paper import bare_paper
from eventmgr.text.readers import read, read_text
from eventmgr.text.writers.xliff import CORE
from tests.helpers import count_queries

C = {"x": CORE}
MORNING = datetime.fromisoformat("2016-09-01T08:00:00+00:00")


class Room:
    """Conclusions in English and Albanian, half translated, and somebody who drafts them."""

    def __init__(self, make, sign_in):
        self.make, self.sign_in = make, sign_in
        organisation = make.organisation(names={"en": "Centre", "sq": "Qendra", "cnr": "Centar"})
        self.event = make.event(document_languages=["en", "sq"], organisers=[organisation])
        self.user = make.member(self.event, name="Ana Author")
        self.path = f"/events/{self.event.slug}/conclusions"
        with clock_at(MORNING):
            self.text = actions.create_text(
                self.event, TextKind.CONCLUSIONS, actor=self.user, source_language="en"
            )
            self.nodes = []
            for kind, words, albanian in (
                (NodeKind.FORMULA, "The participants agreed:", "Pjesëmarrësit ranë dakord:"),
                (NodeKind.OPERATIVE, "Strengthen *joint* work^[See page 4.];", "Forcimi i punës;"),
                (NodeKind.SUB_POINT, "between services;", ""),
                (NodeKind.OPERATIVE, "Meet again.", ""),
            ):
                after = self.nodes[-1] if self.nodes else None
                node = actions.add_node(self.text, after, kind, None, words, actor=self.user)
                if albanian:
                    actions.edit_node(self.text, node, "sq", albanian, 0, actor=self.user)
                self.nodes.append(node)
            db.session.commit()
        self.client = sign_in(self.user)

    def write(self, place, words, at=None, language="en"):
        node = self.nodes[place]
        newest = queries.newest_revision(node, language)
        with clock_at(at or MORNING + timedelta(hours=1)):
            actions.edit_node(
                self.text, node, language, words, newest.number if newest else 0, actor=self.user
            )
            db.session.commit()

    def get(self, rest):
        return self.client.get(f"{self.path}/files{rest}")

    def tree(self):
        db.session.rollback()
        text = queries.find_text(self.event, TextKind.CONCLUSIONS)
        return queries.tree(text, queries.languages_of(text, self.event))


@pytest.fixture
def room(make, sign_in):
    return Room(make, sign_in)


def body(answer):
    return answer.get_data(as_text=True)


def test_the_page_leads_to_every_file(room):
    page = body(room.get(""))
    links = set(re.findall(r'href="([^"]+/files/[^"]+)"', page))
    for code in ("en", "sq"):
        assert {f"{room.path}/files/{code}.{form}" for form in FORMATS} <= links
    assert f"{room.path}/files/translation-sq.xlf" in links
    assert f"{room.path}/files/translation-sq.csv" in links
    for link in links:
        answer = room.client.get(link)
        assert answer.status_code == 200, link
        assert answer.data
    assert f"{room.path}/files" in body(room.client.get(room.path))


def test_the_booklet_has_a5_pages_and_the_same_words(room):
    answer = room.get("/en-a5.pdf")
    assert answer.mimetype == "application/pdf"
    assert "conclusions-en-a5.pdf" in answer.headers["Content-Disposition"]
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    for page in reader.pages:
        width, height = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
        assert (round(width), round(height)) == (148, 210)
    words = "".join(page.extract_text() for page in reader.pages)
    assert "Meet again." in words
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert room.get("/mk-a5.pdf").status_code == 404


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_file_has_name_type_and_language(room, form):
    answer = room.get(f"/sq.{form}")
    ending = FORMATS[form].ending
    name = re.search(r"filename=([^;]+)", answer.headers["Content-Disposition"])[1]
    assert re.fullmatch(rf"{room.event.slug}-conclusions-sq-\d{{4}}-\d\d-\d\d\.{ending}", name)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content_type.split(";")[0] == FORMATS[form].mimetype
    assert answer.headers["Content-Language"] == "sq"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_translated_says_so_in_every_format(room):
    for form in ("txt", "md", "html"):
        text = re.sub(r"<[^>]+>", "", body(room.get(f"/sq.{form}")))
        assert re.search(r"2\. \([^)]*anglisht:\) Meet again\.", text), text
    data = zipfile.ZipFile(io.BytesIO(room.get("/sq.docx").data)).read("word/document.xml").decode()
    assert "Meet again." in data
    assert 'w:val="en-GB"' in data


def test_the_files_come_back_as_the_same_text(room):
    texts = ["The participants agreed:", "Strengthen *joint* work[^1];", "between services;",
             "Meet again."]  # fmt: skip
    word = read(room.get("/en.docx").data, "back.docx", "en")
    mark = read_text(body(room.get("/en.md")), "en")
    for document in (word, mark):
        assert [node.text for node in document.nodes][:4] == texts
        document.renumber()
        assert [node.label for node in document.nodes][:4] == [None, "1", "a", "2"]
        assert document.footnotes[0].text == "See page 4."
    data = json.loads(body(room.get("/all.json")))
    assert set(data["heads"]) == {"en", "sq"}
    assert data["paragraphs"][1]["texts"]["sq"] == "Forcimi i punës;"


def test_files_of_a_language_or_format_there_is_not(room):
    for rest in ("/cnr.docx", "/en.exe", "/translation-en.xlf", "/translation-mk.xlf",
                 "/redline.docx?language=en&since=2016", "/redline.docx?language=en",
                 "/redline.docx?language=xx&since=2016-09-01T08:00:00%2B00:00"):  # fmt: skip
        assert room.get(rest).status_code == 404, rest


def test_the_page_asks_for_files_with_a_constant_number_of_queries(room):
    with count_queries() as few:
        room.get("")
    for place in range(6):
        actions.add_node(
            room.text, room.nodes[-1], NodeKind.OPERATIVE, None, f"More {place};", actor=room.user
        )
    db.session.commit()
    with count_queries() as many:
        room.get("")
    assert len(many) == len(few)


def test_an_adopted_text_gives_its_sealed_words(room):
    room.write(0, "Pjesëmarrësit u pajtuan:", language="sq")
    for place, words in ((2, "mes shërbimeve;"), (3, "Takim i ri.")):
        room.write(place, words, language="sq")
    db.session.refresh(room.text)
    attach(
        room.text,
        room.event.organisers[0].organisation,
        StatementKind.RESERVATION,
        {"en": "On *paragraph 1*: not yet."},
        actor=room.user,
    )
    adopt(
        room.event, room.text, actor=room.user, version=room.text.version,
        mode=AdoptionMode.CONSENSUS, on=date(2016, 9, 1), place={"en": "Podgorica"},
        authentic="en", languages=["en", "sq"], acknowledged=True,
    )  # fmt: skip
    room.event.title = {"en": "Another name", "sq": "Tjetër emër"}
    db.session.commit()
    for form in ("docx", "odt", "akn", "html", "txt"):
        answer = room.get(f"/en.{form}")
        assert "2016-09-01" in answer.headers["Content-Disposition"]
        data = answer.data
        if form == "docx":
            data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
        if form == "odt":
            data = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
        assert b"Adopted by consensus" in data, form
        assert b"Reservation" in data or b"reservation" in data, form
        assert b": not yet." in data, form
        assert b"Another name" not in data, form
    assert room.get("/all.json").data == room.text.sealed.encode()


@pytest.mark.parametrize(
    ("role", "status"), [(EventRole.CO_ORGANISER, 200), (EventRole.VIEWER, 200), (None, 404)]
)
def test_who_sees_the_event_sees_its_files_and_changes_nothing(room, role, status):
    user = room.make.member(room.event, role) if role else room.make.user()
    client = room.sign_in(user)
    for rest in ("", "/en.docx", "/translation-sq.xlf"):
        assert client.get(f"{room.path}/files{rest}").status_code == status
    sent = {"file": (io.BytesIO(b"<xliff/>"), "back.xlf")}
    assert client.post(f"{room.path}/files/translation", data=sent).status_code in {403, 404}


# --- redline ----------------------------------------------------------------------------------


def test_redline_between_two_moments_names_who_changed(room):
    room.write(3, "Meet again in a year.")
    with clock_at(MORNING + timedelta(hours=2)):
        actions.delete_node(room.text, room.nodes[2], actor=room.user)
        db.session.commit()
    moments = past_of(room.text).moments()
    assert [moment.at.hour for moment in moments] == [10, 9, 8]
    since = moments[-1].at.isoformat().replace("+", "%2B")
    data = room.get(f"/redline.docx?language=en&since={since}&until=now").data
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert 'w:author="Ana Author"' in xml
    assert re.search(r"<w:ins [^>]*><w:r><w:t [^>]*> in a year</w:t>", xml)
    assert re.search(r"<w:delText [^>]*>between services;</w:delText>", xml)
    asked = read(data, "redline.docx", "en").questions
    assert sum(1 for one in asked if one.code == "tracked-change") == 2


def test_a_past_moment_says_what_the_text_said(room):
    room.write(3, "Meet again in a year.")
    past = past_of(room.text)
    first = past.moments()[-1].at
    assert past.edition(first, ["en"]).paragraphs[-1].texts["en"] == "Meet again."
    assert past.edition(first, ["en"]).paragraphs[1].label == "1."
    assert past.edition(first - timedelta(minutes=1), ["en"]).paragraphs == ()


# --- translation files --------------------------------------------------------------------------


def returned(room, changes, *, state="translated", **more):
    """The exported file as a program would save it: {place: target} filled in."""
    root = etree.fromstring(room.get("/translation-sq.xlf").data)
    for place, words in changes.items():
        unit = root.find(f".//x:unit[@id='p-{room.nodes[place].uid}']", C)
        segment = unit.find("x:segment", C)
        segment.set("state", state)
        target = segment.find("x:target", C)
        if target is None:
            target = etree.SubElement(segment, f"{{{CORE}}}target")
        for child in list(target):
            target.remove(child)
        target.text = words
    for name, value in more.items():
        root.set(name, value)
    return root


def send(room, root, name="back.xlf"):
    data = etree.tostring(root) if not isinstance(root, bytes) else root
    return room.client.post(
        f"{room.path}/files/translation", data={"file": (io.BytesIO(data), name)}
    )


def take(room, answer, uids, **fields):
    page = body(room.client.get(answer.headers["Location"]))
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    data = {"version": version, "take": uids, **fields}
    return room.client.post(answer.headers["Location"], data=data)


def test_the_translation_file_says_how_far_each_paragraph_is(room):
    root = etree.fromstring(room.get("/translation-sq.xlf").data)
    states = [one.get("state") for one in root.iterfind(".//x:segment", C)]
    assert states == ["translated", "translated", "initial", "initial"]
    assert [one.get("name") for one in root.iterfind(".//x:unit", C)] == [
        "formula", "1", "1 (a)", "2",
    ]  # fmt: skip


def test_translations_come_back_as_ordinary_revisions(room):
    root = returned(room, {2: "mes shërbimeve;", 3: "Takim i ri."})
    unit = root.find(f".//x:unit[@id='p-{room.nodes[3].uid}']", C)
    notes = etree.Element(f"{{{CORE}}}notes")
    etree.SubElement(notes, f"{{{CORE}}}note").text = "In which year?"
    unit.insert(1, notes) if unit.find("x:notes", C) is None else unit.find("x:notes", C).append(
        notes[0]
    )
    answer = send(room, root)
    assert answer.status_code == 303
    page = body(room.client.get(answer.headers["Location"]))
    assert page.count("checked>") == 2
    assert "In which year?" in page
    uids = [room.nodes[2].uid, room.nodes[3].uid]
    assert take(room, answer, uids).status_code == 303
    tree = room.tree()
    assert tree.texts("sq")[2:] == ["mes shërbimeve;", "Takim i ri."]
    assert tree.paragraphs[3].wording("sq").state is queries.WordingState.TRANSLATED
    revision = db.session.scalar(select(TextRevision).where(TextRevision.text == "Takim i ri."))
    assert revision.source_revision_id == queries.newest_revision(room.nodes[3], "en").id
    assert "back.xlf" in revision.reason
    assert db.session.scalar(select(Comment.body)) == "In which year?"


def test_only_what_is_ticked_is_taken(room):
    answer = send(room, returned(room, {2: "mes shërbimeve;", 3: "Takim i ri."}))
    take(room, answer, [room.nodes[3].uid])
    assert room.tree().texts("sq")[2:] == ["", "Takim i ri."]


def test_a_reviewed_unit_counts_as_checked(room):
    answer = send(room, returned(room, {3: "Takim i ri."}, state="final"))
    take(room, answer, [room.nodes[3].uid])
    assert room.tree().paragraphs[3].wording("sq").state is queries.WordingState.CHECKED


def test_a_source_changed_meanwhile_is_not_taken(room):
    root = returned(room, {3: "Takim i ri."})
    room.write(3, "Meet again soon.")
    answer = send(room, root)
    page = body(room.client.get(answer.headers["Location"]))
    assert "The source has been changed since" in page
    take(room, answer, [room.nodes[3].uid])
    assert room.tree().texts("sq")[3] == ""


def test_a_translation_made_here_meanwhile_is_a_choice(room):
    root = returned(room, {1: "Forcim^[Shih faqen 4.];"})
    room.write(1, "Forcimi i punës së përbashkët;", language="sq")
    answer = send(room, root)
    page = body(room.client.get(answer.headers["Location"]))
    assert "please choose" in page
    assert "checked>" not in page
    take(room, answer, [])
    assert room.tree().texts("sq")[1] == "Forcimi i punës së përbashkët;"
    take(room, send(room, root), [room.nodes[1].uid])
    assert room.tree().texts("sq")[1].startswith("Forcim")


def test_lost_footnotes_are_named(room):
    answer = send(room, returned(room, {1: "Forcimi i punës sonë;"}))
    assert "The number of footnotes differs" in body(room.client.get(answer.headers["Location"]))


def test_the_text_changed_while_one_looked(room):
    answer = send(room, returned(room, {3: "Takim i ri."}))
    page = body(room.client.get(answer.headers["Location"]))
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    room.write(0, "The participants decided:")
    again = room.client.post(
        answer.headers["Location"], data={"version": version, "take": [room.nodes[3].uid]}
    )
    assert again.status_code == 409
    assert "look at the list once more" in body(again)
    assert room.tree().texts("sq")[3] == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"trgLang": "mk"}, "which is no language of this text"),
        ({"srcLang": "sq"}, "but the text is written in"),
        ({"version": "1.2"}, "This is XLIFF 1.2"),
    ],
)
def test_a_file_that_does_not_belong_is_refused(room, change, words):
    answer = send(room, returned(room, {}, **change))
    assert answer.status_code == 422
    assert words in body(answer)


def test_a_file_of_another_text_is_refused(room):
    root = returned(room, {})
    root.find("x:file", C).set("original", "conclusions-99999")
    assert "made from another text" in body(send(room, root))


def test_foreign_units_are_named_and_left(room):
    root = returned(room, {3: "Takim i ri."})
    unit = root.find(f".//x:unit[@id='p-{room.nodes[2].uid}']", C)
    unit.set("id", "p-ffffffffffffffff")
    answer = send(room, root)
    page = body(room.client.get(answer.headers["Location"]))
    assert "Belongs to no paragraph of this text" in page
    take(room, answer, [room.nodes[3].uid, "ffffffffffffffff"])
    assert room.tree().texts("sq")[2:] == ["", "Takim i ri."]


def test_no_file_and_no_xliff_are_refused_in_words(room):
    empty = room.client.post(f"{room.path}/files/translation", data={})
    assert empty.status_code == 422
    assert "Please choose the translation file." in body(empty)
    assert "not an XLIFF file" in body(send(room, b"nothing"))


def table(room):
    """The table of two languages as rows of cells."""
    data = room.get("/translation-sq.csv").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data, newline="")))


def send_table(room, rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return send(room, out.getvalue().encode("utf-8-sig"), "back.csv")


def test_a_table_comes_back_as_ordinary_revisions(room):
    rows = table(room)
    assert rows[0][:4] == ["paragraph", "en", "sq", "state"]
    assert [row[3] for row in rows[1:]] == ["translated", "translated", "", ""]
    rows[3][2], rows[4][2] = "mes shërbimeve;", "Takim i ri."
    rows[4][3] = "reviewed"
    answer = send_table(room, rows)
    assert answer.status_code == 303
    assert body(room.client.get(answer.headers["Location"])).count("checked>") == 2
    take(room, answer, [room.nodes[2].uid, room.nodes[3].uid])
    tree = room.tree()
    assert tree.texts("sq")[2:] == ["mes shërbimeve;", "Takim i ri."]
    assert tree.paragraphs[2].wording("sq").state is queries.WordingState.TRANSLATED
    assert tree.paragraphs[3].wording("sq").state is queries.WordingState.CHECKED


def test_a_table_that_comes_back_untouched_changes_nothing(room):
    answer = send_table(room, table(room))
    assert "checked>" not in body(room.client.get(answer.headers["Location"]))


def test_a_table_of_another_kind_is_refused_in_words(room):
    answer = send(room, b"name;post\nAna;Head\n", "people.csv")
    assert answer.status_code == 422
    assert "The first line must name the columns" in body(answer)


@pytest.mark.parametrize("change", ["a language less", "another text"])
def test_a_file_that_fits_no_more_is_refused_in_words_when_it_is_taken(room, change):
    answer = send(room, returned(room, {3: "Takim i ri."}))
    page = body(room.client.get(answer.headers["Location"]))
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    if change == "a language less":
        room.event.document_languages = ["en"]
    else:
        draft = db.session.scalar(select(ImportDraft))
        data = base64.b64decode(draft.content).replace(b"conclusions-", b"conclusions-9")
        draft.content = base64.b64encode(data).decode()
    db.session.commit()
    again = room.client.post(
        answer.headers["Location"],
        data={"version": version, "take": [room.nodes[3].uid]},
        follow_redirects=True,
    )
    assert again.status_code in {200, 409, 422}
    said = {"a language less": "no language of this text", "another text": "from another text"}
    assert said[change] in body(again)
    assert room.tree().paragraphs[3].text("sq") == ""


def test_another_person_does_not_see_the_kept_file(room):
    answer = send(room, returned(room, {3: "Takim i ri."}))
    other = room.sign_in(room.make.member(room.event))
    assert other.get(answer.headers["Location"]).status_code == 404


# --- what other rooms know of the past ----------------------------------------------------------


def changes_in(data):
    """Every tracked change of a Word file: (kind, author, words)."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return {
        (one.tag.removeprefix(space), one.get(f"{space}author"), "".join(one.itertext()).strip())
        for one in root.iter(f"{space}ins", f"{space}del")
        if len(one)
    }


def test_a_wording_taken_from_the_floor_is_in_its_institutions_name(room):
    revision = queries.newest_revision(room.nodes[3], "en")
    since = revision.at.isoformat().replace("+", "%2B")
    with clock_at(MORNING + timedelta(hours=1)):
        floor_actions.open_floor(room.event, room.text, actor=room.user)
        proposal = Proposal(
            text_id=room.text.id,
            node_id=room.nodes[3].id,
            base_revision_id=revision.id,
            operation=Operation.REPLACE,
            wording="Meet again in Tirana.",
            proposer="Delegate",
            institution="Ministry of Interior",
            device_hash="0" * 64,
        )
        db.session.add(proposal)
        db.session.flush()
        deciding.take(room.text, proposal, revision.number, actor=room.user)
        db.session.commit()
    room.write(0, "The participants have agreed:", at=MORNING + timedelta(hours=2))
    found = changes_in(room.get(f"/redline.docx?language=en&since={since}").data)
    assert ("ins", "Ministry of Interior", "in Tirana") in found
    assert ("ins", "Ana Author", "have") in found
    assert {author for _, author, _ in found} == {"Ministry of Interior", "Ana Author"}


def test_circulated_versions_of_a_paper_can_be_compared(make, sign_in):
    organisation = make.organisation(names={"en": "First House"})
    event = make.event(organisers=[organisation])
    author = make.member(event, name="Ana Author")
    text = actions.create_text(event, TextKind.CONCEPT_PAPER, actor=author, source_language="en")
    node = actions.add_node(text, None, NodeKind.PARAGRAPH, None, "Why we meet.", actor=author)
    clearing.name_approver(
        event, TextKind.CONCEPT_PAPER, text, actor=author, organisation_id=organisation.id,
        name="Approver", email="approver@example.org", language="en",
    )  # fmt: skip
    tree = queries.tree(text, queries.languages_of(text, event))
    clearing.circulate(event, text, tree, bare_paper, actor=author)
    number = queries.newest_revision(node, "en").number
    actions.edit_node(text, node, "en", "Why we should meet.", number, actor=author)
    db.session.commit()
    client = sign_in(author)
    path = f"/events/{event.slug}/concept-paper/files"
    assert 'value="version-1"' in body(client.get(path))
    data = client.get(f"{path}/redline.docx?language=en&since=version-1&until=now").data
    assert ("ins", "Ana Author", "should") in changes_in(data) or any(
        words == "should" for _, _, words in changes_in(data)
    )


def test_a_papers_file_holds_what_it_takes_from_its_event(make, sign_in):
    event = make.event(contact_name="Ana [Author] ~2~", contact_email="ana@example.org")
    author = make.member(event)
    actions.create_text(
        event, TextKind.CONCEPT_PAPER, actor=author, source_language="en",
        headings=[{"en": "Contact"}],
    )  # fmt: skip
    db.session.commit()
    client = sign_in(author)
    page = client.get(f"/events/{event.slug}/concept-paper/files/en.txt")
    assert "Contact\n\nAna [Author] ~2~, ana@example.org" in body(page)


def test_adopted_and_circulated_editions_are_offered(room):
    for place, words in ((2, "mes shërbimeve;"), (3, "Takim i ri.")):
        room.write(place, words, language="sq")
    db.session.refresh(room.text)
    adopt(
        room.event, room.text, actor=room.user, version=room.text.version,
        mode=AdoptionMode.CONSENSUS, on=date(2016, 9, 1), place={"en": "Podgorica"},
        authentic="en", languages=["en", "sq"], acknowledged=True,
    )  # fmt: skip
    db.session.commit()
    assert 'value="sealed-0"' in body(room.get(""))
    first = past_of(room.text).moments()[-1].at.isoformat().replace("+", "%2B")
    answer = room.get(f"/redline.docx?language=sq&since={first}&until=sealed-0")
    assert answer.status_code == 200
    added = {words for kind, _, words in changes_in(answer.data) if kind == "ins"}
    assert {"mes shërbimeve;", "Takim i ri."} <= added


def test_files_of_a_corrected_text_are_those_of_the_correction(room):
    for place, words in ((2, "mes shërbimeve;"), (3, "Takim i ri.")):
        room.write(place, words, language="sq")
    db.session.refresh(room.text)
    adopt(
        room.event, room.text, actor=room.user, version=room.text.version,
        mode=AdoptionMode.CONSENSUS, on=date(2016, 9, 1), place={"en": "Podgorica"},
        authentic="en", languages=["en", "sq"], acknowledged=True,
    )  # fmt: skip
    uid = room.nodes[3].uid
    corrections.prepare(
        room.text, uid, {"en": "Meet again soon."}, "A word was lost.", actor=room.user
    )
    seen = corrections.seen_of(corrections.prepared(room.text))
    edition = corrections.issue(room.event, room.text, seen, actor=room.user)
    db.session.commit()
    assert room.get("/all.json").data == edition.sealed.encode()
    assert "2. Meet again soon." in body(room.get("/en.txt"))
    answer = room.get("/redline.docx?language=en&since=sealed-0&until=sealed-1")
    assert {(kind, words) for kind, _, words in changes_in(answer.data)} == {("ins", "soon")}
