"""What import-linter's contracts cannot say: a package's pages and forms are its own."""

import ast
from pathlib import Path

from eventmgr.serving import WORKING_ROOMS

PACKAGE = Path(__file__).parents[2] / "eventmgr"
PRIVATE = ("views", "forms")


def foreign_rooms(source: str, package: str) -> list[str]:
    """Return the views and forms of other packages that a module of `package` imports."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if (
                len(parts) > 2
                and parts[0] == "eventmgr"
                and parts[1] != package
                and parts[2] in PRIVATE
            ):
                found.append(name)
    return found


def test_foreign_rooms_found():
    source = "from eventmgr.papers.views import bp\nimport eventmgr.agenda.forms"
    assert foreign_rooms(source, "papers") == ["eventmgr.agenda.forms"]
    assert foreign_rooms("from eventmgr.papers import views", "agenda") == ["eventmgr.papers.views"]
    assert foreign_rooms("from eventmgr.forms import Form", "agenda") == []


def test_no_package_imports_the_views_or_forms_of_another():
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        package = path.relative_to(PACKAGE).parts[0]
        if names := foreign_rooms(path.read_text(), package):
            found[str(path.relative_to(PACKAGE))] = names
    assert found == {}


def test_worker_knows_the_work_of_every_room():
    assert {path.parent.name for path in PACKAGE.glob("*/work.py")} == set(WORKING_ROOMS)


def test_nothing_is_handed_over_but_from_the_rooms_the_worker_knows():
    """A task stands in the queue's own module or in a work.py."""
    outside = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "@queue." in path.read_text() and path.name != "work.py" and path != PACKAGE / "queue.py"
    }
    assert outside == set()
