"""A file on its way: read, cancelled, refused, interrupted, stored."""

import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from rosters.models import User
from sources.models import Collection, Document, Import, Original
from sources.operations import importing, suggesting
from sources.operations.cutting import split_sentence
from sources.operations.importing import (
    KEPT_DAYS,
    SILENT_AFTER,
    WAITS_LONG_AFTER,
    NewerVersionThere,
    NotReadYet,
    NotToRead,
    begin_import,
    cancel_import,
    forget_old_imports,
    is_interrupted,
    plain_name,
    put_away,
    read_import,
    retry_import,
    store_import,
    waits_for_suggestions,
)
from sources.operations.origins import about_text
from sources.operations.shelves import make_shelf
from sources.operations.suggesting import suggest_again
from sources.pipeline.child import from_json
from sources.pipeline.progress import Phase, Progress
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.suggest import suggest

pytestmark = pytest.mark.django_db

Status = Import.Status
NOW = timezone.now()
TEXT = (
    "The mill at Brook End\n\nThe mill opened in 1850. It closed after a dispute, say many.\n\n"
    "The mill was rebuilt by its workers in 1861.\n\n"
    "This website uses cookies. Accept all cookies.\n"
)


@pytest.fixture
def shelf(tess: User) -> Collection:
    return make_shelf("Mill towns", by=tess)


@pytest.fixture
def one(shelf: Collection, tess: User) -> Import:
    """A file that waits."""
    return begin_import(TEXT.encode(), name="mill.txt", collection=shelf, by=tess, at=NOW)


@pytest.fixture
def read(one: Import) -> Import:
    """A file that was read."""
    read_import(one.pk)
    return fresh(one)


def fresh(one: Import) -> Import:
    return Import.objects.get(pk=one.pk)


def moved(one: Import, **columns: object) -> Import:
    Import.objects.filter(pk=one.pk).update(**columns)
    return fresh(one)


def about(title: str = "The mill", **said: str):
    return about_text({"title": title, "language": "en"} | said, slug="the-mill")


def test_file_that_waits_is_read(read):
    assert (read.status, read.done_percent) == (Status.READ, 100)
    assert from_json(read.read).provenance.title == "The mill at Brook End"


def test_reading_twice_does_no_harm(read, monkeypatch):
    monkeypatch.setattr(importing, "read_file", lambda *args, **kwargs: pytest.fail("read again"))
    read_import(read.pk)
    assert fresh(read).status == Status.READ


def test_what_was_being_read_when_its_server_ended_is_read_from_the_start(one):
    moved(one, status=Status.READING, done_percent=60, phase="splitting")
    read_import(one.pk)
    assert fresh(one).status == Status.READ


def test_refused_file_says_which_limit(shelf, tess):
    one = begin_import(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, name="old.doc",
                       collection=shelf, by=tess, at=NOW)  # fmt: skip
    read_import(one.pk)
    assert (fresh(one).status, fresh(one).refusal) == (Status.REFUSED, "old_word")
    assert fresh(one).ended_at is not None


def test_file_above_the_limit_is_not_even_kept(shelf, tess, monkeypatch):
    monkeypatch.setattr(importing, "LIMITS", Limits(file_bytes=10))
    with pytest.raises(FileRefused):
        begin_import(TEXT.encode(), name="mill.txt", collection=shelf, by=tess, at=NOW)
    assert not Original.objects.exists()


def test_lost_original_is_a_refusal_and_no_crash(one):
    default_storage.delete(one.original.file)
    read_import(one.pk)
    assert fresh(one).refusal == "lost"


