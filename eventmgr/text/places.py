"""Cities and countries of the region in the forms that headings and sentences use."""

from __future__ import annotations

import re

#: One row per city: English nominative, then every other form met (| between languages).
_CITIES = """
Podgorica Podgorice Podgorici Podgoricë Podgoricës Подгорица Подгорици Подгорице
Belgrade Beograd Beogradu Beograda Beogradi Beogradit Београд Београду Београда Белград
Sarajevo Sarajevu Sarajeva Sarajevë Сарајево Сарајеву Сарајева Сараево
Skopje Skoplje Skoplju Skoplja Shkup Shkupi Скопје Скопље Скопљу
Tirana Tirane Tirani Tiranë Tiranës Тирана Тирани Тиране
Pristina Prishtina Priština Prištini Prishtinë Приштина Приштини Приштине
Zagreb Zagrebu Zagreba Zagrebi Загреб Загребу
Ljubljana Ljubljani Ljubljane Lubjana Љубљана Љубљани Љубљане
Sofia Sofija Sofiji Sofje Софија Софији
Bucharest Bukurešt Bukureštu Bukuresht Букурешт
Athens Atina Atini Athina Athinë Атина
Vienna Beč Beču Vjenë Vjena Беч Бечу Виена
Brussels Brisel Briselu Bruksel Брисел
Budva Budvi Budve Budvë Будва Будви
Bar Baru
Tivat Tivtu
Kotor Kotoru Котор
Cetinje Cetinju Цетиње Цетињу
Nikšić Nikšiću
Ulcinj Ulcinju Ulqin
Bečići Bečićima
Kolašin Kolašinu
Igalo Igalu
Banja~Luka Banjaluka Banjoj~Luci Бања~Лука
Mostar Mostaru
Novi~Sad Novom~Sadu Нови~Сад Новом~Саду
Niš Nišu Ниш Нишу
Ohrid Ohridu Ohër Охрид Охриду
Bitola Bitolju Manastir Битола Битољ Битољу
Durrës Durresi
Shkodër Shkodra
Vlorë Vlora
Budapest Budimpešta Budimpešti
Chișinău Chisinau Kišinjev
Istanbul Istanbulu
Geneva Ženeva Ženevi Gjenevë
Rome Rim Rimu Romë
Paris Parizu
Berlin Berlinu
Warsaw Varšava Varšavi Varshavë
Strasbourg Strazburu Strasburg
The~Hague Hag Hagu Hagë
"""

_COUNTRIES = """
Montenegro|Crna Gora|Crne Gore|Crnoj Gori|Mali i Zi|Malit të Zi|Mal të Zi|Mal i Zi|Црна Гора|Црне Горе|Црној Гори
Serbia|Republic of Serbia|Srbija|Srbiji|Srbije|Republika Srbija|Serbi|Serbia|Serbisë|Србија|Србије|Србији|Република Србија|Републике Србије
Bosnia and Herzegovina|Bosna i Hercegovina|Bosni i Hercegovini|Bosnja dhe Hercegovina|Босна и Херцеговина|Босне и Херцеговине|Босни и Херцеговини
North Macedonia|Republic of North Macedonia|Sjeverna Makedonija|Severna Makedonija|Maqedonia e Veriut|Maqedonisë së Veriut|Северна Македонија|Северне Македоније|Северној Македонији|Република Северна Македонија
the former Yugoslav Republic of Macedonia|Macedonia|Makedonija|Maqedonia|Македонија
Albania|Republic of Albania|Albanija|Albaniji|Shqipëri|Shqipëria|Shqipërisë|Албанија|Албаније|Албанији
Kosovo*|Kosovo|Kosova*|Kosova|Kosovë|Косово*|Косово
Croatia|Hrvatska|Hrvatskoj|Kroaci|Kroacia|Хрватска
Slovenia|Slovenija|Sloveniji|Slloveni|Sllovenia|Словенија
Bulgaria|Bugarska|Bullgari|Bullgaria|Бугарска
Romania|Rumunija|Rumani|Rumania
Greece|Grčka|Greqi|Greqia
Austria|Austrija|Austri
Hungary|Mađarska|Hungari
Italy|Italija|Itali
Türkiye|Turkey|Turska|Turqi|Turqia
Moldova|Republic of Moldova|Moldavija
Switzerland|Švajcarska|Zvicër
Belgium|Belgija|Belgjikë
Germany|Njemačka|Gjermani
France|Francuska|Francë
Netherlands|the Netherlands|Holandija
"""  # noqa: E501 - one country a line

