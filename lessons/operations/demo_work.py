"""What the learners of the demo school do, each through the operation that the site itself uses."""

from datetime import datetime, timedelta
from random import Random

from django.http import QueryDict
from django.utils import timezone

from lessons.operations.demo_answers import posted_answer
from lessons.operations.progress import read_step, save_note
from lessons.permissions import get_module_for
from quizzes.models import Assignment, Attempt, Quiz, Response
from quizzes.models.quizzes import Feedback
from quizzes.operations.attempts import Origin, start_attempt, submit_attempt
from quizzes.operations.responses import NothingToSave, Save, check_response, save_response
from rosters.models import User

MODULE = "cold-war-diplomacy"
NOTE = (
    "Our choir: on paper in May, but nobody sang before September. "
    "The list of members would prove the first, the concert poster the second."
)


def lessons_of(learner: User) -> list[str]:
    """The ids of the module's lessons, in order."""
    place = get_module_for(learner, MODULE)
    return list(place.release.lessons.values_list("slug", flat=True))


def check_of(learner: User, lesson: str) -> Quiz:
    """The check at the end of a lesson."""
    place = get_module_for(learner, MODULE)
    steps = place.release.lessons.get(slug=lesson).steps
    return Quiz.objects.get(pk__in=steps.exclude(quiz=None).values("quiz"))


def read(learner: User, lesson: str, at: datetime, *, steps: int | None = None) -> None:
    """Read all steps of a lesson, or so many."""
    place = get_module_for(learner, MODULE)
    slugs = place.release.lessons.get(slug=lesson).steps.values_list("slug", flat=True)
    for slug in list(slugs)[:steps]:
        read_step(place, learner=learner, lesson=lesson, step=slug, at=at)
    _was_here(learner, at)


def note(learner: User, at: datetime) -> None:
    """Write a note where the first lesson asks for one."""
    place = get_module_for(learner, MODULE)
    lesson = place.release.lessons.first()
    step = lesson.steps.exclude(prompt="").first() if lesson else None
    if lesson is None or step is None:
        return
    key = f"{lesson.slug}/{step.slug}"
    save_note(place, learner=learner, step_key=key, at=at, text=NOTE)


def take(
    learner: User,
    quiz: Quiz,
    at: datetime,
    *,
    ability: float,
    assignment: Assignment | None = None,
    items: int | None = None,
) -> Attempt:
    """Start, answer and hand in; with `items`, stop after so many answers.

    ability: chance, 0..1, that each part is right. The chance has a seed of its own for each
    sitting, so that the demo is the same each time and a changed quiz changes nobody else's
    answers.
    """
    earlier = Attempt.objects.filter(learner=learner, quiz=quiz).count()
    rng = Random(f"{learner.username} {quiz.slug} {earlier}")  # noqa: S311 (no secret)
    attempt = start_attempt(
        quiz,
        learner=learner,
        at=at,
        assignment=assignment,
        seed=rng.randrange(10**6),
        origin=_origin(learner, quiz),
    )
    checks = attempt.settings["show_feedback"] == Feedback.AFTER_EACH
    for response in attempt.responses.select_related("item_version")[:items]:
        at += timedelta(seconds=40)
        posted = posted_answer(response, ability=ability, rng=rng)
        if attempt.settings["certainty"]:
            posted["certainty"] = str(rng.choice([1, 2, 2, 3, 3]))
        _answer(response, posted, learner=learner, at=at, checks=checks)
    if items is None:
        submit_attempt(attempt, at=at)
    _was_here(learner, at)
    return attempt


def _origin(learner: User, quiz: Quiz) -> Origin:
    """The module, for its own quizzes."""
    place = get_module_for(learner, MODULE)
    if quiz.collection_id != place.module.collection_id:
        return Origin()
    return Origin(title=place.module.title, path=place.path)


def _answer(
    response: Response, posted: QueryDict, *, learner: User, at: datetime, checks: bool
) -> None:
    place = {"attempt_id": response.attempt_id, "position": response.position}
    try:
        save_response(Save(posted=posted), learner=learner, at=at, **place)
    except NothingToSave:
        return
    if checks:
        check_response(learner=learner, at=at, **place)


def _was_here(learner: User, at: datetime) -> None:
    """Leave the trace of a sign-in, which is otherwise left by signing in."""
    if learner.last_login is not None and learner.last_login >= at:
        return
    learner.last_login, learner.last_active_on = at, timezone.localdate(at)
    learner.save(update_fields=["last_login", "last_active_on"])
