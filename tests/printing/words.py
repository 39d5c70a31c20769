"""A small catalogue for these tests, so that they do not wait for translators."""

from __future__ import annotations

from gettext import NullTranslations

_CNR = {
    "page %(x)s of %(y)s": "strana %(x)s od %(y)s",
    "Conclusions": "Zaključci",
    "Concept paper": "Koncept",
    "Press release": "Saopštenje za javnost",
    "Agenda": "Agenda",
    "Time": "Vrijeme",
    "Programme": "Program",
    "Languages: %(languages)s": "Jezici: %(languages)s",
    "List of participants": "Lista učesnika",
    "Final list of participants": "Konačna lista učesnika",
    "Provisional list of participants": "Preliminarna lista učesnika",
    "Moderator": "Moderator",
    "Rapporteur": "Izvjestilac",
    "Panellist": "Panelista",
    "Speaker": "Govornik",
    "Opening remarks": "Uvodna riječ",
    "Keynote address": "Uvodno izlaganje",
    "Notes": "Napomene",
    "Courtesy translation.": "Nezvaničan prevod.",
    "Language of the authentic text: %(language)s": "Jezik autentičnog teksta: %(language)s",
    "Paragraphs %(labels)s have not yet been brought up to date with the authentic text.": (
        "Tačke %(labels)s još nijesu usklađene s autentičnim tekstom."
    ),
    "Reference: %(reference)s": "Broj: %(reference)s",
    "Subject: %(subject)s": "Predmet: %(subject)s",
    "Annexes": "Prilozi",
    "Interpretation plan": "Plan usmenog prevođenja",
    "Remark": "Napomena",
    "To be decided": "Za odluku",
    "Key figures": "Glavni podaci",
    "Figure": "Podatak",
    "Number": "Broj",
    "Booths": "Kabine",
    "Booth": "Kabina",
    "Languages": "Jezici",
    "Interpreters": "Prevodioci",
    "Names": "Imena",
    "Channels of the receivers": "Kanali prijemnika",
    "Channel": "Kanal",
    "Heard there": "Čuje se",
    "Who is understood by whom": "Ko koga razumije",
    "Spoken": "Govori se",
    "Receivers": "Prijemnici",
    "Attendance sheet": "Lista prisutnih",
    "sheet %(number)s of %(total)s": "list %(number)s od %(total)s",
    "No.": "Br.",
    "Name": "Ime i prezime",
    "Institution": "Institucija",
    "Signature": "Potpis",
}

_SQ = {
    "page %(x)s of %(y)s": "faqja %(x)s nga %(y)s",
    "Conclusions": "Përfundime",
    "Concept paper": "Koncept-dokument",
    "Press release": "Njoftim për shtyp",
    "Agenda": "Axhenda",
    "Time": "Ora",
    "Programme": "Programi",
    "Languages: %(languages)s": "Gjuhët: %(languages)s",
    "List of participants": "Lista e pjesëmarrësve",
    "Final list of participants": "Lista përfundimtare e pjesëmarrësve",
    "Provisional list of participants": "Lista paraprake e pjesëmarrësve",
    "Moderator": "Moderator",
    "Rapporteur": "Raportues",
    "Panellist": "Panelist",
    "Speaker": "Folës",
    "Opening remarks": "Fjala e hapjes",
    "Keynote address": "Fjala kryesore",
    "Notes": "Shënime",
    "Courtesy translation.": "Përkthim jozyrtar.",
    "Language of the authentic text: %(language)s": "Gjuha e tekstit autentik: %(language)s",
    "Paragraphs %(labels)s have not yet been brought up to date with the authentic text.": (
        "Pikat %(labels)s ende nuk janë përditësuar sipas tekstit autentik."
    ),
    "Reference: %(reference)s": "Nr.: %(reference)s",
    "Subject: %(subject)s": "Lënda: %(subject)s",
    "Annexes": "Shtojcat",
    "Interpretation plan": "Plani i interpretimit",
    "Remark": "Shënim",
    "To be decided": "Për vendim",
    "Key figures": "Të dhënat kryesore",
    "Figure": "E dhëna",
    "Number": "Numri",
    "Booths": "Kabinat",
    "Booth": "Kabina",
    "Languages": "Gjuhët",
    "Interpreters": "Interpretë",
    "Names": "Emrat",
    "Channels of the receivers": "Kanalet e marrësve",
    "Channel": "Kanali",
    "Heard there": "Dëgjohet",
    "Who is understood by whom": "Kush kupton kë",
    "Spoken": "Flitet",
    "Receivers": "Marrësit",
    "Attendance sheet": "Lista e pranisë",
    "sheet %(number)s of %(total)s": "fleta %(number)s nga %(total)s",
    "No.": "Nr.",
    "Name": "Emri dhe mbiemri",
    "Institution": "Institucioni",
    "Signature": "Nënshkrimi",
}


class Small(NullTranslations):
    """Messages from a dictionary."""

    def __init__(self, messages: dict[str, str]) -> None:
        super().__init__()
        self.messages = messages

    def gettext(self, message: str) -> str:
        return self.messages.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        chosen = msgid1 if n == 1 else msgid2
        return self.messages.get(chosen, chosen)


CATALOGUES = {"en": Small({}), "cnr": Small(_CNR), "sq": Small(_SQ)}
