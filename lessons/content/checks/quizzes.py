"""What must hold of quizzes: pools, limits, and keys that must not be seen elsewhere first."""

from collections.abc import Iterator

from lessons.content.checks.index import PackIndex
from lessons.content.checks.references import item_leaves
from lessons.content.kinds import Ref
from lessons.content.objects import Item, Quiz, Section
from lessons.content.problems import Place, Problem
from quizzes.grading.blind import CEILING


def check_quizzes(index: PackIndex) -> Iterator[Problem]:
    """Each quiz by itself, then what stands in two quizzes that must not share it."""
    for quiz in index.pack.quizzes:
        yield from _check_quiz(quiz)
    yield from _check_shared(index)


def _check_quiz(quiz: Quiz) -> Iterator[Problem]:
    if quiz.purpose == "exam":
        yield quiz.place.below("purpose").warning(
            "The keys of a pack are public, so a quiz of a pack should not be an exam."
        )
    if quiz.pass_percent <= CEILING * 100:
        yield quiz.place.below("pass_percent").warning(
            f"Blind strategies may earn up to {float(CEILING):.0%}. Set the pass mark above that."
        )
    seen: dict[str, str] = {}
    for section in quiz.sections:
        yield from _check_draw(section)
        for position, item in enumerate(section.items):
            if item in seen:
                yield section.place.below("items", position).error(
                    f"`{item}` stands in the section `{seen[item]}` already. Keep one of them."
                )
            seen[item] = section.id


def _check_draw(section: Section) -> Iterator[Problem]:
    if section.draw is None:
        return
    pool, place = len(section.items), section.place.below("draw")
    if section.draw > pool:
        yield place.error(f"The section draws {section.draw} of {pool} items. Add items.")
    elif section.draw * 2 > pool:
        yield place.warning(
            f"The section draws {section.draw} of {pool} items; a pool should hold at least "
            f"{section.draw * 2}."
        )


def _check_shared(index: PackIndex) -> Iterator[Problem]:
    shown: dict[str, str] = {}
    for quiz in index.pack.quizzes:
        if quiz.show_feedback == "after-each":
            for name, _ in _uses(index, quiz):
                shown.setdefault(name, quiz.id)
    for quiz in index.pack.quizzes:
        if quiz.attempts is None:
            continue
        told: set[str] = set()
        for name, place in _uses(index, quiz):
            if name in shown and name not in told and shown[name] != quiz.id:
                told.add(name)
                yield place.warning(
                    f"The {name} is also in `{shown[name]}`, which shows the feedback after each "
                    f"question, while `{quiz.id}` limits the attempts. Move it to one of them."
                )


def _uses(index: PackIndex, quiz: Quiz) -> Iterator[tuple[str, Place]]:
    for section in quiz.sections:
        for position, name in enumerate(section.items):
            place = section.place.below("items", position)
            yield f"item `{name}`", place
            item = index.by_target["item"].get(name)
            for passage in sorted(_passages(index, item)) if item else ():
                yield f"practice passage `{passage}`", place


def _passages(index: PackIndex, item: Item) -> set[str]:
    practice = {passage.id for passage in index.pack.practice}
    used = set()
    for leaf in item_leaves(item):
        if isinstance(leaf.kind, Ref) and leaf.kind.target in ("sentence", "document"):
            name, found, _ = str(leaf.value).rpartition("#")
            used.add(name if found else str(leaf.value))
    return used & practice
