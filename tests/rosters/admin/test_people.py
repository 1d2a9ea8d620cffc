"""The admin of people: what each of the cast sees, and that it is no ladder (decision 22)."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from rosters.models import Role, User
from tests.factories import (
    PASSWORD,
    GuestFactory,
    InstructorFactory,
    LearnerFactory,
    SchoolAdminFactory,
    make_learner_of,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:rosters_user_changelist")
ADD = reverse("admin:rosters_user_add")
RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


def change(person):
    return reverse("admin:rosters_user_change", args=[person.pk])


def listed(client):
    found = client.get(LIST).context["cl"].result_list
    return " ".join(sorted(person.username for person in found))


def act(client, action, *people):
    return client.post(LIST, {"action": action, "_selected_action": [p.pk for p in people]})


def fields_of(response):
    return {name for form in [response.context["adminform"].form] for name in form.fields}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("tess", "ada ben tess"),
        ("theo", "theo"),
        ("oona", "oona"),
        ("sam", "ada ben sam tess theo"),
        ("root", "ada ben oona root sam tess theo"),
    ],
)
def test_list_holds_the_people_of_each(who, seen, cast, client_of):
    assert listed(client_of(cast[who])) == seen


def chosen_school(client):
    return client.get(ADD).context["adminform"].form["school"].value()


def test_new_person_is_of_the_only_school(root, school, client_of):
    assert chosen_school(client_of(root)) == school.pk


def test_new_person_is_of_the_school_that_one_runs(sam, other_school, client_of):
    assert chosen_school(client_of(sam)) == sam.school_id


def test_new_person_is_of_no_school_by_chance_where_there_are_two(root, cast, client_of):
    assert chosen_school(client_of(root)) is None


@pytest.mark.parametrize("who", ["ada", "guest"])
def test_learners_and_guests_have_no_admin(who, cast, client_of):
    assert client_of(cast[who]).get(LIST).status_code == 302


def test_guests_are_counted_and_not_listed(sam, tess, client_of):
    GuestFactory.create_batch(3)
    assert b"3 guests are trying modules" in client_of(sam).get(LIST).content
    assert b"guests are trying" not in client_of(tess).get(LIST).content


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("tess", "ada", 200),
        ("tess", "theo", 404),
        ("theo", "ada", 404),
        ("oona", "ada", 404),
        ("sam", "oona", 404),
        ("sam", "root", 404),
        ("sam", "guest", 404),
        ("root", "guest", 404),
    ],
)
@pytest.mark.parametrize("page", ["change", "history"])
def test_page_of_anyone_else_is_a_404(page, who, whom, status, cast, client_of):
    address = reverse(f"admin:rosters_user_{page}", args=[cast[whom].pk])
    assert client_of(cast[who]).get(address).status_code == status


def test_instructor_reads_and_changes_nobody(tess, ada, client_of):
    client = client_of(tess)
    assert client.get(change(ada)).context["has_change_permission"] is False
    assert client.post(change(ada), {"display_name": "X", "username": "x"}).status_code == 403
    assert client.get(ADD).status_code == 403
    ada.refresh_from_db()
    assert ada.display_name == "Ada Quispe"


def test_instructor_sees_no_mail_address(tess, ada, client_of):
    User.objects.filter(pk=ada.pk).update(email="ada@home.example")
    assert b"ada@home.example" not in client_of(tess).get(change(ada)).content


def test_only_a_superuser_sees_the_rights(sam, root, ada, client_of):
    assert not fields_of(client_of(sam).get(change(ada))) & set(RIGHTS)
    assert fields_of(client_of(root).get(change(ada))) >= set(RIGHTS)


def post_person(client, person, **more):
    fields = {"display_name": "New Name", "username": person.username, "is_active": "on", **more}
    return client.post(change(person), fields)


def test_school_admin_changes_a_name(sam, ada, client_of):
    assert post_person(client_of(sam), ada).status_code == 302
    ada.refresh_from_db()
    assert ada.display_name == "New Name"


@pytest.mark.parametrize("whom", ["ada", "sam"])
def test_school_admin_climbs_by_no_posted_field(whom, cast, client_of, other_school):
    group = Group.objects.create(name="editors")
    person = cast[whom]
    before = User.objects.values("role", "is_staff", "school").get(pk=person.pk)
    post_person(
        client_of(cast["sam"]),
        person,
        is_superuser="on",
        is_staff="on",
        groups=[group.pk],
        user_permissions=[Permission.objects.first().pk],
        role=Role.SCHOOL_ADMIN,
        school=other_school.pk,
        password="x",
    )
    after = User.objects.get(pk=person.pk)
    assert after.display_name == "New Name"
    assert User.objects.values("role", "is_staff", "school").get(pk=person.pk) == before
    assert not after.is_superuser
    assert not after.groups.exists()
    assert not after.user_permissions.exists()
    assert after.check_password(PASSWORD)


def test_school_admin_only_reads_a_superuser_of_her_school(sam, school, client_of):
    boss = InstructorFactory(school=school, is_superuser=True)
    client = client_of(sam)
    assert client.get(change(boss)).context["has_change_permission"] is False
    assert post_person(client, boss).status_code == 403
    act(client, "reset_passwords", boss)
    act(client, "make_learners", boss)
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)
    assert boss.role == Role.INSTRUCTOR


def test_nobody_closes_her_own_account(root, client_of):
    fields = {"display_name": "Root", "username": "root"}
    assert client_of(root).post(change(root), fields).status_code == 302
    root.refresh_from_db()
    assert (root.is_active, root.is_staff, root.is_superuser) == (True, True, True)


@pytest.mark.parametrize(
    ("action", "role", "is_staff"),
    [
        ("make_learners", Role.LEARNER, False),
        ("make_instructors", Role.INSTRUCTOR, True),
        ("make_school_admins", Role.SCHOOL_ADMIN, True),
    ],
)
def test_school_admin_gives_the_three_roles(action, role, is_staff, sam, ada, client_of):
    act(client_of(sam), action, ada)
    ada.refresh_from_db()
    assert (ada.role, ada.is_staff, ada.is_superuser) == (role, is_staff, False)


@pytest.mark.parametrize("who", ["tess", "oona"])
def test_instructor_gives_no_roles(who, cast, client_of):
    client = client_of(cast[who])
    assert not client.get(LIST).context["cl"].model_admin.get_actions(client.get(LIST).wsgi_request)
    act(client, "make_school_admins", cast["ada"], cast[who])
    assert User.objects.get(pk=cast["ada"].pk).role == Role.LEARNER
    assert User.objects.get(pk=cast[who].pk).role == Role.INSTRUCTOR


def test_bulk_action_reaches_nobody_of_another_school(sam, oona, root, client_of):
    act(client_of(sam), "make_learners", oona, root)
    for person, role in ((oona, Role.INSTRUCTOR), (root, Role.SCHOOL_ADMIN)):
        person.refresh_from_db()
        assert person.role == role


def test_school_admin_does_not_change_her_own_role(sam, client_of):
    act(client_of(sam), "make_learners", sam)
    sam.refresh_from_db()
    assert sam.role == Role.SCHOOL_ADMIN


def test_person_without_school_becomes_no_school_admin(root, client_of):
    person = LearnerFactory()
    response = client_of(root).post(
        LIST, {"action": "make_school_admins", "_selected_action": [person.pk]}, follow=True
    )
    assert b"has no school to run" in response.content


def test_role_given_stands_in_the_history(sam, ada, client_of):
    client = client_of(sam)
    act(client, "make_instructors", ada)
    history = client.get(reverse("admin:rosters_user_history", args=[ada.pk])).content
    assert b"Role: instructor." in history


def password_shown(response):
    return re.search(r"<code>(.+?)</code>", response.content.decode()).group(1)


def test_one_time_passwords_are_shown_once(sam, ada, client_of):
    response = act(client_of(sam), "reset_passwords", ada)
    assert "no-store" in response["Cache-Control"]
    ada.refresh_from_db()
    assert ada.check_password(password_shown(response))
    assert ada.must_change_password


def add(client, school, **more):
    fields = {"display_name": "Mia", "username": "mia", "role": "learner", **more}
    return client.post(ADD, fields | {"school": school.pk})


def test_school_admin_makes_a_person(sam, school, client_of):
    response = add(client_of(sam), school, role="instructor")
    mia = User.objects.get(username="mia")
    assert mia.check_password(password_shown(response))
    assert (mia.role, mia.is_staff, mia.school) == (Role.INSTRUCTOR, True, school)


def test_school_admin_makes_nobody_at_another_school(sam, other_school, client_of):
    response = add(client_of(sam), other_school)
    assert "school" in response.context["adminform"].form.errors
    response = client_of(sam).post(
        ADD, {"display_name": "Mia", "username": "mia", "role": "learner", "school": ""}
    )
    assert response.status_code == 200
    assert not User.objects.filter(username="mia").exists()


def test_school_admin_makes_no_superuser(sam, school, client_of):
    add(client_of(sam), school, is_superuser="on", is_staff="on", role="guest")
    assert not User.objects.filter(username="mia").exists()
    add(client_of(sam), school, is_superuser="on", is_staff="on")
    mia = User.objects.get(username="mia")
    assert (mia.is_superuser, mia.is_staff) == (False, False)


def test_name_that_differs_in_capitals_alone_is_refused(sam, school, ada, client_of):
    response = add(client_of(sam), school, username="ADA")
    assert "username" in response.context["adminform"].form.errors


def test_people_are_never_deleted(root, ada, client_of):
    client = client_of(root)
    address = reverse("admin:rosters_user_delete", args=[ada.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    act(client, "delete_selected", ada)
    assert User.objects.filter(pk=ada.pk).exists()


@pytest.mark.parametrize(
    "query",
    ["password__startswith=argon2", "is_superuser=1", "groups=1", "email__startswith=a"],
)
def test_hand_made_filters_read_nothing(query, sam, ada, client_of):
    assert client_of(sam).get(f"{LIST}?{query}").status_code == 400


def test_filters_of_the_list_work(sam, ada, tess, client_of):
    found = client_of(sam).get(f"{LIST}?role__exact=instructor").context["cl"].result_list
    assert [person.username for person in found] == ["tess"]


def autocomplete(client, model, field, term=""):
    query = {"app_label": "rosters", "model_name": model, "field_name": field, "term": term}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    return " ".join(sorted(each["text"] for each in found))


@pytest.mark.parametrize(
    ("who", "found"),
    [("tess", "Ada Quispe Ben Larsen Tess Varga"), ("oona", "Oona Rahal"), ("theo", "Theo Brandt")],
)
def test_autocomplete_finds_the_people_of_each(who, found, cast, client_of):
    assert autocomplete(client_of(cast[who]), "enrollment", "user") == found


def test_list_costs_the_same_for_one_and_thirty(sam, classroom, client_of, count_statements):
    client = client_of(sam)
    few = count_statements(client, LIST)
    for _row in range(29):
        make_learner_of(classroom)
    assert few == count_statements(client, LIST) <= 8


def test_rows_of_another_admin_stay_apart(sam, other_school, client_of):
    SchoolAdminFactory(school=other_school, username="olaf")
    assert "olaf" not in listed(client_of(sam))
