"""One change through the ORM is that change in the exported files, and no other (decision 35)."""

import difflib
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from lessons.models import Lesson, Step
from quizzes.models import Item, Quiz
from sources.models import Document
from tests.lessons.operations.loads import Files, exported, load_files
from tests.lessons.operations.no_field import NOT_IN_A_PACK, TABLES_NOT_IN_A_PACK
from tests.lessons.operations.one_field import CHANGES, MOVES, Change
from tests.lessons.operations.rich_pack import RICH

pytestmark = pytest.mark.django_db

MODELS: dict[str, type[Model]] = {
    model.__name__: model
    for label in ("lessons", "quizzes", "sources")
    for model in apps.get_app_config(label).get_models()
}


@pytest.fixture(scope="module")
def rich(django_db_setup: None, django_db_blocker: Any) -> Iterator[Files]:
    """The files of the rich pack, which is loaded once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_files(RICH)
        yield exported()
        transaction.set_rollback(True)


def changed_lines(before: Files, after: Files) -> dict[str, list[str]]:
    """The lines that went (-) and came (+), by file; files without such lines are left out."""
    found = {}
    for path in sorted(before.keys() | after.keys()):
        old, new = (files.get(path, "").split("\n") for files in (before, after))
        lines = [
            line
            for line in difflib.unified_diff(old, new, n=0, lineterm="")
            if not line.startswith(("---", "+++", "@@"))
        ]
        if lines:
            found[path] = lines
    return found


def set_one(column: str, row: dict[str, Any], value: Any) -> None:
    """Give one column of the one row that a lookup finds a new value, through the ORM."""
    model, _, name = column.partition(".")
    if isinstance(value, dict) and MODELS[model]._meta.get_field(name).is_relation:
        related = MODELS[model]._meta.get_field(name).related_model
        value = _one(related, value)  # type: ignore[arg-type]
    found = _one(MODELS[model], row)
    changed = MODELS[model]._default_manager.filter(pk=found.pk).update(**{name: value})
    assert changed == 1


def _one(model: type[Model], lookup: dict[str, Any]) -> Model:
    if model.__name__ == "Sentence" and lookup.keys() == {"key"}:
        lookup = {**lookup, "document__slug": "the-mill"}
    return model._default_manager.get(**lookup)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.column)
def test_one_change_through_the_orm_is_that_change_in_the_files(
    rich: Files, change: Change
) -> None:
    set_one(change.column, change.row, change.value)
    slug = change.value if change.column == "Module.slug" else "mill-town"
    assert list(changed_lines(rich, exported(slug)).values()) == [change.lines]


@pytest.mark.parametrize(("column", "row"), MOVES.items(), ids=MOVES)
def test_another_position_moves_lines_and_changes_none(
    rich: Files, column: str, row: dict[str, Any]
) -> None:
    set_one(column, row, 1_000)
    after = exported()
    found = changed_lines(rich, after)
    moved = {path for path in found if not path.startswith("lessons/0") or column[:4] == "Step"}
    assert len(moved) == 1
    assert sorted("\n".join(rich.values()).split("\n")) == sorted(
        "\n".join(after.values()).split("\n")
    )


def test_every_column_has_a_place_in_a_pack_or_a_reason_why_not() -> None:
    """A new column without a change above fails here: give it a field in the pack format."""
    columns = {
        f"{name}.{field.name}"
        for name, model in MODELS.items()
        if name not in TABLES_NOT_IN_A_PACK
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    changed = {change.column for change in CHANGES} | MOVES.keys()
    assert columns - changed - NOT_IN_A_PACK.keys() == set()
    assert changed & NOT_IN_A_PACK.keys() == set()
    assert (changed | NOT_IN_A_PACK.keys()) - columns == set()
    assert TABLES_NOT_IN_A_PACK.keys() <= MODELS.keys()


def test_text_of_a_sentence_is_the_line_in_the_file(rich: Files) -> None:
    row = Document.objects.get(slug="the-bridge")
    row.text = row.text.replace("three", "seven")
    row.save()
    assert changed_lines(rich, exported()) == {
        "documents/the-bridge.md": ["-[s02] It has three arches.", "+[s02] It has seven arches."]
    }


@pytest.mark.parametrize(
    ("model", "old", "new", "path"),
    [
        (Document, "the-well", "a-well", "practice/a-well.md"),
        (Lesson, "three-dates", "last-date", "lessons/02-last-date.md"),
        (Quiz, "the-test", "a-test", "quizzes/a-test.yaml"),
        (Item, "years", "year", "items/year.yaml"),
    ],
)
def test_another_id_is_another_name_of_the_file(
    rich: Files, model: type[Model], old: str, new: str, path: str
) -> None:
    model._default_manager.filter(slug=old).update(slug=new)
    after = exported()
    assert after[path] == rich[path.replace(new, old)]
    assert after.keys() - rich.keys() == {path}


def test_another_kind_of_step_is_its_line_and_what_the_step_shows(rich: Files) -> None:
    Step.objects.filter(slug="end").update(kind="check", quiz=Quiz.objects.get(slug="the-test"))
    assert changed_lines(rich, exported()) == {
        "lessons/02-three-dates.md": ["-kind: reading", "+kind: check", "+quiz: the-test"]
    }


def test_another_edition_is_another_folder(rich: Files) -> None:
    Document.objects.filter(slug="the-bridge").update(edition="practice")
    assert "practice/the-bridge.md" in exported()
