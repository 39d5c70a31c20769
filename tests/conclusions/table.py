"""Conclusions ready to be adopted, and the delegations around the table."""

from __future__ import annotations

from datetime import UTC, date, datetime

from eventmgr.conclusions import adopters, replies, silence
from eventmgr.conclusions.actions import adopt
from eventmgr.conclusions.models import Part
from eventmgr.conclusions.preflight import preflight
from eventmgr.database import clock_at, db
from eventmgr.directory.models import OrganisationKind
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import AdoptionMode, NodeKind, TextKind

# The example of LIFE-44: 9 September 2016, 17:00 in Podgorica.
EXPIRY = datetime(2016, 9, 9, 15, 0, 0, tzinfo=UTC)
CIRCULATED = datetime(2016, 9, 5, 8, 0, 0, tzinfo=UTC)


class Table:
    """Conclusions ready to be adopted: an agreement, two paragraphs, in two languages."""

    def __init__(self, make, **event):
        self.make = make
        self.organisation = make.organisation(names={"en": "Centre", "cnr": "Centar"})
        self.event = make.event(
            **{"document_languages": ["en", "cnr"], "organisers": [self.organisation]} | event
        )
        self.actor = make.member(self.event, name="Chair Person")
        self.text = actions.create_text(
            self.event, TextKind.CONCLUSIONS, actor=self.actor, source_language="en"
        )
        self.nodes = []
        for kind, en, cnr in (
            (NodeKind.FORMULA, "The participants agreed on the following:", "Saglasili su se:"),
            (NodeKind.OPERATIVE, "Strengthen cooperation; and", "Ojačati saradnju; i"),
            (NodeKind.OPERATIVE, "Meet again in a year.", "Ponovo se sastati."),
        ):
            after = self.nodes[-1] if self.nodes else None
            node = actions.add_node(self.text, after, kind, None, en, actor=self.actor)
            actions.edit_node(self.text, node, "cnr", cnr, 0, actor=self.actor)
            self.nodes.append(node)
        db.session.commit()

    def write(self, place, words, language="en"):
        node = self.nodes[place]
        newest = queries.newest_revision(node, language)
        actions.edit_node(
            self.text, node, language, words, newest.number if newest else 0, actor=self.actor
        )

    def tree(self):
        return queries.tree(self.text, queries.languages_of(self.text, self.event))

    def look(self, languages=("en", "cnr"), authentic="en", **more):
        return preflight(self.event, self.tree(), authentic=authentic, languages=languages, **more)

    def adopt(self, **values):
        edition = adopt(
            self.event,
            self.text,
            **{
                "actor": self.actor,
                "version": self.text.version,
                "mode": AdoptionMode.CONSENSUS,
                "on": date(2027, 9, 1),
                "place": {"en": "Podgorica", "cnr": "Podgorica"},
                "authentic": "en",
                "languages": ["en", "cnr"],
                "acknowledged": True,
            }
            | values,
        )
        db.session.commit()
        return edition


class Round(Table):
    """A text under silence among two delegations, an organisation and an observer."""

    def __init__(self, make):
        super().__init__(make, start=date(2016, 8, 31), end=date(2016, 9, 1))
        self.montenegro = make.organisation(make.designation("ME"))
        self.albania = make.organisation(
            make.designation("AL", en="Albania", cnr="Albanija", sq="Shqipëria")
        )
        self.centre = make.organisation(names={"en": "RACVIAC", "cnr": "RACVIAC"})
        self.ngo = make.organisation(kind=OrganisationKind.NGO, names={"en": "Watch"})
        for organisation in (self.montenegro, self.albania, self.centre):
            self.add(organisation)
        self.add(self.ngo, Part.OBSERVER)
        db.session.commit()

    def add(self, organisation, part=Part.ADOPTING, **values):
        return adopters.add(
            self.text,
            organisation,
            part,
            **{"email": organisation.email, "actor": self.actor} | values,
        )

    def circulate(self, at=CIRCULATED, expires=EXPIRY, **values):
        with clock_at(at):
            row = silence.circulate(
                self.event,
                self.text,
                **{
                    "actor": self.actor,
                    "version": self.text.version,
                    "expires": expires,
                    "place": {"en": "Podgorica", "cnr": "Podgorica"},
                    "authentic": "en",
                    "languages": ["en", "cnr"],
                    "acknowledged": True,
                    "symbol": "C/2016/1",
                }
                | values,
            )
            db.session.commit()
        return row

    def voice(self, organisation):
        rows = silence.rounds(self.text)
        return next(v for v in rows[0].voices if v.organisation_id == organisation.id)

    def say(self, organisation, kind, at, body="Words."):
        with clock_at(at):
            received = replies.reply(
                self.event, self.text, self.voice(organisation), kind, body, language="en"
            )
            db.session.commit()
        return received

    def settle(self, at):
        with clock_at(at):
            return silence.settle_if_due(self.event, self.text)
