from __future__ import annotations

from gettext import NullTranslations

from eventmgr.printing.words import Words


class _Reversed(NullTranslations):
    def gettext(self, message: str) -> str:
        return "(%(x)s nga %(y)s)" if message.startswith("page") else message


def test_page_line_is_cut_at_its_numbers() -> None:
    assert Words("en", NullTranslations()).page_parts() == ("page ", " of ", "")
    assert Words("sq", _Reversed()).page_parts() == ("(", " nga ", ")")


def test_unknown_codes_stand_for_themselves() -> None:
    words = Words("en", NullTranslations())
    assert words.role("moderator") == "Moderator"
    assert words.role("Chair") == "Chair"
    assert words.document_type("concept-paper") == "Concept paper"
    assert words.role("") == words.document_type("") == ""
