"""Giving a quiz or a module to a class, changing that, taking it back and giving it again.

Nothing here touches what learners did: their attempts keep the rules and the deadline that were
copied at their start, and what is taken back stands again when it is given again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lessons.models import Module, ModuleAssignment
from quizzes.models import Assignment, Quiz
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.models.quizzes import Feedback
from rosters.models import Classroom, User
from rosters.operations.acts import Verb, check_unsent, of_form, record


class ClassIsSetAside(Exception):
    """Nobody works in a class that is set aside; bring it back first."""


class QuizIsNotPublished(Exception):
    """Only a published quiz can be taken."""


class EndsBeforeItOpens(Exception):
    """A window closes after it opens."""


class IsOverAlready(Exception):
    """The window would close in the past."""


class NeedsAnEnd(Exception):
    """Keys of an exam, or feedback after closing, show when the window has closed."""


class ExamShowsNoKey(Exception):
    """An exam gives no feedback after each question."""


class FeedbackNeedsAttempts(Exception):
    """Feedback after each question shows keys, so attempts cannot be limited."""


class IsTakenBack(Exception):
    """What was taken back stays as it is until it is given again."""


class ModuleGivenAlready(Exception):
    """The class has this module before it; change that assignment instead."""


@dataclass(frozen=True, slots=True)
class Rules:
    """When an assignment is open, and what differs from the quiz's own rules.

    closes_at: None for no end. attempts_allowed, time_limit_minutes, certainty: None, and
    show_feedback: empty, for what the quiz says. The window alone holds for a module.
    """

    opens_at: datetime
    closes_at: datetime | None = None
    attempts_allowed: int | None = None
    time_limit_minutes: int | None = None
    show_feedback: str = ""
    certainty: bool | None = None
    release_marks: str = ReleaseOfMarks.AS_MARKED.value

    def fields(self) -> dict[str, Any]:
        """The columns of an assignment."""
        return {
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "attempts_allowed": self.attempts_allowed,
            "time_limit_minutes": self.time_limit_minutes,
            "show_feedback": self.show_feedback,
            "certainty": self.certainty,
            "release_marks": self.release_marks,
        }

    def only_window(self) -> "Rules":
        """The same window, with everything else as the quiz says."""
        return Rules(self.opens_at, self.closes_at, release_marks=self.release_marks)


def rules_of(assignment: Assignment) -> Rules:
    """The rules that an assignment has now."""
    return Rules(
        opens_at=assignment.opens_at,
        closes_at=assignment.closes_at,
        attempts_allowed=assignment.attempts_allowed,
        time_limit_minutes=assignment.time_limit_minutes,
        show_feedback=assignment.show_feedback,
        certainty=assignment.certainty,
        release_marks=assignment.release_marks,
    )


def check_window(rules: Rules, *, at: datetime | None) -> None:
    """Raise EndsBeforeItOpens or IsOverAlready. at: None where it may be over, as in a change."""
    if rules.closes_at is None:
        return
    if rules.closes_at <= rules.opens_at:
        raise EndsBeforeItOpens
    if at is not None and rules.closes_at <= at:
        raise IsOverAlready


def check_rules(quiz: Quiz, rules: Rules) -> None:
    """Raise what speaks against these rules for this quiz (decisions 4 and 13).

    NeedsAnEnd, ExamShowsNoKey, FeedbackNeedsAttempts.
    """
    feedback = rules.show_feedback or quiz.show_feedback
    if rules.closes_at is None and (quiz.is_exam or feedback == Feedback.AFTER_CLOSING):
        raise NeedsAnEnd(quiz.pk)
    if quiz.is_exam and rules.show_feedback == Feedback.AFTER_EACH:
        raise ExamShowsNoKey(quiz.pk)
    limited = rules.attempts_allowed is not None or quiz.attempts_allowed is not None
    if feedback == Feedback.AFTER_EACH and limited:
        raise FeedbackNeedsAttempts(quiz.pk)


@transaction.atomic
def assign_quiz(
    quiz: Quiz, *, classroom: Classroom, rules: Rules, by: User, at: datetime, form: str = ""
) -> Assignment:
    """Give a class a quiz. Records one act.

    form: the number of the form that asks, so that sending it twice assigns once. The caller has
    loaded quiz and class through permissions. Raises SentBefore, ClassIsSetAside,
    QuizIsNotPublished and what `check_window` and `check_rules` raise.
    """
    _hold_unsent(classroom, form)
    _check_class(classroom)
    check_window(rules, at=at)
    assignment = _new_assignment(quiz, classroom, rules, by)
    _log(Verb.ASSIGNED, assignment, by, {"quiz": quiz.pk, **_said(rules), **of_form(form)})
    return assignment


@transaction.atomic
def assign_module(
    module: Module,
    *,
    classroom: Classroom,
    rules: Rules,
    checks: Iterable[Quiz],
    quizzes: Iterable[Quiz],
    by: User,
    at: datetime,
    form: str = "",
) -> ModuleAssignment:
    """Give a class a module, and below it an assignment of each quiz. One transaction, one act.

    checks: the quizzes of the module's lessons; they keep their own rules inside the window.
    quizzes: others of the module; `rules` hold for them. form: as of `assign_quiz`. Raises
    ModuleGivenAlready and what `assign_quiz` raises.
    """
    _hold_unsent(classroom, form)
    _check_class(classroom)
    check_window(rules, at=at)
    try:
        with transaction.atomic():
            given = ModuleAssignment.objects.create(
                module=module,
                classroom=classroom,
                opens_at=rules.opens_at,
                closes_at=rules.closes_at,
                created_by=by,
            )
    except IntegrityError as error:
        raise ModuleGivenAlready(module.pk) from error
    below = [_new_assignment(quiz, classroom, rules.only_window(), by) for quiz in checks]
    below += [_new_assignment(quiz, classroom, rules, by) for quiz in quizzes]
    given.quiz_assignments.set(below)
    detail = {
        "module": module.pk,
        "quizzes": [assignment.quiz_id for assignment in below],
        **_said(rules),
        **of_form(form),
    }
    _log(Verb.ASSIGNED, given, by, detail)
    return given


@transaction.atomic
def add_quizzes(
    given: ModuleAssignment, *, quizzes: Iterable[Quiz], rules: Rules, by: User, at: datetime
) -> Sequence[Assignment]:
    """Give a class more quizzes below a module that it has, by these rules. Records one act.

    The caller has loaded them through permissions. One that stands below it already, or was taken
    back from there, is left out; returns the others. Raises IsTakenBack and what `assign_quiz`
    raises.
    """
    current = ModuleAssignment.objects.select_for_update().get(pk=given.pk)
    if current.withdrawn_at is not None:
        raise IsTakenBack(given.pk)
    _check_class(given.classroom)
    check_window(rules, at=at)
    there = set(current.quiz_assignments.values_list("quiz", flat=True))
    new = [quiz for quiz in quizzes if quiz.pk not in there]
    added = [_new_assignment(quiz, given.classroom, rules, by) for quiz in new]
    if added:
        current.quiz_assignments.add(*added)
        detail = {
            "quizzes": [quiz.pk for quiz in new],
            "titles": [quiz.title for quiz in new],
            **_said(rules),
        }
        _log(Verb.ADDED_QUIZZES, given, by, detail)
    return added


@transaction.atomic
def change_assignment(assignment: Assignment, *, rules: Rules, by: User) -> bool:
    """Change when an assignment is open and its rules; both hold for attempts that start later.

    Records an act with what changed, before and after. Returns False when nothing did. Raises
    EndsBeforeItOpens and what `check_rules` raises.
    """
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("quiz")
    current = locked.get(pk=assignment.pk)
    check_window(rules, at=None)
    check_rules(current.quiz, rules)
    changes = _changes(_said(rules_of(current)), _said(rules))
    if not changes:
        return False
    Assignment.objects.filter(pk=current.pk).update(**rules.fields())
    _log(Verb.CHANGED_ASSIGNMENT, assignment, by, changes)
    assignment.refresh_from_db()
    return True


@transaction.atomic
def change_module_assignment(given: ModuleAssignment, *, rules: Rules, by: User) -> bool:
    """Move the window of a module and of the quizzes that stand below it; their rules stay.

    Returns False when nothing changed. Raises EndsBeforeItOpens and what `check_rules` raises.
    """
    current = ModuleAssignment.objects.select_for_update().get(pk=given.pk)
    check_window(rules, at=None)
    changes = _changes(_window(current.opens_at, current.closes_at),
                       _window(rules.opens_at, rules.closes_at))  # fmt: skip
    if not changes:
        return False
    below = list(_below(current).select_related("quiz"))
    window = {"opens_at": rules.opens_at, "closes_at": rules.closes_at}
    for assignment in below:
        moved = replace(rules_of(assignment), opens_at=rules.opens_at, closes_at=rules.closes_at)
        check_rules(assignment.quiz, moved)
    Assignment.objects.filter(pk__in=[a.pk for a in below]).update(**window)
    ModuleAssignment.objects.filter(pk=current.pk).update(**window)
    _log(Verb.CHANGED_ASSIGNMENT, given, by, changes)
    given.refresh_from_db()
    return True


@transaction.atomic
def take_back(given: Assignment | ModuleAssignment, *, by: User, at: datetime) -> bool:
    """Take an assignment away from the class; a module with the quizzes below it.

    What learners did stays with it. Returns False when it was taken back before.
    """
    if not _set_withdrawn(given, at):
        return False
    if isinstance(given, ModuleAssignment):
        _below(given).update(withdrawn_at=at)
    given.withdrawn_at = at
    _log(Verb.WITHDREW_ASSIGNMENT, given, by, {})
    return True


@transaction.atomic
def give_again(given: Assignment | ModuleAssignment, *, by: User) -> bool:
    """Undo `take_back`: a module comes back with the quizzes that went with it.

    Returns False when it stands. Raises ClassIsSetAside, ModuleGivenAlready.
    """
    _check_class(given.classroom)
    taken_at = given.withdrawn_at
    try:
        with transaction.atomic():
            moved = type(given)._default_manager.filter(
                pk=given.pk, withdrawn_at__isnull=False
            ).update(withdrawn_at=None)  # fmt: skip
    except IntegrityError as error:
        raise ModuleGivenAlready from error
    if not moved:
        return False
    if isinstance(given, ModuleAssignment):
        given.quiz_assignments.filter(withdrawn_at=taken_at).update(withdrawn_at=None)
    given.withdrawn_at = None
    _log(Verb.RESTORED_ASSIGNMENT, given, by, {})
    return True


def _hold_unsent(classroom: Classroom, form: str) -> None:
    """Let whatever else is given to the class wait. Raises SentBefore."""
    if form:
        Classroom.objects.select_for_update(no_key=True).get(pk=classroom.pk)
        check_unsent(form, classroom=classroom, verb=Verb.ASSIGNED)


def _check_class(classroom: Classroom) -> None:
    if classroom.archived_at is not None:
        raise ClassIsSetAside(classroom.pk)


def _new_assignment(quiz: Quiz, classroom: Classroom, rules: Rules, by: User) -> Assignment:
    if quiz.status != Quiz.Status.PUBLISHED:
        raise QuizIsNotPublished(quiz.pk)
    check_rules(quiz, rules)
    return Assignment.objects.create(
        quiz=quiz, classroom=classroom, created_by=by, **rules.fields()
    )


def _below(given: ModuleAssignment) -> Any:
    """The quiz assignments of a module that stand."""
    ids = given.quiz_assignments.filter(withdrawn_at=None).values_list("pk", flat=True)
    return Assignment.objects.filter(pk__in=list(ids))


def _set_withdrawn(given: Assignment | ModuleAssignment, at: datetime) -> bool:
    standing = type(given)._default_manager.filter(pk=given.pk, withdrawn_at=None)
    return bool(standing.update(withdrawn_at=at))


def _window(opens_at: datetime, closes_at: datetime | None) -> dict[str, Any]:
    return {
        "opens_at": opens_at.isoformat(),
        "closes_at": closes_at.isoformat() if closes_at else None,
    }


def _said(rules: Rules) -> dict[str, Any]:
    """The rules as the log keeps them."""
    return {**rules.fields(), **_window(rules.opens_at, rules.closes_at)}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """What differs: before and after, by name."""
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


def _log(
    verb: Verb, given: Assignment | ModuleAssignment, by: User, detail: Mapping[str, Any]
) -> None:
    title = given.quiz.title if isinstance(given, Assignment) else given.module.title
    detail = {"title": title, **detail}
    record(verb, by=by, classroom=given.classroom, subject=given, detail=detail)
