"""Times that are no day, as conclusions of the region say them: half-years, quarters, ends.

A commitment is followed up by them where its paragraph names no date: "in the first half of
2012", "do kraja 2028. godine". Own patterns for each language, because cases and articles differ;
letters may be typed without their marks.
"""

from __future__ import annotations

import re

from eventmgr.text.dates import MONTH

_YEAR = r"(?:19|20)\d{2}(?!\d)"
_ORDINAL = r"(?:[1-4]\.|III|II|IV|I)"

_ENGLISH = (
    r"(?:(?:in|by|during|before)\s+)?(?:the\s+)?(?:(?:first|second)\s+(?:half|part)|"
    r"(?:first|second|third|fourth|last)\s+quarter|end|beginning|middle|course)\s+of\s+"
    rf"(?:(?:the\s+year|{MONTH})\s+)?{_YEAR}"
)
# "u prvoj polovini 2012. godine", "krajem juna 2027", "tokom 2027. godine"
_SLAVIC = (
    r"(?:(?:najkasnije\s+)?(?:u|do|pred|prije|pre|za)\s+)?"
    r"(?:(?:prv|drug)\w+\s+(?:polovin|polugodišt|polugođ|dijel|del)\w*|"
    rf"(?:(?:prv|drug|treć|četvrt|posljednj|poslednj|zadnj)\w+|{_ORDINAL})\s+"
    r"(?:kvartal|tromjesečj|tromesečj)\w*|"
    r"kraj(?:a|em|u)?|početk(?:a|om|u)|početak|sredin(?:a|e|i|om|u)|polovin(?:a|e|i|om|u)|"
    r"tok(?:om|u)|tijek(?:om|u))\s+"
    rf"(?:(?:mj?eseca\s+)?{MONTH}\s+)?(?:godine\s+)?{_YEAR}(?:\.?\s*(?:godine|god\.|g\.))?"
)
# "në gjysmën e parë të vitit 2012", "deri në fund të qershorit 2027", "gjatë vitit 2027"
_ALBANIAN = (
    r"(?:(?:deri\s+(?:në|më|para)|deri|në|më|nga|gjatë|para|brenda)\s+)?"
    r"(?:gjysm\w+\s+(?:e|të|së)\s+(?:parë|dytë)|"
    r"(?:tremujor|kuartal)\w*\s+(?:e|i|të)\s+(?:parë|dytë|tretë|katërt|fundit)|"
    r"fund(?:in|it|i)?|fillim(?:in|it|i)?|mes(?:in|it|i)?|rrjedhë(?:n|s)?)\s+(?:të|e|i|së)\s+"
    rf"(?:muajit\s+)?(?:{MONTH}\s+(?:të\s+)?)?(?:vitit\s+)?{_YEAR}(?:-[ëe]s)?|"
    rf"(?:gjatë|brenda)\s+(?:vitit\s+)?{_YEAR}(?:-[ëe]s)?"
)
# "у првој половини 2012. године", "до краја 2028. године"
_SERBIAN = (
    r"(?:(?:најкасније\s+)?(?:у|до|пред|пре|прије|за)\s+)?"
    r"(?:(?:прв|друг)\w+\s+(?:половин|полугодишт|полугођ|дијел|дел)\w*|"
    rf"(?:(?:прв|друг|трећ|четврт|последњ|посљедњ)\w+|{_ORDINAL})\s+"
    r"(?:квартал|тромесечј|тромјесечј)\w*|"
    r"крај(?:а|ем|у)?|почетк(?:а|ом|у)|почетак|средин(?:а|е|и|ом|у)|половин(?:а|е|и|ом|у)|"
    r"ток(?:ом|у))\s+"
    rf"(?:(?:мј?есеца\s+)?{MONTH}\s+)?(?:године\s+)?{_YEAR}(?:\.?\s*(?:године|год\.|г\.))?"
)
# "во првата половина на 2012 година", "до крајот на 2028 година"
_MACEDONIAN = (
    r"(?:(?:најдоцна\s+)?(?:во|до|пред|кон|на)\s+)?"
    r"(?:(?:прв|втор)\w+\s+(?:половина|полугодие|дел)|"
    rf"(?:(?:прв|втор|трет|четврт|последн)\w+|{_ORDINAL})\s+"
    r"(?:квартал|тримесечј?е|тромесечј?е)\w*|"
    r"крај(?:от)?|почетокот?|почеток|средина(?:та)?|половина(?:та)?|текот)\s+(?:на|од)\s+"
    rf"(?:(?:месец\s+)?{MONTH}\s+)?(?:годината\s+)?{_YEAR}(?:\s*(?:година(?:та)?|год\.|г\.))?"
)


def _bare(pattern: str) -> str:
    """Return a pattern that also reads letters typed without their marks."""
    # A letter inside [] stands there with its bare one already.
    pattern = pattern.replace("[ëe]", "ë")
    for letter, both in (("ë", "[ëe]"), ("č", "[čc]"), ("ć", "[ćc]"), ("š", "[šs]")):
        pattern = pattern.replace(letter, both)
    return pattern.replace("đ", "(?:đ|dj)")


_TIME = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        f"(?:{one})" for one in (_ENGLISH, _bare(_SLAVIC), _bare(_ALBANIAN), _SERBIAN, _MACEDONIAN)
    )
    + ")",
    re.IGNORECASE,
)


def find_time(text: str) -> str:
    """Return the first time in a plain text that is no day, as it is written; "" without one."""
    found = _TIME.search(text)
    return found[0] if found else ""
