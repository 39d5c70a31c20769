"""Heads of papers as plain data, and back: the same words in print, in files and in the seal."""

from __future__ import annotations

from eventmgr.printing.papers import DesignationNote, Masthead, Organiser, TextPaper
from eventmgr.text.edition import Head, Institution, Marker


def head_of(paper: TextPaper) -> Head:
    """Return what the head and the end of a paper say, without the line about the version."""
    masthead = paper.masthead
    return Head(
        title=masthead.title,
        subtitles=masthead.subtitles,
        organisers=tuple(
            Institution(one.name, one.acronym, one.role) for one in masthead.organisers
        ),
        place=masthead.place,
        dates=masthead.dates,
        heading=paper.heading,
        adoption_note=paper.adoption_note,
        closing=paper.closing,
        designation_notes=tuple(
            Marker(note.marker, note.text) for note in masthead.designation_notes
        ),
        disclaimer=paper.disclaimer,
    )


def masthead_from(head: Head, language: str, note: str = "") -> Masthead:
    """Return the printed head of a paper in a language (our code), without logos."""
    return Masthead(
        title=head.title,
        language=language,
        subtitles=head.subtitles,
        organisers=tuple(
            Organiser(name=one.name, acronym=one.acronym, role=one.role) for one in head.organisers
        ),
        place=head.place,
        dates=head.dates,
        note=note,
        designation_notes=tuple(
            DesignationNote(one.marker, one.text) for one in head.designation_notes
        ),
    )
