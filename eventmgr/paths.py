"""Where the shipped folders lie: beside the package in a checkout, inside it when installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = _shipped("templates")
TRANSLATIONS = _shipped("translations")
STATIC = PACKAGE / "static"
FONTS = STATIC / "vendor" / "fonts"
MIGRATIONS = PACKAGE / "migrations"
