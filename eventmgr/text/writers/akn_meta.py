"""What an Akoma Ntoso file says of itself: work, expression, file, institutions, adoption."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from eventmgr.i18n.languages import canonical
from eventmgr.text.edition import Work
from eventmgr.text.writers.akn_xml import Element, element

#: ISO 639-3 codes where they are not ours already (cnr is).
_LANGUAGES = {
    "en": "eng", "sq": "sqi", "mk": "mkd", "sr": "srp", "bs": "bos", "hr": "hrv", "sl": "slv",
    "de": "deu", "fr": "fra", "it": "ita", "es": "spa", "ru": "rus", "uk": "ukr", "tr": "tur",
    "el": "ell", "bg": "bul", "ro": "ron", "hu": "hun", "pl": "pol", "cs": "ces", "sk": "slk",
    "ar": "ara", "nl": "nld", "pt": "por", "zh": "zho",
}  # fmt: skip
_SUBTYPES = {"conclusions": "deliberation", "concept-paper": "paper"}


def iso_day(text: str) -> str:
    """Return a day of ISO 8601 as it is, "" for anything else."""
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def iso_639_3(code: str) -> str:
    """Return the language code of three letters that Akoma Ntoso wants."""
    base = (canonical(code) or code).partition("_")[0].partition("-")[0]
    return _LANGUAGES.get(base, base)


@dataclass(frozen=True)
class Names:
    """Addresses of the work, of its expression in a language and of this file."""

    country: str
    subtype: str
    work: str
    expression: str
    file: str
    when: str
    made: str
    body: str

    @classmethod
    def of(cls, work: Work, language: str, made: date) -> Names:
        """Return the names of a work; what is not known is filled from the event."""
        origin = work.provenance
        organisers = work.heads[language].organisers
        body = origin.body or next((one.acronym or one.name for one in organisers), "")
        when = iso_day(origin.date) or iso_day(origin.start) or made.isoformat()
        country = origin.country.lower() if re.fullmatch(r"[A-Za-z]{2}", origin.country) else "xx"
        subtype = _SUBTYPES.get(work.edition.kind, "communication")
        number = _slug(origin.symbol or origin.uuid) or work.edition.kind
        base = f"/akn/{country}/statement/{subtype}/{_slug(body) or 'meeting'}/{when}/{number}"
        expression = f"{base}/{iso_639_3(language)}@{when}"
        return cls(
            country, subtype, base, expression, f"{expression}.xml", when, made.isoformat(),
            body or work.heads[language].title or "–",
        )  # fmt: skip


def meta(work: Work, language: str, names: Names) -> Element:
    """Return the meta block of a statement."""
    found = element("meta", identification(work, language, names, "main"))
    found.append(
        element(
            "lifecycle",
            element(
                "eventRef",
                eId="lifecycle_1",
                date=names.when,
                source="#author",
                type="generation",
            ),
            source="#author",
        )
    )
    day = iso_day(str(work.adoption.get("date", ""))) if work.adoption else ""
    if day:
        step = element(
            "step", eId="step_1", date=day, by="#author", outcome="#adoption", as_="#adopts"
        )
        found.append(element("workflow", step, source="#author"))
    found.append(_references(work, language, names))
    return found


def identification(work: Work, language: str, names: Names, component: str) -> Element:
    """Return the three levels of a document or of a part of it."""
    origin = work.provenance
    top = element("FRBRWork", *_core(names.work, component, names.when, "generation"))
    if origin.uuid:
        top.insert(2, element("FRBRalias", value=origin.uuid, name="uuid"))
    top.append(element("FRBRcountry", value=names.country))
    top.append(element("FRBRsubtype", value=names.subtype))
    if origin.symbol:
        top.append(element("FRBRnumber", value=origin.symbol))
    top.append(element("FRBRprescriptive", value="false"))
    authentic = language == work.edition.authentic
    text = element("FRBRExpression", *_core(names.expression, component, names.when, "version"))
    if origin.version:
        text.append(element("FRBRversionNumber", value=origin.version))
    text.append(element("FRBRauthoritative", value=str(authentic).lower()))
    text.append(element("FRBRlanguage", language=iso_639_3(language)))
    if not authentic:
        source = iso_639_3(work.edition.authentic)
        text.append(
            element(
                "FRBRtranslation",
                href=f"{names.work}/{source}@{names.when}",
                fromLanguage=source,
                authoritative="false",
                by="#author",
            )
        )
    file = element("FRBRManifestation", *_core(names.file, component, names.made, "file"))
    file.append(element("FRBRformat", value="xml"))
    return element("identification", top, text, file, source="#author")


def _core(address: str, component: str, day: str, name: str) -> list[Element]:
    base, dot, ending = address.partition(".xml")
    return [
        element("FRBRthis", value=f"{base}/!{component}{dot}{ending}"),
        element("FRBRuri", value=address),
        element("FRBRdate", date=day, name=name),
        element("FRBRauthor", href="#author"),
    ]


def _references(work: Work, language: str, names: Names) -> Element:
    head = work.heads[language]
    found = element("references", source="#author")
    rows = [("TLCOrganization", "author", "organization", names.body)]
    rows += [
        ("TLCOrganization", f"org_{number}", "organization", one.name)
        for number, one in enumerate(head.organisers, 1)
        if one.name
    ]
    if head.place:
        rows.append(("TLCLocation", "place", "location", head.place))
    if work.adoption:
        mode = str(work.adoption.get("mode", "adoption"))
        rows.append(("TLCConcept", "adoption", "concept", mode))
        rows.append(("TLCRole", "adopts", "role", "adopts"))
    for tag, name, kind, words in rows:
        address = f"/akn/ontology/{kind}/{_slug(words) or name}"
        found.append(element(tag, eId=name, href=address, showAs=words))
    return found


def _slug(text: str) -> str:
    letters = text.replace("đ", "d").replace("Đ", "D")
    bare = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:60]
