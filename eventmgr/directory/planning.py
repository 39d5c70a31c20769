"""What importing a table of institutions would do: every row looked at before any is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email

from eventmgr.directory.columns import (
    CONTACT,
    MOST,
    NUMBER,
    honorific_of,
    language_of,
)
from eventmgr.directory.duplicates import Entry, NameIndex, Reason
from eventmgr.directory.forms import former_of
from eventmgr.directory.matching import matching_key
from eventmgr.directory.present import Present
from eventmgr.i18n.marks import N_
from eventmgr.i18n.names import fold

# How many of a kind are listed on the page; the counts say the rest.
LISTED: Final = 300
# Rows between two words about how far one is.
STEP: Final = 500

# Kinds, delegations and languages stand in each row anew.
_folded = lru_cache(maxsize=4096)(fold)

# What happens to entries that are there already.
FILL, TAKE, KEEP = "fill", "take", "keep"
# What happens to rows that may be an entry under another spelling, until somebody decides.
NEW, SKIP = "new", "skip"

_SCALARS: Final = ("kind", "designation_id", "acronym", "email", "address", "sort_key")


_NO_PARENT: Final = N_("Neither the directory nor this table has “%(text)s”.")


@dataclass
class Choices:
    """What the person who imports has chosen."""

    existing: str = FILL
    doubtful: str = SKIP
    # For rows that say no kind and whose name does not tell it; "" makes them an error.
    kind: str = ""
    without_errors: bool = False
    # {row: "new", "skip", number of an entry, or "row:" and the number of a row}.
    decisions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row: the field, a message and its parameters."""

    row: int
    where: str
    msgid: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass
class Parsed:
    """One row as values: texts only where the cell holds something."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    # Cells as typed, to compare with what an export would write.
    typed: dict[str, str] = field(default_factory=dict)
    # Somebody said that it is this institution under another spelling.
    decided: bool = False


@dataclass
class Target:
    """An institution that rows of the file are about; `id` is None where it is new."""

    id: int | None
    row: int
    columns: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    new_contacts: list[dict[str, Any]] = field(default_factory=list)
    changed_contacts: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    # {field: (row, value)} of what the file says, so that it cannot say two things.
    said: dict[str, tuple[int, Any]] = field(default_factory=dict)
    parent_typed: tuple[int, str] | None = None
    # The parent where it is created by the same file.
    parent_target: Target | None = None

    @property
    def name(self) -> str:
        """Return a name to show."""
        names = self.columns["names"]
        return str(names.get("en") or next(iter(names.values()), ""))

    def changes(self) -> dict[str, list[Any]]:
        """Return {column: [before, after]} of an entry that was there."""
        return {
            name: [self.before[name], value]
            for name, value in self.columns.items()
            if name in self.before and self.before[name] != value
        }


@dataclass
class Plan:
    """What would be written, and what is wrong or in doubt."""

    targets: list[Target] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    rows: int = 0

    def new(self) -> list[Target]:
        """Return the institutions to create."""
        return [target for target in self.targets if target.id is None]

    def changed(self) -> list[Target]:
        """Return the entries that would change, or get contacts."""
        return [
            target
            for target in self.targets
            if target.id is not None
            and (
                target.changes()
                or target.new_contacts
                or target.changed_contacts
                or target.parent_target
            )
        ]

    def nothing(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.new() and not self.changed()

    def report(self) -> dict[str, Any]:
        """Return the figures and the first of each kind, as plain JSON."""
        changed = self.changed()
        wrong_rows = {problem.row for problem in self.problems}
        return {
            "rows": self.rows,
            "create": len(self.new()),
            "change": len(changed),
            "same": len(self.targets) - len(self.new()) - len(changed),
            "contacts": sum(len(target.new_contacts) for target in self.targets),
            "contacts_changed": sum(len(target.changed_contacts) for target in self.targets),
            "skipped": len(self.skipped),
            "in_doubt": len(self.doubts),
            "wrong": len(wrong_rows),
            "problems": [
                [one.row, one.where, one.msgid, one.params] for one in self.problems[:LISTED]
            ],
            "problems_all": len(self.problems),
            "doubts": self.doubts[:LISTED],
            "created": [[target.row, target.name] for target in self.new()[:LISTED]],
            "changed": [
                [
                    target.id,
                    target.name,
                    {name: [_plain(a), _plain(b)] for name, (a, b) in target.changes().items()},
                    len(target.new_contacts),
                    len(target.changed_contacts),
                ]
                for target in changed[:LISTED]
            ],
        }


def _plain(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, str | dict | list) else value


def tidy(text: str) -> str:
    """Return a cell in NFC, without spaces around it, with plain line ends; else as typed."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def make_plan(
    rows: Sequence[tuple[int, list[str]]],
    mapping: Mapping[str, str],
    choices: Choices,
    present: Present,
    *,
    tell: Callable[[int], None] = lambda _done: None,
) -> Plan:
    """Look at every row below the headings and say what importing them would do.

    `mapping` is {column number: field}. `tell` hears how many rows were looked at. Nothing is
    read from or written to the database here.
    """
    planner = _Planner(mapping, choices, present)
    for done, (number, cells) in enumerate(rows):
        if done % STEP == 0:
            tell(done)
        planner.take(number, cells)
    planner.settle_parents()
    planner.plan.rows = len(rows)
    planner.plan.problems.sort(key=lambda problem: problem.row)
    tell(len(rows))
    return planner.plan


