import pytest
from django.contrib.admin.sites import site
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from rosters.admin.scoping import ScopedAdmin
from rosters.models import Accommodation, Act, Classroom, Enrollment, Registration, School
from rosters.operations.classes import set_aside
from tests.factories import (
    AccommodationFactory,
    ClassroomFactory,
    EnrollmentFactory,
    make_learner_of,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:rosters_classroom_changelist")
ADD = reverse("admin:rosters_classroom_add")
EXTRA_LIST = reverse("admin:rosters_accommodation_changelist")
EXTRA_ADD = reverse("admin:rosters_accommodation_add")
SCHOOLS = reverse("admin:rosters_school_changelist")


def change(classroom):
    return reverse("admin:rosters_classroom_change", args=[classroom.pk])


def formsets(places=(), new=()):
    """The two inlines as the form posts them: rows there are, and people to add."""
    fields = {
        "enrollments-TOTAL_FORMS": len(places),
        "enrollments-INITIAL_FORMS": len(places),
        "enrollments-2-TOTAL_FORMS": len(new),
        "enrollments-2-INITIAL_FORMS": 0,
    }
    for number, (place, values) in enumerate(places):
        fields[f"enrollments-{number}-id"] = place.pk
        fields[f"enrollments-{number}-classroom"] = place.classroom_id
        fields |= {f"enrollments-{number}-{name}": value for name, value in values.items()}
    for number, values in enumerate(new):
        fields |= {f"enrollments-2-{number}-{name}": value for name, value in values.items()}
    return fields


def add(client, name, school, **more):
    return client.post(ADD, {"name": name, "school": school.pk, **formsets(), **more})


def act(client, action, *classrooms, at=LIST):
    return client.post(at, {"action": action, "_selected_action": [c.pk for c in classrooms]})


@pytest.mark.parametrize(
    ("who", "seen"),
    [("tess", "10b"), ("theo", "9a"), ("oona", "8c"), ("sam", "10b 9a"), ("root", "10b 8c 9a")],
)
def test_list_holds_the_classes_of_each(who, seen, cast, client_of):
    found = client_of(cast[who]).get(LIST).context["cl"].result_list
    assert " ".join(sorted(row.name for row in found)) == seen


@pytest.mark.parametrize(
    ("who", "status"), [("tess", 200), ("sam", 200), ("theo", 404), ("oona", 404)]
)
@pytest.mark.parametrize("page", ["change", "history"])
def test_class_of_anyone_else_is_a_404(page, who, status, cast, classroom, client_of):
    address = reverse(f"admin:rosters_classroom_{page}", args=[classroom.pk])
    assert client_of(cast[who]).get(address).status_code == status


def test_instructor_makes_a_class_and_teaches_it(tess, school, client_of):
    assert add(client_of(tess), "11c", school).status_code == 302
    place = Enrollment.objects.get(classroom__name="11c")
    assert (place.user, place.role) == (tess, Enrollment.Role.TEACHER)


def test_nobody_makes_a_class_at_another_school(tess, sam, other_school, client_of):
    for person in (tess, sam):
        assert add(client_of(person), "11c", other_school).status_code == 200
    assert not Classroom.objects.filter(name="11c").exists()


def test_name_of_a_class_stands_once(tess, classroom, school, client_of):
    response = add(client_of(tess), classroom.name, school)
    assert b"This school already has a class of that name." in response.content


def test_instructor_chooses_no_other_school(tess, other_school, client_of):
    assert b"Riverside" not in client_of(tess).get(ADD).content


def test_class_keeps_its_school(sam, classroom, other_school, client_of):
    fields = {"name": "10c", "school": other_school.pk, **formsets()}
    assert client_of(sam).post(change(classroom), fields).status_code == 302
    classroom.refresh_from_db()
    assert (classroom.name, classroom.school) == ("10c", sam.school)


def test_school_admin_adds_people_of_her_school(sam, tom, classroom, client_of):
    fields = {"name": "10b", **formsets(new=[{"user": tom.pk, "role": "learner"}])}
    assert client_of(sam).post(change(classroom), fields).status_code == 302
    assert classroom.enrollments.get().user == tom


@pytest.mark.parametrize(("who", "whom"), [("sam", "oona"), ("tess", "theo"), ("sam", "guest")])
def test_nobody_adds_people_whom_she_does_not_see(who, whom, cast, classroom, client_of):
    before = set(classroom.enrollments.values_list("user", flat=True))
    fields = {"name": "10b", **formsets(new=[{"user": cast[whom].pk, "role": "learner"}])}
    response = client_of(cast[who]).post(change(classroom), fields)
    assert b"Select a valid choice" in response.content
    assert str(cast[whom]).encode() not in response.content
    assert set(classroom.enrollments.values_list("user", flat=True)) == before


def test_learner_is_made_no_teacher(tess, ada, classroom, client_of):
    place = classroom.enrollments.get(user=ada)
    fields = {"name": "10b", **formsets(places=[(place, {"role": "teacher"})])}
    response = client_of(tess).post(change(classroom), fields)
    assert b"Only instructors and school admins teach a class." in response.content
    place.refresh_from_db()
    assert place.role == Enrollment.Role.LEARNER


def test_person_in_a_place_stays_the_same(tess, ada, ben, classroom, client_of):
    place = classroom.enrollments.get(user=ada)
    fields = {"name": "10b", **formsets(places=[(place, {"role": "learner", "user": ben.pk})])}
    assert client_of(tess).post(change(classroom), fields).status_code == 302
    place.refresh_from_db()
    assert place.user == ada


def test_place_can_be_given_up(tess, ada, classroom, client_of):
    place = classroom.enrollments.get(user=ada)
    rows = formsets(places=[(place, {"role": "learner", "DELETE": "on"})])
    assert client_of(tess).post(change(classroom), {"name": "10b", **rows}).status_code == 302
    assert not classroom.enrollments.filter(user=ada).exists()


def test_place_of_another_class_is_out_of_reach(tess, tom, classroom, client_of):
    place = tom.enrollments.get()
    rows = formsets(places=[(place, {"role": "learner", "DELETE": "on"})])
    client_of(tess).post(change(classroom), {"name": "10b", **rows})
    assert tom.enrollments.exists()


def test_codes_are_given_and_withdrawn(tess, school, classroom, client_of):
    School.objects.update(registration=Registration.CODE)
    client = client_of(tess)
    act(client, "give_codes", classroom)
    classroom.refresh_from_db()
    assert len(classroom.join_code) == 9
    act(client, "withdraw_codes", classroom)
    classroom.refresh_from_db()
    assert classroom.join_code is None


def test_class_is_set_aside_and_brought_back(tess, classroom, client_of):
    client = client_of(tess)
    act(client, "set_aside_classes", classroom)
    assert not client.get(LIST).context["cl"].result_list
    assert client.get(change(classroom)).context["has_change_permission"] is False
    act(client, "bring_back_classes", classroom, at=f"{LIST}?standing=aside")
    classroom.refresh_from_db()
    assert classroom.archived_at is None


def test_class_set_aside_is_not_changed(tess, classroom, client_of, root):
    set_aside(classroom, at=timezone.now(), by=root)
    assert client_of(tess).post(change(classroom), {"name": "X", **formsets()}).status_code == 403


def test_name_taken_meanwhile_keeps_a_class_aside(tess, classroom, client_of, root):
    set_aside(classroom, at=timezone.now(), by=root)
    ClassroomFactory(name="10b", school=classroom.school)
    act(client_of(tess), "bring_back_classes", classroom, at=f"{LIST}?standing=aside")
    classroom.refresh_from_db()
    assert classroom.archived_at is not None


@pytest.mark.parametrize("action", ["set_aside_classes", "give_codes", "delete_selected"])
def test_bulk_action_reaches_no_class_of_anyone_else(action, theo, classroom, client_of):
    act(client_of(theo), action, classroom)
    classroom.refresh_from_db()
    assert (classroom.archived_at, classroom.join_code) == (None, None)


def test_filter_names_no_other_school(sam, other_school, client_of):
    assert b"Riverside" not in client_of(sam).get(LIST).content


def test_class_page_costs_the_same_for_one_and_thirty(tess, classroom, client_of, count_statements):
    client = client_of(tess)
    few = count_statements(client, change(classroom))
    for _row in range(29):
        make_learner_of(classroom)
    assert few == count_statements(client, change(classroom)) <= 8


def test_class_list_costs_the_same_for_one_and_thirty(sam, classroom, client_of, count_statements):
    client = client_of(sam)
    few = count_statements(client, LIST)
    ClassroomFactory.create_batch(29, school=sam.school)
    assert few == count_statements(client, LIST) <= 8


def test_teacher_gives_her_learner_more_time(tess, ada, client_of):
    fields = {"user": ada.pk, "time_factor": "1.25", "reason": ""}
    assert client_of(tess).post(EXTRA_ADD, fields).status_code == 302
    assert Accommodation.objects.get().user == ada


@pytest.mark.parametrize(("who", "whom"), [("theo", "ada"), ("oona", "ada"), ("tess", "tess")])
def test_more_time_is_for_learners_whom_one_sees(who, whom, cast, client_of):
    client = client_of(cast[who])
    client.post(EXTRA_ADD, {"user": cast[whom].pk, "time_factor": "1.25"})
    assert not Accommodation.objects.exists()


def test_more_time_of_anyone_else_is_a_404(theo, ada, client_of):
    extra = AccommodationFactory(user=ada)
    client = client_of(theo)
    address = reverse("admin:rosters_accommodation_change", args=[extra.pk])
    assert client.get(address).status_code == 404
    assert not client.get(EXTRA_LIST).context["cl"].result_list


def test_school_admin_sets_how_people_register(sam, school, client_of):
    address = reverse("admin:rosters_school_change", args=[school.pk])
    fields = {"name": "Hilltop", "time_zone": "Europe/Vienna", "registration": "code"}
    assert client_of(sam).post(address, fields | {"slug": "other"}).status_code == 302
    school.refresh_from_db()
    assert (school.registration, school.guests_allowed) == ("code", False)
    assert school.slug == "hilltop"


def test_time_zone_has_to_exist(sam, school, client_of):
    address = reverse("admin:rosters_school_change", args=[school.pk])
    fields = {"name": "Hilltop", "time_zone": "Europe/Atlantis", "registration": "code"}
    assert b"no time zone here" in client_of(sam).post(address, fields).content


@pytest.mark.parametrize(("who", "status"), [("tess", 404), ("sam", 404), ("root", 200)])
def test_school_of_anyone_else_is_closed(who, status, cast, other_school, client_of):
    address = reverse("admin:rosters_school_change", args=[other_school.pk])
    response = client_of(cast[who]).post(address, {"name": ""})
    assert response.status_code == status


def test_only_a_superuser_adds_schools(sam, root, client_of):
    add_school = reverse("admin:rosters_school_add")
    assert client_of(sam).get(add_school).status_code == 403
    fields = {"name": "New", "slug": "new", "time_zone": "UTC", "registration": "closed"}
    client_of(root).post(add_school, fields)
    assert School.objects.filter(slug="new").exists()


def test_scoped_admin_offers_nothing_that_nobody_scoped(tess):
    request = RequestFactory().get("/")
    request.user = tess

    class Loose(ScopedAdmin):
        def may_see(self, user):
            return Classroom.objects.all()

    with pytest.raises(ImproperlyConfigured, match=r"choices says nothing"):
        Loose(Classroom, site).choices_for(Session, request)


def test_scoped_admin_refuses_raw_ids(tess):
    request = RequestFactory().get("/")
    request.user = tess

    class Raw(ScopedAdmin):
        raw_id_fields = ("school",)

        def may_see(self, user):
            return Classroom.objects.all()

    with pytest.raises(ImproperlyConfigured, match="autocomplete_fields"):
        Raw(Classroom, site).get_form(request)


def test_what_the_form_does_is_written_down(tess, ada, ben, classroom, other_classroom, client_of):
    EnrollmentFactory(classroom=other_classroom, user=tess, role="teacher")
    tom = make_learner_of(other_classroom)
    place = classroom.enrollments.get(user=ada)
    rows = formsets(
        [(place, {"role": "learner", "DELETE": "on"})], [{"user": tom.pk, "role": "learner"}]
    )
    client_of(tess).post(change(classroom), {"name": "10c", **rows})
    acts = [(act.verb, act.person, act.actor) for act in Act.objects.order_by("pk")]
    assert acts == [
        ("class-renamed", None, tess),
        ("unseated", ada, tess),
        ("seated", tom, tess),
    ]
