"""Who may take, see and review what. Loaders raise Http404 for anyone else's."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.http import Http404
from django.shortcuts import get_object_or_404

from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Assignment, Attempt, ExtraAttempt, ItemVersion, Quiz, Response
from quizzes.models.quizzes import Feedback, Purpose
from rosters.models import Enrollment, Role, User
from rosters.permissions import (
    classrooms_staff_may_change,
    classrooms_staff_may_see,
    classrooms_taught_by,
    is_school_admin,
)
from rosters.prepared import PreparedObjects, PreparedQuery, Rows
from sources.models import Collection
from sources.permissions import readable_collections, viewable_collections


def visible_quizzes(user: "User | AnonymousUser") -> QuerySet[Quiz]:
    """Published practice and check quizzes of readable collections. Exams need an assignment."""
    return Quiz.objects.published().filter(
        ~Q(purpose=Purpose.EXAM),
        collection__in=Collection.objects.filter(readable_collections(user)),
    )


def can_start_alone(quiz: Quiz) -> bool:
    """Whether a quiz that somebody may see can be started without an assignment. No query."""
    return quiz.status == Quiz.Status.PUBLISHED and not quiz.is_exam


def get_quiz_for(user: "User | AnonymousUser", quiz_id: int) -> Quiz:
    """A quiz that this visitor may start without an assignment. Raises Http404."""
    quiz = visible_quizzes(user).select_related("collection").filter(pk=quiz_id).first()
    if quiz is None:
        raise Http404
    return quiz


def get_quiz_for_staff(user: "User | AnonymousUser", quiz_id: int) -> Quiz:
    """A quiz, draft or not, that this member of staff may see. Raises Http404."""
    quiz = (
        Quiz.objects.filter(pk=quiz_id, collection__in=viewable_collections(user))
        .select_related("collection")
        .first()
    )
    if quiz is None:
        raise Http404
    return quiz


def get_assignment_for(user: User, assignment_id: int) -> Assignment:
    """An open assignment of a class in which this person learns. Raises Http404."""
    assignment = _OPEN.first(assignment=assignment_id, learner=user.pk)
    if assignment is None:
        raise Http404
    return assignment


def _open(assignment: int, learner: int) -> QuerySet[Assignment]:
    found = Assignment.objects.open().for_learner(User(pk=learner))
    published = found.filter(pk=assignment, quiz__status=Quiz.Status.PUBLISHED)
    return published.select_related("quiz__collection")


_OPEN = PreparedObjects[Assignment](_open, {"assignment": int, "learner": int})


def get_attempt_for_learner(user: "User | AnonymousUser", attempt_id: int) -> Attempt:
    """The learner's own attempt, with its quiz and assignment. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    attempt = _MINE.first(attempt=attempt_id, learner=user.pk)
    if attempt is None:
        raise Http404
    # Known, and asked for again by what saves and checks.
    attempt.learner = user
    return attempt


def _mine(attempt: int, learner: int) -> QuerySet[Attempt]:
    found = Attempt.objects.select_related("quiz__collection", "assignment")
    return found.filter(pk=attempt, learner=learner)


_MINE = PreparedObjects[Attempt](_mine, {"attempt": int, "learner": int})


def attempts_staff_may_see(user: "User | AnonymousUser") -> QuerySet[Attempt]:
    """Attempts, those set aside too, of learners in classes that this person teaches.

    A school admin sees those of all classes of her school, a superuser all, previews as well.
    """
    if not isinstance(user, User) or not user.is_staff:
        return Attempt.objects.none()
    if user.is_superuser:
        return Attempt.objects.all()
    runs_a_school = is_school_admin(user)
    classes = classrooms_staff_may_change(user) if runs_a_school else classrooms_taught_by(user)
    return Attempt.objects.filter(
        Exists(
            Enrollment.objects.filter(
                user=OuterRef("learner"),
                role=Enrollment.Role.LEARNER,
                classroom__in=classes.values("pk"),
            )
        ),
        kind=Attempt.Kind.TAKEN,
    )


def attempts_staff_may_change(user: "User | AnonymousUser") -> QuerySet[Attempt]:
    """The same without previews and without her own: nobody gives herself time."""
    if not isinstance(user, User):
        return Attempt.objects.none()
    return attempts_staff_may_see(user).filter(kind=Attempt.Kind.TAKEN).exclude(learner=user)


def get_attempt_for_staff(user: "User | AnonymousUser", attempt_id: int) -> Attempt:
    """An attempt that this member of staff may act on, with learner, quiz and class. Raises
    Http404."""
    found = attempts_staff_may_change(user).select_related(
        "learner", "quiz__collection", "assignment__classroom"
    )
    return get_object_or_404(found, pk=attempt_id)


