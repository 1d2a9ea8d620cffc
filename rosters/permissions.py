"""Who may see and change which people, classes and schools. One place for the whole site.

Loaders raise Http404: to anyone else, a person or class that is not theirs does not exist. Guests
are nobody's to list: they stand in none of these.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from rosters.models import Accommodation, Act, Classroom, Enrollment, Role, School, User

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


def learners_staff_may_change(user: Visitor) -> QuerySet[User]:
    """Learners to whom this person may give a new one-time password, another name or extra time.

    Instructor: who learns in a class that she teaches now. Never anybody with rights of staff,
    nor who was erased.
    """
    if not isinstance(user, User) or not is_staff(user):
        return User.objects.none()
    if is_school_admin(user):
        return _plain_learners(people_staff_may_change(user))
    places = Enrollment.objects.filter(
        user=OuterRef("pk"),
        role=Enrollment.Role.LEARNER,
        classroom__in=classrooms_taught_by(user).values("pk"),
    )
    return _plain_learners(User.objects.filter(Exists(places)))


def can_change_learner(user: Visitor, person: User) -> bool:
    """Whether `user` may give this person a new password or name as her teacher or school admin."""
    return learners_staff_may_change(user).filter(pk=person.pk).exists()


def learners_to_seat(classroom: Classroom) -> QuerySet[User]:
    """Learners of the school of a class who have no place in it: whom its teacher may put in."""
    places = Enrollment.objects.filter(user=OuterRef("pk"), classroom=classroom)
    return learners_of_school(classroom).filter(~Exists(places))


def learners_of_school(classroom: Classroom) -> QuerySet[User]:
    """Learners of the school of a class, but for those who were erased."""
    return User.objects.filter(
        role=Role.LEARNER, school=classroom.school_id, erased_at=None, is_staff=False
    )


def colleagues_to_add(classroom: Classroom) -> QuerySet[User]:
    """Instructors and admins of the school of a class who have no place in it."""
    places = Enrollment.objects.filter(user=OuterRef("pk"), classroom=classroom)
    return User.objects.filter(
        ~Exists(places),
        role__in=(Role.INSTRUCTOR, Role.SCHOOL_ADMIN),
        school=classroom.school_id,
        is_active=True,
    )


def get_person_for(user: Visitor, person_id: int) -> User:
    """A person whom this member of staff may see, with the school. Raises Http404."""
    person = people_staff_may_see(user).select_related("school").filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def get_person_to_change_for(user: Visitor, person_id: int) -> User:
    """A person whose data this member of staff may hand out or erase. Raises Http404."""
    changed = people_staff_may_change(user).select_related("school")
    person = changed.filter(pk=person_id).first()
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


def get_open_classroom_for(user: Visitor, classroom_id: int) -> Classroom:
    """A class that this member of staff may change now, with its school. Raises Http404."""
    classrooms = classrooms_staff_may_change(user).select_related("school")
    classroom = classrooms.filter(pk=classroom_id).first()
    if classroom is None:
        raise Http404
    return classroom


def get_place_for(user: Visitor, classroom_id: int, person_id: int) -> Enrollment:
    """A learner's place in a class that this member of staff may change now. Raises Http404.

    It comes with the person, the class and its school.
    """
    places = Enrollment.objects.select_related("user", "classroom__school").filter(
        role=Enrollment.Role.LEARNER,
        classroom__in=classrooms_staff_may_change(user).values("pk"),
    )
    place = places.filter(classroom=classroom_id, user=person_id).first()
    if place is None:
        raise Http404
    return place


def can_change_classroom(user: Visitor, classroom: Classroom) -> bool:
    """Whether somebody may seat people in this class, rename it or archive it.

    True for a class that is archived too: whoever may change it may bring it back.
    """
    return classrooms_staff_may_see(user).filter(pk=classroom.pk).exists()


def accommodations_staff_may_see(user: Visitor) -> QuerySet[Accommodation]:
    """Extra time of the people whom this member of staff may see."""
    return Accommodation.objects.filter(user__in=people_staff_may_see(user).values("pk"))


def acts_staff_may_see(user: Visitor) -> QuerySet[Act]:
    """The audit log. Superuser: all of it. School admin: what was done in her school."""
    if not isinstance(user, User) or not is_school_admin(user):
        return Act.objects.none()
    return Act.objects.all() if user.is_superuser else Act.objects.filter(school=user.school)


def learners_staff_may_see(user: Visitor) -> QuerySet[User]:
    """The learners among the people whom this member of staff may see, to choose from."""
    return people_staff_may_choose(user).filter(role=Role.LEARNER)


def people_staff_may_choose(user: Visitor) -> QuerySet[User]:
    """Whom a choice offers to this member of staff: nobody who was erased."""
    return people_staff_may_see(user).filter(erased_at=None)


def can_make_people(user: Visitor) -> bool:
    """Whether somebody makes accounts of any role in her school. Teachers make learners only,
    in their classes: `can_make_person`."""
    return is_school_admin(user)


def can_make_person(
    user: Visitor, *, role: str, school: School | None, classroom: Classroom | None = None
) -> bool:
    """Whether somebody may make an account with this role, in this school and for this class.

    Superuser: any. School admin: any of her school. Instructor: a learner in a class that she
    teaches now.
    """
    if not isinstance(user, User) or not is_staff(user):
        return False
    if classroom is not None and (school is None or classroom.school_id != school.pk):
        return False
    if is_school_admin(user):
        return user.is_superuser or (school is not None and school.pk == user.school_id)
    if classroom is None or role != Role.LEARNER:
        return False
    return classrooms_taught_by(user).filter(pk=classroom.pk).exists()


def can_make_classrooms(user: Visitor) -> bool:
    """Instructors and school admins of a school; a superuser."""
    return (
        isinstance(user, User)
        and is_staff(user)
        and (user.is_superuser or (user.is_instructor and user.school_id is not None))
    )


def _plain_learners(people: QuerySet[User]) -> QuerySet[User]:
    """Those without any right of staff: a teacher who could set the password would have it too."""
    return people.filter(
        role=Role.LEARNER, is_staff=False, is_superuser=False, erased_at=None
    ).exclude(
        Q(Exists(User.groups.through.objects.filter(user=OuterRef("pk"))))
        | Q(Exists(User.user_permissions.through.objects.filter(user=OuterRef("pk"))))
    )


def _with_place(user: Visitor, role: str) -> QuerySet[Classroom]:
    if not isinstance(user, User):
        return Classroom.objects.none()
    places = Enrollment.objects.filter(classroom=OuterRef("pk"), user=user, role=role)
    return Classroom.objects.filter(Exists(places))
