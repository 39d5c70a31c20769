"""What a Word file keeps elsewhere is never fetched: it is listed, or its words are read."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.text.word import para, run, word_file

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Python's own way to the network is closed as well, and reports whoever tries it.
CHILD = """
import json, sys
tried = []
def watch(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.")):
        tried.append(event)
        raise PermissionError(event)
sys.addaudithook(watch)
from eventmgr.text.readers import read_source
document = read_source(open(sys.argv[1], "rb").read(), "x.docx").document
print(json.dumps({
    "tried": tried,
    "texts": [node.text for node in document.nodes],
    "removed": [[one.what, one.text] for one in document.removed],
}))
"""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on this machine that must not be asked."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        server.setblocking(False)
        yield server


def asked(server: socket.socket) -> bool:
    try:
        connection, _address = server.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


def outside(name: str, kind: str, target: str) -> str:
    return (
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
    )


def reaching_out(host: str) -> bytes:
    """A file that keeps a picture, a template, a chapter, its notes and its styles elsewhere."""
    picture = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
        '<wp:docPr id="1" name="Logo"/>'
        f'<a:blip xmlns:a="{_DRAWING}/main" r:link="image"/></wp:inline></w:drawing></w:r>'
    )
    drawn = '<w:r><w:pict><v:shape><v:imagedata r:id="image"/></v:shape></w:pict></w:r>'
    field = (
        f'<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{host}/field.png&quot; ">'
        f"{run('shown')}</w:fldSimple>"
    )
    link = f'<w:hyperlink r:id="link">{run("the report")}</w:hyperlink>'
    body = (
        para("CONCLUSIONS")
        + para("The participants agreed upon the following:")
        + para(run("Read ") + link + run(";") + picture + drawn, number=(1, 0))
        + '<w:altChunk r:id="chunk"/>'
        + para(run("Meet again ") + field + run("."), number=(1, 0))
    )
    settings = f'<w:settings xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">'
    return word_file(
        body,
        relations=outside("image", "image", f"{host}/logo.png")
        + outside("link", "hyperlink", f"{host}/report")
        + outside("chunk", "aFChunk", f"{host}/chapter.html")
        + outside("notes", "footnotes", f"{host}/footnotes.xml")
        + outside("styled", "styles", f"{host}/styles.xml")
        + outside("head", "header", f"{host}/header.xml"),
        extra={
            "word/settings.xml": settings + '<w:attachedTemplate r:id="template"/></w:settings>',
            "word/_rels/settings.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}">'
                + outside("template", "attachedTemplate", f"{host}/house.dotm")
                + "</Relationships>"
            ),
        },
    )


def test_listener_notices_who_asks(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        assert asked(listener)


def test_what_a_file_keeps_elsewhere_is_not_fetched(
    listener: socket.socket, tmp_path: Path
) -> None:
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    path = tmp_path / "x.docx"
    path.write_bytes(reaching_out(host))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert said["tried"] == []
    assert not asked(listener)
    # A link stays a link for whoever taps it; what is not in the file is listed.
    assert said["texts"][1:] == [f"Read [the report]({host}/report);", "Meet again shown."]
    removed = [tuple(one) for one in said["removed"]]
    assert ("picture", "Logo") in removed
    assert removed.count(("picture", "")) == 1
    assert ("part put in from another file, not read", "") in removed
