"""Who may take, see and review what. Loaders raise Http404 for anyone else's."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from quizzes.models import Assignment, Attempt, Quiz, Response
from quizzes.models.quizzes import Feedback, Purpose
from rosters.models import Enrollment, User
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
    assignment = (
        Assignment.objects.open()
        .for_learner(user)
        .filter(pk=assignment_id, quiz__status=Quiz.Status.PUBLISHED)
        .select_related("quiz__collection")
        .first()
    )
    if assignment is None:
        raise Http404
    return assignment


def get_attempt_for_learner(user: "User | AnonymousUser", attempt_id: int) -> Attempt:
    """The learner's own attempt, with its quiz and assignment. Raises Http404."""
    if not isinstance(user, User):
        raise Http404
    mine = Attempt.objects.select_related("quiz__collection", "assignment")
    attempt = get_object_or_404(mine, pk=attempt_id, learner=user)
    # Known, and asked for again by what saves and checks.
    attempt.learner = user
    return attempt


def attempts_staff_may_see(user: "User | AnonymousUser") -> QuerySet[Attempt]:
    """Attempts of learners in classes that this person teaches; all for a superuser."""
    if not isinstance(user, User) or not user.is_staff:
        return Attempt.objects.none()
    if user.is_superuser:
        return Attempt.objects.all()
    taught = Enrollment.objects.filter(
        user=user, role=Enrollment.Role.TEACHER, classroom__archived_at=None
    )
    return Attempt.objects.taken().filter(
        Exists(
            Enrollment.objects.filter(
                user=OuterRef("learner"),
                role=Enrollment.Role.LEARNER,
                classroom__in=taught.values("classroom"),
            )
        )
    )


def may_see_keys(attempt: Attempt, *, attempts_used: int, at: datetime) -> bool:
    """Whether the review of a handed-in attempt may show keys (decision 4).

    attempts_used: handed-in attempts of this learner at this quiz or assignment; one that is
    still running keeps the keys away. A preview shows them once handed in.
    """
    if attempt.is_open:
        return False
    if attempt.is_preview:
        return True
    rules = attempt.settings
    closes_at = attempt.assignment.closes_at if attempt.assignment else None
    if rules["purpose"] == Purpose.EXAM or (
        rules["show_feedback"] == Feedback.AFTER_CLOSING and attempt.assignment is not None
    ):
        return closes_at is not None and closes_at <= at
    allowed = rules["attempts_allowed"]
    return allowed is None or attempts_used >= allowed


def may_see_key_of_response(attempt: Attempt, response: Response) -> bool:
    """Whether one response's key may be shown while the attempt runs: feedback after each."""
    return (
        attempt.settings["show_feedback"] == Feedback.AFTER_EACH
        and attempt.settings["attempts_allowed"] is None
        and attempt.settings["purpose"] != Purpose.EXAM
        and response.checked_at is not None
    )


def count_attempts_used(attempt: Attempt) -> int:
    """How many attempts this learner has handed in at this quiz or assignment. One query."""
    made = Attempt.objects.taken().filter(
        learner_id=attempt.learner_id,
        quiz_id=attempt.quiz_id,
        assignment=attempt.assignment,
    )
    return made.handed_in().count()


def has_it_before_her(attempt: Attempt) -> bool:
    """Whether a class of the learner has the same quiz before it, with attempts left for her.

    Then no key may be shown, by whatever way this attempt was started. One query, none for guests.
    """
    if attempt.learner.is_guest:
        return False
    made = (
        Attempt.objects.taken()
        .handed_in()
        .filter(assignment=OuterRef("pk"), learner_id=attempt.learner_id)
        .order_by()
        .values("assignment")
        .annotate(count=Count("pk"))
        .values("count")
    )
    others = Assignment.objects.open().for_learner(attempt.learner).filter(quiz=attempt.quiz_id)
    limited = others.exclude(pk=attempt.assignment_id or 0).annotate(
        allowed=Coalesce("attempts_allowed", "quiz__attempts_allowed"),
        made=Coalesce(Subquery(made), 0),
    )
    return limited.filter(allowed__gt=F("made")).exists()


def get_attempt_for_checking(user: "User | AnonymousUser", attempt_id: int) -> Attempt | None:
    """An attempt whose receipts this person may check: her own, or one of her classes'."""
    if not isinstance(user, User):
        return None
    own = Attempt.objects.filter(pk=attempt_id, learner=user)
    return own.first() or attempts_staff_may_see(user).filter(pk=attempt_id).first()
