"""One archive file, and reading it on another installation without trusting it."""

from __future__ import annotations

import io
import json
import random
import stat
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from eventmgr.conclusions import archive as room
from eventmgr.conclusions import corrections, sealed
from eventmgr.conclusions.archive import BadArchive, read_archive, write_archive
from eventmgr.conclusions.importing import import_archive
from eventmgr.conclusions.models import SealedPrint
from eventmgr.conclusions.seal import fingerprint
from eventmgr.database import db
from eventmgr.drafting import actions
from eventmgr.drafting.changing import Frozen, Refused
from eventmgr.drafting.models import StructuredText, TextNode, TextState
from tests.conclusions.table import EXPIRY, Round, Table


def forget(table):
    """Make this installation one that has never seen the text."""
    db.session.delete(table.text)
    db.session.commit()


def files_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def table(make):
    table = Table(make)
    table.adopt(symbol="C/1")
    corrections.prepare(
        table.text, table.nodes[1].uid, {"en": "Deepen cooperation; and"}, "Slip.",
        actor=table.actor,
    )  # fmt: skip
    seen = corrections.seen_of(corrections.prepared(table.text))
    corrections.issue(table.event, table.text, seen, actor=table.actor)
    db.session.commit()
    return table


def test_archive_holds_json_xml_pdfs_and_their_fingerprints(table):
    files = files_of(write_archive(table.event, table.text))
    assert set(files) == {
        "README.txt", "manifest.json",
        "adopted/edition.json", "adopted/en.pdf", "adopted/cnr.pdf", "adopted/en.xml",
        "adopted/cnr.xml",
        "corr-1/edition.json", "corr-1/en.pdf", "corr-1/cnr.pdf", "corr-1/en.xml",
        "corr-1/cnr.xml",
    }  # fmt: skip
    readme = files["README.txt"].decode()
    for name, content in files.items():
        if "/" in name:
            assert f"{fingerprint(content)}  {name}" in readme
    assert files["adopted/edition.json"].decode() == table.text.sealed


def test_another_installation_reads_it_as_adopted_and_sealed(table, make, client):
    data = write_archive(table.event, table.text)
    before = [(row.sealed, row.sha256) for row in sealed.editions(table.text)]
    pdfs = {row.language: row.sha256 for row in sealed.editions(table.text)[0].prints}
    uid = table.nodes[1].uid
    forget(table)
    event = make.event(document_languages=["en", "cnr"])
    text = import_archive(event, read_archive(data), actor=table.actor, expected=before[0][1][:20])
    db.session.commit()
    assert text.state is TextState.ADOPTED
    assert text.sealed == before[0][0]
    rows = sealed.editions(text)
    assert [(row.sealed, row.sha256) for row in rows] == before
    assert all(row.imported for row in rows)
    # That it was adopted nobody here has seen: the page says whose word that is.
    page = client.get(f"/verify/{rows[0].handle}").get_data(as_text=True)
    assert "is what the archive says" in page
    known = client.post(f"/verify/{rows[0].handle}", data={"figures": rows[0].sha256})
    verdict = known.get_data(as_text=True).split('id="verdict"')[1].split("</div>")[0]
    assert "this is the adopted paper" not in verdict
    assert "is what the archive says" in verdict
    assert {row.language: row.sha256 for row in rows[0].prints} == pdfs
    node = db.session.scalars(select(TextNode).where(TextNode.uid == uid)).one()
    with pytest.raises(Frozen):
        actions.edit_node(text, node, "en", "Changed.", 1, actor=table.actor)
    db.session.rollback()
    assert (
        files_of(write_archive(event, text))["adopted/en.pdf"] == files_of(data)["adopted/en.pdf"]
    )


def test_silence_and_statements_travel_with_it(make):
    from eventmgr.conclusions.models import ReplyKind

    table = Round(make)
    table.circulate()
    table.say(table.albania, ReplyKind.STATEMENT, EXPIRY.replace(hour=10), "We read it so.")
    table.settle(EXPIRY)
    found = read_archive(write_archive(table.event, table.text))
    assert found.adopted.work.statements[0].by == "Albania"
    assert found.adopted.work.adoption["mode"] == "silence"


@pytest.mark.parametrize("expected", ["0" * 64, "zz", "0123"])
def test_another_fingerprint_than_the_papers_is_refused(table, make, expected):
    found = read_archive(write_archive(table.event, table.text))
    forget(table)
    with pytest.raises(Refused):
        import_archive(make.event(), found, actor=table.actor, expected=expected)


def test_what_is_here_already_is_not_read_twice(table, make):
    found = read_archive(write_archive(table.event, table.text))
    with pytest.raises(Refused):
        import_archive(table.event, found, actor=table.actor)
    db.session.rollback()
    with pytest.raises(Refused):
        import_archive(make.event(), found, actor=table.actor)


def changed(files, name, content):
    return packed(files | {name: content})


def test_one_changed_byte_anywhere_is_refused(table):
    files = files_of(write_archive(table.event, table.text))
    for name, content in files.items():
        if name == "README.txt":
            continue
        half = len(content) // 2
        other = content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :]
        with pytest.raises(BadArchive):
            read_archive(changed(files, name, other))


