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
    """What forbids adoption, what must be acknowledged, and which translations are behind."""

    blocking: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    behind: dict[str, list[str]] = field(default_factory=dict)

    def block(self, code: str, message: str, uid: str = "", language: str = "") -> None:
        """Note what must be put right first."""
        self.blocking.append(Finding(code, message, uid, language))

    def warn(self, code: str, message: str, uid: str = "", language: str = "") -> None:
        """Note what must be acknowledged."""
        self.warnings.append(Finding(code, message, uid, language))
