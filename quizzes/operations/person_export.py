"""What quizzes keep of a person, as plain values with names that do not change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import (
    Assignment,
    Attempt,
    ExtraAttempt,
    ItemVersion,
    Mark,
    Response,
    ResponseRevision,
    Score,
)
from quizzes.operations.receipts import receipt_of
from quizzes.operations.shown_words import words_of
from quizzes.permissions import (
    count_attempts_used,
    has_it_before_her,
    may_see_key_of_response,
    may_see_keys,
)
from rosters.models import User
from sources.prose import References

Values = dict[str, Any]

_RULES = ("purpose", "time_limit_minutes", "time_factor", "attempts_allowed", "pass_percent",
          "certainty", "show_feedback")  # fmt: skip


def export_quizzes(person: User, *, at: datetime) -> Values:
    """Her attempts with questions, answers, scores, comments and receipts; extra attempts.

    Decision 4 holds: nothing here tells a key. Questions stand as she sees them while she answers;
    what each of them scored only where its review shows it at that time; marks once they are
    released. Two to three queries for each quiz that she took, beside eleven.
    """
    attempts = list(
        Attempt.objects.filter(learner=person)
        .select_related("quiz__collection", "assignment__classroom")
        .order_by("started_at", "pk")
    )
    responses = _responses_by_attempt(attempts, _with_keys(attempts, at))
    extra = ExtraAttempt.objects.filter(learner=person).select_related("quiz").order_by("at")
    return {
        "attempts": [_attempt(attempt, responses[attempt.pk]) for attempt in attempts],
        "extra_attempts": [{"quiz": each.quiz.title, "given_at": stamp(each.at)} for each in extra],
        "made_in_quizzes": {
            "assignments_made": Assignment.objects.filter(created_by=person).count(),
            "question_versions_made": ItemVersion.objects.filter(created_by=person).count(),
            "marks_given": Mark.objects.filter(marked_by=person).count(),
            "scores_given": Score.objects.filter(marked_by=person).count(),
            "extra_attempts_given": ExtraAttempt.objects.filter(given_by=person).count(),
        },
    }


def stamp(at: datetime | None) -> str | None:
    """A moment as ISO 8601 with its offset from UTC; None for none."""
    return at.isoformat(timespec="seconds") if at else None


def figure(number: Decimal | None) -> str | None:
    """A decimal number as text, without zeros behind; None for none."""
    return None if number is None else f"{number.normalize():f}"


def _with_keys(attempts: Iterable[Attempt], at: datetime) -> set[int]:
    """Ids of the attempts whose review shows keys, and with them the score of each question."""
    used: dict[tuple[int, int | None], int] = {}
    before_her: dict[tuple[int, int | None], bool] = {}
    found = set()
    for attempt in attempts:
        place = attempt.quiz_id, attempt.assignment_id
        if place not in used:
            used[place] = count_attempts_used(attempt)
        if not may_see_keys(attempt, attempts_used=used[place], at=at):
            continue
        if place not in before_her:
            before_her[place] = has_it_before_her(attempt)
        if attempt.is_preview or not before_her[place]:
            found.add(attempt.pk)
    return found


def _responses_by_attempt(
    attempts: Iterable[Attempt], with_keys: set[int]
) -> Mapping[int, list[Values]]:
    by_id = {attempt.pk: attempt for attempt in attempts}
    found = list(
        Response.objects.filter(attempt__in=attempts)
        .select_related("item_version")
        .order_by("attempt", "position")
    )
    saves: dict[int, list[ResponseRevision]] = defaultdict(list)
    for revision in ResponseRevision.objects.filter(attempt__in=attempts).order_by("number"):
        saves[revision.response_id].append(revision)
    scores = {
        score.response_id: score
        for score in Score.objects.current().filter(response__attempt__in=attempts)
    }
    marks = {
        mark.response_id: mark
        for mark in Mark.objects.current().filter(
            response__attempt__in=attempts, released_at__isnull=False
        )
    }
    grouped: dict[int, list[Values]] = defaultdict(list)
    for response in found:
        score, mark = scores.get(response.pk), marks.get(response.pk)
        is_told = (
            response.attempt_id in with_keys
            or mark is not None
            or may_see_key_of_response(by_id[response.attempt_id], response)
        )
        values = _response(response, saves[response.pk], mark)
        values |= _graded(score, is_told=is_told)
        grouped[response.attempt_id].append(values)
    return grouped


def _attempt(attempt: Attempt, responses: list[Values]) -> Values:
    given = attempt.assignment
    return {
        "attempt": attempt.pk,
        "quiz": attempt.quiz.title,
        "module": attempt.quiz.collection.title,
        "kind": attempt.kind,
        "status": attempt.status,
        "status_in_words": str(attempt.get_status_display()),
        "number": attempt.number,
        "started_from": attempt.origin_title,
        "assigned_to_class": given.classroom.name if given else None,
        "started_at": stamp(attempt.started_at),
        "deadline_at": stamp(attempt.deadline_at),
        "handed_in_at": stamp(attempt.submitted_at),
        "set_aside_at": stamp(attempt.set_aside_at),
        "rules": {name: attempt.settings.get(name) for name in _RULES},
        "score": None if attempt.is_open else figure(attempt.score),
        "max_score": figure(attempt.max_score),
        "certainty_score": None if attempt.is_open else figure(attempt.certainty_score),
        "answers": responses,
    }


def _response(response: Response, saves: list[ResponseRevision], mark: Mark | None) -> Values:
    version = response.item_version
    return {
        "position": response.position,
        "section": response.section_title,
        "title": version.title,
        "type": version.type_slug,
        "question": words_of(References().render(version.stem)),
        "shown": _shown(response),
        "answer": _in_words(version, response.data),
        "erased_at": stamp(response.erased_at),
        "certainty": response.certainty,
        "flagged": response.flagged,
        "saved_at": stamp(response.saved_at),
        "checked_at": stamp(response.checked_at),
        "max_score": figure(response.max_score),
        "mark": _mark(version, mark) if mark else None,
        "saves": [_save(version, revision) for revision in saves],
    }


def _graded(score: Score | None, *, is_told: bool) -> Values:
    shown = score if is_told else None
    return {
        "score": figure(shown.score) if shown else None,
        "certainty_score": figure(shown.certainty_mark) if shown else None,
        "score_comes_later": score is not None and not is_told,
        "waits_for_a_person": bool(score and score.completion == Score.Completion.NEEDS_MARKING),
        "scored_at": stamp(score.created_at) if score else None,
    }


def _mark(version: ItemVersion, mark: Mark) -> Values:
    """Levels in the rubric's own words; the rubric stands beside the question from the start."""
    definition = get_item_type(version.type_slug).load(version.definition)
    reached = []
    for criterion in getattr(definition, "rubric", ()):
        level = mark.levels.get(criterion.id)
        if isinstance(level, int) and 0 <= level < len(criterion.levels):
            reached.append({"criterion": criterion.name, "level": criterion.levels[level]})
    return {
        "levels": reached,
        "fraction": figure(mark.fraction),
        "comment": mark.comment,
        "marked_at": stamp(mark.marked_at),
        "released_at": stamp(mark.released_at),
    }


def _save(version: ItemVersion, revision: ResponseRevision) -> Values:
    payload = revision.payload or {}
    receipt = receipt_of(revision)
    return {
        "number": receipt.number,
        "receipt": receipt.code,
        "digest": receipt.digest,
        "saved_at": stamp(receipt.at),
        "answer": _in_words(version, payload.get("data")),
        "certainty": payload.get("certainty"),
        "counts": receipt.stands,
        "late": receipt.late,
        "decided": revision.verdict,
        "page": revision.tab,
        "erased": revision.payload is None,
    }


def _in_words(version: ItemVersion, data: Any) -> str:
    if not data:
        return ""
    item_type = get_item_type(version.type_slug)
    return item_type.summarise(item_type.load(version.definition), data)


def _shown(response: Response) -> list[str]:
    """The question's form as lines, with what she entered in it. Never its key."""
    version = response.item_version
    item_type = get_item_type(version.type_slug)
    form = item_type.form(
        item_type.load(version.definition),
        response.order or {},
        initial=response.data or None,
        read_only=True,
        label=_("Question %(n)d") % {"n": response.position},
    )
    return words_of(str(form.render_parts()))
