"""From a pack to files: one form only, so that what did not change stays byte for byte the same."""

from collections.abc import Iterable, Mapping
from typing import Any

from lessons.content.documents import write_document
from lessons.content.item_tables import ITEMS
from lessons.content.lesson_files import write_lesson
from lessons.content.objects import FORMAT, Document, Pack
from lessons.content.problems import Level, Problem
from lessons.content.shapes import Shape, Tree, unbuild
from lessons.content.tables import (
    CARD_SHAPE,
    CLAIMS,
    EVENT,
    PACK,
    QUIZ,
    RATINGS,
    TERM,
)
from lessons.content.yaml_writer import write_yaml


def write_pack(pack: Pack) -> dict[str, bytes]:
    """The files of a pack by their path inside it, in the order of their paths.

    UTF-8, LF, one newline at the end; a file that would hold nothing is left out.
    """
    texts: dict[str, str] = {"pack.yaml": write_yaml({**_pack_fields(pack)})}
    for document in pack.documents:
        texts[f"documents/{document.id}.md"] = write_document(document)
    for passage in pack.practice:
        texts[f"practice/{passage.id}.md"] = write_document(passage)
    for number, lesson in enumerate(pack.lessons, start=1):
        texts[f"lessons/{number:02d}-{lesson.id}.md"] = write_lesson(lesson)
    for item in pack.items:
        texts[f"items/{item.id}.yaml"] = write_yaml({**unbuild(ITEMS[item.type], item)})
    for quiz in pack.quizzes:
        texts[f"quizzes/{quiz.id}.yaml"] = write_yaml({**unbuild(QUIZ, quiz)})
    texts.update(_list_files(pack))
    return {path: texts[path].encode() for path in sorted(texts)}


def _pack_fields(pack: Pack) -> Tree:
    named = {
        name: tuple(thing.id for thing in getattr(pack, name))
        for name in ("documents", "practice", "lessons", "quizzes")
    }
    tree: Tree = {"format": FORMAT}
    for field in PACK.fields[1:]:
        value = named.get(field.name, getattr(pack, field.name))
        if value != () and (value or not field.is_optional):
            tree[field.name] = field.kind.unbuild(value)
    return tree


def _list_files(pack: Pack) -> dict[str, str]:
    trees: dict[str, list[Any]] = {
        "claims.yaml": _labels(pack.documents, "claims"),
        "ratings.yaml": _labels(pack.texts(), "ratings"),
        "sources.yaml": _maps(CARD_SHAPE, pack.cards),
        "glossary.yaml": _maps(TERM, pack.terms),
        "timeline.yaml": _maps(EVENT, pack.events),
    }
    return {path: write_yaml(tree) for path, tree in trees.items() if tree}


def _maps(shape: Shape, things: Iterable[Any]) -> list[Tree]:
    return [unbuild(shape, thing) for thing in things]


def _labels(documents: Iterable[Document], name: str) -> list[Tree]:
    kind = CLAIMS if name == "claims" else RATINGS
    return [
        {"document": document.id, name: kind.unbuild(getattr(document, name))}
        for document in documents
        if getattr(document, name)
    ]


def untidy_lines(pack: Pack, files: Mapping[str, bytes]) -> list[Problem]:
    """Where the files of a pack differ from what would be written: the first line of each.

    files: the files that the pack was read from, by path inside it.
    """
    problems = []
    written = write_pack(pack)
    for path in sorted(written):
        if path not in files:
            message = "The exporter would add this file: names and numbers follow `pack.yaml`."
            problems.append(Problem(path, 0, message, Level.WARNING))
        elif files[path] != written[path]:
            line = first_difference(files[path], written[path])
            message = "The exporter writes this line in another way."
            problems.append(Problem(path, line, message, Level.WARNING))
    return problems


def first_difference(one: bytes, other: bytes) -> int:
    """The number, from 1, of the first line in which two texts differ; 0 if they are equal."""
    if one == other:
        return 0
    pairs = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    for number, (left, right) in enumerate(pairs, start=1):
        if left != right:
            return number
    return min(one.count(b"\n"), other.count(b"\n")) + 2
