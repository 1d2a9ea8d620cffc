"""Loading: new, again, refused, and the packs that come with the site."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons.models import Module, Release
from lessons.operations import loading
from lessons.operations.loading import load_pack_from, load_shipped_packs
from quizzes.models import Quiz
from rosters.models import User
from sources.models import Collection, SourceCard
from tests.factories import InstructorFactory
from tests.lessons.content.small_pack import FILES, packed
from tests.lessons.operations.loads import (
    CUE,
    FEEDBACK,
    LATER,
    LESSON,
    SENTENCE,
    all_rows,
    load_files,
    module,
    with_changes,
)

pytestmark = pytest.mark.django_db


WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


# The first time


def test_new_pack_is_published_with_everything_in_it() -> None:
    report = load_files()
    assert report.loaded
    assert report.summary() == (
        "1 cards, 2 documents, 3 events, 9 items, 1 modules, 1 quizzes, 1 releases, 2 terms, "
        "2 texts with labels new"
    )
    assert list(Release.objects.values_list("number", "status")) == [(1, "published")]
    assert Quiz.objects.get().status == Quiz.Status.PUBLISHED


def test_pack_of_the_site_belongs_to_nobody_and_is_public() -> None:
    load_files()
    assert Collection.objects.values_list("owner", "visibility").get() == (None, "public")


def test_pack_of_a_person_is_hers_and_private(author: User) -> None:
    load_files(owner=author, by=author)
    assert Collection.objects.values_list("owner", "visibility").get() == (author.pk, "private")


# The same again


def test_second_load_writes_nothing() -> None:
    load_files()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load_files(at=LATER)
    written = [q["sql"] for q in queries if q["sql"].startswith(WRITES)]
    assert written == []
    assert report.loaded
    assert report.summary() == "nothing changed"
    assert report.notes == []


def test_second_load_of_a_folder_writes_nothing(tmp_path: Path) -> None:
    for path, data in packed().items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    load_pack_from(tmp_path)
    before = all_rows()
    assert load_pack_from(tmp_path).is_unchanged
    assert all_rows() == before


def test_queries_of_a_second_load_do_not_grow_with_entries() -> None:
    load_files()
    with CaptureQueriesContext(connection) as few:
        load_files()
    card = FILES["sources.yaml"].replace("id: parish-book", "id: another-book")
    files = {**FILES, "sources.yaml": FILES["sources.yaml"] + card}
    load_files(files)
    with CaptureQueriesContext(connection) as more:
        load_files(files)
    assert len(more) == len(few)


# All or nothing


def test_dry_run_reports_and_writes_nothing() -> None:
    before = all_rows()
    report = load_files(dry_run=True)
    assert report.new["items"] == 9
    assert not report.loaded
    assert all_rows() == before


def test_dry_run_of_a_change_writes_nothing() -> None:
    load_files()
    before = all_rows()
    report = load_files(with_changes(SENTENCE, CUE, FEEDBACK, LESSON), dry_run=True)
    assert report.changed["documents"] == report.changed["releases"] == 1
    assert all_rows() == before


@pytest.mark.parametrize("path", sorted(FILES))
def test_error_in_any_file_leaves_every_table_as_it_was(path: str, tmp_path: Path) -> None:
    load_files()
    before = all_rows()
    changed = with_changes(SENTENCE, CUE, FEEDBACK, LESSON)
    for name, text in {**changed, path: "]: nonsense\n" + changed[path]}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    report = load_pack_from(tmp_path)
    assert not report.loaded
    assert [problem.file for problem in report.problems if problem.line] == [path]
    assert all_rows() == before


def test_item_that_its_type_refuses_is_told_by_line_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise LookupError("There is no such sentence.")

    monkeypatch.setattr("lessons.operations.load_quizzes.put_item_version", refuse)
    report = load_files()
    assert [p.file for p in report.problems] == [path for path in FILES if path.startswith("items")]
    assert not Module.objects.exists()
    assert not SourceCard.objects.exists()


# Whose it is


def test_slug_of_somebody_else_is_refused(author: User) -> None:
    load_files(owner=author, by=author)
    before = all_rows()
    report = load_files(with_changes(SENTENCE, CUE, LESSON))
    assert ["belongs to somebody else" in str(p) for p in report.problems] == [True]
    assert all_rows() == before


def test_pack_of_the_site_is_not_taken_over_by_a_person(author: User) -> None:
    load_files()
    assert not load_files(owner=author, by=author).loaded


# The packs that come with the site


def test_shipped_packs_that_did_not_change_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(loading, "SHIPPED", ("mill-town",))
    for path, data in packed().items():
        target = tmp_path / "fixtures/mill-town" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    said: list[str] = []
    load_shipped_packs(report=said.append)
    assert said == [f"mill-town: {load_summary()}"]
    said.clear()
    with CaptureQueriesContext(connection) as queries:
        load_shipped_packs(report=said.append)
    assert (said, len(queries)) == ([], 1)
    assert module().position == 1


def load_summary() -> str:
    return (
        "1 cards, 2 documents, 3 events, 9 items, 1 modules, 1 quizzes, 1 releases, 2 terms, "
        "2 texts with labels new"
    )
