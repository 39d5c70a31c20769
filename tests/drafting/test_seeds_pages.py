"""The seeds go in through the import page and come out as PDF with their numbers."""

from __future__ import annotations

import io

import pikepdf
import pytest

from eventmgr.accounts.models import EventRole
from tests.drafting.browser import import_text, labels_in, pdf_text, seed, upload


@pytest.fixture
def organiser(make, sign_in):
    event = make.event(document_languages=["en", "cnr", "sq"])
    client = sign_in(make.member(event, EventRole.ORGANISER))
    return client, f"/events/{event.slug}"


def printed(client, path):
    answer = client.get(f"{path}/paper/en.pdf")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/pdf"
    return answer.data


def test_s000_six_paragraphs_from_page_to_paper(organiser):
    client, base = organiser
    path = f"{base}/conclusions"
    review = client.get(upload(client, path, seed("000"))).get_data(as_text=True)
    assert "_GoBack" in review
    assert import_text(client, path, seed("000")).status_code == 303
    numbers, letters = labels_in(pdf_text(printed(client, path)))
    assert numbers == ["1", "2", "3", "4", "5", "6"]
    assert letters == []


def test_s002_seven_paragraphs_with_sub_points(organiser):
    client, base = organiser
    path = f"{base}/conclusions"
    assert import_text(client, path, seed("002")).status_code == 303
    text = pdf_text(printed(client, path))
    numbers, letters = labels_in(text)
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]
    assert letters == ["a", "b", "c", "d", "e"]
    words = " ".join(text.split())
    assert "security of the region and hinder economic growth" in words


@pytest.mark.parametrize(("answer", "count"), [("take", 12), ("keep", 13)])
def test_s004_twelve_as_proposed_thirteen_if_refused(organiser, answer, count):
    client, base = organiser
    path = f"{base}/conclusions"
    review = upload(client, path, seed("004"))
    page = client.get(review).get_data(as_text=True)
    assert "regional Serious and Organised Crime Threat Assessment -SOCTA." in page
    place = page.split('name="question-')[1].split('"')[0]
    stored = client.post(review, data={"language": "en", "store": "1", f"question-{place}": answer})
    assert stored.status_code == 303
    numbers, _letters = labels_in(pdf_text(printed(client, path)))
    assert numbers == [str(number) for number in range(1, count + 1)]


def test_s003_two_footnotes_with_live_links(organiser):
    client, base = organiser
    path = f"{base}/concept-paper"
    assert import_text(client, path, seed("003")).status_code == 303
    data = printed(client, path)
    uris = []
    calls = 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                action = link.get("/A")
                if action is not None and "/URI" in action:
                    uris.append(str(action["/URI"]))
                else:
                    calls += 1
    assert len([uri for uri in dict.fromkeys(uris) if uri.startswith("http")]) == 2
    assert all("\\" not in uri for uri in uris)
    assert calls >= 2
    words = " ".join(pdf_text(data).split())
    assert "unabated flow of migrants in a transit country" in words
    assert "Background" in words
    assert "Structure of the workshop" in words


@pytest.mark.parametrize(("number", "room"), [("000", "conclusions"), ("003", "concept-paper")])
def test_exported_text_reads_back_to_the_same_tree(organiser, number, room):
    from eventmgr.text.readers import read

    client, base = organiser
    path = f"{base}/{room}"
    import_text(client, path, seed(number))
    exported = client.get(f"{path}/text/en.txt")
    assert exported.mimetype == "text/plain"
    assert exported.headers["Content-Disposition"].startswith("attachment")
    before = read(seed(number))
    after = read(exported.data)
    assert [(n.kind, n.level) for n in after.nodes] == [(n.kind, n.level) for n in before.nodes]
    assert len(after.footnotes) == len(before.footnotes)
