"""What a reader found, in plain lines for a terminal."""

from __future__ import annotations

from collections import Counter

from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document
from eventmgr.text.numbering import labels


def summary(document: Document) -> str:
    """Return the document's head, its paragraphs with labels, questions, removals and remarks."""
    data = document.to_json_dict()
    dates = " to ".join(day for day in dict.fromkeys((data["start"], data["end"])) if day)
    place = ", ".join(part for part in (data["place"], data["country"]) if part)
    head = [
        ("Kind", data["kind"]),
        ("Language", data["language"]),
        ("Title", data["title"]),
        *(("Subtitle", line) for line in data["subtitle"]),
        ("Type", data["doc_type"]),
        ("Place", place),
        ("Dates", dates),
        *(("Organiser", name) for name in data["organisers"]),
    ]
    lines = [f"{name + ':':<11} {value}" for name, value in head if value]
    lines.append("")
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    for node, label in zip(document.nodes, printed, strict=True):
        indent = "  " * max(0, node.level - 1)
        mark = f"{label.printed} " if label.printed else ""
        lines.append(f"{node.kind!s:<13} {indent}{mark}{to_plain(node.text)}")
    for name, items, text in (
        ("Footnotes", data["footnotes"], lambda item: f"{item['number']}. {item['text']}"),
        ("Removed", data["removed"], lambda item: f"{item['what']}: {item['text']}"),
        ("To be confirmed", data["questions"], _question),
        ("Remarks", data["lint"], lambda item: item["message"]),
    ):
        if items:
            lines += ["", f"{name}:", *(f"  - {text(item)}" for item in items)]
    counts = Counter(str(node.kind) for node in document.nodes)
    found = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "no paragraphs"
    return "\n".join([*lines, "", f"Found: {found}."])


def _question(item: dict[str, object]) -> str:
    proposal = item["proposal"]
    return f"{item['message']} Proposal: {proposal}" if proposal else str(item["message"])
