"""From pasted names to cards, over the pages."""

import re

import pytest

from rosters.models import Act, Classroom, Enrollment, SignInFailure, User
from tests.factories import LearnerFactory, make_learner_of

pytestmark = pytest.mark.django_db

NAMES = "1. Lovelace, Ada\nBen Larsen\n\nZoë O'Brien"


def fields_of(page) -> dict[str, str]:
    """What the form of the table would send as it stands."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return sent | {"make": "yes"} | {k: str(v) for k, v in page.context["hidden"].items()}


def passwords_on(page) -> list[str]:
    return re.findall(r"<code data-password>([a-z0-9-]+)</code>", page.content.decode())


def seat_path(classroom) -> str:
    return f"/classes/{classroom.pk}/seat/"


@pytest.fixture
def tess_client(tess, client_of):
    return client_of(tess)


def look(client, classroom, names=NAMES, **more):
    return client.post(seat_path(classroom), {"names": names, **more})


def seat(client, classroom, names=NAMES, **changes):
    sent = fields_of(look(client, classroom, names)) | changes
    return client.post(seat_path(classroom), sent), sent


def test_looking_at_names_makes_nobody(tess_client, classroom):
    people = User.objects.count()
    page = look(tess_client, classroom)
    assert [row.line.log_in for row in page.context["rows"]] == [
        "ada.lovelace",
        "ben.larsen",
        "zoe.obrien",
    ]
    assert User.objects.count() == people


def test_seating_shows_a_card_for_each(tess_client, classroom):
    page, _sent = seat(tess_client, classroom)
    assert len(set(passwords_on(page))) == 3
    assert "no-store" in page["Cache-Control"]
    names = classroom.enrollments.filter(role="learner").values_list("user__username", flat=True)
    assert set(names) == {"ada.lovelace", "ben.larsen", "zoe.obrien"}


def test_password_of_a_card_is_the_persons(tess_client, classroom):
    page, _sent = seat(tess_client, classroom, "Ada Lovelace")
    person = User.objects.get(username="ada.lovelace")
    assert person.check_password(passwords_on(page)[0])
    assert person.must_change_password


def test_passwords_are_kept_nowhere_in_clear(tess_client, classroom):
    page, _sent = seat(tess_client, classroom)
    kept = f"{dict(tess_client.session)}{list(User.objects.values())}{list(Act.objects.values())}"
    assert [word for word in passwords_on(page) if word in kept] == []


def test_sending_the_form_again_makes_nobody_and_shows_the_way_to_new_passwords(
    tess_client, classroom
):
    _page, sent = seat(tess_client, classroom)
    again = tess_client.post(seat_path(classroom), sent)
    assert b"This is done already" in again.content
    assert f"/classes/{classroom.pk}/passwords/".encode() in again.content
    assert passwords_on(again) == []
    assert classroom.enrollments.filter(role="learner").count() == 3


def test_log_in_can_be_changed(tess_client, classroom):
    seat(tess_client, classroom, "Ada Lovelace", **{"log-in-1": "countess"})
    assert User.objects.get(display_name="Ada Lovelace").username == "countess"


@pytest.mark.parametrize(
    ("log_in", "said"),
    [
        ("tess", "Somebody already has this log-in name."),
        ("two words", "without blanks"),
        ("", "A new account needs a log-in."),
    ],
)
def test_log_in_that_cannot_be_comes_back_with_the_reason(log_in, said, tess_client, classroom):
    page, _sent = seat(tess_client, classroom, "Ada Lovelace", **{"log-in-1": log_in})
    assert said in page.content.decode()
    assert not classroom.enrollments.filter(role="learner").exists()


def test_two_lines_do_not_take_the_same_log_in(tess_client, classroom):
    page, _sent = seat(tess_client, classroom, "Ada Bee\nAda Cee", **{"log-in-2": "ada.bee"})
    assert "Another line has this log-in." in page.content.decode()
    assert not classroom.enrollments.filter(role="learner").exists()


def test_who_is_in_the_class_is_left_out(tess_client, classroom, ada):
    page, _sent = seat(tess_client, classroom, "Ada Quispe\nMia Sorel")
    assert len(passwords_on(page)) == 1
    assert User.objects.filter(display_name="Ada Quispe").count() == 1


def test_same_name_in_the_school_is_seated_with_its_account(tess_client, classroom, tom):
    page, _sent = seat(tess_client, classroom, "Tom Ilves")
    assert passwords_on(page) == []
    assert classroom.enrollments.filter(user=tom).exists()
    assert User.objects.filter(display_name="Tom Ilves").count() == 1


def test_same_name_in_the_school_can_be_somebody_else(tess_client, classroom, tom):
    seat(tess_client, classroom, "Tom Ilves", **{"what-1": "new"})
    assert not classroom.enrollments.filter(user=tom).exists()
    assert User.objects.filter(display_name="Tom Ilves").count() == 2


def test_names_that_differ_in_accents_are_two_people(tess_client, classroom):
    page, _sent = seat(tess_client, classroom, "Zoë Ng\nZoe Ng")
    assert len(passwords_on(page)) == 2


def test_name_spelled_otherwise_in_the_school_is_a_new_account_unless_one_says(
    tess_client, classroom, other_classroom
):
    zoe = make_learner_of(other_classroom, display_name="Zoe Ng")
    assert "spelled otherwise" in look(tess_client, classroom, "Zoë Ng").content.decode()
    seat(tess_client, classroom, "Zoë Ng")
    assert not classroom.enrollments.filter(user=zoe).exists()
    seat(tess_client, classroom, "Zoé Ng", **{"what-1": f"seat-{zoe.pk}"})
    assert classroom.enrollments.filter(user=zoe).exists()


def test_same_name_twice_in_the_list_is_one_person_unless_one_says(tess_client, classroom):
    page, _sent = seat(tess_client, classroom, "Mia Sorel\nmia sorel")
    assert len(passwords_on(page)) == 1
    page, _sent = seat(tess_client, classroom, "Bo Lin\nBo Lin", **{"what-2": "new"})
    assert len(passwords_on(page)) == 2


def test_name_of_another_school_is_not_told(tess_client, classroom, far_classroom):
    make_learner_of(far_classroom, display_name="Mia Sorel", username="far-mia")
    page = look(tess_client, classroom, "Mia Sorel")
    assert page.context["rows"][0].line.fate == "new"
    assert b"far-mia" not in page.content


def test_nobody_of_another_school_is_put_in(tess_client, classroom):
    stranger = LearnerFactory(display_name="Tom Ilves")
    page, _sent = seat(tess_client, classroom, "Tom Ilves", **{"what-1": f"seat-{stranger.pk}"})
    assert page.context["form"].errors
    assert not classroom.enrollments.filter(user=stranger).exists()


def test_line_that_makes_nobody_says_why(tess_client, classroom):
    page = look(tess_client, classroom, "Ada Lovelace\n12345\na;b;c")
    assert "There is no letter in it" in page.content.decode()
    assert "more than two columns" in page.content.decode()


def test_names_come_back_to_be_changed(tess_client, classroom):
    page = look(tess_client, classroom, change="yes")
    assert "Lovelace, Ada" in page.content.decode()
    assert page.context["form"].fields.keys() == {"names", "order"}


def test_list_of_more_than_two_hundred_is_refused(tess_client, classroom):
    page = look(tess_client, classroom, "\n".join(f"Person{n} Name" for n in range(201)))
    assert "There are 201 lines" in page.content.decode()


def test_two_hundred_lines_are_taken(tess_client, classroom):
    names = "\n".join(f"Mia{chr(97 + n % 26)} Sorel{chr(97 + n // 26)}" for n in range(200))
    page, _sent = seat(tess_client, classroom, names)
    assert len(passwords_on(page)) == 200


def test_class_is_made_and_seated_in_one_go(tess_client):
    page = tess_client.post("/classes/new/", {"name": "11c", "names": NAMES})
    assert not Classroom.objects.filter(name="11c").exists()
    cards = tess_client.post("/classes/new/", fields_of(page))
    assert len(passwords_on(cards)) == 3
    assert Enrollment.objects.filter(classroom__name="11c").count() == 4


def test_class_sent_twice_is_made_once(tess_client):
    sent = fields_of(tess_client.post("/classes/new/", {"name": "11c", "names": NAMES}))
    tess_client.post("/classes/new/", sent)
    again = tess_client.post("/classes/new/", sent)
    assert b"This is done already" in again.content
    assert Classroom.objects.filter(name="11c").count() == 1
    assert Enrollment.objects.filter(classroom__name="11c", role="learner").count() == 3


def test_class_without_names_is_made_and_seated_later(tess_client, tess):
    reply = tess_client.post("/classes/new/", {"name": "11c"})
    made = Classroom.objects.get(name="11c")
    assert reply.url == seat_path(made)
    assert list(made.people.all()) == [tess]


def test_class_of_a_name_that_is_taken_is_not_made(tess_client, classroom):
    page = tess_client.post("/classes/new/", {"name": classroom.name})
    assert "already has a class of that name" in page.content.decode()


def test_superuser_says_of_which_school(root, client_of, school, other_school):
    client_of(root).post("/classes/new/", {"name": "11c", "school": other_school.pk})
    assert Classroom.objects.get(name="11c").school == other_school


@pytest.mark.parametrize("who", ["theo", "oona", "ada"])
def test_class_of_anyone_else_is_not_seated(who, cast, client_of, classroom):
    assert client_of(cast[who]).post(seat_path(classroom), {"names": "A B"}).status_code == 404


def test_archived_class_is_not_seated(tess_client, classroom):
    Classroom.objects.filter(pk=classroom.pk).update(archived_at="2026-01-01T00:00Z")
    assert tess_client.get(seat_path(classroom)).status_code == 404


def test_seating_writes_one_act_for_each_and_one_for_the_class(tess_client, tess, classroom, tom):
    seat(tess_client, classroom, "Mia Sorel\nTom Ilves")
    acts = [
        (act.verb, str(act.person) if act.person else "", act.actor) for act in Act.objects.all()
    ]
    assert sorted(acts, key=lambda act: act[:2]) == [
        ("person-made", "Mia Sorel", tess),
        ("seated", "", tess),
        ("seated", "Tom Ilves", tess),
    ]


def test_card_signs_its_owner_in_to_choose_a_password(tess_client, visitor, classroom):
    page, _sent = seat(tess_client, classroom, "Ada Lovelace")
    typed = {"username": "ada.lovelace", "password": passwords_on(page)[0]}
    assert visitor.post("/accounts/sign-in/", typed).url == "/accounts/password/"
    chosen = {"new_password1": "copper-kettle-93", "new_password2": "copper-kettle-93"}
    assert visitor.post("/accounts/password/", chosen).status_code == 302
    person = User.objects.get(username="ada.lovelace")
    assert (person.must_change_password, person.check_password("copper-kettle-93")) == (False, True)
    assert not SignInFailure.objects.exists()
