"""HTML to PDF/UA by WeasyPrint, with the program's own fonts and nothing from a network.

WeasyPrint and its libraries take about 40 MB and half a second, so they are imported by the
first paper a process makes and not by every web worker.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence
from copy import copy
from datetime import UTC, datetime
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from eventmgr.i18n.languages import html_lang
from eventmgr.paths import FONTS, TEMPLATES
from eventmgr.printing.compose import compose
from eventmgr.printing.copies import ArchiveCopy, BookletCopy, Making, Printed, making_of
from eventmgr.printing.papers import Bundle

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STYLE = TEMPLATES / "print" / "print.css"
_FONT_SCHEME = "font:"

_FOR_READING = Making()
# The clock of enclosed files stands still, so that the same text gives the same file.
_STILL = datetime(1980, 1, 1, tzinfo=UTC)

# Pango's font map, kept from one paper to the next, is not made for several threads.
_one_at_a_time = threading.Lock()


class FontsMissingError(RuntimeError):
    """The fonts that set-up installs are not there; a paper would come out in any other type."""


def _fetcher() -> URLFetcher:
    """Return the only way out of a paper: `font:` names a file of FONTS, `data:` holds itself."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Serves fonts of the package and data: addresses, refuses everything else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith(_FONT_SCHEME):
                name = unquote(urlsplit(url).path)
                if "/" in name or not name.endswith(".ttf"):
                    raise ValueError(f"not a font of this program: {name}")
                return URLFetcherResponse(
                    url, (FONTS / name).read_bytes(), {"Content-Type": "font/ttf"}
                )
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"papers fetch nothing from outside: {url}")

    return OwnFilesOnly(allowed_protocols=("data",))


@cache
def _prepared() -> tuple[CSS, FontConfiguration, URLFetcher]:
    """Parse the style and load the fonts, once per process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    missing = [name for name in _fonts_of_style() if not (FONTS / name).is_file()]
    if missing:
        raise FontsMissingError(
            f"The fonts {', '.join(missing)} are missing in {FONTS}. Run the set-up again."
        )
    fetcher = _fetcher()
    configuration = FontConfiguration()
    style = CSS(
        string=STYLE.read_text(encoding="utf-8"),
        font_config=configuration,
        url_fetcher=fetcher,
    )
    return style, configuration, fetcher


# The font configuration removes its folder of fonts when it goes; at the very end of a process it
# no longer can.
atexit.register(_prepared.cache_clear)


def _fonts_of_style() -> list[str]:
    text = STYLE.read_text(encoding="utf-8")
    parts = text.split(f'url("{_FONT_SCHEME}')[1:]
    return [part.partition('"')[0] for part in parts]


def render(html: str, *, title: str, language: str) -> bytes:
    """Return a tagged PDF (PDF/UA-1) with bookmarks.

    `html` is a whole document for the print style. `title` and `language` (our code; `cnr` stays
    `cnr`) are written over what its head says. Raises FontsMissingError before set-up.
    """
    return render_many([html], title=title, language=language)


def render_many(
    pages: Sequence[str], *, title: str, language: str, making: Making = _FOR_READING
) -> bytes:
    """Return several documents of one language as one tagged PDF.

    Each begins on a page of its own, with its own notes and its own page numbers.
    """
    with _one_at_a_time:
        from weasyprint import CSS, HTML, Attachment

        from eventmgr.printing.structure import repair_structure

        style, configuration, fetcher = _prepared()
        documents = []
        for html in pages:
            source = HTML(string=html, url_fetcher=fetcher, base_url=None)
            source.etree_element.set("lang", html_lang(language))
            documents.append(
                source.render(
                    font_config=configuration,
                    stylesheets=[style, CSS(string=making.page)] if making.page else [style],
                    pdf_variant=making.variant,
                    pdf_tags=True,
                )
            )
        whole = documents[0]
        if len(documents) > 1:
            whole = whole.copy([page for one in documents for page in one.pages])
        if making.twice:
            whole = whole.copy([one for page in whole.pages for one in (page, _back_of(page))])
        whole.metadata.title = title
        whole.metadata.lang = html_lang(language)
        whole.metadata.attachments = [
            Attachment(
                file_obj=BytesIO(one.data),
                name=one.name,
                description=one.description,
                relationship=one.relation,
                created=_STILL,
                modified=_STILL,
            )
            for one in making.files
        ]
        return whole.write_pdf(
            finisher=repair_structure,
            pdf_variant=making.variant,
            pdf_tags=True,
            zoom=making.zoom,
        )


def _back_of(page: Any) -> Any:
    """Return a page that says the same and stands in no table of contents."""
    back = copy(page)
    back.bookmarks = []
    return back


def render_paper(paper: Printed, translations: NullTranslations | None = None) -> bytes:
    """Return the PDF of a paper.

    `translations` replaces the catalogue of the paper's language (tests use it). Raises
    DesignationError (DES-02) and FontsMissingError.
    """
    if isinstance(paper, Bundle):
        made = [compose(one, translations) for one in paper.papers]
        return render_many(
            [one.html for one in made],
            title=made[0].title,
            language=paper.masthead.language,
        )
    inner = paper.paper if isinstance(paper, BookletCopy | ArchiveCopy) else paper
    html, title = compose(inner, translations)
    language = inner.masthead.language
    return render_many([html], title=title, language=language, making=making_of(paper))
