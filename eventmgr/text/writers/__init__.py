"""Writing a document out: plain text that reads back to the same tree."""

from eventmgr.text.writers.plain import write_plain

__all__ = ["write_plain"]