_CITY_ROWS = [
    [form.replace("~", " ") for form in line.split()] for line in _CITIES.split("\n") if line
]
CITY_FORMS: dict[str, str] = {form.casefold(): row[0] for row in _CITY_ROWS for form in row}
COUNTRY_FORMS: dict[str, str] = {
    form.casefold(): line.split("|")[0]
    for line in _COUNTRIES.strip().split("\n")
    for form in line.split("|")
}
#: The nominative by language, where a sentence gave another case.
_NOMINATIVE = {
    "cnr": {"Belgrade": "Beograd", "Skopje": "Skoplje", "Pristina": "Priština", "Vienna": "Beč",
            "Sofia": "Sofija", "Bucharest": "Bukurešt", "Athens": "Atina", "Brussels": "Brisel",
            "Geneva": "Ženeva", "Budapest": "Budimpešta", "Rome": "Rim", "Paris": "Pariz"},
    "sq": {"Podgorica": "Podgoricë", "Belgrade": "Beograd", "Sarajevo": "Sarajevë",
           "Skopje": "Shkup", "Tirana": "Tiranë", "Pristina": "Prishtinë", "Vienna": "Vjenë",
           "Geneva": "Gjenevë", "Budva": "Budvë"},
    "sr-Cyrl": {"Podgorica": "Подгорица", "Belgrade": "Београд", "Sarajevo": "Сарајево",
                "Skopje": "Скопље", "Tirana": "Тирана", "Pristina": "Приштина",
                "Zagreb": "Загреб", "Ljubljana": "Љубљана", "Sofia": "Софија", "Vienna": "Беч",
                "Brussels": "Брисел", "Budva": "Будва", "Novi Sad": "Нови Сад", "Niš": "Ниш",
                "Ohrid": "Охрид", "Cetinje": "Цетиње", "Kotor": "Котор"},
    "mk": {"Podgorica": "Подгорица", "Belgrade": "Белград", "Sarajevo": "Сараево",
           "Skopje": "Скопје", "Tirana": "Тирана", "Pristina": "Приштина", "Zagreb": "Загреб",
           "Ljubljana": "Љубљана", "Sofia": "Софија", "Vienna": "Виена", "Brussels": "Брисел",
           "Budva": "Будва", "Ohrid": "Охрид", "Bitola": "Битола"},
}  # fmt: skip
_LOCATIVE = re.compile(
    r"(?<!\w)(?:in|at|u|në|в|у|во)\s+((?:[A-ZČĆŠŽĐЁА-ШЂЈЉЊЋЏ][\w’'-]+)(?:\s[A-ZČĆŠŽĐА-Ш][\w-]+)?)"
)
_ANY_CITY = re.compile(
    r"(?<!\w)(" + "|".join(sorted(map(re.escape, CITY_FORMS), key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)


def is_city(words: str) -> bool:
    """Whether the words are a known city in any form."""
    return words.strip(" .").casefold() in CITY_FORMS


def is_country(words: str) -> bool:
    """Whether the words are a known country or participant in any form."""
    return words.strip(" .").casefold() in COUNTRY_FORMS


def nominative(form: str, language: str | None) -> str:
    """The heading form of a city met in a sentence; unknown words come back as they are."""
    english = CITY_FORMS.get(form.casefold())
    if english is None:
        return form
    if language in {"en", None}:
        return english
    if language in _NOMINATIVE:
        return _NOMINATIVE[language].get(english, english)
    return form


def city_in_sentence(text: str, near: int, language: str | None) -> str | None:
    """The known city named within 120 characters of an offset, in its heading form."""
    window = text[max(0, near - 120) : near + 120]
    for pattern in (_LOCATIVE, _ANY_CITY):
        for match in pattern.finditer(window):
            words = match[1]
            if pattern is _ANY_CITY and not words[0].isupper():
                continue
            for form in (words, words.split()[0]):
                if is_city(form):
                    return nominative(form, language)
    return None
