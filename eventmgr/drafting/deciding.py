"""What is decided on the import screen, carried out on a file that is read anew each time.

Nothing of it is stored: the answers travel with the form. A paragraph is named by the source line
it begins in ("12", its second half "12-2"), so that answers hold whatever else is decided.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from eventmgr.drafting.changing import normal_level
from eventmgr.drafting.models import NodeKind
from eventmgr.text.model import Document, Node
from eventmgr.text.model import NodeKind as ReadKind
from eventmgr.text.readers import Decisions

#: A form longer than this would be slower to use than the editor itself.
MOST_EDITABLE = 400
_KEY = re.compile(r"[a-z]?\d{1,6}(?:-\d){0,6}")


@dataclass(frozen=True)
class Answers:
    """What was decided about questions, tracked changes and paragraphs."""

    taken: dict[int, bool] = field(default_factory=dict)
    changes: Decisions = field(default_factory=Decisions)
    one_by_one: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    read_as: dict[str, str] = field(default_factory=dict)
    splits: dict[str, str] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Answers:
        """Read the answers of a form.

        Fields: "question-N" (take or keep), "changes" (accept, reject, each) with "change-N",
        and for a paragraph "kind-KEY" beside "read-KEY", "split-KEY", "join-KEY", "leave-KEY".
        """
        taken = {number: value != "keep" for number, value in _numbered(values, "question-")}
        how = values.get("changes", "")
        each = {
            number: value == "accept"
            for number, value in _numbered(values, "change-")
            if value in {"accept", "reject"}
        }
        together = {"accept": True, "reject": False}.get(how)
        splits = {key: " ".join(value.split())[:300] for key, value in _keyed(values, "split-")}
        return cls(
            taken=taken,
            changes=Decisions(together, {} if how in {"accept", "reject"} else each),
            one_by_one=how == "each",
            kinds=dict(_keyed(values, "kind-")),
            read_as=dict(_keyed(values, "read-")),
            splits={key: words for key, words in splits.items() if words},
            joined=frozenset(key for key, _value in _keyed(values, "join-")),
            left_out=frozenset(key for key, _value in _keyed(values, "leave-")),
        )

    def takes(self, number: int) -> bool:
        """Tell whether a proposal is taken; it is, unless somebody said no."""
        return self.taken.get(number, True)


def _numbered(values: Mapping[str, str], prefix: str) -> list[tuple[int, str]]:
    return [
        (int(name.removeprefix(prefix)), value)
        for name, value in values.items()
        if name.startswith(prefix) and re.fullmatch(r"[0-9]{1,10}", name.removeprefix(prefix))
    ]


def _keyed(values: Mapping[str, str], prefix: str) -> list[tuple[str, str]]:
    return [
        (name.removeprefix(prefix), value)
        for name, value in values.items()
        if name.startswith(prefix) and _KEY.fullmatch(name.removeprefix(prefix))
    ]


@dataclass
class Piece:
    """A paragraph of the result: its node, its name in the form, the lines it came from.

    `read_as` is its kind and level before anybody changed them. `taken_in` names paragraphs that
    were joined to it; `split_at` are the words at which its rest was parted from it, `not_found`
    the words that were asked for and are not in it.
    """

    node: Node
    key: str
    lines: list[int]
    uids: set[str]
    read_as: str = ""
    taken_in: list[tuple[str, str]] = field(default_factory=list)
    split_at: str = ""
    not_found: str = ""


def pieces_of(document: Document, origins: Mapping[str, list[int]]) -> list[Piece]:
    """Return the paragraphs of a read document, each with a name of its own."""
    used: set[str] = set()
    pieces = []
    for place, node in enumerate(document.nodes, start=1):
        lines = list(origins.get(node.uid, []))
        key = str(lines[0]) if lines else f"x{place}"
        while key in used:
            key = f"{key}-2"
        used.add(key)
        pieces.append(Piece(node, key, lines, {node.uid}, _kind(node)))
    return pieces


def carry_out_edits(
    document: Document, pieces: list[Piece], answers: Answers
) -> tuple[list[Piece], list[Piece]]:
    """Split, join, rename and leave out paragraphs; return those that stay and those left out."""
    done: list[Piece] = []
    waiting = list(reversed(pieces))
    while waiting:
        piece = waiting.pop()
        rest = _split(piece, answers.splits.get(piece.key, ""))
        if rest is not None:
            waiting.append(rest)
        before = done[-1] if done else None
        if piece.key in answers.joined and before is not None:
            before.taken_in.append((piece.key, " ".join(piece.node.text.split()[:6])))
            before.node.text = f"{before.node.text.rstrip()} {piece.node.text.lstrip()}"
            before.lines += [line for line in piece.lines if line not in before.lines]
            before.uids |= piece.uids
            continue
        chosen = answers.kinds.get(piece.key, "")
        if chosen and chosen != answers.read_as.get(piece.key, piece.read_as):
            _rename(piece.node, chosen)
        done.append(piece)
    kept = [piece for piece in done if piece.key not in answers.left_out]
    document.nodes = [piece.node for piece in kept]
    document.renumber()
    return kept, [piece for piece in done if piece.key in answers.left_out]


def _kind(node: Node) -> str:
    kind = NodeKind(node.kind.value)
    return f"{kind.value}:{normal_level(kind, node.level)}"


def _rename(node: Node, chosen: str) -> None:
    name, _colon, level = chosen.partition(":")
    if name in {kind.value for kind in ReadKind} and level in {"0", "1", "2", "3"}:
        node.kind, node.level = ReadKind(name), normal_level(NodeKind(name), int(level))


def _split(piece: Piece, words: str) -> Piece | None:
    """Part a paragraph before these words; None where they do not stand inside it."""
    if not words:
        return None
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(rf"(?<!\w){wanted}", piece.node.text)
    if found is None or not piece.node.text[: found.start()].strip():
        piece.not_found = words
        return None
    before, after = piece.node.text[: found.start()], piece.node.text[found.start() :]
    piece.split_at = words
    piece.node.text = before.rstrip()
    node = Node(piece.node.kind, after.lstrip(), piece.node.level)
    return Piece(node, f"{piece.key}-2", list(piece.lines), {node.uid}, _kind(node))
