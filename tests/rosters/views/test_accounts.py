import pytest
from django.urls import reverse

from rosters.models import Classroom, Registration, School, User
from rosters.operations.classes import renew_join_code
from tests.factories import PASSWORD, AccommodationFactory, ClassroomFactory, EnrollmentFactory

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("rosters:account")
REGISTER = reverse("rosters:register")
JOIN = reverse("rosters:join")
FINISH = reverse("rosters:finish")


def register(client, **more):
    fields = {
        "display_name": "Mia Sorel",
        "username": "mia",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **more,
    }
    return client.post(REGISTER, fields)


def person_in(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def open_school(school):
    School.objects.update(registration=Registration.OPEN)
    return school


@pytest.fixture
def code(school, classroom, root):
    school.registration = Registration.CODE
    school.save()
    return renew_join_code(classroom, by=root)


@pytest.mark.parametrize("classes", [1, 30])
def test_account_page_costs_four_statements(classes, ada, client_of, django_assert_num_queries):
    for room in ClassroomFactory.create_batch(classes, school=ada.school):
        EnrollmentFactory(classroom=room, user=ada)
    client = client_of(ada)
    with django_assert_num_queries(4):
        assert client.get(ACCOUNT).status_code == 200


def test_account_page_shows_classes_and_extra_time(ada, client_of):
    AccommodationFactory(user=ada)
    page = client_of(ada).get(ACCOUNT).content.decode()
    for shown in ("Ada Quispe", "Learner", "Hilltop School", "10b", "1.5 times"):
        assert shown in page


def test_account_page_says_how_to_get_into_a_class(root, client_of):
    assert b"You are in no class yet" in client_of(root).get(ACCOUNT).content


def test_sign_out_on_the_account_page_erases_waiting_answers(ada, client_of):
    page = client_of(ada).get(ACCOUNT).content.decode()
    assert f'action="{reverse("rosters:sign-out")}" data-sign-out' in page


@pytest.mark.parametrize("page", [ACCOUNT, JOIN])
def test_account_pages_are_not_for_guests_and_visitors(page, guest, client_of, visitor):
    for client in (client_of(guest), visitor):
        assert client.get(page).url == f"{reverse('rosters:sign-in')}?next={page}"


def test_closed_school_says_what_to_do(visitor, school):
    page = visitor.get(REGISTER).content
    assert b"The school makes the accounts here" in page
    assert b'name="username"' not in page


def test_closed_school_takes_no_registration(visitor, school):
    register(visitor)
    assert not User.objects.filter(username="mia").exists()


def test_registering_signs_in(visitor, open_school):
    assert register(visitor).url == reverse("lessons:catalogue")
    mia = User.objects.get(username="mia")
    assert person_in(visitor) == str(mia.pk)
    assert (mia.role, mia.is_staff, mia.school) == ("learner", False, open_school)


def test_registering_keeps_the_row_of_a_guest(guest, client_of, open_school):
    client = client_of(guest)
    before = client.session.session_key
    register(client)
    named = User.objects.get(username="mia")
    assert named.pk == guest.pk
    assert person_in(client) == str(guest.pk)
    assert client.session.session_key != before


def test_registering_takes_no_rights_from_the_form(visitor, open_school):
    register(visitor, is_staff="on", is_superuser="on", role="school_admin")
    mia = User.objects.get(username="mia")
    assert (mia.role, mia.is_staff, mia.is_superuser) == ("learner", False, False)


def test_registering_with_a_code_joins_the_class(visitor, code, classroom):
    register(visitor, code=code.lower())
    assert User.objects.get(username="mia").enrollments.get().classroom == classroom


def test_wrong_code_tells_nothing_about_names(visitor, code, ada):
    page = register(visitor, code="AAAA-AAAA", username="ada").content
    assert b"No class has this code" in page
    assert b"Somebody already has" not in page


def test_taken_name_is_said(visitor, code, ada):
    assert b"Somebody already has" in register(visitor, code=code, username="ADA").content


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "mia sorel"},
        {"password2": "another-word-41"},
        {"password1": "kite-42", "password2": "kite-42"},
        {"display_name": ""},
    ],
)
def test_form_says_what_is_wrong(wrong, visitor, open_school):
    response = register(visitor, **wrong)
    assert response.status_code == 200
    assert b"One thing needs another look" in response.content
    assert not User.objects.filter(display_name="Mia Sorel").exists()


def test_who_has_an_account_does_not_register(ada, client_of, open_school):
    assert register(client_of(ada)).url == ACCOUNT


def test_joining_a_class_by_code(tom, client_of, classroom, code):
    response = client_of(tom).post(JOIN, {"code": code})
    assert response.url == ACCOUNT
    assert classroom.enrollments.get(user=tom).role == "learner"


def test_joining_with_a_wrong_code_says_so(tom, client_of, classroom):
    page = client_of(tom).post(JOIN, {"code": "AAAA-AAAA"}).content
    assert b"No class has this code" in page


def test_joining_a_class_of_another_school_says_so(tom, client_of, far_classroom):
    Classroom.objects.filter(pk=far_classroom.pk).update(join_code="K7M2-QXPA")
    page = client_of(tom).post(JOIN, {"code": "K7M2-QXPA"}).content
    assert b"another school" in page
    assert not far_classroom.enrollments.exists()


def test_join_link_brings_the_code_along(tom, client_of):
    assert b'value="K7M2-QXPA"' in client_of(tom).get(JOIN, {"code": "K7M2-QXPA"}).content


def test_finishing_is_explained_first(guest, client_of):
    client = client_of(guest)
    assert client.post(FINISH).url == FINISH
    assert person_in(client)
    page = client.get(FINISH).content
    assert b"Nobody can find the work again" in page
    assert b"data-sign-out" in page


def test_finishing_throws_the_key_away_and_keeps_no_session(guest, client_of):
    client = client_of(guest)
    response = client.post(FINISH, {"leave": "yes"})
    assert response["Clear-Site-Data"] == '"storage"'
    assert person_in(client) is None
    assert User.objects.filter(pk=guest.pk).exists()


@pytest.mark.parametrize(
    ("rule", "offered"), [(Registration.CLOSED, False), (Registration.OPEN, True)]
)
def test_finishing_offers_an_account_where_one_can_be_made(rule, offered, guest, client_of, school):
    School.objects.update(registration=rule)
    page = client_of(guest).get(FINISH).content.decode()
    assert (f'href="{REGISTER}"' in page) is offered


def test_finishing_is_for_guests(ada, client_of, visitor):
    client = client_of(ada)
    assert client.post(FINISH, {"leave": "yes"}).url == ACCOUNT
    assert person_in(client)
    assert visitor.get(FINISH).url == reverse("lessons:catalogue")


def test_class_set_aside_leaves_the_account_page(ada, client_of, classroom):
    Classroom.objects.filter(pk=classroom.pk).update(archived_at="2026-03-02T12:00Z")
    assert b"10b" not in client_of(ada).get(ACCOUNT).content
