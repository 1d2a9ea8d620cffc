"""Which drafted questions stand in the check of which lesson."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from django.utils.translation import gettext as _

from lessons.operations.building.lessons import PlannedLesson
from lessons.operations.building.parts import Kind, PlannedPart
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.drafting import PURPOSES, DraftItem

MOST_ITEMS = 8
"""Questions in one check; the others stay in the bank, where an author may pick them."""
PASS_PERCENT = 60


def with_checks(
    lessons: Sequence[PlannedLesson], drafts: Iterable[DraftItem]
) -> list[PlannedLesson]:
    """The lessons of one document, each with the questions of its check.

    A question belongs to the lesson in which the last sentence that it draws on stands: by then
    a learner has read all of it.
    """
    of_lesson: dict[str, list[DraftItem]] = {}
    for draft in drafts:
        home = next((each for each in lessons if each.section.holds(draft.ends)), None)
        if home is not None:
            of_lesson.setdefault(home.slug, []).append(draft)
    return [
        replace(lesson, items=[draft.slug for draft in chosen(of_lesson.get(lesson.slug, []))])
        for lesson in lessons
    ]


def chosen(drafts: Sequence[DraftItem]) -> list[DraftItem]:
    """At most `MOST_ITEMS` of them, of as many purposes as there are, in the order to ask them."""
    by_purpose: dict[str, list[DraftItem]] = {purpose: [] for purpose in PURPOSES}
    for draft in drafts:
        by_purpose.setdefault(draft.purpose, []).append(draft)
    rounds = chain.from_iterable(zip_longest(*by_purpose.values()))
    taken = [draft for draft in rounds if draft is not None][:MOST_ITEMS]
    order = list(by_purpose)
    return sorted(taken, key=lambda draft: order.index(draft.purpose))


def item_parts(drafts: Iterable[DraftItem]) -> list[PlannedPart]:
    """The questions themselves, those that no check asks among them."""
    return [PlannedPart(Kind.ITEM, draft.slug, _plain(draft.fields)) for draft in drafts]


def quiz_part(lesson: PlannedLesson, title: str) -> PlannedPart:
    """The quiz of a lesson's check."""
    return PlannedPart(
        Kind.QUIZ,
        lesson.quiz,
        {
            "title": _("Check: %(lesson)s") % {"lesson": title[:180]},
            "purpose": str(Purpose.CHECK),
            "intro": _("Every key has its reason in the text. Look again whenever you like."),
            "show_feedback": str(Feedback.AFTER_SUBMITTING),
            "pass_percent": PASS_PERCENT,
            "items": list(lesson.items),
        },
    )


def _plain(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields as `pack_fields` gives them back: empty lists of these two are left out."""
    return {
        name: value for name, value in fields.items() if value or name not in ("about", "sources")
    }
