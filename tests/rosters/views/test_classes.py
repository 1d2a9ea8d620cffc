"""The pages of a class: list, people, one learner, teachers, code, archive."""

import re

import pytest
from django.utils import timezone

from rosters.models import Accommodation, Act, Classroom, Enrollment, Registration, User
from rosters.operations.classes import set_aside
from tests.factories import (
    AccommodationFactory,
    ClassroomFactory,
    EnrollmentFactory,
    InstructorFactory,
    LearnerFactory,
    SchoolAdminFactory,
    make_learner_of,
)

pytestmark = pytest.mark.django_db

TEACHER = Enrollment.Role.TEACHER


@pytest.fixture
def client(tess, client_of):
    """Tess's browser."""
    return client_of(tess)


def at(classroom, *parts: object) -> str:
    return "/".join(["/classes", str(classroom.pk), *map(str, parts), ""])


def verbs() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("verb", flat=True))


def text_of(reply) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


def test_list_shows_what_one_teaches(client, classroom, other_classroom, ada):
    lines = client.get("/classes/").context["lines"]
    assert [(line.classroom.name, line.learners) for line in lines] == [("10b", 1)]


def test_list_of_a_school_admin_is_the_schools(sam, client_of, classroom, other_classroom, oona):
    lines = client_of(sam).get("/classes/").context["lines"]
    assert [line.classroom.name for line in lines] == ["10b", "9a"]


def test_list_tells_the_last_day_of_who_has_signed_in(client, classroom, ada, ben):
    User.objects.filter(pk=ada.pk).update(last_active_on="2026-03-01", last_login=timezone.now())
    User.objects.filter(pk=ben.pk).update(last_active_on="2026-04-01", last_login=None)
    line = client.get("/classes/").context["lines"][0]
    assert str(line.last_active) == "2026-03-01"


def test_list_without_a_class_says_what_to_do_first(school, client_of):
    page = client_of(InstructorFactory(school=school)).get("/classes/")
    assert "Make one first" in text_of(page)


def test_new_class_of_a_site_without_a_school_leads_to_making_one(root, client_of):
    page = client_of(root).get("/classes/new/")
    assert "Make the school first" in text_of(page)
    assert 'href="/admin/rosters/school/add/"' in page.content.decode()
    assert 'name="names"' not in page.content.decode()


def test_new_class_asks_the_administrator_which_school(root, school, client_of):
    page = client_of(root).get("/classes/new/").content.decode()
    assert school.name in page
    assert "/admin/rosters/school/add/" not in page


def test_archived_class_is_folded_away_and_brought_back(client, classroom, tess):
    set_aside(classroom, at=timezone.now(), by=tess)
    page = client.get("/classes/")
    assert page.context["lines"] == []
    assert "1 archived class" in text_of(page)
    assert client.post(at(classroom, "bring-back")).url == at(classroom, "people")
    assert verbs() == ["class-archived", "class-restored"]


def test_archived_class_names_no_learner(client, classroom, tess, ada):
    set_aside(classroom, at=timezone.now(), by=tess)
    page = text_of(client.get(at(classroom, "people")))
    assert "It has 1 learner" in page
    assert "Ada Quispe" not in page


def test_people_stand_with_what_a_teacher_needs(client, classroom, ada):
    User.objects.filter(pk=ada.pk).update(must_change_password=True, last_login=None)
    AccommodationFactory(user=ada)
    page = text_of(client.get(at(classroom, "people")))
    assert "Ada Quispe ada never signed in one-time 150 %" in page
    assert "New card for 1 learner who never signed in" in page


def test_new_cards_are_for_who_never_signed_in(client, classroom, ada, ben):
    User.objects.filter(pk=ada.pk).update(must_change_password=True, last_login=None)
    page = client.post(at(classroom, "passwords"), {"form": "one", "site": "site.example"})
    assert [each.person for each in page.context["made"]] == [ada]
    assert "no-store" in page["Cache-Control"]
    assert "site.example" in text_of(page)


def test_new_card_of_one_learner_shows_her_password(client, classroom, ada):
    page = client.post(at(classroom, "people", ada.pk, "password"), {"form": "one"})
    word = page.context["made"][0].password
    ada.refresh_from_db()
    assert word in text_of(page)
    assert ada.check_password(word)


def test_card_sent_again_is_not_made_again(client, classroom, ada):
    first = client.post(at(classroom, "people", ada.pk, "password"), {"form": "one"})
    again = client.post(at(classroom, "people", ada.pk, "password"), {"form": "one"})
    ada.refresh_from_db()
    assert "done already" in text_of(again)
    assert ada.check_password(first.context["made"][0].password)


def test_reset_signs_the_learner_out(client, classroom, ada, client_of):
    hers = client_of(ada)
    client.post(at(classroom, "people", ada.pk, "password"), {"form": "one"})
    assert hers.get("/accounts/").status_code == 302


