"""The audit log in the admin."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from quizzes.models import Attempt
from rosters.models import Accommodation, Act, School, User
from rosters.operations.act_sentences import sentence_of
from rosters.operations.act_words import SENTENCES
from rosters.operations.acts import Verb, record
from tests.statements import statements

pytestmark = pytest.mark.django_db

LIST = "/admin/rosters/act/"


def listed(client: Client, **query: str) -> list[Act]:
    return list(client.get(LIST, query).context["cl"].result_list)


@pytest.fixture
def act(tess, ada, classroom) -> Act:
    return record(
        Verb.GAVE_TIME,
        by=tess,
        person=ada,
        classroom=classroom,
        detail={"percent": 150},
        reason="Reads slowly",
    )


def test_school_admin_reads_what_was_done_in_her_school(sam, client_of, act, oona, far_classroom):
    record(Verb.RENAMED_CLASS, by=oona, classroom=far_classroom)
    assert listed(client_of(sam)) == [act]


def test_superuser_reads_all_of_it(root, client_of, act, oona, far_classroom):
    record(Verb.RENAMED_CLASS, by=oona, classroom=far_classroom)
    assert len(listed(client_of(root))) == 2


@pytest.mark.parametrize("who", ["tess", "theo", "oona"])
def test_instructor_does_not_read_it(who, cast, client_of, act):
    assert client_of(cast[who]).get(LIST).status_code == 403


@pytest.mark.parametrize("who", ["sam", "root"])
def test_nobody_adds_changes_or_deletes(who, cast, client_of, act):
    client = client_of(cast[who])
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{act.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{act.pk}/change/", {"reason": "none"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": act.pk, "post": "yes"})
    assert Act.objects.get().reason == "Reads slowly"


@pytest.mark.parametrize("wanted", ["Quispe", "ada", "Varga", "slowly", "number"])
def test_log_is_searched_by_person_actor_reason_and_number(wanted, sam, client_of, act, ada):
    words = str(ada.pk) if wanted == "number" else wanted
    record(Verb.RENAMED_CLASS, by=sam, classroom=act.classroom, reason="Other")
    assert listed(client_of(sam), q=words) == [act]


def test_log_is_searched_by_the_number_of_a_thing(sam, client_of, act):
    thing = Attempt(pk=4711)
    other = record(Verb.REOPENED_ATTEMPT, by=sam, subject=thing, reason="Fire drill")
    assert listed(client_of(sam), q="4711") == [other]


def test_log_is_filtered_by_verb_and_actor(sam, tess, client_of, act):
    other = record(Verb.RENAMED_CLASS, by=sam, classroom=act.classroom)
    assert listed(client_of(sam), what="class-renamed") == [other]
    assert listed(client_of(sam), who=str(tess.pk)) == [act]


@pytest.mark.parametrize("asked", [{"q": "9" * 5000}, {"who": "9" * 5000}, {"q": "9" * 19}])
def test_number_that_no_row_can_have_is_no_error(asked, sam, client_of, act):
    assert client_of(sam).get(LIST, asked).status_code == 200


def test_log_is_filtered_by_date(sam, client_of, act):
    old = record(Verb.RENAMED_CLASS, by=sam, classroom=act.classroom)
    Act.objects.filter(pk=old.pk).update(at=datetime(2026, 1, 2, 12, tzinfo=UTC))
    found = listed(
        client_of(sam), at__gte="2026-01-02 00:00+00:00", at__lt="2026-01-03 00:00+00:00"
    )
    assert found == [old]


def test_filter_names_no_actor_of_another_school(sam, client_of, act, oona, far_classroom):
    record(Verb.RENAMED_CLASS, by=oona, classroom=far_classroom)
    assert b"Oona" not in client_of(sam).get(LIST).content


def test_sentence_says_what_the_detail_holds(act):
    assert sentence_of(act) == (
        "Tess Varga set the standing extra time of Ada Quispe, class 10b: "
        "150 percent of the usual time."
    )


def test_sentence_of_a_command_says_that_nobody_was_signed_in(ada):
    act = record(Verb.EXPORTED_PERSON, by=None, person=ada)
    assert sentence_of(act) == "Somebody at the computer itself exported the data of Ada Quispe."


def test_sentence_of_an_assignment_has_its_title_and_the_rules_that_differ(tess, classroom):
    detail = {"quiz": 7, "title": "Mills", "attempts_allowed": 2, "time_limit_minutes": None,
              "closes_at": None, "show_feedback": "", "release_marks": "together"}  # fmt: skip
    act = record(Verb.ASSIGNED, by=tess, classroom=classroom, subject=classroom, detail=detail)
    assert sentence_of(act) == (
        "Tess Varga assigned “Mills” to the class 10b: attempts: 2, marks show: all together."
    )


def test_sentence_of_a_change_says_what_was_before(tess, classroom):
    detail = {"time_limit_minutes": [None, 30]}
    act = record(Verb.CHANGED_ASSIGNMENT, by=tess, classroom=classroom, detail=detail)
    assert sentence_of(act).endswith("time limit in minutes: 30 (before: none).")


def test_sentence_of_a_word_that_nobody_knows_any_more_is_one(tess):
    assert sentence_of(Act(verb="50%-taken", actor=tess)) == "Tess Varga: 50%-taken."


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"fields": ["display_name", "email"]}, "changed: name, mail address"),
        ({"minutes": 10, "until": "2026-01-02T12:00:00+00:00"}, "10 minutes, until 2 January 2026"),
        ({"made": 28, "put_in": 2, "form": "x7"}, "new accounts: 28, put in with accounts: 2."),
        ({"role": "instructor"}, "with the role Instructor"),
        ({"levels": {"use": 2}}, "levels: use 2"),
        ({"some_new_thing": None}, "some new thing: none"),
    ],
)
def test_sentence_knows_the_parts_of_a_detail(detail, said):
    assert said in sentence_of(Act(verb="seated", detail=detail))


def test_sentence_passes_over_what_says_nothing():
    detail = {"show_feedback": "", "minutes": 10}
    assert sentence_of(Act(verb="assigned", detail=detail)).endswith(": 10 minutes.")


def test_sentence_of_an_erased_person_names_a_number(act, ada):
    User.objects.filter(pk=ada.pk).update(
        display_name="", email="", is_active=False, erased_at="2026-01-01T00:00Z"
    )
    assert f"Person {ada.pk}" in sentence_of(Act.objects.get())


def test_every_verb_has_a_sentence():
    assert set(SENTENCES) == set(Verb)
    assert all(sentence_of(Act(verb=verb, detail={})).endswith(".") for verb in Verb)


def test_list_tells_each_act_in_one_sentence_with_its_reason(sam, client_of, act):
    text = client_of(sam).get(LIST).content.decode()
    assert f"{sentence_of(act)}<br>" in text
    assert "Why: Reads slowly" in text


def test_list_escapes_names_and_reasons(sam, client_of, act, ada):
    User.objects.filter(pk=ada.pk).update(display_name="<i>Ada</i>")
    Act.objects.update(reason="<b>slow</b>")
    text = client_of(sam).get(LIST).content.decode()
    assert "&lt;i&gt;Ada" in text
    assert "&lt;b&gt;slow" in text
    assert "<i>Ada" not in text
    assert "<b>slow" not in text


def rows_of(reply) -> list[list[str]]:
    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_download_holds_what_the_list_shows(sam, client_of, act):
    record(Verb.RENAMED_CLASS, by=sam, classroom=act.classroom)
    reply = client_of(sam).get(f"{LIST}download/", {"what": "extra-time-given"})
    rows = rows_of(reply)
    assert [row[3] for row in rows[1:]] == ["extra-time-given"]
    assert rows[1][5:] == [sentence_of(act), "Reads slowly"]


def test_download_holds_no_formula(sam, client_of, act):
    Act.objects.update(reason="=HYPERLINK(1)")
    assert rows_of(client_of(sam).get(f"{LIST}download/"))[1][-1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("rows", [1, 10_000])
def test_list_costs_the_same_for_one_and_ten_thousand(rows, sam, tess, client_of, classroom, act):
    Act.objects.bulk_create(
        Act(verb="seated", actor=tess, person=act.person, classroom=classroom,
            school=classroom.school)
        for _each in range(rows)
    )  # fmt: skip
    client = client_of(sam)
    client.get(LIST)
    with statements() as sent:
        client.get(LIST, {"q": "quispe"})
    assert len(sent) == 7, sent.counted


def test_acts_of_the_admin_are_written(root, client_of, classroom, tess, ada, school):
    client, path = client_of(root), "/admin/rosters"
    person = {"display_name": "Ada L.", "username": "ada", "email": "", "school": school.pk}
    client.post(f"{path}/user/{ada.pk}/change/", person)
    client.post(f"{path}/accommodation/add/", {"user": ada.pk, "time_factor": "1.5", "reason": "R"})
    client.post(f"{path}/school/{school.pk}/change/", {
        "name": "Hill", "slug": "hilltop", "time_zone": "", "registration": "code"})  # fmt: skip
    assert Accommodation.objects.filter(user=ada).exists()
    assert School.objects.get(pk=school.pk).name == "Hill"
    assert sorted(set(Act.objects.values_list("verb", flat=True))) == [
        "extra-time-given",
        "person-renamed",
        "person-stopped",
        "settings-changed",
    ]
    assert set(Act.objects.values_list("actor", flat=True)) == {root.pk}
