"""The columns of a table of institutions: what they hold, and the headings people give them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.directory.models import ContactPurpose, OrganisationKind
from eventmgr.i18n.languages import (
    INTERFACE_LANGUAGES,
    LANGUAGES,
    canonical,
    document_languages,
    language_name,
)
from eventmgr.i18n.names import HONORIFICS, fold, honorific

# What a column may hold; names and posts stand once for each language, as "name:en".
NUMBER = "number"
CONTACT = "contact."
FIELDS: Final[dict[str, Any]] = {
    NUMBER: _l("Number in this directory"),
    "kind": _l("Kind"),
    "delegation": _l("Delegation"),
    "name": _l("Name"),
    "acronym": _l("Acronym"),
    "parent": _l("Part of"),
    "email": _l("E-mail address"),
    "address": _l("Postal address"),
    "former_names": _l("Former names and other spellings"),
    "sort_key": _l("Sorted as"),
    f"{CONTACT}honorific": _l("Contact: form of address"),
    f"{CONTACT}given_name": _l("Contact: given name"),
    f"{CONTACT}family_name": _l("Contact: family name"),
    f"{CONTACT}post": _l("Contact: post"),
    f"{CONTACT}email": _l("Contact: e-mail address"),
    f"{CONTACT}phone": _l("Contact: telephone"),
    f"{CONTACT}language": _l("Contact: language of messages"),
    f"{CONTACT}purposes": _l("Contact: to be written to about"),
}
IN_LANGUAGES: Final = frozenset({"name", f"{CONTACT}post"})

# Longest texts, as the forms have them.
MOST: Final[dict[str, int]] = {
    "name": 300,
    "acronym": 40,
    "email": 255,
    "address": 1000,
    "former_names": 2000,
    "sort_key": 200,
    f"{CONTACT}given_name": 120,
    f"{CONTACT}family_name": 120,
    f"{CONTACT}post": 300,
    f"{CONTACT}email": 255,
    f"{CONTACT}phone": 60,
}

# Headings as people write them in English, Montenegrin and Albanian (folded), with the language
# that a name or a post under such a heading is most likely in.
_HEADINGS: Final[dict[str, tuple[str, str]]] = {}


def _known(field: str, **words: str) -> None:
    for code, list_of_words in words.items():
        for word in list_of_words.split(","):
            _HEADINGS.setdefault(fold(word), (field, code))


_known(NUMBER, en="Number,No.,Number in the directory", cnr="Broj,R. br.", sq="Numri,Nr.")
_known("kind", en="Kind,Type,Category", cnr="Vrsta,Tip,Kategorija", sq="Lloji,Tipi,Kategoria")
_known(
    "delegation",
    en="Delegation,Country,Designation,Participant,State,Country or designation",
    cnr="Delegacija,Država,Zemlja,Učesnik",
    sq="Delegacioni,Shteti,Vendi,Pjesëmarrësi",
)
_known(
    "name",
    en="Name,Institution,Organisation,Organization,Name of institution,Name of the institution,"
    "Institution name,Body,Agency",
    cnr="Naziv,Ime,Institucija,Organizacija,Naziv institucije,Ustanova,Organ",
    sq="Emri,Emërtimi,Institucioni,Organizata,Emri i institucionit",
)
_known(
    "acronym",
    en="Acronym,Abbreviation,Short name",
    cnr="Skraćenica,Akronim",
    sq="Akronimi,Shkurtesa",
)
_known(
    "parent",
    en="Part of,Parent,Parent institution",
    cnr="Dio,Dio institucije,Nadređena institucija,U sastavu",
    sq="Pjesë e,Institucioni epror",
)
_known(
    "email",
    en="E-mail,Email,E-mail address,Mail,Institution e-mail",
    cnr="E-mail,E-pošta,Adresa e-pošte,Mejl",
    sq="E-mail,Posta elektronike,Adresa e postës elektronike",
)
_known(
    "address",
    en="Address,Postal address,Street",
    cnr="Adresa,Poštanska adresa",
    sq="Adresa,Adresa postare",
)
_known(
    "former_names",
    en="Former names,Former name,Other names,Former names and other spellings",
    cnr="Raniji nazivi,Raniji naziv,Prethodni nazivi",
    sq="Emrat e mëparshëm,Emri i mëparshëm",
)
_known("sort_key", en="Sorted as,Sort key", cnr="Redosljed", sq="Renditja")
_known(
    f"{CONTACT}honorific",
    en="Title,Form of address,Honorific,Contact: form of address",
    cnr="Titula,Oslovljavanje",
    sq="Titulli",
)
_known(
    f"{CONTACT}given_name",
    en="Given name,First name,Contact: given name",
    cnr="Ime kontakta,Ime osobe,Lično ime",
    sq="Emri i kontaktit,Emri personal",
)
_known(
    f"{CONTACT}family_name",
    en="Family name,Last name,Surname,Contact: family name",
    cnr="Prezime,Prezime kontakta",
    sq="Mbiemri,Mbiemri i kontaktit",
)
_known(
    f"{CONTACT}post",
    en="Post,Position,Function,Job title,Contact: post",
    cnr="Funkcija,Radno mjesto,Pozicija,Dužnost",
    sq="Pozicioni,Posti,Funksioni,Detyra",
)
_known(
    f"{CONTACT}email",
    en="Contact e-mail,Contact: e-mail address,E-mail of contact",
    cnr="E-mail kontakta,E-pošta kontakta",
    sq="E-mail i kontaktit,Posta elektronike e kontaktit",
)
_known(
    f"{CONTACT}phone",
    en="Phone,Telephone,Tel.,Mobile,Contact: telephone,Phone number",
    cnr="Telefon,Tel,Mobilni,Broj telefona",
    sq="Telefoni,Tel,Celulari,Numri i telefonit",
)
_known(
    f"{CONTACT}language",
    en="Language,Language of messages,Contact: language of messages",
    cnr="Jezik",
    sq="Gjuha",
)
_known(
    f"{CONTACT}purposes",
    en="About,Purpose,Contact for,Contact: to be written to about",
    cnr="Svrha,Kontakt za",
    sq="Qëllimi,Kontakt për",
)


def all_fields() -> list[str]:
    """Return every field with its languages: `kind`, `name:en`, `name:cnr`, …"""
    codes = [*INTERFACE_LANGUAGES]
    codes += [row.code for row in document_languages() if row.code not in codes]
    found = []
    for field in FIELDS:
        found += [f"{field}:{code}" for code in codes] if field in IN_LANGUAGES else [field]
    return found


def label_of(field: str, shown_in: str) -> str:
    """Return a field's words: `Name (English)`."""
    base, _colon, code = field.partition(":")
    words = str(FIELDS[base])
    return f"{words} ({language_name(code, shown_in)})" if code else words


