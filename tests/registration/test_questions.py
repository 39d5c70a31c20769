"""What an event asks: standard fields as chosen, own questions of each kind, answers that stay."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, db
from eventmgr.invitations import links as invitation_links
from eventmgr.registration import links, question_actions, questions
from eventmgr.registration.models import ListSharing, PhotoConsent, Registration
from eventmgr.registration.question_actions import MOST, TooManyQuestions
from eventmgr.registration.question_models import Asked, AskedFields, Question, QuestionKind
from tests.helpers import count_queries
from tests.registration.test_pages import ANSWERS


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def link(make, event) -> str:
    organisation = make.organisation(make.designation("AL", en="Albania", sq="Shqipëria"))
    invitation = make.invitation(event, organisation, seats=5, language="en")
    token = invitation_links.issue(invitation, event)
    db.session.commit()
    return f"/invitation/{token}/register"


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def ask(event, kind=QuestionKind.SHORT, **values) -> Question:
    row = question_actions.add_question(
        event,
        kind,
        {"label": {"en": "Your hotel?", "sq": "Hoteli juaj?"}, "help": {}, "required": False}
        | values,
        actor="test",
    )
    db.session.commit()
    return row


COLOURS = [{"label": {"en": "Red", "sq": "Kuqe"}}, {"label": {"en": "Blue", "sq": "Blu"}}]


def choose(event, **fields: str) -> None:
    db.session.add(AskedFields(event_id=event.id, fields=fields))
    db.session.commit()


# --- standard fields ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["phone", "honorific", "position", "speaks", "follows"])
def test_field_that_must_be_answered_is_asked_for(client, event, link, name) -> None:
    choose(event, **{name: "required"})
    answer = client.post(link, data={**ANSWERS, name: ""} | {"send": "1"})
    assert answer.status_code == 422
    assert f'href="#{name}' in text_of(answer)
    assert db.session.scalar(select(Registration)) is None


@pytest.mark.parametrize("name", ["position", "speaks", "follows", "phone", "honorific"])
def test_field_that_may_be_left_empty_may_be(client, event, link, name) -> None:
    choose(event, **{name: "optional"})
    empty = [] if isinstance(ANSWERS[name], list) else ""
    data = {**ANSWERS, name: empty, "send": "1"}
    assert client.post(link, data=data).status_code == 303


def test_field_that_is_not_asked_is_not_there_and_has_the_careful_answer(
    client, event, link
) -> None:
    choose(event, **dict.fromkeys(questions.STANDARD, "not asked"))
    page = text_of(client.get(link))
    for name in questions.STANDARD:
        assert f'name="{name}"' not in page
    # What is sent all the same is not taken.
    assert client.post(link, data=ANSWERS | {"send": "1"}).status_code == 303
    row = db.session.scalars(select(Registration)).one()
    assert (row.phone, row.honorific, row.position, row.speaks) == ("", "", {}, [])
    assert row.list_sharing is ListSharing.PARTICIPANTS
    assert row.photo_consent is PhotoConsent.NO


def test_answer_stays_when_its_field_is_asked_no_more(client, event, make) -> None:
    row = make.registration(event, make.organisation(), phone="+382 20 123 456", language="en")
    token = links.issue(row)
    choose(event, phone="not asked")
    data = {key: value for key, value in ANSWERS.items() if key != "phone"}
    assert client.post(f"/registration/{token}/change", data=data).status_code == 303
    db.session.expire_all()
    assert db.session.scalars(select(Registration)).one().phone == "+382 20 123 456"


def test_unknown_or_impossible_choices_fall_back_to_the_usual(event) -> None:
    choose(event, phone="perhaps", photo_consent="optional", shoe_size="required")
    how = questions.asked(event.id)
    assert how["phone"] is Asked.OPTIONAL
    assert how["photo_consent"] is Asked.REQUIRED
    assert "shoe_size" not in how


# --- own questions --------------------------------------------------------------------------------


def answers_for(row: Question) -> tuple[object, object, str]:
    """Return (what is posted, what is stored, what is read back) for a question."""
    first = row.choices[0]["uid"] if row.choices else ""
    both = [one["uid"] for one in row.choices]
    return {
        QuestionKind.SHORT: ("Čić", "Čić", "Čić"),
        QuestionKind.LONG: ("one\r\ntwo", "one\r\ntwo", "two"),
        QuestionKind.YES_NO: ("no", False, "no"),
        QuestionKind.ONE: (first, first, "Red"),
        QuestionKind.SEVERAL: (both, both, "Red, Blue"),
        QuestionKind.NUMBER: ("-7", -7, "-7"),
        QuestionKind.DATE: ("2027-09-01", "2027-09-01", "2027"),
    }[row.kind]


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_each_kind_is_answered_stored_read_back_and_changed_by_link(
    client, event, link, kind
) -> None:
    row = ask(event, kind, choices=COLOURS, required=True)
    name, uid = f"q_{row.uid}", row.uid
    posted, stored, shown = answers_for(row)
    refused = client.post(link, data=ANSWERS | {"send": "1"})
    assert refused.status_code == 422
    assert f'href="#{name}' in text_of(refused)
    data = ANSWERS | {name: posted}
    assert shown in text_of(client.post(link, data=data))
    own = client.post(link, data=data | {"send": "1"}).location
    person = db.session.scalars(select(Registration)).one()
    assert person.answers == {uid: stored}
    assert shown in text_of(client.get(own))
    page = text_of(client.get(own + "/change"))
    assert name in page
    assert client.post(own + "/change", data=data).status_code == 303


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionKind.SHORT, "x" * 301),
        (QuestionKind.SHORT, "with * of a footnote"),
        (QuestionKind.YES_NO, "maybe"),
        (QuestionKind.ONE, "green"),
        (QuestionKind.SEVERAL, ["green"]),
        (QuestionKind.NUMBER, "seven"),
        (QuestionKind.NUMBER, "99999999999"),
        (QuestionKind.DATE, "1.9.2027"),
    ],
)
def test_answer_of_another_kind_is_refused_at_its_field(client, event, link, kind, value) -> None:
    row = ask(event, kind, choices=COLOURS)
    name = f"q_{row.uid}"
    answer = client.post(link, data=ANSWERS | {name: value, "send": "1"})
    assert answer.status_code == 422
    assert f'href="#{name}' in text_of(answer)


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_question_that_need_not_be_answered_may_be_left_open(client, event, link, kind) -> None:
    ask(event, kind, choices=COLOURS)
    assert client.post(link, data=ANSWERS | {"send": "1"}).status_code == 303
    assert db.session.scalars(select(Registration)).one().answers == {}


def test_question_is_read_in_the_readers_language_or_as_it_is_worded(client, event, link) -> None:
    ask(event)
    ask(event, label={"en": "Only in English"})
    client.get("/language/sq", query_string={"next": "/"})
    page = text_of(client.get(link))
    assert "Only in English" in page
    assert "Hoteli juaj?" in page
    assert "Your hotel?" not in page


def test_long_list_of_choices_is_a_list_that_opens(client, event, link) -> None:
    many = [{"label": {"en": f"Hotel {number}"}} for number in range(12)]
    row = ask(event, QuestionKind.ONE, choices=many)
    assert f'<select class="input" id="q_{row.uid}"' in text_of(client.get(link)) or (
        f'<select id="q_{row.uid}"' in text_of(client.get(link))
    )


def test_answers_survive_the_removal_of_a_question_and_of_a_choice(event, make) -> None:
    row = ask(event, QuestionKind.ONE, choices=COLOURS)
    red, blue = (one["uid"] for one in row.choices)
    person = make.registration(event, make.organisation(), answers={row.uid: red})
    kept = [{"uid": blue, "label": {"en": "Blue"}}]
    question_actions.change_question(
        row,
        {"label": row.label, "help": {}, "required": False, "choices": kept},
        version=1,
        actor="test",
    )
    assert questions.choices_of(row, "en", event) == [(blue, "Blue")]
    assert questions.answer_words(row, red, "en", event) == "Red"
    question_actions.remove_question(row, actor="test")
    assert questions.questions(event.id) == []
    assert person.answers == {row.uid: red}
    everything = questions.questions(event.id, removed=True)
    assert questions.answered(everything, person.answers, "en", event) == [("Your hotel?", "Red")]
    question_actions.restore_question(row, actor="test")
    assert questions.questions(event.id) == [row]


def test_change_by_link_keeps_answers_to_questions_that_are_gone(client, event, make) -> None:
    row, other = ask(event), ask(event)
    person = make.registration(
        event, make.organisation(), language="en", answers={row.uid: "old", other.uid: "old"}
    )
    token = links.issue(person)
    question_actions.remove_question(row, actor="test")
    uid, name = row.uid, f"q_{other.uid}"
    db.session.commit()
    data = ANSWERS | {name: "new"}
    assert client.post(f"/registration/{token}/change", data=data).status_code == 303
    db.session.expire_all()
    answers = db.session.scalars(select(Registration)).one().answers
    assert answers == {uid: "old", name[2:]: "new"}


def test_answers_do_not_stand_in_the_record(client, event, make) -> None:
    row = ask(event)
    person = make.registration(event, make.organisation(), language="en")
    token, name = links.issue(person), f"q_{row.uid}"
    db.session.commit()
    client.post(f"/registration/{token}/change", data=ANSWERS | {name: "a secret hotel"})
    told = str([vars(entry) for entry in db.session.scalars(select(AuditEntry))])
    assert "a secret hotel" not in told


def test_order_is_changed_one_place_at_a_time(event) -> None:
    rows = [ask(event) for _one in range(3)]
    assert question_actions.move_question(rows[2], up=True, actor="test")
    assert questions.questions(event.id) == [rows[0], rows[2], rows[1]]
    assert not question_actions.move_question(rows[0], up=True, actor="test")
    assert not question_actions.move_question(rows[1], up=False, actor="test")
    assert questions.questions(event.id) == [rows[0], rows[2], rows[1]]


def test_form_cannot_grow_without_end(event) -> None:
    for _one in range(MOST):
        ask(event)
    with pytest.raises(TooManyQuestions):
        ask(event)


def test_two_who_reword_one_question_do_not_overwrite_each_other(event) -> None:
    row = ask(event)
    values = {"label": {"en": "A"}, "help": {}, "required": True, "choices": []}
    question_actions.change_question(row, values, version=1, actor="test")
    with pytest.raises(Conflict):
        question_actions.change_question(row, values, version=1, actor="test")


# --- the organiser's pages ------------------------------------------------------------------------


@pytest.fixture
def browser(event, make, sign_in):
    return sign_in(make.member(event))


def form_of(event) -> str:
    return f"/events/{event.slug}/participants/form"


def test_organiser_finds_the_page_in_the_settings_and_beside_the_people(browser, event) -> None:
    path, slug = form_of(event), event.slug
    assert path in text_of(browser.get(f"/events/{slug}/settings/registration"))
    assert path in text_of(browser.get(f"/events/{slug}/participants/"))
    page = text_of(browser.get(path + "/"))
    assert "There is none yet" in page


def test_organiser_chooses_what_is_asked_and_a_second_one_meets_the_first(browser, event) -> None:
    path = form_of(event)
    data = {name: how.value for name, how in questions.asked(event.id).items()}
    data |= {"phone": "required", "version": "1"}
    assert browser.post(path + "/", data=data).status_code == 303
    assert questions.asked(event.id)["phone"] is Asked.REQUIRED
    answer = browser.post(path + "/", data=data | {"phone": "not asked"})
    assert answer.status_code == 409
    assert questions.asked(event.id)["phone"] is Asked.REQUIRED


def test_organiser_words_a_question_with_choices_in_each_language(browser, event) -> None:
    path = form_of(event)
    add = f"{path}/add/one%20of%20several"
    assert add in text_of(browser.get(path + "/"))
    assert browser.get(f"{path}/add/riddle").status_code == 404
    data = {
        "label-en": "Which bus?",
        "label-cnr": "Koji autobus?",
        "label-sq": "Cili autobus?",
        "choice_0-en": "Morning",
        "choice_0-sq": "Mëngjes",
        "choice_1-en": "Evening",
        "required": "y",
        "version": "1",
    }
    assert browser.post(add, data=data | {"choice_1-en": ""}).status_code == 422
    assert browser.post(add, data=data).status_code == 303
    row = db.session.scalars(select(Question)).one()
    assert row.label == {"en": "Which bus?", "cnr": "Koji autobus?", "sq": "Cili autobus?"}
    assert [one["label"] for one in row.choices] == [
        {"en": "Morning", "sq": "Mëngjes"},
        {"en": "Evening"},
    ]
    uid = row.uid
    uids = [one["uid"] for one in row.choices]
    page = text_of(browser.get(f"{path}/{uid}"))
    assert "Mëngjes" in page
    changed = data | {"uid_0": uids[0], "uid_1": uids[1], "choice_2-en": "Night"}
    assert browser.post(f"{path}/{uid}", data=changed).status_code == 303
    db.session.expire_all()
    row = db.session.scalars(select(Question)).one()
    assert [one["uid"] for one in row.choices][:2] == uids
    assert len(row.choices) == 3


def test_organiser_takes_a_question_away_and_puts_it_back(browser, event) -> None:
    row = ask(event)
    path, uid = form_of(event), row.uid
    assert browser.post(f"{path}/{uid}/remove").status_code == 303
    page = text_of(browser.get(path + "/"))
    assert f"{path}/{uid}/restore" in page
    assert browser.post(f"{path}/{uid}/restore").status_code == 303
    db.session.expire_all()
    assert len(questions.questions(event.id)) == 1
    assert browser.post(f"{path}/{'0' * 12}/remove").status_code == 404


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_preview_shows_the_form_in_each_language_and_sends_nothing(
    browser, event, language
) -> None:
    ask(event, label={"en": "In English", "cnr": "Na crnogorskom", "sq": "Në shqip"})
    page = text_of(browser.get(f"{form_of(event)}/preview/{language}"))
    assert {"en": "In English", "cnr": "Na crnogorskom", "sq": "Në shqip"}[language] in page
    assert '<form class="form"' not in page


def test_page_asks_the_database_as_often_for_three_questions_as_for_one(browser, event) -> None:
    path = form_of(event)
    numbers = []
    for _round in range(2):
        ask(event)
        with count_queries() as statements:
            browser.get(path + "/")
        numbers.append(len(statements))
        ask(event, QuestionKind.ONE, choices=COLOURS)
    assert numbers[0] == numbers[1]


def test_secretariats_form_holds_the_answers_and_never_insists(browser, event, make) -> None:
    row = ask(event, required=True)
    uid = row.uid
    person = make.registration(event, make.organisation(), answers={uid: "Hotel Podgorica"})
    number, slug = person.id, event.slug
    page = text_of(browser.get(f"/events/{slug}/participants/{number}"))
    assert 'value="Hotel Podgorica"' in page
