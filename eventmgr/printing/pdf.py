"""HTML to PDF/UA by WeasyPrint, with the program's own fonts and nothing from a network.

WeasyPrint and its libraries take about 40 MB and half a second, so they are imported by the
first paper a process makes and not by every web worker.
"""

from __future__ import annotations

import atexit
import threading
from functools import cache
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from eventmgr.i18n.languages import html_lang
from eventmgr.paths import FONTS, TEMPLATES
from eventmgr.printing.compose import compose
from eventmgr.printing.papers import Paper

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

STYLE = TEMPLATES / "print" / "print.css"
_FONT_SCHEME = "font:"

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
    with _one_at_a_time:
        from weasyprint import HTML

        from eventmgr.printing.structure import repair_structure

        style, configuration, fetcher = _prepared()
        source = HTML(string=html, url_fetcher=fetcher, base_url=None)
        source.etree_element.set("lang", html_lang(language))
        document = source.render(
            font_config=configuration,
            stylesheets=[style],
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )
        document.metadata.title = title
        document.metadata.lang = html_lang(language)
        return document.write_pdf(finisher=repair_structure, pdf_variant="pdf/ua-1", pdf_tags=True)


def render_paper(paper: Paper, translations: NullTranslations | None = None) -> bytes:
    """Return the PDF of a paper.

    `translations` replaces the catalogue of the paper's language (tests use it). Raises
    DesignationError (DES-02) and FontsMissingError.
    """
    html, title = compose(paper, translations)
    return render(html, title=title, language=paper.masthead.language)
