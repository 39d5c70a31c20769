"""The pages of the directory, and the footnotes that every page shows at its foot."""

from __future__ import annotations

from eventmgr.directory import (  # noqa: F401 - their pages hang on the same blueprint
    contact_pages,
    designation_pages,
    export_pages,
    import_pages,
    logo_pages,
    merge_pages,
    organisation_pages,
    people_pages,
)
from eventmgr.directory.blueprint import bp
from eventmgr.directory.screen import screen_notes

__all__ = ["bp"]

bp.app_context_processor(lambda: {"screen_notes": screen_notes})