def test_get_resets_nobody(client, classroom, ada):
    before = ada.password
    assert client.get(at(classroom, "people", ada.pk, "password")).status_code == 200
    ada.refresh_from_db()
    assert ada.password == before


@pytest.mark.parametrize("part", ["", "password", "move", "out"])
def test_teacher_of_another_class_reaches_no_learner(part, theo, client_of, classroom, ada):
    path = at(classroom, "people", ada.pk, *([part] if part else []))
    assert client_of(theo).post(path, {"form": "one"}).status_code == 404


def test_teacher_who_left_the_class_resets_nobody(client, classroom, tess, ada):
    Enrollment.objects.filter(user=tess).delete()
    assert client.post(at(classroom, "people", ada.pk, "password")).status_code == 404


def save(client, classroom, person, **changes):
    sent = {"display_name": person.display_name, "percent": "100", "reason": ""} | changes
    return client.post(at(classroom, "people", person.pk), sent)


def test_name_is_changed(client, classroom, ada):
    save(client, classroom, ada, display_name="Ada Q. Lovelace")
    ada.refresh_from_db()
    assert ada.display_name == "Ada Q. Lovelace"
    assert verbs() == ["person-renamed"]


def test_extra_time_is_given_with_its_reason(client, classroom, ada):
    save(client, classroom, ada, percent="150", reason="Reads slowly")
    extra = Accommodation.objects.get(user=ada)
    assert (str(extra.time_factor), extra.reason) == ("1.50", "Reads slowly")
    act = Act.objects.get()
    assert (act.verb, act.detail, act.reason) == (
        "extra-time-given",
        {"percent": 150},
        "Reads slowly",
    )


def test_extra_time_is_taken_away(client, classroom, ada):
    AccommodationFactory(user=ada)
    save(client, classroom, ada, percent="100")
    assert not Accommodation.objects.exists()


@pytest.mark.parametrize(
    ("percent", "said"), [("150", "Say in a few words why"), ("99", "100"), ("401", "400")]
)
def test_extra_time_that_cannot_be_comes_back(percent, said, client, classroom, ada):
    page = save(client, classroom, ada, percent=percent)
    assert said in text_of(page)
    assert not Accommodation.objects.exists()


def test_page_of_extra_time_says_from_when_it_holds(client, classroom, ada):
    page = text_of(client.get(at(classroom, "people", ada.pk)))
    assert "attempts that start from now on" in page


def test_saving_nothing_new_writes_no_act(client, classroom, ada):
    save(client, classroom, ada)
    assert verbs() == []


def test_learner_is_taken_out_and_put_back(client, classroom, ada):
    other = ClassroomFactory(school=classroom.school)
    EnrollmentFactory(classroom=other, user=ada)
    reply = client.post(at(classroom, "people", ada.pk, "out"), follow=True)
    assert "Ada Quispe is no longer in 10b" in text_of(reply)
    assert list(ada.classrooms.all()) == [other]
    client.post(at(classroom, "people", ada.pk, "in"))
    assert ada.classrooms.count() == 2
    assert verbs() == ["unseated", "seated"]


def test_learner_is_moved_to_another_class_of_mine(client, classroom, tess, ada):
    mine = ClassroomFactory(school=classroom.school, name="11c")
    EnrollmentFactory(classroom=mine, user=tess, role=TEACHER)
    client.post(at(classroom, "people", ada.pk, "move"), {"pick": mine.pk})
    assert list(ada.classrooms.all()) == [mine]
    act = Act.objects.get()
    assert (act.verb, act.classroom, act.detail["from_class"]) == ("moved", mine, classroom.pk)


def test_learner_is_not_moved_to_a_class_of_others(client, classroom, other_classroom, ada):
    client.post(at(classroom, "people", ada.pk, "move"), {"pick": other_classroom.pk})
    assert list(ada.classrooms.all()) == [classroom]


def test_learner_of_the_school_is_found_and_put_in(client, classroom, tom):
    found = client.get(at(classroom, "find"), {"q": "ilv"})
    assert found.context["found"] == [tom]
    client.post(at(classroom, "people", tom.pk, "in"))
    assert classroom.enrollments.filter(user=tom).exists()


def test_search_finds_nobody_of_another_school_or_of_the_staff(
    client, classroom, far_classroom, theo, ada
):
    make_learner_of(far_classroom, display_name="Brandt Ada Quispe")
    for wanted in ("Brandt", "Quispe"):
        assert client.get(at(classroom, "find"), {"q": wanted}).context["found"] == []


def test_nobody_of_another_school_is_put_in(client, classroom):
    assert client.post(at(classroom, "people", LearnerFactory().pk, "in")).status_code == 404


