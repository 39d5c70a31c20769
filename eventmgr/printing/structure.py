"""Mends the structure tree of a PDF where WeasyPrint 70 leaves it short of PDF/UA-1.

- HTML has no element for a note. Those at the foot of a page come out untyped, and those at the
  end of a paper are written as `article`, which nothing else uses: both become Note elements.
- Header cells have no Scope: those in a table's head get Column, the others Row.
- A list cut by a page end becomes two lists: they are joined, so that a listener hears one list
  and the second half of a numbered paragraph stays with its number.
- Emphasis within a link takes the link's annotation with it: it becomes a Link as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

Element = Any  # pydyf.Dictionary, which is imported late


class _Tree:
    """Structure elements by the references that point to them."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.by_reference: dict[bytes, Element] = {
            _reference(thing): thing
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
            kid["P"] = _reference(new)
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
    for element in tree.by_reference.values():
        if element["S"] in ("/NonStruct", "/Span") and _holds_annotation(pdf, element):
            element["S"] = "/Link"
    for table in [one for one in tree.walk(root) if one["S"] == "/Table"]:
        _give_scopes(tree, table)


def _holds_annotation(pdf: pydyf.PDF, element: Element) -> bool:
    numbers = [int(kid.split()[0]) for kid in element["K"] if isinstance(kid, bytes)]
    kids = [pdf.objects[number] for number in numbers]
    return any(isinstance(kid, dict) and kid.get("Type") == "/OBJR" for kid in kids)


def _type_notes(tree: _Tree, root: Element) -> None:
    """Type the notes, each with the id that PDF/UA asks for.

    The feet of pages are the only untyped blocks straight under the document.
    """
    import pydyf

    feet = [area for area in tree.kids(root) if area["S"] == "/NonStruct"]
    notes = [element for element in tree.walk(root) if element["S"] == "/Art"]
    for area in feet:
        area["S"] = "/Div"
        notes += tree.kids(area)
    for number, note in enumerate(notes, start=1):
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"note-{number}")


def _give_scopes(tree: _Tree, table: Element) -> None:
    import pydyf

    for part in tree.kids(table):
        scope = "/Column" if part["S"] == "/THead" else "/Row"
        for cell in tree.walk(part):
            if cell["S"] == "/TH":
                cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope


def _join_lists(tree: _Tree, root: Element) -> None:
    """Join the list that opens a page to the one at the end of the page before.

    The contents of each page hang under a Part element of their own (the `main` of the paper).
    Lists that meet at a page end are one: no paper sets two different lists next to each other.
    """
    before: Element | None = None
    for part in [one for one in tree.kids(root) if one["S"] == "/Part"]:
        kids = tree.kids(part)
        if before is not None and kids and kids[0]["S"] == "/L":
            _join(tree, before, kids[0])
            part["K"].remove(_reference(kids[0]))
            if len(kids) == 1:
                root["K"].remove(_reference(part))
                continue
        before = kids[-1] if kids and kids[-1]["S"] == "/L" else None


def _join(tree: _Tree, first: Element, second: Element) -> None:
    """Move the items of the second list into the first, an item without number into the last."""
    pieces = tree.kids(second)
    last_item = next((one for one in reversed(tree.kids(first)) if one["S"] == "/LI"), None)
    if pieces and last_item is not None and _continues(tree, pieces[0]):
        tree.move_kids(pieces[0], last_item)
        second["K"].remove(_reference(pieces.pop(0)))
    # WeasyPrint hangs a list within an item behind that item; it may be cut as well.
    ends = tree.kids(first)
    if pieces and ends and pieces[0]["S"] == ends[-1]["S"] == "/L":
        _join(tree, ends[-1], pieces[0])
        second["K"].remove(_reference(pieces[0]))
    tree.move_kids(second, first)


def _continues(tree: _Tree, item: Element) -> bool:
    return item["S"] == "/LI" and all(kid["S"] != "/Lbl" for kid in tree.kids(item))


def _reference(element: Element) -> bytes:
    reference: bytes = element.reference
    return reference