class _Planner:
    def __init__(self, mapping: Mapping[str, str], choices: Choices, present: Present) -> None:
        self.columns = [(int(at), field) for at, field in mapping.items() if field]
        self.choices = choices
        self.present = present
        self.plan = Plan()
        self.index = NameIndex(present.entries())
        self.targets: dict[int, Target] = {}
        # Targets that the file creates, under the negative number of their first row.
        self.fresh: dict[int, Target] = {}
        # (row, parent) of rows that are wrong in another way: all errors are shown at once.
        self.unplaced: list[tuple[int, str]] = []

    # --- one row ------------------------------------------------------------------------------

    def take(self, number: int, cells: list[str]) -> None:
        if _is_note(cells):
            return
        parsed = Parsed(number)
        problems = self._read(parsed, cells)
        if not parsed.names and not parsed.values and not parsed.contact and not problems:
            return
        target = None
        if not problems:
            target = self._find(parsed, problems)
        if target is not None and not problems:
            self._apply(target, parsed, problems)
        if problems:
            self.plan.problems += problems
            if "parent" in parsed.values and target is None:
                self.unplaced.append((number, parsed.values["parent"]))

    def _read(self, parsed: Parsed, cells: list[str]) -> list[Problem]:
        problems: list[Problem] = []

        def wrong(where: str, msgid: str, **params: Any) -> None:
            problems.append(Problem(parsed.row, where, msgid, params))

        for at, where in self.columns:
            text = tidy(cells[at]) if at < len(cells) else ""
            if not text:
                continue
            base, _colon, code = where.partition(":")
            if base not in ("address", "former_names", f"{CONTACT}purposes"):
                # A name broken over two lines of a narrow cell is still one name.
                text = " ".join(text.split("\n"))
            if len(text) > MOST.get(base, 10_000):
                wrong(
                    where,
                    N_("This is %(length)s characters long; please shorten it to %(most)s."),
                    length=len(text),
                    most=MOST[base],
                )
                continue
            parsed.typed[where] = text
            if base == "name":
                parsed.names[code] = text
            elif base == f"{CONTACT}post":
                parsed.contact.setdefault("post", {})[code] = text
            elif base.startswith(CONTACT):
                self._read_contact(parsed, base.removeprefix(CONTACT), text, where, wrong)
            else:
                self._read_value(parsed, base, text, wrong)
        return problems

    def _read_value(self, parsed: Parsed, where: str, text: str, wrong: Any) -> None:
        values = parsed.values
        if where == NUMBER:
            if text.isascii() and text.isdigit() and len(text) < 10:
                values[NUMBER] = int(text)
            elif not text.startswith("*"):
                wrong(where, N_("“%(text)s” is no number of an entry."), text=text[:80])
        elif where == "kind":
            kind = self.present.kinds.get(_folded(text))
            if kind is None:
                wrong(where, N_("“%(text)s” is no kind of institution."), text=text[:80])
            else:
                values["kind"] = kind
        elif where == "delegation":
            found = self.present.delegations.get(_folded(text))
            if found is None:
                wrong(
                    where,
                    N_("No delegation is called “%(text)s” in this directory."),
                    text=text[:80],
                )
            else:
                values["designation_id"] = found
        elif where == "email":
            if _good_address(text):
                values["email"] = text.lower()
            else:
                wrong(where, N_("“%(text)s” is no whole e-mail address."), text=text[:80])
        elif where == "former_names":
            values["former"] = former_of(text)
        else:
            values[where] = text

    def _read_contact(self, parsed: Parsed, where: str, text: str, whole: str, wrong: Any) -> None:
        contact = parsed.contact
        if where == "honorific":
            codes = honorific_of(text, self.present.honorifics)
            if codes is None or len(codes) > 20:
                wrong(whole, N_("“%(text)s” is no form of address known here."), text=text[:80])
            else:
                contact["honorific"] = codes
        elif where == "email":
            if _good_address(text):
                contact["email"] = text.lower()
            else:
                wrong(whole, N_("“%(text)s” is no whole e-mail address."), text=text[:80])
        elif where == "language":
            code = language_of(text)
            if code is None:
                wrong(whole, N_("“%(text)s” is no language known here."), text=text[:80])
            else:
                contact["language"] = code
        elif where == "purposes":
            words = [part for part in text.replace("\n", ";").split(";") if part.strip()]
            found = [self.present.purposes.get(fold(word)) for word in words]
            if None in found:
                strange = words[found.index(None)]
                wrong(
                    whole,
                    N_("“%(text)s” is nothing that contacts are written to about."),
                    text=strange.strip()[:80],
                )
            else:
                contact["purposes"] = list(dict.fromkeys(found))
        else:
            contact[where] = text

    # --- which institution --------------------------------------------------------------------

    def _find(self, parsed: Parsed, problems: list[Problem]) -> Target | None:
        number = parsed.values.get(NUMBER)
        decision = self.choices.decisions.get(str(parsed.row), "")
        if number is None and not parsed.names:
            problems.append(
                Problem(parsed.row, "name", N_("The name of the institution is missing."))
            )
            return None
        if number is not None and number in self.present.rows:
            if not parsed.names or self._shares_a_name(number, parsed):
                return self._target(number)
            return self._decided(parsed, decision, [(number, Reason.SAME)], problems)
        if number is not None and not parsed.names:
            problems.append(
                Problem(
                    parsed.row,
                    NUMBER,
                    N_("No entry has the number %(number)s."),
                    {"number": number},
                )
            )
            return None
        entry = Entry(
            0,
            parsed.values.get("designation_id"),
            tuple(parsed.names.values()),
            tuple(parsed.values.get("former", ((), {}))[0]),
            parsed.values.get("acronym", ""),
        )
        found = self.index.find(entry)
        same = [pair for pair in found if pair[1] is Reason.SAME]
        # Of equal names the one of the row's own delegation is meant.
        own = [
            pair
            for pair in same
            if self.index.entries[pair[0]].designation_id == entry.designation_id
        ]
        sure = own if len(own) == 1 else same
        if len(sure) == 1 and decision in ("", str(sure[0][0])):
            return self._target(sure[0][0])
        if found:
            return self._decided(parsed, decision, found, problems)
        return self._create(parsed, problems)

    def _shares_a_name(self, number: int, parsed: Parsed) -> bool:
        known = set(self.index.entries[number].all_keys())
        if any(matching_key(name) in known for name in parsed.names.values()):
            return True
        acronym = fold(parsed.values.get("acronym", ""))
        return bool(acronym) and acronym in self.index.entries[number].acronyms()

    def _decided(
        self,
        parsed: Parsed,
        decision: str,
        found: list[tuple[int, Reason]],
        problems: list[Problem],
    ) -> Target | None:
        """Follow what somebody decided about a row in doubt; list it where nobody has."""
        candidates = [number for number, _reason in found]
        if decision.startswith("row:") and decision[4:].isdigit():
            wanted = -int(decision[4:])
        else:
            wanted = int(decision) if decision.isdigit() else 0
        if wanted in candidates:
            parsed.decided = True
            return self._target(wanted)
        self.plan.doubts.append(
            {
                "row": parsed.row,
                "name": next(iter(parsed.names.values()), ""),
                "decision": decision,
                "candidates": [[number, reason.value] for number, reason in found[:8]],
            }
        )
        answer = decision if decision in (NEW, SKIP) else self.choices.doubtful
        if answer == NEW:
            return self._create(parsed, problems)
        self.plan.skipped.append(parsed.row)
        return None

    def _target(self, number: int) -> Target:
        if number < 0:
            return self.fresh[number]
        if number not in self.targets:
            columns = dict(self.present.rows[number])
            target = Target(
                number,
                0,
                columns=dict(columns),
                before=columns,
                contacts=[dict(one) for one in self.present.contacts.get(number, ())],
            )
            self.targets[number] = target
            self.plan.targets.append(target)
        return self.targets[number]

    def _create(self, parsed: Parsed, problems: list[Problem]) -> Target | None:
        kind = parsed.values.get("kind") or self._kind_from(parsed.names.values())
        if kind is None:
            problems.append(
                Problem(
                    parsed.row,
                    "kind",
                    N_(
                        "It does not say of which kind the institution is. Please choose above "
                        "which kind such rows are."
                    ),
                )
            )
            return None
        columns = {
            "kind": kind,
            "designation_id": None,
            "parent_id": None,
            "names": {},
            "acronym": "",
            "former_names": [],
            "former_dates": {},
            "sort_key": "",
            "email": "",
            "address": "",
        }
        target = Target(None, parsed.row, columns=columns)
        self.fresh[-parsed.row] = target
        self.plan.targets.append(target)
        self.index.add(
            Entry(
                -parsed.row,
                parsed.values.get("designation_id"),
                tuple(parsed.names.values()),
                tuple(parsed.values.get("former", ((), {}))[0]),
                parsed.values.get("acronym", ""),
            )
        )
        return target

    def _kind_from(self, names: Iterable[str]) -> Any:
        for name in names:
            words = fold(name).split()
            for length in (2, 1):
                for at in range(len(words) - length + 1):
                    kind = self.present.kinds.get(" ".join(words[at : at + length]))
                    if kind is not None:
                        return kind
        return self.present.kinds.get(fold(self.choices.kind)) if self.choices.kind else None

    # --- what it says -------------------------------------------------------------------------

    def _apply(self, target: Target, parsed: Parsed, problems: list[Problem]) -> None:
        policy = FILL if target.id is None else self.choices.existing
        for code, name in parsed.names.items():
            key = matching_key(name)
            if not parsed.decided and self._contradicts(
                target, f"name:{code}", key, parsed, problems
            ):
                continue
            self._apply_name(target, code, name, policy)
        for name in _SCALARS:
            if name not in parsed.values:
                continue
            value = parsed.values[name]
            where = "delegation" if name == "designation_id" else name
            if self._contradicts(target, where, value, parsed, problems):
                continue
            if where == "delegation" and self._as_shown(target, parsed.typed.get(where, "")):
                continue
            before = target.columns[name]
            empty = before in ("", None)
            first_kind = target.id is None and name == "kind"
            if isinstance(before, str) and tidy(before) == value:
                continue
            if first_kind or policy == TAKE or (policy == FILL and empty):
                target.columns[name] = value
        if "former" in parsed.values and policy != KEEP:
            self._apply_former(target, *parsed.values["former"])
        if "parent" in parsed.values and policy != KEEP:
            text = parsed.values["parent"]
            if not self._contradicts(target, "parent", fold(text), parsed, problems):
                target.parent_typed = (parsed.row, text)
        if parsed.contact:
            self._apply_contact(target, parsed, problems)

    def _contradicts(
        self, target: Target, where: str, value: Any, parsed: Parsed, problems: list[Problem]
    ) -> bool:
        first, said = target.said.setdefault(where, (parsed.row, value))
        if said == value:
            return False
        problems.append(
            Problem(
                parsed.row,
                where,
                N_("This row and row %(row)s are about one institution and say different things."),
                {"row": first},
            )
        )
        return True

    def _apply_name(self, target: Target, code: str, name: str, policy: str) -> None:
        names = target.columns["names"]
        before = names.get(code)
        unchanged = before is not None and tidy(before) == name
        if unchanged or policy == KEEP or (before is not None and policy == FILL):
            return
        target.columns["names"] = names | {code: name}
        if before is not None and matching_key(before) != matching_key(name):
            self._apply_former(target, [before], {})

    def _apply_former(self, target: Target, names: Sequence[str], dates: Mapping[str, str]) -> None:
        former = list(target.columns["former_names"])
        today = {tidy(name) for name in (*former, *target.columns["names"].values())}
        former += [name for name in dict.fromkeys(names) if tidy(name) not in today]
        if former != target.columns["former_names"]:
            target.columns["former_names"] = former
        known = target.columns["former_dates"]
        added = {name: when for name, when in dates.items() if name in former}
        if added | known != known:
            target.columns["former_dates"] = added | known

    def _as_shown(self, target: Target, typed: str) -> bool:
        """Tell whether a delegation is written as an export of this directory writes it."""
        shown = self.present.shown_delegations.get(target.columns["designation_id"] or 0, ())
        return target.id is not None and typed in shown

    def _apply_contact(self, target: Target, parsed: Parsed, problems: list[Problem]) -> None:
        values = parsed.contact
        if not any(values.get(name) for name in ("family_name", "given_name", "post", "email")):
            problems.append(
                Problem(
                    parsed.row,
                    f"{CONTACT}family_name",
                    N_("A contact needs a name, a post or an e-mail address."),
                )
            )
            return
        known = next((one for one in target.contacts if _same_contact(one, values, True)), None)
        if known is None:
            known = next((one for one in target.contacts if _same_contact(one, values)), None)
        if known is None:
            contact = {"post": {}, "purposes": []} | values
            target.contacts.append(contact)
            target.new_contacts.append(contact)
            return
        policy = self.choices.existing if "id" in known else FILL
        for name, value in values.items():
            before = known.get(name)
            after = value
            if isinstance(before, str) and tidy(before) == value:
                continue
            if name == "post":
                after = (value | (before or {})) if policy == FILL else ((before or {}) | value)
            if before == after or policy == KEEP or (policy == FILL and before and name != "post"):
                continue
            known[name] = after
            if "id" in known:
                change = target.changed_contacts.setdefault(known["id"], {})
                change[name] = [change[name][0] if name in change else before, after]

    # --- parents, when every name is known ----------------------------------------------------

    def settle_parents(self) -> None:
        """Find what institutions are part of, also among those that the file itself creates."""
        for row, text in self.unplaced:
            if not self._parent(text, None):
                self.plan.problems.append(Problem(row, "parent", _NO_PARENT, {"text": text[:80]}))
        for target in self.plan.targets:
            if target.parent_typed is None:
                continue
            row, text = target.parent_typed
            columns = target.columns
            present = columns["parent_id"]
            if present and (fold(text) in self.present.shown.get(present, ())):
                continue
            if present and self.choices.existing == FILL:
                continue
            found = self._parent(text, columns["designation_id"])
            own = target.id if target.id is not None else -target.row
            if len(found) != 1 or own in found:
                message = (
                    N_("Several institutions may be meant by “%(text)s”.")
                    if len(found) > 1
                    else _NO_PARENT
                )
                if own in found:
                    message = N_("An institution cannot be part of itself or of its own part.")
                self.plan.problems.append(Problem(row, "parent", message, {"text": text[:80]}))
            elif found[0] < 0:
                target.parent_target = self.fresh[found[0]]
            elif self._is_below(found[0], own):
                self.plan.problems.append(
                    Problem(
                        row,
                        "parent",
                        N_("An institution cannot be part of itself or of its own part."),
                        {"text": text[:80]},
                    )
                )
            else:
                columns["parent_id"] = found[0]

    def _is_below(self, number: int, own: int) -> bool:
        for _level in range(50):
            if number == own:
                return True
            target = self.targets.get(number)
            row = target.columns if target else self.present.rows.get(number)
            above = row["parent_id"] if row else None
            if not above:
                return False
            number = above
        return True

    def _parent(self, text: str, place: int | None) -> list[int]:
        shown = self.present.by_shown.get(fold(text), [])
        if len(shown) == 1:
            return shown
        matches = self.index.find(Entry(0, place, (text,)))
        same = [number for number, reason in matches if reason is Reason.SAME]
        own = [n for n in same if self.index.entries[n].designation_id == place]
        short = [number for number, reason in matches if reason is Reason.ACRONYM]
        for group in (own, same, shown, short):
            if group:
                return group
        return []


