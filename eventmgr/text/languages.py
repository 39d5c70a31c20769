"""Which language a text is in, judged by its commonest small words and its letters."""

from __future__ import annotations

import re

#: Where only "Latin-script Serbo-Croat of some kind" can be told, the house answer is `cnr`.
_WORDS = {
    "en": "the of and to in for on with that by is are as from at be have has been this their "
    "will which an its or it",
    "cnr": "i u na za sa da se je su o od iz koji koje koja kao do ili kroz te nakon bi biti sljedeće "  # noqa: E501
    "protiv između nad po što dijaloga saradnje regionalne svih",
    "sq": "të e dhe në për i me nga së një që ka është u janë si më mbi duke tyre kjo ndaj këtij "
    "këtë ose se përmes",
    "sr-Cyrl": "и у на за са да се је су о од из који које која као до или",
    "mk": "и во на за со да се е од кои која како до или ќе не ги го при врз",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ž]")
_MACEDONIAN = re.compile(r"[ѓќѕ]|\b(?:во|со|ќе|од)\b", re.IGNORECASE)


def recognise(text: str) -> tuple[str | None, bool]:
    """The language tag (en, cnr, sq, sr-Cyrl, mk or None) and whether it is beyond doubt."""
    sample = text[:40_000]
    if len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample)):
        candidates = ["sr-Cyrl", "mk"]
    else:
        candidates = ["en", "cnr", "sq"]
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if not words:
        return None, False
    score = {
        language: sum(1 for word in words if word in _SETS[language]) / len(words)
        for language in candidates
    }
    if candidates[0] == "en":
        lowered = sample.casefold()
        score["sq"] += lowered.count("ë") / max(1, len(words)) / 2
        score["cnr"] += len(re.findall(r"[čćšžđ]", lowered)) / max(1, len(words)) / 4
    elif len(_MACEDONIAN.findall(sample)) > len(words) / 50:
        score["mk"] += 0.1
    ranked = sorted(score, key=lambda language: score[language], reverse=True)
    best, second = ranked[0], ranked[1]
    if score[best] < 0.04:
        return None, False
    return best, score[best] >= 0.08 and score[best] > 1.5 * score[second]
