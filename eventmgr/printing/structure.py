"""Mends the structure tree of a PDF where WeasyPrint 70 leaves it short of PDF/UA-1.

- Notes at the foot of a page come out as untyped blocks: they become Note elements with an id.
- Header cells have no Scope: those in a table's head get Column, the others Row.
- A list cut by a page end becomes two lists: its parts are joined, so that a reader hears one
  list, and the second half of a paragraph stays with its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

Element = dict[str, Any]


class _Tree:
    """Structure elements by the references that point to them."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.by_reference: dict[bytes, Element] = {
            thing.reference: thing
            for thing in pdf.objects
            if isinstance(thing, dict) and thing.get("Type") == "/StructElem"
        }

    def kids(self, element: Element) -> list[Element]:
        return [
            self.by_reference[kid]
            for kid in element["K"]
            if isinstance(kid, bytes) and kid in self.by_reference
        ]

    def walk(self, element: Element) -> Iterator[Element]:
        yield element
        for kid in self.kids(element):
            yield from self.walk(kid)

    def move_kids(self, old: Element, new: Element) -> None:
        """Hang all kids of one element behind those of another."""
        for kid in self.kids(old):
            kid["P"] = new.reference  # type: ignore[attr-defined]
        new["K"].extend(old["K"])
        old["K"].clear()


def repair_structure(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the tags of a finished document in place; given to WeasyPrint as its finisher."""
    tree = _Tree(pdf)
    root = next((one for one in tree.by_reference.values() if one["S"] == "/Document"), None)
    if root is None:
        return
    _type_notes(tree, root)
    _join_lists(tree, root)
    for table in [one for one in tree.walk(root) if one["S"] == "/Table"]:
        _give_scopes(tree, table)


def _type_notes(tree: _Tree, root: Element) -> None:
    """Type the foot of each page: the only untyped blocks straight under the document."""
    import pydyf

    number = 0
    for area in tree.kids(root):
        if area["S"] != "/NonStruct":
            continue
        area["S"] = "/Div"
        for note in tree.kids(area):
            number += 1
            note["S"] = "/Note"
            note["ID"] = pydyf.String(f"note-at-foot-{number}")


def _give_scopes(tree: _Tree, table: Element) -> None:
    import pydyf

    for part in tree.kids(table):
        scope = "/Column" if part["S"] == "/THead" else "/Row"
        for cell in tree.walk(part):
            if cell["S"] == "/TH":
                cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope


def _join_lists(tree: _Tree, root: Element) -> None:
    """Join a list whose first item has no label to the list before it.

    The parts of one page hang under one Part element each (the `main` of the paper), so the
    search goes from the last element of a page to the first of the next.
    """
    parts = [one for one in tree.kids(root) if one["S"] == "/Part"]
    for before, after in zip(parts, parts[1:], strict=False):
        ends, starts = tree.kids(before), tree.kids(after)
        if ends and starts:
            _join(tree, ends[-1], starts[0])
            if not starts[0]["K"]:
                after["K"].remove(starts[0].reference)  # type: ignore[attr-defined]


def _join(tree: _Tree, first: Element, second: Element) -> None:
    if not (first["S"] == second["S"] == "/L"):
        return
    pieces = tree.kids(second)
    if not pieces or _has_label(tree, pieces[0]):
        return
    last_item = next((one for one in reversed(tree.kids(first)) if one["S"] == "/LI"), None)
    if pieces[0]["S"] != "/LI" or last_item is None:
        return
    tree.move_kids(pieces[0], last_item)
    second["K"].remove(pieces[0].reference)  # type: ignore[attr-defined]
    tree.move_kids(second, first)


def _has_label(tree: _Tree, item: Element) -> bool:
    return any(kid["S"] == "/Lbl" for kid in tree.kids(item))