def test_reader_that_fails_unforeseen_is_a_refusal(one, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr(importing, "read_file", fail)
    read_import(one.pk)
    assert (fresh(one).status, fresh(one).refusal) == (Status.REFUSED, "failed")
    assert "boom" in caplog.text


def reading_that_sees(monkeypatch, *steps: Progress):
    """Let a stand-in for the child report these steps; gives what the watch answered."""
    answers: list[bool] = []

    def read_file(data, name, limits=None, *, watch):
        for step in steps:
            answers.append(watch(step))
            if not answers[-1]:
                raise importing.ReadingCancelled
        raise FileRefused("no_text")

    monkeypatch.setattr(importing, "read_file", read_file)
    return answers


def every_two_seconds():
    ticks = iter(range(1000))
    return lambda: NOW + timedelta(seconds=2 * next(ticks))


def test_progress_is_written_while_it_is_read(one, monkeypatch):
    seen = []
    monkeypatch.setattr(
        importing, "_end", lambda pk, *args, **kwargs: seen.append(Import.objects.get(pk=pk))
    )
    reading_that_sees(monkeypatch, Progress(Phase.READING, 12, 400))
    read_import(one.pk, clock=every_two_seconds())
    assert (seen[0].phase, seen[0].phase_done, seen[0].phase_total) == ("reading", 12, 400)
    assert seen[0].touched_at > NOW


@pytest.mark.parametrize("is_time_to_write", [True, False])
@pytest.mark.parametrize("how", ["cancelled", "put away"])
def test_reading_ends_when_nobody_wants_it_any_more(one, monkeypatch, how, is_time_to_write):
    def read_file(data, name, limits=None, *, watch):
        assert watch(Progress(Phase.READING, 1, 9))
        assert cancel_import(one, at=NOW) if how == "cancelled" else put_away(one) is None
        assert not watch(Progress(Phase.READING, 2, 9))
        raise importing.ReadingCancelled

    monkeypatch.setattr(importing, "read_file", read_file)
    read_import(one.pk, clock=every_two_seconds() if is_time_to_write else lambda: NOW)
    assert list(Import.objects.values_list("status", flat=True)) == (
        [Status.CANCELLED] if how == "cancelled" else []
    )


def test_cancelled_at_the_last_moment_stays_cancelled(one, monkeypatch):
    def read_file(*args, **kwargs):
        cancel_import(one, at=NOW)
        raise FileRefused("no_text")

    monkeypatch.setattr(importing, "read_file", read_file)
    read_import(one.pk)
    assert (fresh(one).status, fresh(one).refusal) == (Status.CANCELLED, "")


def test_what_was_read_is_not_cancelled(read):
    assert not cancel_import(read, at=NOW)
    assert fresh(read).status == Status.READ


@pytest.mark.parametrize(
    ("status", "age", "interrupted"),
    [
        (Status.READING, SILENT_AFTER - timedelta(seconds=1), False),
        (Status.READING, SILENT_AFTER + timedelta(seconds=1), True),
        (Status.WAITING, SILENT_AFTER + timedelta(seconds=1), False),
        (Status.WAITING, WAITS_LONG_AFTER + timedelta(seconds=1), True),
        (Status.READ, timedelta(days=30), False),
    ],
)
def test_silence_means_that_the_reader_died(one, status, age, interrupted):
    one = moved(one, status=status, touched_at=NOW - age)
    assert is_interrupted(one, at=NOW) is interrupted


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REFUSED, Status.READING])
def test_what_was_not_read_can_be_tried_again(one, status):
    long_ago = NOW - timedelta(hours=1)
    refusal = "no_text" if status == Status.REFUSED else ""
    retry_import(moved(one, status=status, refusal=refusal, touched_at=long_ago), at=NOW)
    assert (fresh(one).status, fresh(one).refusal) == (Status.WAITING, "")
    read_import(one.pk)
    assert fresh(one).status == Status.READ


def test_what_is_being_read_is_not_tried_again(one):
    with pytest.raises(NotToRead):
        retry_import(moved(one, status=Status.READING, touched_at=NOW), at=NOW)


def test_stored_import_is_a_document_with_its_suggestions(read, tess):
    document, carried = store_import(read, about=about(author="A. Vale"), by=tess, at=NOW)
    assert carried is None
    stored = fresh(read)
    assert (stored.status, stored.document, stored.read) == (Status.STORED, document, None)
    assert (document.original, document.file_name) == (read.original, "mill.txt")
    assert document.adapted_from == {"author": "A. Vale"}
    assert document.unknown == [
        "Who published it, or where it stood",
        "When it was published",
        "Where it can be found",
        "Under which rights it may be used",
    ]


def test_suggestions_made_beforehand_are_those_of_the_stored_text(read, tess):
    document, _ = store_import(read, about=about(), by=tess, at=NOW)

    def rows():
        columns = ("sentence", "kind", "support", "weaknesses", "score", "reasons", "version")
        found = document.suggestions.order_by("sentence__position").values(*columns)
        return json.dumps([*found, *document.findings], sort_keys=True)

    before = rows()
    assert document.suggestions.exists()
    suggest_again(document)
    assert rows() == before


