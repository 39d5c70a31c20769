"""What a look over a text finds, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One thing to put right or to know.

    `uid` leads to the paragraph, `language` to its wording; `places` are (uid, reference) where
    one finding is about several paragraphs.
    """

    code: str
    message: str
    uid: str = ""
    language: str = ""
    places: tuple[tuple[str, str], ...] = ()


@dataclass
class Preflight:
    """What forbids adoption, what must be acknowledged, and which translations are behind.

    `marks` are {language: fingerprint of what the paper will say beside the text itself}: its
    head, its notes, and the names of those who adopt.
    """

    blocking: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    behind: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def looked(self) -> str:
        """Return the marks as a form keeps them until the text is adopted."""
        return " ".join(f"{code}:{mark}" for code, mark in sorted(self.marks.items()))

    def differs(self, looked: str) -> bool:
        """Tell whether something that a form was shown has changed since."""
        seen = dict(part.split(":", 1) for part in looked.split() if ":" in part)
        return any(seen[code] != mark for code, mark in self.marks.items() if code in seen)

    def block(self, code: str, message: str, uid: str = "", language: str = "") -> None:
        """Note what must be put right first."""
        self.blocking.append(Finding(code, message, uid, language))

    def warn(self, code: str, message: str, uid: str = "", language: str = "") -> None:
        """Note what must be acknowledged."""
        self.warnings.append(Finding(code, message, uid, language))
