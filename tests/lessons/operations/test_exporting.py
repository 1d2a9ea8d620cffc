"""Exporting: what is in the tables is in the files, and nothing else (decision 35)."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from lessons.content import checked_pack, read_files
from lessons.models import Lesson, Module, Release, Step
from lessons.operations.exporting import NothingToExport, export_module
from lessons.operations.loading import load_pack_from
from quizzes.models import Item, Quiz, Section, Slot
from quizzes.operations.items import put_item_version
from quizzes.operations.library import CollectionLibrary
from sources.models import Collection, Document, SourceCard
from tests.lessons.content.small_pack import FILES, packed
from tests.lessons.operations.loads import all_rows, exported, load_files, with_changes
from tests.lessons.operations.rich_pack import RICH

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[3] / "fixtures"
SHIPPED = sorted(path.parent for path in FIXTURES.glob("*/pack.yaml"))
MODELS: dict[str, type[Model]] = {
    model.__name__: model
    for label in ("lessons", "quizzes", "sources")
    for model in apps.get_app_config(label).get_models()
}


# There and back


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_pack_comes_out_byte_for_byte(folder: Path) -> None:
    assert load_pack_from(folder).loaded
    files, _ = read_files(folder)
    assert exported(folder.name) == {path: data.decode() for path, data in files.items()}


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_load_of_an_export_changes_nothing(folder: Path) -> None:
    load_pack_from(folder)
    before = all_rows()
    assert load_files(exported(folder.name)).is_unchanged
    for module in before["lessons.Module"]:
        module["pack_digest"] = ""
    Module.objects.update(pack_digest="")
    assert all_rows() == before


def test_pack_with_every_field_comes_out_byte_for_byte() -> None:
    load_files(RICH)
    assert exported() == RICH


def test_number_of_queries_does_not_grow_with_the_module() -> None:
    def queries_of_export() -> int:
        module = Module.objects.select_related("collection").get()
        with CaptureQueriesContext(connection) as queries:
            export_module(module)
        return len(queries)

    load_files(RICH)
    small = queries_of_export()
    step = Step.objects.get(slug="check")
    for number in range(5):
        Step.objects.create(
            lesson=step.lesson, slug=f"more-{number}", title="More", kind="check", quiz=step.quiz
        )
    assert queries_of_export() == small


# What was made elsewhere


def build_quiz_by_hand(collection: Collection) -> Quiz:
    item = Item.objects.create(collection=collection, slug="boats")
    put_item_version(
        item,
        fields={
            "type": "choice",
            "title": "Boats",
            "stem": "How many?\r\nOn one day.",
            "options": [
                {"id": "a", "text": "12", "feedback": "Yes.\r\nThe log."},
                {"id": "b", "text": "13", "feedback": "One less."},
            ],
            "key": "a",
            "explanation": {"cue": "boats", "why": "Count.", "ask": "How many?"},
            "difficulty": 1,
            "skills": ["sourcing"],
        },
        library=CollectionLibrary(collection),
    )
    quiz = Quiz.objects.create(
        collection=collection, slug="count", title="Count", intro="One.", status="published"
    )
    section = Section.objects.create(quiz=quiz, slug="all", weight=Decimal("0.50"))
    Slot.objects.create(section=section, item_version=item.current)
    return quiz


def build_by_hand() -> Module:
    """A module as somebody makes it in the admin: texts from a web form, few fields filled in."""
    collection = Collection.objects.create(slug="harbour", title="Harbour", visibility="public")
    module = Module.objects.create(
        collection=collection,
        slug="harbour",
        title="Harbour",
        summary="Boats.\r\nAnd cranes.  ",
        audience="Learners.",
        licence="CC0",
        authors=["Tess"],
    )
    SourceCard.objects.create(
        collection=collection, slug="log", short="Log", title="The log", maker="Harbour office",
        date="1950", type="log", purpose="To count boats.", says="12 boats\r\n\r\na day. ",
        limits="One year.", citation="Log 1950.", confidence="S",
    )  # fmt: skip
    quiz = build_quiz_by_hand(collection)
    release = Release.objects.create(
        module=module, number=1, status="published", published_at="2026-03-01T00:00Z"
    )
    lesson = Lesson.objects.create(
        release=release, slug="one", title="One", summary="A day.", minutes=5,
        objectives=["Count."], skills=["sourcing"], teacher_notes="None.",
    )  # fmt: skip
    Step.objects.create(
        lesson=lesson, slug="read", position=1, title="Read", purpose="read",
        body="\r\n\r\nTwelve boats [@log].\r\n\r\n    indented\r\n\r\n",
    )  # fmt: skip
    Step.objects.create(
        lesson=lesson, slug="check", position=2, title="Check", kind="check", purpose="check",
        minutes=0 + 5, quiz=quiz,
    )  # fmt: skip
    return module


def test_module_made_by_hand_is_exported_loaded_and_exported_again_the_same() -> None:
    build_by_hand()
    files = exported("harbour")
    assert "\r" not in "".join(files.values())
    pack, problems = checked_pack(packed(files))
    assert pack is not None, problems
    Collection.objects.update(slug="elsewhere")
    Module.objects.update(slug="elsewhere")
    assert load_files(files).loaded
    assert exported("harbour") == files


def test_lines_typed_into_a_web_form_end_as_in_every_file() -> None:
    build_by_hand()
    files = exported("harbour")
    assert "summary: |-\n  Boats.\n  And cranes.\naudience" in files["pack.yaml"]
    assert "  says: |-\n    12 boats\n\n    a day.\n  limits" in files["sources.yaml"]
    assert "stem: |-\n  How many?\n  On one day.\n" in files["items/boats.yaml"]
    body = files["lessons/01-one.md"].partition("```\n\n")[2].partition("\n## ")[0]
    assert body == "Twelve boats [@log].\n\n    indented\n"


def test_field_that_is_empty_is_left_out_and_told_when_the_pack_is_checked() -> None:
    build_by_hand()
    Lesson.objects.update(objectives=[])
    files = exported("harbour")
    assert "objectives" not in files["lessons/01-one.md"]
    pack, problems = checked_pack(packed(files))
    assert pack is None
    assert [str(p) for p in problems] == [
        "lessons/01-one.md:2: error: `objectives` is missing from a lesson."
    ]


def test_draft_is_exported_when_it_is_asked_for() -> None:
    load_files()
    load_files(
        with_changes(("lessons/01-two-dates.md", "title: Two dates", "title: New")), as_draft=True
    )
    assert exported() == FILES
    assert "title: New" in exported(draft=True)["lessons/01-two-dates.md"]


def test_module_without_such_a_release_has_nothing_to_export() -> None:
    load_files()
    with pytest.raises(NothingToExport):
        exported(draft=True)


def test_archived_item_is_exported_only_while_a_quiz_asks_it() -> None:
    load_files()
    Item.objects.update(archived_at="2026-03-01T00:00Z")
    items = {path for path in exported() if path.startswith("items/")}
    assert items == {"items/choose-day.yaml", "items/order-the-mill.yaml"}


def test_retired_quiz_is_exported_only_while_a_lesson_names_it() -> None:
    load_files(RICH)
    Quiz.objects.update(status=Quiz.Status.RETIRED)
    quizzes = {path for path in exported() if path.startswith("quizzes/")}
    assert quizzes == {"quizzes/the-check.yaml"}


def test_put_away_document_is_not_exported() -> None:
    load_files(RICH)
    Document.objects.filter(slug="the-bridge").update(superseded_at="2026-03-01T00:00Z")
    assert "documents/the-bridge.md" not in exported()
