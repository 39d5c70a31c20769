"""The list of participants as a paper and as a sheet."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.access import Need
from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import DelegationOrder, Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific, list_name
from eventmgr.printing.papers import Delegation, ListBlock, ListedPerson, ListPaper
from eventmgr.printing.words import Words
from eventmgr.registration.models import ListSharing, Registration
from eventmgr.registration.queries import (
    CIVIL_SOCIETY,
    DELEGATIONS,
    INTERNAL,
    OBSERVERS,
    ORGANISATIONS,
    ORGANISERS,
    SPEAKERS,
    has_confirmed,
    in_protocol_order,
    registrations,
)

HEADINGS = {
    # "Countries" would be wrong beside a participant (DES-09).
    DELEGATIONS: N_("Delegations"),
    OBSERVERS: N_("Observers and partners"),
    ORGANISATIONS: N_("International and regional organisations"),
    CIVIL_SOCIETY: N_("Civil society, academia and private sector"),
    SPEAKERS: N_("Speakers and experts"),
    ORGANISERS: N_("Organisers and secretariat"),
    INTERNAL: N_("Interpreters and technicians"),
}


def ordering_of(event: Event, language: str, naming: Naming) -> Naming:
    """Return the naming whose language orders the delegations (DES-13)."""
    if event.delegation_order is DelegationOrder.ENGLISH and language != "en":
        return naming_for(event, "en")
    if event.delegation_order is DelegationOrder.FRENCH and language != "fr":
        return naming_for(event, "fr")
    return naming


def _person(person: Registration, event: Event, naming: Naming, words: Words) -> ListedPerson:
    institution = naming.institution(person.organisation)
    if person.protected:
        # Nobody can be recognised by name or post (PRIV-04).
        return ListedPerson(name=words.say("Representative"), institution=institution)
    name = person.display_name or list_name(
        person.given_name, person.family_name, naming.language, titles=person.honorific
    )
    if person.display_name and person.honorific:
        name = f"{honorific(person.honorific, naming.language)} {name}".strip()
    contacts: tuple[str, ...] = ()
    # Each level is a word of its own: being named in public is no word on contacts (PRIV-02).
    if person.list_sharing is ListSharing.CONTACTS:
        contacts = tuple(value for value in (person.email, person.phone) if value)
    post = text_in(person.position, naming.language, event.document_languages)
    if person.head_of_delegation:
        post = ", ".join(part for part in (words.say("Head of Delegation"), post) if part)
    return ListedPerson(name=name, post=post, institution=institution, contacts=contacts)


@printable(
    "participants",
    _l("List of participants"),
    need=Need.SEE_PEOPLE,
    exists=has_confirmed,
)
def list_paper(event: Event, language: str) -> ListPaper:
    """Return the list of participants in protocol order of the document's language.

    Interpreters and technicians are left out (DES-15), and people who share with the organisers
    only (PRIV-02). Raises NotPrintable where nobody is registered.
    """
    people = [
        person
        for person in registrations(event)
        if person.list_sharing is not ListSharing.INTERNAL or person.protected
    ]
    naming = naming_for(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    found = in_protocol_order(event, people, naming, ordering_of(event, language, naming))
    shown = [block for block in found if block.number != INTERNAL]
    if not shown:
        raise NotPrintable(_l("Nobody is registered yet."))
    blocks = []
    for block in shown:
        groups = []
        for group in block.groups:
            if group.designation is not None:
                heading = naming.designation(group.designation)
            else:
                assert group.organisation is not None
                heading = naming.organisation(group.organisation, acronym=True)
            groups.append(
                Delegation(
                    heading, tuple(_person(person, event, naming, words) for person in group.people)
                )
            )
        custom = text_in(event.heading_word, language, ())
        heading = words.say(HEADINGS[block.number])
        if block.number == DELEGATIONS:
            heading = custom or (heading if len(shown) > 1 else "")
        blocks.append(ListBlock(heading, tuple(groups)))
    return ListPaper(
        masthead=with_notes(masthead, naming, typed=True),
        blocks=tuple(blocks),
        disclaimer=text_in(event.disclaimer, language, event.document_languages),
    )
