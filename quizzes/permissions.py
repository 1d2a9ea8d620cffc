"""Who may take, see and review what. Loaders raise Http404 for anyone else's."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from quizzes.models import Assignment, Attempt, Quiz, Response
from quizzes.models.quizzes import Feedback, Purpose
from rosters.models import Enrollment, User
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
    mine = {"learner": attempt.learner_id, "quiz": attempt.quiz_id}
    if attempt.assignment_id is None:
        counts = _HANDED_IN_ALONE.rows(**mine)
    else:
        counts = _HANDED_IN.rows(**mine, assignment=attempt.assignment_id)
    return sum(count for _learner, count in counts)


def _handed_in(learner: int, quiz: int, assignment: int | None = None) -> Rows:
    made = Attempt.objects.taken().handed_in().order_by()
    mine = made.filter(learner=learner, quiz=quiz, assignment=assignment)
    return mine.values_list("learner").annotate(count=Count("pk"))


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
    made = (
        Attempt.objects.taken()
        .handed_in()
        .filter(assignment=OuterRef("pk"), learner_id=learner)
        .order_by()
        .values("assignment")
        .annotate(count=Count("pk"))
        .values("count")
    )
    others = Assignment.objects.open().for_learner(User(pk=learner)).filter(quiz=quiz)
    limited = others.exclude(pk=assignment).annotate(
        allowed=Coalesce("attempts_allowed", "quiz__attempts_allowed"),
        made=Coalesce(Subquery(made), 0),
    )
    return limited.filter(allowed__gt=F("made")).values_list("pk")


_BEFORE_HER = PreparedQuery(_before_her, {"learner": int, "quiz": int, "assignment": int})


def get_attempt_for_checking(user: "User | AnonymousUser", attempt_id: int) -> Attempt | None:
    """An attempt whose receipts this person may check: her own, or one of her classes'."""
    if not isinstance(user, User):
        return None
    own = Attempt.objects.filter(pk=attempt_id, learner=user)
    return own.first() or attempts_staff_may_see(user).filter(pk=attempt_id).first()