def test_colleague_is_added_and_taken_off(client, classroom, theo):
    client.post(at(classroom, "teachers", "add"), {"pick": theo.pk})
    assert classroom.enrollments.filter(user=theo, role=TEACHER).exists()
    client.post(at(classroom, "teachers", theo.pk, "remove"))
    assert not classroom.enrollments.filter(user=theo).exists()
    assert verbs() == ["teacher-added", "teacher-removed"]


def test_last_teacher_stays(client, classroom, tess):
    reply = client.post(at(classroom, "teachers", tess.pk, "remove"), follow=True)
    assert "keeps at least one teacher" in text_of(reply)
    assert classroom.enrollments.filter(user=tess).exists()


def test_who_takes_herself_off_no_longer_sees_the_class(client, classroom, tess, theo):
    EnrollmentFactory(classroom=classroom, user=theo, role=TEACHER)
    assert client.post(at(classroom, "teachers", tess.pk, "remove")).url == "/classes/"
    assert client.get(at(classroom, "people")).status_code == 404


@pytest.mark.parametrize("who", ["oona", "ada"])
def test_only_a_colleague_of_the_school_is_added(who, cast, client, classroom):
    client.post(at(classroom, "teachers", "add"), {"pick": cast[who].pk})
    assert not classroom.enrollments.filter(user=cast[who], role=TEACHER).exists()


def test_school_admin_can_teach_too(client, classroom):
    admin = SchoolAdminFactory(school=classroom.school)
    client.post(at(classroom, "teachers", "add"), {"pick": admin.pk})
    assert classroom.enrollments.filter(user=admin, role=TEACHER).exists()


def test_class_is_renamed(client, classroom):
    client.post(at(classroom, "settings"), {"name": "10b history"})
    classroom.refresh_from_db()
    assert classroom.name == "10b history"
    assert verbs() == ["class-renamed"]


def test_class_does_not_take_the_name_of_another(client, classroom, other_classroom):
    page = client.post(at(classroom, "settings"), {"name": other_classroom.name})
    assert "already has a class of that name" in text_of(page)


def test_class_is_archived_in_two_steps(client, classroom):
    assert "bring the class back" in text_of(client.get(at(classroom, "archive")))
    classroom.refresh_from_db()
    assert classroom.archived_at is None
    client.post(at(classroom, "archive"))
    classroom.refresh_from_db()
    assert classroom.archived_at is not None


def test_code_is_made_and_withdrawn_where_the_school_allows_it(client, classroom):
    type(classroom.school).objects.update(registration=Registration.CODE)
    client.post(at(classroom, "code"), {"do": "renew"})
    classroom.refresh_from_db()
    assert classroom.join_code in text_of(client.get(at(classroom, "code")))
    client.post(at(classroom, "code"), {"do": "withdraw"})
    classroom.refresh_from_db()
    assert classroom.join_code is None
    assert verbs() == ["class-code-set", "class-code-withdrawn"]


def test_closed_school_has_no_code_and_says_why(client, classroom):
    page = client.get(at(classroom, "code"))
    assert "Hilltop School makes all accounts itself" in text_of(page)
    client.post(at(classroom, "code"), {"do": "renew"})
    classroom.refresh_from_db()
    assert classroom.join_code is None


def test_instructor_without_a_school_makes_no_class(client_of):
    person = InstructorFactory(school=None)
    page = client_of(person).get("/classes/")
    assert "You need a school" in text_of(page)
    assert client_of(person).get("/classes/new/").status_code == 404
    assert not Classroom.objects.exists()


@pytest.mark.parametrize(("who", "led"), [("sam", True), ("tess", False)])
def test_page_of_a_learner_leads_a_school_admin_to_erasing(
    who, led, request, client_of, classroom, ada
):
    reply = client_of(request.getfixturevalue(who)).get(at(classroom, "people", ada.pk))
    assert (f'href="/people/{ada.pk}/erase/"' in reply.content.decode()) is led


def test_learners_stand_by_the_letters_of_their_names(client, classroom):
    for name in ("Zoe Ames", "Ángel Ruiz"):
        make_learner_of(classroom, display_name=name)
    text = text_of(client.get(at(classroom, "people")))
    assert text.index("Ángel Ruiz") < text.index("Zoe Ames")


def test_cards_stand_by_the_letters_of_their_names(client, classroom):
    for name in ("Zoe Ames", "Ángel Ruiz"):
        make_learner_of(classroom, display_name=name, must_change_password=True)
    text = text_of(client.get(at(classroom, "passwords")))
    assert text.index("Ángel Ruiz") < text.index("Zoe Ames")


def test_number_that_no_row_can_have_is_no_error(client, classroom):
    reply = client.get(at(classroom, "people"), {"taken-out": "9" * 5000})
    assert reply.status_code == 200