def _is_note(cells: list[str]) -> bool:
    """Tell whether a row is the footnote that an export writes below its table (DES-05)."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and filled[0] == cells[0] and cells[0].lstrip().startswith("* ")


# What the validator would say yes to in any case; asking it takes a hundred times as long.
_PLAIN_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9_+-]{1,30}(\.[A-Za-z0-9_+-]{1,20}){0,2}"
    r"@([A-Za-z0-9]{2,30}\.){1,3}(com|org|net|int|eu|me|al|rs|mk|ba|hr|si|bg|ro|gr|tr|md|de|at)"
)


def _good_address(text: str) -> bool:
    if _PLAIN_ADDRESS.fullmatch(text):
        return True
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _name(values: Mapping[str, Any]) -> str:
    return fold(f"{values.get('given_name', '')} {values.get('family_name', '')}")


def _same_contact(one: Mapping[str, Any], other: Mapping[str, Any], wholly: bool = False) -> bool:
    """Tell whether two sets of values are one person; `wholly` where nothing is missing."""
    names, addresses = (_name(one), _name(other)), (one.get("email"), other.get("email"))
    same_name = names[0] == names[1]
    same_address = (addresses[0] or "") == (addresses[1] or "")
    if same_name and same_address:
        if names[0] or addresses[0]:
            return not wholly or (one.get("post") or {}) == (other.get("post") or {})
        posts = set((one.get("post") or {}).items()), set((other.get("post") or {}).items())
        return bool(posts[0] & posts[1])
    if wholly:
        return False
    if same_name and names[0]:
        return not addresses[0] or not addresses[1]
    return bool(same_address and addresses[0] and (not names[0] or not names[1]))
