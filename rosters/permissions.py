"""Who may see and change which people, classes and schools. One place for the whole site.

Loaders raise Http404: to anyone else, a person or class that is not theirs does not exist. Guests
are nobody's to list: they stand in none of these.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from rosters.models import Accommodation, Classroom, Enrollment, Role, School, User

Visitor = User | AnonymousUser


def is_staff(user: Visitor) -> bool:
    """Whether somebody may enter the staff pages at all."""
    return isinstance(user, User) and user.is_active and user.is_staff


def is_school_admin(user: Visitor) -> bool:
    """Whether somebody runs a school here: a superuser, or a school admin with a school."""
    if not isinstance(user, User) or not is_staff(user):
        return False
    return user.is_superuser or (user.role == Role.SCHOOL_ADMIN and user.school_id is not None)


def people_staff_may_see(user: Visitor) -> QuerySet[User]:
    """Superuser: everybody. School admin: her school. Instructor: the classes that she teaches.

    Everybody on the staff sees herself; nobody sees guests.
    """
    known = User.objects.exclude(role=Role.GUEST)
    if not isinstance(user, User) or not is_staff(user):
        return known.none()
    if user.is_superuser:
        return known
    if is_school_admin(user):
        return known.filter(school=user.school)
    places = Enrollment.objects.filter(
        user=OuterRef("pk"), classroom__in=classrooms_taught_by(user).values("pk")
    )
    return known.filter(Q(pk=user.pk) | Exists(places))


def people_staff_may_change(user: Visitor) -> QuerySet[User]:
    """Superuser: everybody. School admin: her school, except people with rights above hers.

    Who holds a group or a single permission has rights that only a superuser gives: a school
    admin who could set that person's password would have them too.
    """
    seen = people_staff_may_see(user)
    if not isinstance(user, User) or not is_school_admin(user):
        return seen.none()
    if user.is_superuser:
        return seen
    return seen.exclude(
        Q(is_superuser=True)
        | Exists(User.groups.through.objects.filter(user=OuterRef("pk")))
        | Exists(User.user_permissions.through.objects.filter(user=OuterRef("pk")))
    )


def can_change_person(user: Visitor, person: User) -> bool:
    """Whether `user` may give this person a role, a new password or another name."""
    return people_staff_may_change(user).filter(pk=person.pk).exists()


def get_person_for(user: Visitor, person_id: int) -> User:
    """A person whom this member of staff may see, with the school. Raises Http404."""
    person = people_staff_may_see(user).select_related("school").filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def schools_staff_may_see(user: Visitor) -> QuerySet[School]:
    """Superuser: all. Everybody else on the staff: her own."""
    if not isinstance(user, User) or not is_staff(user):
        return School.objects.none()
    return School.objects.all() if user.is_superuser else School.objects.filter(people=user)


def schools_staff_may_change(user: Visitor) -> QuerySet[School]:
    """The schools that this person runs."""
    return schools_staff_may_see(user) if is_school_admin(user) else School.objects.none()


def classrooms_taught_by(user: Visitor) -> QuerySet[Classroom]:
    """Classes that somebody teaches now; those set aside are not among them."""
    return _with_place(user, Enrollment.Role.TEACHER).filter(archived_at=None)


def classrooms_of_learner(user: Visitor) -> QuerySet[Classroom]:
    """Classes in which somebody learns now."""
    return _with_place(user, Enrollment.Role.LEARNER).filter(archived_at=None)


def classrooms_staff_may_see(user: Visitor) -> QuerySet[Classroom]:
    """Superuser: all. School admin: her school's. Instructor: those she teaches or taught."""
    if not isinstance(user, User) or not is_staff(user):
        return Classroom.objects.none()
    if user.is_superuser:
        return Classroom.objects.all()
    if is_school_admin(user):
        return Classroom.objects.filter(school=user.school)
    return _with_place(user, Enrollment.Role.TEACHER)


def classrooms_staff_may_change(user: Visitor) -> QuerySet[Classroom]:
    """The same without those set aside, which have to be brought back first."""
    return classrooms_staff_may_see(user).filter(archived_at=None)


def get_classroom_for(user: Visitor, classroom_id: int) -> Classroom:
    """A class that this member of staff may see, with its school. Raises Http404."""
    classroom = (
        classrooms_staff_may_see(user).select_related("school").filter(pk=classroom_id).first()
    )
    if classroom is None:
        raise Http404
    return classroom


def accommodations_staff_may_see(user: Visitor) -> QuerySet[Accommodation]:
    """Extra time of the people whom this member of staff may see."""
    return Accommodation.objects.filter(user__in=people_staff_may_see(user).values("pk"))


def learners_staff_may_see(user: Visitor) -> QuerySet[User]:
    """The learners among the people whom this member of staff may see."""
    return people_staff_may_see(user).filter(role=Role.LEARNER)


def can_make_people(user: Visitor) -> bool:
    return is_school_admin(user)


def can_make_classrooms(user: Visitor) -> bool:
    """Instructors and school admins of a school; a superuser."""
    return (
        isinstance(user, User)
        and is_staff(user)
        and (user.is_superuser or (user.is_instructor and user.school_id is not None))
    )


def _with_place(user: Visitor, role: str) -> QuerySet[Classroom]:
    if not isinstance(user, User):
        return Classroom.objects.none()
    places = Enrollment.objects.filter(classroom=OuterRef("pk"), user=user, role=role)
    return Classroom.objects.filter(Exists(places))