def get_assignment_for_staff(
    user: "User | AnonymousUser", assignment_id: int, *, to_change: bool = False
) -> Assignment:
    """An assignment of a class that this person may see, taken back or not. Raises Http404.

    to_change: of a class that is not set aside.
    """
    classes = classrooms_staff_may_change(user) if to_change else classrooms_staff_may_see(user)
    found = Assignment.objects.select_related("quiz", "classroom")
    return get_object_or_404(found, pk=assignment_id, classroom__in=classes.values("pk"))


def may_see_keys(attempt: Attempt, *, attempts_used: int, at: datetime) -> bool:
    """Whether the review of a handed-in attempt may show keys (decision 4).

    attempts_used: handed-in attempts of this learner at this quiz or assignment; one that is
    still running keeps the keys away. A preview shows them once handed in.
    """
    if attempt.is_open:
        return False
    if attempt.is_preview:
        return True
    closes_at = attempt.assignment.closes_at if attempt.assignment else None
    if keys_wait_for_window(attempt):
        return closes_at is not None and closes_at <= at
    allowed = attempt.settings["attempts_allowed"]
    return allowed is None or attempts_used >= allowed


def keys_wait_for_window(attempt: Attempt) -> bool:
    """Whether keys come for the whole class at once, after its window (decision 4). No query."""
    rules = attempt.settings
    return rules["purpose"] == Purpose.EXAM or (
        rules["show_feedback"] == Feedback.AFTER_CLOSING and attempt.assignment_id is not None
    )


def is_still_taken(attempt: Attempt) -> bool:
    """Whether staff gave somebody time beyond the window, and she is still at it.

    Until then the class sees no key that comes after the window. One query, none for others.
    """
    if not keys_wait_for_window(attempt) or attempt.assignment_id is None:
        return False
    running = Attempt.objects.taken().in_progress().filter(assignment=attempt.assignment_id)
    return running.filter(deadline_at__gt=Now()).exists()


def may_see_key_of_response(attempt: Attempt, response: Response) -> bool:
    """Whether one response's key may be shown while the attempt runs: feedback after each."""
    return (
        attempt.settings["show_feedback"] == Feedback.AFTER_EACH
        and attempt.settings["attempts_allowed"] is None
        and attempt.settings["purpose"] != Purpose.EXAM
        and response.checked_at is not None
    )


def count_attempts_used(attempt: Attempt) -> int:
    """How many of her attempts at this quiz or assignment count against its limit. One query.

    Those handed in, without those set aside, less those that she was allowed on top: to allow
    one more takes the keys away again.
    """
    mine = {"learner": attempt.learner_id, "quiz": attempt.quiz_id}
    if attempt.assignment_id is None:
        counts = _HANDED_IN_ALONE.rows(**mine)
    else:
        counts = _HANDED_IN.rows(**mine, assignment=attempt.assignment_id)
    return sum(count - extra for _learner, count, extra in counts)


def _handed_in(learner: int, quiz: int, assignment: int | None = None) -> Rows:
    at = {"learner": learner, "quiz": quiz, "assignment": assignment}
    made = Attempt.objects.filter(kind=Attempt.Kind.TAKEN, **at).handed_in().order_by()
    return made.values_list("learner").annotate(
        count=Count("pk", filter=Q(set_aside_at=None)),
        extra=_how_many(ExtraAttempt.objects.filter(**at)),
    )


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """The number of one learner's rows, as part of another query."""
    counted = rows.order_by().values("learner").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


_HANDED_IN_ALONE = PreparedQuery(_handed_in, {"learner": int, "quiz": int})
_HANDED_IN = PreparedQuery(_handed_in, {"learner": int, "quiz": int, "assignment": int})


def has_it_before_her(attempt: Attempt) -> bool:
    """Whether a class of the learner has the same quiz before it, with attempts left for her.

    Then no key may be shown, by whatever way this attempt was started. One query, none for guests.
    """
    if attempt.learner.is_guest:
        return False
    asked = {"learner": attempt.learner_id, "quiz": attempt.quiz_id}
    return bool(_BEFORE_HER.rows(**asked, assignment=attempt.assignment_id or 0))


def _before_her(learner: int, quiz: int, assignment: int) -> Rows:
    """Open assignments of a quiz, but this one, with attempts left for a learner."""
    others = _with_attempts_left(learner).filter(quiz=quiz).exclude(pk=assignment)
    return others.values_list("pk")