@cache
def _language_words() -> dict[str, str]:
    """Return {folded word: language code}: codes, own names, names in each interface language."""
    found: dict[str, str] = {}
    for row in document_languages():
        shown = [language_name(row.code, code) for code in INTERFACE_LANGUAGES]
        for word in (row.code, row.bcp47, row.endonym, *shown):
            found.setdefault(fold(word), row.code)
    return found


def guess_field(heading: str, labels: Mapping[str, str]) -> str:
    """Return the field that a heading most likely means, "" where nothing is like it.

    `labels` are {folded words: field} of this program's own headings in every language of it.
    """
    key = fold(heading)
    if not key:
        return ""
    if key in labels:
        return labels[key]
    if key in _HEADINGS:
        field, spoken = _HEADINGS[key]
        return f"{field}:{spoken}" if field in IN_LANGUAGES else field
    words = key.split()
    languages = _language_words()
    for length in (3, 2, 1):
        # "Name (English)", "Naziv - crnogorski", "name_sq": what follows or precedes is a language.
        if len(words) <= length:
            continue
        for rest, tail in (
            (words[:-length], words[-length:]),
            (words[length:], words[:length]),
        ):
            code = languages.get(" ".join(tail))
            found = _HEADINGS.get(" ".join(rest))
            if code and found and found[0] in IN_LANGUAGES:
                return f"{found[0]}:{code}"
    return ""