def test_long_text_is_stored_without_its_suggestions(read, tess, monkeypatch):
    monkeypatch.setattr(importing, "LONG_TEXT", 1)
    document, _ = store_import(read, about=about(), by=tess, at=NOW)
    assert waits_for_suggestions(document)
    assert not document.suggestions.exists()
    suggest_again(document)
    assert not waits_for_suggestions(document)
    assert document.suggestions.exists()


def test_blocks_set_aside_come_back_where_asked(read, tess):
    parts = from_json(read.read).blocks
    aside = [index for index, block in enumerate(parts) if block.set_aside]
    assert aside
    document, _ = store_import(read, about=about(), by=tess, at=NOW, bring_back=aside)
    assert not document.blocks.filter(set_aside=True).exists()
    assert not document.blocks.filter(kind="boilerplate").exists()


def test_what_is_no_block_set_aside_is_left_alone(read, tess):
    document, _ = store_import(read, about=about(), by=tess, at=NOW, bring_back=[0, 999])
    assert document.blocks.get(position=1).kind == "heading"


def test_import_is_stored_once(read, tess):
    store_import(read, about=about(), by=tess, at=NOW)
    with pytest.raises(NotReadYet):
        store_import(read, about=about(), by=tess, at=NOW)
    assert Document.objects.count() == 1


def test_file_that_waits_is_not_stored(one, tess):
    with pytest.raises(NotReadYet):
        store_import(one, about=about(), by=tess, at=NOW)


def test_new_version_takes_the_place_and_carries_over(read, tess, shelf):
    old, _ = store_import(read, about=about(), by=tess, at=NOW)
    again = begin_import(
        TEXT.encode(), name="mill.txt", collection=shelf, by=tess, at=NOW, new_version_of=old
    )
    read_import(again.pk)
    new, carried = store_import(fresh(again), about=about("The mill, mended"), by=tess, at=NOW)
    assert (new.number, new.slug, new.supersedes) == (2, old.slug, old)
    assert carried.document == new
    late = begin_import(
        TEXT.encode(), name="mill.txt", collection=shelf, by=tess, at=NOW, new_version_of=old
    )
    read_import(late.pk)
    with pytest.raises(NewerVersionThere):
        store_import(fresh(late), about=about(), by=tess, at=NOW)


def test_suggestions_are_those_of_the_text_as_it_is_cut_by_then(read, tess, monkeypatch):
    document, _carried = store_import(read, about=about(), by=tess, at=NOW)
    expected = suggested(document)
    calls = []

    def slow(text, **how):
        made = suggest(text, **how)
        if not calls:
            # Meanwhile somebody splits the first sentence of all.
            calls.append(made)
            first = document.sentences.earliest("position")
            split_sentence(first, offset=first.start + 4, by=tess, at=NOW)
        return made

    monkeypatch.setattr(suggesting, "suggest", slow)
    suggest_again(document)
    assert suggested(document) == expected


def suggested(document):
    """The words of the sentences of which something is suggested."""
    return {one.sentence.text for one in document.suggestions.select_related("sentence__document")}


def test_document_is_never_put_away(read, tess):
    store_import(read, about=about(), by=tess, at=NOW)
    put_away(read)
    assert fresh(read).status == Status.STORED


@pytest.mark.parametrize(
    ("status", "age", "forgotten"),
    [
        (Status.CANCELLED, KEPT_DAYS + 1, True),
        (Status.CANCELLED, KEPT_DAYS - 1, False),
        (Status.READ, KEPT_DAYS + 1, False),
    ],
)
def test_refusals_are_forgotten_after_a_month(one, status, age, forgotten):
    moved(one, status=status, ended_at=NOW - timedelta(days=age))
    assert forget_old_imports(at=NOW) == int(forgotten)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mill.txt", "mill.txt"),
        ("C:\\Users\\x\\mill.docx", "mill.docx"),
        ("../../etc/passwd", "passwd"),
        ("mi\x00ll\u202e.txt", "mill.txt"),
        ("/", "document"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_name_is_without_folders_and_tricks(name, shown):
    assert plain_name(name) == shown
