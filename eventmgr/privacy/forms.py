"""The forms of the privacy notice and of the days data is kept."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event
from eventmgr.forms import (
    Form,
    VersionedForm,
    integer_field,
    multilingual,
    select_field,
    text_area,
)
from eventmgr.notices.models import DataKind, Framework
from eventmgr.notices.retention import KINDS, MOST_DAYS
from eventmgr.notices.wording import FRAMEWORKS, Facts, languages_of

_FIELDS = ("controller", "joint_controllers", "processors", "contact")


def notice_form(
    event: Event, facts: Facts, own: dict[str, str], number: int, **kw: Any
) -> VersionedForm:
    """Return the form of a notice, filled from the version that holds now."""
    codes = list(dict.fromkeys([*languages_of(event), *own]))

    class NoticeForm(VersionedForm):
        controller = text_area(_l("Who answers for personal data"), most=1000, required=True)
        joint_controllers = text_area(_l("Who answers for it together with them"), most=2000)
        framework = select_field(
            _l("Rules that apply"), [(one.value, word) for one, word in FRAMEWORKS.items()]
        )
        processors = text_area(_l("Who handles data on their behalf"), most=2000)
        contact = text_area(_l("Whom to ask about one's data"), most=500, required=True)
        own_texts = multilingual(_l("Own wording"), codes, most=20_000, long=True)

        def facts(self) -> Facts:
            """Return what the notice is composed from."""
            return Facts(
                framework=Framework(self.framework.data),
                **{name: self[name].data or "" for name in _FIELDS},
            )

    return NoticeForm(
        version=number,
        framework=facts.framework.value,
        own_texts=own,
        **{name: getattr(facts, name) for name in _FIELDS},
        **kw,
    )


def retention_form(days: dict[DataKind, int], **kw: Any) -> Any:
    """Return the form of the days that each kind of data is kept."""
    fields = {
        kind.value: integer_field(words, least=0, most=MOST_DAYS, required=True)
        for kind, words in KINDS.items()
    }

    def values(self: Any) -> dict[DataKind, int]:
        return {kind: self[kind.value].data for kind in KINDS}

    made = type("RetentionForm", (Form,), {**fields, "values": values})
    return made(data={kind.value: number for kind, number in days.items()}, **kw)
