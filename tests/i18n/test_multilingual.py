"""A text in several languages."""

from eventmgr.i18n.multilingual import (
    Picked,
    State,
    clean,
    completeness,
    pick,
    progress,
    text_in,
)

TITLE = {"en": "Opening", "sq": "Hapja", "cnr": " "}


def test_pick_takes_the_exact_language():
    assert pick(TITLE, "sq", ["en"]) == Picked("Hapja", "sq")


def test_pick_takes_the_other_script_of_the_same_language():
    assert pick({"en": "Opening", "sr_Cyrl": "Отварање"}, "sr_Latn", ["en"]) == Picked(
        "Отварање", "sr_Cyrl"
    )


def test_pick_never_takes_a_neighbouring_language_for_the_reader_s_own():
    assert pick({"sr_Latn": "Otvaranje", "en": "Opening"}, "cnr", ["en"]) == Picked("Opening", "en")


def test_pick_follows_the_order_of_the_event_and_says_so():
    assert pick(TITLE, "cnr", ["mk", "sq", "en"]) == Picked("Hapja", "sq")


def test_pick_takes_whatever_there_is():
    assert pick({"mk": "Отворање"}, "en", ["sq"]) == Picked("Отворање", "mk")


def test_pick_of_nothing_is_empty():
    assert pick(None, "en") == pick({"en": "  "}, "en") == Picked("", None)
    assert text_in(None, "en") == ""


def test_clean_drops_blanks_and_composes_letters():
    assert clean({"en": "  Opening ", "sq": None, "cnr": "S\u030c"}) == {
        "en": "Opening",
        "cnr": "Š",
    }


def test_completeness_knows_no_fallback():
    assert completeness(TITLE, ["en", "cnr", "sq"]) == {"en": True, "cnr": False, "sq": True}


def test_progress_over_a_set_of_texts():
    texts = [{"en": "One", "sq": "Një"}, {"en": "Two"}, {"en": " "}, None]
    assert progress(texts, ["en", "sq", "cnr"]) == {
        "en": State.COMPLETE,
        "sq": State.PARTLY,
        "cnr": State.MISSING,
    }
    assert progress([], ["en"]) == {"en": State.EMPTY}