def _with_attempts_left(learner: int) -> QuerySet[Assignment]:
    hers = {"assignment": OuterRef("pk"), "learner": learner}
    limited = (
        Assignment.objects.open()
        .for_learner(User(pk=learner))
        .annotate(
            allowed=Coalesce("attempts_allowed", "quiz__attempts_allowed"),
            extra=_how_many(ExtraAttempt.objects.filter(**hers)),
            made=_how_many(Attempt.objects.taken().handed_in().filter(**hers)),
        )
    )
    return limited.filter(allowed__gt=F("made") - F("extra"))


_BEFORE_HER = PreparedQuery(_before_her, {"learner": int, "quiz": int, "assignment": int})


def keys_are_withheld(attempt: Attempt, *, used: int, is_before_her: bool, at: datetime) -> bool:
    """Whether what is told of a handed-in attempt must not tell which answers were right.

    used, is_before_her: as `of_withheld_keys` reads them. No query.
    """
    allowed = attempt.settings["attempts_allowed"]
    if is_before_her or (allowed is not None and used < allowed):
        return True
    closes_at = attempt.assignment.closes_at if attempt.assignment else None
    return keys_wait_for_window(attempt) and (closes_at is None or closes_at > at)


def of_withheld_keys(learner: int, *, attempt: str) -> tuple[Any, Any]:
    """Annotations of a query whose rows lead to attempts of one learner by the path `attempt`.

    The first is how many of her attempts count against the limit there; the second, whether a class
    of hers has the quiz before it, with attempts left.
    """
    quiz = OuterRef(f"{attempt}__quiz")
    place = Coalesce("assignment_id", 0, output_field=BigIntegerField())
    there = Coalesce(OuterRef(f"{attempt}__assignment"), 0, output_field=BigIntegerField())
    made = Attempt.objects.taken().handed_in().annotate(place=place)
    extra = ExtraAttempt.objects.annotate(place=place)
    same = {"learner": learner, "quiz": quiz, "place": there}
    used = _how_many(made.filter(**same)) - _how_many(extra.filter(**same))
    return used, Exists(_with_attempts_left(learner).filter(quiz=quiz))


def get_attempt_for_checking(user: "User | AnonymousUser", attempt_id: int) -> Attempt | None:
    """An attempt whose receipts this person may check: her own, or one of her classes'."""
    if not isinstance(user, User):
        return None
    own = Attempt.objects.filter(pk=attempt_id, learner=user)
    return own.first() or attempts_staff_may_see(user).filter(pk=attempt_id).first()


def responses_staff_may_mark(user: "User | AnonymousUser") -> QuerySet[Response]:
    """Written answers that this person marks, or may mark anew. A blank one waits for nobody.

    Handed in by learners whom she teaches; for a school admin, of her school. Never her own, and
    no guest's, whom nobody teaches.
    """
    if not isinstance(user, User) or not user.is_staff:
        return Response.objects.none()
    marked_by_people = [kind.slug for kind in all_item_types() if kind.needs_person]
    # So, and not as a join, the database begins with these few questions.
    questions = ItemVersion.objects.filter(type_slug__in=marked_by_people)
    written = Response.objects.filter(
        ~Q(attempt__status=Attempt.Status.IN_PROGRESS),
        ~Q(attempt__learner__role=Role.GUEST),
        ~Q(attempt__learner=user),
        attempt__kind=Attempt.Kind.TAKEN,
        attempt__set_aside_at=None,
        item_version__in=questions.order_by().values("pk"),
        data__isnull=False,
        erased_at=None,
    )
    if user.is_superuser:
        return written
    if is_school_admin(user):
        return written.filter(attempt__learner__school=user.school_id)
    places = Enrollment.objects.filter(
        role=Enrollment.Role.LEARNER, classroom__in=classrooms_taught_by(user).values("pk")
    )
    return written.filter(attempt__learner__in=places.order_by().values("user"))


def get_response_for_marking(user: "User | AnonymousUser", response_id: int) -> Response:
    """A written answer that this person may mark, with all that its page shows. Raises Http404."""
    found = responses_staff_may_mark(user).select_related(
        "item_version", "attempt__quiz__collection", "attempt__learner",
        "attempt__assignment__classroom",
    )  # fmt: skip
    response = found.filter(pk=response_id).first()
    if response is None:
        raise Http404
    return response


def get_assignment_for_marking(user: "User | AnonymousUser", assignment_id: int) -> Assignment:
    """An assignment of a class that this person may see, taken back or not. Raises Http404."""
    found = Assignment.objects.filter(classroom__in=classrooms_staff_may_see(user).values("pk"))
    assignment = found.select_related("quiz", "classroom").filter(pk=assignment_id).first()
    if assignment is None:
        raise Http404
    return assignment
