"""What must hold between the files of a pack. Needs no files: an exported pack is checked too."""

from lessons.content.checks.index import PackIndex
from lessons.content.checks.items import check_items
from lessons.content.checks.labels import check_labels
from lessons.content.checks.lessons import check_lessons
from lessons.content.checks.quizzes import check_quizzes
from lessons.content.checks.references import check_references
from lessons.content.objects import Pack
from lessons.content.problems import Problem, in_order

__all__ = ["check_pack"]


def check_pack(pack: Pack) -> list[Problem]:
    """Every problem between the parts of a pack: references, labels, keys, quizzes.

    Errors keep the pack from being loaded; warnings say what a reviewer should look at.
    """
    index = PackIndex(pack)
    return in_order(
        [
            *check_references(index),
            *check_labels(index),
            *check_items(index),
            *check_lessons(index),
            *check_quizzes(index),
        ]
    )