def test_a_list_rewritten_with_the_change_still_needs_the_form_of_the_seal(table):
    files = files_of(write_archive(table.event, table.text))
    manifest = json.loads(files["manifest.json"])

    def rewritten(content):
        manifest["editions"][0]["files"]["adopted/edition.json"] = fingerprint(content)
        return packed(
            files
            | {"adopted/edition.json": content, "manifest.json": json.dumps(manifest).encode()}
        )

    spaced = json.dumps(json.loads(files["adopted/edition.json"]), ensure_ascii=False).encode()
    for content in (spaced, b"{}", b"[1]", b"", b"null", b'{"schema":1}', b"\xff\xfe"):
        with pytest.raises(BadArchive):
            read_archive(rewritten(content))
    # A text whose own words were changed no longer fits its correction.
    other = files["adopted/edition.json"].replace(b"cooperation", b"competition")
    with pytest.raises(BadArchive):
        read_archive(rewritten(other))


@pytest.mark.parametrize("data", [
    b"",
    b"PK",
    b"PK\x05\x06" + b"\0" * 18,
    b"x" * 100_000,
    packed({}),
    packed({"manifest.json": b"[" * 200_000}),
])  # fmt: skip
def test_what_is_no_archive_is_told(data):
    with pytest.raises(BadArchive):
        read_archive(data)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "adopted/../x.pdf", "adopted/x.exe",
                                  "adopted\\en.pdf", "corr-0/edition.json", "manifest.json/",
                                  "C:/x", "adopted/en.pdf\n"])  # fmt: skip
def test_foreign_names_are_refused(table, name):
    files = files_of(write_archive(table.event, table.text))
    with pytest.raises(BadArchive):
        read_archive(packed(files | {name: b"x"}))


def test_bombs_links_and_double_names_are_refused(recwarn):
    bomb = packed({"manifest.json": b"{}", "adopted/en.pdf": b"\0" * (20 * 1024 * 1024)})
    assert len(bomb) < 100_000
    many = packed({f"corr-{n % 99 + 1}/aa-{n:05}.pdf": b"x" for n in range(5000)})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        info = zipfile.ZipInfo("adopted/en.pdf")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    double = io.BytesIO()
    with zipfile.ZipFile(double, "w") as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("manifest.json", "{}")
    for data in (bomb, many, target.getvalue(), double.getvalue()):
        with pytest.raises(BadArchive):
            read_archive(data)


def test_damaged_archives_never_crash(table):
    whole = write_archive(table.event, table.text)
    chance = random.Random(7)
    for _attempt in range(150):
        data = bytearray(whole)
        for _byte in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_archive(bytes(data))
        except BadArchive:
            continue
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        with pytest.raises(BadArchive):
            read_archive(whole[:cut])


def test_adopted_facts_of_the_wrong_kind_are_refused(table):
    files = files_of(write_archive(table.event, table.text))
    edition = json.loads(files["adopted/edition.json"])
    manifest = json.loads(files["manifest.json"])
    for facts in (
        {"mode": "acclamation"},
        {"date": "yesterday"},
        {"place": ["Podgorica"]},
        {"statements": [{"names": 1}]},
    ):
        words = room.canonical_json(edition | {"adoption": edition["adoption"] | facts}).encode()
        manifest["editions"] = manifest["editions"][:1]
        manifest["editions"][0]["files"]["adopted/edition.json"] = fingerprint(words)
        kept = {name: one for name, one in files.items() if not name.startswith("corr")}
        with pytest.raises(BadArchive):
            read_archive(
                packed(
                    kept
                    | {
                        "adopted/edition.json": words,
                        "manifest.json": json.dumps(manifest).encode(),
                    }
                )
            )


# --- pages and the command line -------------------------------------------------------------------


def test_pages_save_and_read_it(table, make, sign_in):
    client = sign_in(table.actor)
    answer = client.get(f"/events/{table.event.slug}/conclusions/archive.zip")
    assert answer.mimetype == "application/zip"
    forget(table)
    event = make.event(document_languages=["en", "cnr"])
    other = sign_in(make.member(event))
    path = f"/events/{event.slug}/conclusions/archive"
    bad = other.post(
        path, data={"file": (io.BytesIO(b"x"), "a.zip")}, content_type="multipart/form-data"
    )
    assert bad.status_code == 422
    good = other.post(
        path,
        data={"file": (io.BytesIO(answer.data), "a.zip"), "figures": ""},
        content_type="multipart/form-data",
    )
    assert good.status_code == 303
    assert other.get(f"/events/{event.slug}/conclusions").status_code == 200
    assert "Corr. 1" in other.get(f"/events/{event.slug}/conclusions/sealed").get_data(as_text=True)


def test_command_line_saves_and_reads_it(table, make, tmp_path, monkeypatch, app):
    from eventmgr import cli

    file = tmp_path / "a.zip"
    file.write_bytes(write_archive(table.event, table.text))
    forget(table)
    event = make.event(document_languages=["en", "cnr"])
    slug = event.slug
    monkeypatch.setattr(cli, "create_app", lambda: app)
    monkeypatch.setattr(cli, "_ready_database", lambda: None)
    runner = CliRunner()
    # The command has a transaction of its own.
    db.session.rollback()
    result = runner.invoke(cli.main, ["import-archive", str(file), "--event", slug])
    assert result.exit_code == 0, result.output
    assert "adopted and sealed" in result.output
    again = runner.invoke(cli.main, ["import-archive", str(file), "--event", slug])
    assert again.exit_code != 0
    other = tmp_path / "b.zip"
    assert runner.invoke(cli.main, ["archive", slug, "-o", str(other)]).exit_code == 0
    assert read_archive(other.read_bytes()).adopted.sha256
    db.session.rollback()
    assert db.session.scalars(select(StructuredText)).one().state is TextState.ADOPTED
    assert db.session.scalar(select(SealedPrint.sha256).limit(1))