def guess_mapping(headings: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return {column number: field}; a field is given to the first column that looks like it."""
    taken: dict[str, str] = {}
    for position, heading in enumerate(headings):
        field = guess_field(heading, labels)
        if field == "email" and "email" in taken.values():
            field = f"{CONTACT}email"
        if field and field not in taken.values():
            taken[str(position)] = field
    return taken


def heading_row(rows: Sequence[tuple[int, list[str]]], labels: Mapping[str, str]) -> int:
    """Return the number of the row that holds the headings: the one most of which is known.

    Titles and blank rows above a table are passed over; of equal rows the first counts.
    """
    best, score = (rows[0][0] if rows else 1), 0
    for number, cells in rows[:15]:
        known = len({guess_field(cell, labels) for cell in cells} - {""})
        if known > score:
            best, score = number, known
    return best


def headings_mark(headings: Iterable[str]) -> str:
    """Return the mark under which the mapping of a table with these headings is remembered."""
    text = "\x1f".join(fold(heading) for heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()


# --- values ------------------------------------------------------------------------------------

_KINDS: Final[dict[OrganisationKind, str]] = {
    OrganisationKind.MINISTRY: "ministarstvo,ministria,ministri,ministry of",
    OrganisationKind.POLICE: "policija,policia",
    OrganisationKind.BORDER_POLICE: "granična policija,policia kufitare",
    OrganisationKind.PROSECUTION: "tužilaštvo,prokuroria,prosecutor,prosecutor's office",
    OrganisationKind.JUDICIARY: "sudstvo,sud,gjyqësori,gjykata,court",
    OrganisationKind.PARLIAMENT: "parlament,skupština,kuvendi,parlamenti",
    OrganisationKind.INDEPENDENT_BODY: "nezavisno tijelo,organ i pavarur",
    OrganisationKind.INTERGOVERNMENTAL: "međuvladina organizacija,organizatë ndërqeveritare,"
    "international organisation,international organization,međunarodna organizacija,"
    "organizatë ndërkombëtare,igo",
    OrganisationKind.EU_BODY: "tijelo eu,organ i be së,eu",
    OrganisationKind.REGIONAL_INITIATIVE: "regionalna inicijativa,iniciativë rajonale",
    OrganisationKind.AGENCY: "agencija,agjenci,agjencia",
    OrganisationKind.NGO: "nvo,ngo,ojq,nevladina organizacija,organizatë joqeveritare,"
    "civil society",
    OrganisationKind.ACADEMIA: "akademija,univerzitet,akademia,universitet,university",
    OrganisationKind.PRIVATE: "privatni sektor,sektori privat,company",
    OrganisationKind.MEDIA: "mediji,mediat",
}


def kind_words(labels: Mapping[OrganisationKind, Iterable[str]]) -> dict[str, OrganisationKind]:
    """Return {folded word: kind}; `labels` are what the kinds are called in every language."""
    found: dict[str, OrganisationKind] = {}
    for kind in OrganisationKind:
        for word in (kind.value, *labels.get(kind, ()), *_KINDS[kind].split(",")):
            found.setdefault(fold(word), kind)
    return found


def purpose_words(labels: Mapping[ContactPurpose, Iterable[str]]) -> dict[str, str]:
    """Return {folded word: purpose}."""
    found: dict[str, str] = {}
    for purpose in ContactPurpose:
        for word in (purpose.value, *labels.get(purpose, ())):
            found.setdefault(fold(word), purpose.value)
    return found


@cache
def honorific_words() -> dict[str, str]:
    """Return {word as written, without dots and in small letters: code} in every language."""
    found: dict[str, str] = {code: code for code in HONORIFICS}
    for code in HONORIFICS:
        for row in LANGUAGES.values():
            if row.document:
                for feminine in (False, True):
                    words = honorific(code, row.code, feminine=feminine)
                    found.setdefault(_plain_title(words), code)
    found |= {"mrs": "ms", "miss": "ms", "gdja": "ms", "gospođa": "ms", "gospodin": "mr"}
    found.pop("", None)
    return found


def _plain_title(words: str) -> str:
    return words.casefold().replace(".", "").strip()


def honorific_of(text: str, words: Mapping[str, str]) -> str | None:
    """Return the codes of a form of address as typed ("Ms. Dr."), None where it is not known."""
    whole = words.get(_plain_title(text))
    if whole:
        return whole
    codes = [words.get(_plain_title(part)) for part in text.replace(".", ". ").split()]
    codes = [code for code in codes if code]
    count = len([part for part in text.replace(".", ". ").split() if _plain_title(part)])
    return " ".join(dict.fromkeys(codes)) if codes and len(codes) == count else None  # type: ignore[arg-type]


def language_of(text: str) -> str | None:
    """Return the code of a document language written as code, own name or name, or None."""
    tag = canonical(text.strip())
    if tag and LANGUAGES[tag].document:
        return tag
    exact = {row.endonym.casefold(): row.code for row in document_languages()}
    return exact.get(text.strip().casefold()) or _language_words().get(fold(text))
