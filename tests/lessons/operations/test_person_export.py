"""The zip of a person's data: every table is in it or named here with the reason why it is not."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps

from lessons.models import LessonCompletion, StepNote
from lessons.operations.person_export import (
    COLUMNS,
    OwnDataNotOffered,
    TooManyExports,
    export_own,
    export_person,
)
from quizzes.models import ExtraAttempt, Mark
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.settling import add_score
from rosters.models import Act
from rosters.operations.acts import Verb, record
from rosters.operations.notices import Kind, notify
from tests.factories import AccommodationFactory
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    RIGHT,
    AssignmentFactory,
    fill_section,
    save,
    started,
)
from tests.world import make_world

pytestmark = pytest.mark.django_db

EXPORTED = {
    "rosters.User": "person",
    "rosters.School": "made_for_school",
    "rosters.Classroom": "classes",
    "rosters.Enrollment": "classes",
    "rosters.Accommodation": "extra_time",
    "rosters.Act": "done_about_this_person",
    "rosters.Notice": "notices",
    "rosters.SignInFailure": "sign_in",
    "sessions.Session": "sign_in",
    "django_tasks_database.DBTaskResult": "sign_in",
    "admin.LogEntry": "admin_log",
    "lessons.LessonCompletion": "modules",
    "lessons.StepCompletion": "modules",
    "lessons.StepNote": "modules",
    "lessons.ModuleAssignment": "made_in_modules",
    "lessons.Release": "made_in_modules",
    "sources.Collection": "made_in_modules",
    "sources.CollectionShare": "made_in_modules",
    "sources.HistoryEntry": "made_in_modules",
    "sources.Import": "made_in_modules",
    "sources.ReviewAct": "made_in_modules",
    "sources.ReviewRound": "made_in_modules",
    "sources.ReviewVisit": "made_in_modules",
    "sources.RoundLabel": "made_in_modules",
    "sources.RoundRater": "made_in_modules",
    "sources.Variant": "made_in_modules",
    "lessons.Build": "made_in_modules",
    "quizzes.Assignment": "made_in_quizzes",
    "quizzes.ItemVersion": "made_in_quizzes",
    "quizzes.Attempt": "attempts",
    "quizzes.Response": "attempts",
    "quizzes.ResponseRevision": "attempts",
    "quizzes.Score": "attempts",
    "quizzes.Mark": "attempts",
    "quizzes.ExtraAttempt": "extra_attempts",
    "auth.Group": "person",
    "auth.Permission": "person",
}
"""Where in data.json the rows of each table stand."""

CONTENT = "content of the site, about nobody who uses it; who made it leaves by its own export"
NOT_EXPORTED = {
    "contenttypes.ContentType": "names of tables",
    "lessons.Module": CONTENT,
    "lessons.Lesson": CONTENT,
    "lessons.Step": CONTENT,
    "quizzes.Quiz": CONTENT,
    "quizzes.Section": CONTENT,
    "quizzes.Slot": CONTENT,
    "quizzes.Item": CONTENT,
    "quizzes.Anchor": CONTENT,
    "lessons.BuiltPart": CONTENT,
    "sources.Document": CONTENT,
    "sources.Original": CONTENT,
    "sources.Suggestion": "what the rules say of a text; no person makes them",
    "sources.Block": CONTENT,
    "sources.Sentence": CONTENT,
    "sources.Claim": CONTENT,
    "sources.ClaimWeakness": CONTENT,
    "sources.Evidence": CONTENT,
    "sources.Rating": "labels of raters, who stand in a pack by number and are not people here",
    "sources.SourceCard": CONTENT,
    "sources.Term": CONTENT,
    "sources.TermSource": CONTENT,
    "sources.Event": CONTENT,
    "sources.EventSource": CONTENT,
}

COMMENT = "You name the parish book."
ESSAY_TEXT = "I went to the mill\nand counted the wheels."
KEY_WORDS = ("They were written there", "Written there.", "opt-minutes", 'rumour",', "Owl why")


def add_essay(quiz):
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY, stem="Tell of **your** mill.")


@pytest.fixture
def world(cast, classroom):
    return make_world(cast, classroom, fill=add_essay)


@pytest.fixture
def told(world, cast):
    """Ada's world with a row of every table that knows her."""
    ada, tess = cast["ada"], cast["tess"]
    AccommodationFactory(user=ada, reason="A doctor said so.")
    record(Verb.ADDED_TIME, by=tess, person=ada, subject=world.running, reason="The bus was late.")
    notify(ada, Kind.MARKED, detail={"title": "The mill"})
    ExtraAttempt.objects.create(learner=ada, quiz=world.check, given_by=tess)
    LessonCompletion.objects.create(
        learner=ada, module=world.own, lesson_slug="lesson-0", release=world.published
    )
    save(world.running, None, position=2, sequence=9, base=1, text=ESSAY_TEXT)
    submit_attempt(world.running, at=NOON)
    return ada


def zip_of(person, by=None):
    archive = zipfile.ZipFile(io.BytesIO(export_person(person, by=by, at=NOON)))
    return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


@pytest.fixture
def files(told):
    return zip_of(told)


@pytest.fixture
def values(files):
    return json.loads(files["data.json"])


def test_every_table_is_exported_or_named_with_a_reason():
    tables = {model._meta.label for model in apps.get_models()}
    assert EXPORTED.keys() | NOT_EXPORTED.keys() == tables
    assert not EXPORTED.keys() & NOT_EXPORTED.keys()


def test_every_part_that_tables_stand_in_is_there(values):
    assert set(EXPORTED.values()) <= values.keys()


def test_files_are_these(files):
    assert set(files) == {"index.html", "data.json", "notes.txt", "answers.csv", "README.txt"}


def test_readme_names_every_field_at_the_top(files, values):
    assert [name for name in values if name not in files["README.txt"]] == []


@pytest.mark.parametrize(
    "words",
    ["Hilltop School", "Ada Quispe", "10b", "A doctor said so.", "I wondered.", "The bus was late.",
     "Your answer in “The mill” was marked.", "Tell of your mill.", "(x) What people said next day",
     "and counted the wheels.", "Added time to an attempt (instructor)", "0 of 2 points"],
)  # fmt: skip
def test_page_says(words, files):
    assert words in files["index.html"]


def test_page_stands_alone(files):
    page = files["index.html"]
    outside = ("<script", " src=", " href=", "<link", "@import", "url(", "//")
    assert [word for word in outside if word in page] == []


@pytest.mark.parametrize("name", ["Tess", "tess", "Ben Larsen", "Sam Okello"])
def test_nobody_else_is_named(name, files):
    assert [file for file, text in files.items() if name in text] == []


def test_notes_and_answers_stand_apart(files):
    assert "What is a beginning?\n\nI wondered." in files["notes.txt"]
    rows = list(csv.DictReader(io.StringIO(files["answers.csv"].removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert ESSAY_TEXT in {row["answer"] for row in rows}


def test_answer_that_looks_like_a_formula_is_none(world, cast):
    save(world.running, None, position=2, sequence=9, base=1, text="=1+1")
    assert ",'=1+1," in zip_of(cast["ada"])["answers.csv"]


def test_receipts_stand_with_each_save(values, world):
    saves = [save for a in values["attempts"] for r in a["answers"] for save in r["saves"]]
    digests = {revision.digest for revision in world.running.revisions.all()}
    assert digests <= {each["digest"] for each in saves}


def test_released_mark_is_told_and_an_unreleased_one_is_not(told, world, cast):
    essay = world.running.responses.select_related("item_version").get(position=2)
    mark = Mark.objects.create(
        response=essay, item_version=essay.item_version, fraction=1, comment=COMMENT,
        levels={"grounds": 2}, marked_by=cast["tess"], marked_at=NOON,
    )  # fmt: skip
    assert all(COMMENT not in text for text in zip_of(told).values())
    score = essay.scores.get()
    score.pk, score.completion, score.fraction, score.score = None, "graded", 1, essay.max_score
    add_score(score)
    Mark.objects.filter(pk=mark.pk).update(released_at=NOON, score=score)
    page = zip_of(told)["index.html"]
    assert COMMENT in page
    assert "Names what the claim rests on: mostly" in page


def test_log_tells_no_level_of_a_mark_that_waits(ada, tess):
    detail = {"position": 1, "levels": {"grounds": 2}}
    record(Verb.MARKED, by=tess, person=ada, detail=detail)
    told = json.loads(zip_of(ada)["data.json"])["done_about_this_person"]
    assert [act["how"] for act in told] == [{"position": 1}]


def reasons_told(person):
    files = zip_of(person)
    log = json.loads(files["data.json"])["done_about_this_person"]
    return [act["reason"] for act in log], files["index.html"]


def test_reasons_of_staff_stand_in_a_sentence(ada, tess):
    record(Verb.ADDED_TIME, by=tess, person=ada, reason="Her bus was late.")
    told, page = reasons_told(ada)
    assert told == ["Her bus was late."]
    assert "The reason given: “Her bus was late.”" in page
    assert "names of other people are left out" in page


def test_reasons_of_staff_name_nobody_else(ada, ben, tess, oona):
    why = "Ada sat by Ben, said Ms. Varga. Ben Larsen (ben) will say, and Oona too."
    record(Verb.ADDED_TIME, by=tess, person=ada, reason=why)
    AccommodationFactory(user=ada, reason="As Ben's: a doctor said so.")
    told, page = reasons_told(ada)
    other = "[another person]"
    said = f"Ada sat by {other}, said Ms. {other}. {other} ({other}) will say, and Oona too."
    assert told == [said]
    assert f"{other}&#x27;s: a doctor said so." in page
    assert "Ben" not in page


def scores_told(person):
    values = json.loads(zip_of(person)["data.json"])
    return [(r["score"], r["score_comes_later"]) for r in values["attempts"][0]["answers"]]


def test_scores_of_single_questions_wait_as_long_as_keys_do(ada):
    """One of two attempts is used: its review tells four of five, not which."""
    attempt = started(2, learner=ada, attempts_allowed=2)
    save(attempt, RIGHT)
    submit_attempt(attempt, at=NOON)
    assert scores_told(ada) == [(None, True), (None, True)]


def test_scores_of_single_questions_are_told_with_the_keys(ada):
    attempt = started(2, learner=ada)
    save(attempt, RIGHT)
    submit_attempt(attempt, at=NOON)
    assert scores_told(ada) == [("1", False), ("0", False)]


def test_scores_of_single_questions_wait_while_a_class_has_the_quiz_before_it(ada, classroom):
    """Taken without the assignment; the keys would tell her what the class is asked now."""
    attempt = started(2, learner=ada)
    submit_attempt(attempt, at=NOON)
    AssignmentFactory(quiz=attempt.quiz, classroom=classroom, attempts_allowed=1)
    assert scores_told(ada) == [(None, True), (None, True)]


def test_nothing_tells_a_key(files):
    said = "".join(files.values())
    assert [words for words in KEY_WORDS if words in said] == []


def test_note_of_html_stays_text(told):
    StepNote.objects.filter(learner=told).update(text="<b>bold</b>")
    assert "&lt;b&gt;bold&lt;/b&gt;" in zip_of(told)["index.html"]


def test_export_is_recorded(told, sam):
    zip_of(told, by=sam)
    act = Act.objects.get(verb=Verb.EXPORTED_PERSON)
    assert (act.actor, act.person) == (sam, told)


def test_own_data_three_times_an_hour(ada):
    for minute in range(3):
        export_own(ada, at=NOON + timedelta(minutes=minute))
    Act.objects.update(at=NOON)
    with pytest.raises(TooManyExports):
        export_own(ada, at=NOON + timedelta(minutes=59))
    assert export_own(ada, at=NOON + timedelta(minutes=61))


def test_own_data_only_where_the_school_offers_it(ada):
    ada.school.own_data_offered = False
    ada.school.save()
    with pytest.raises(OwnDataNotOffered):
        export_own(ada, at=NOON)


def test_person_without_anything_has_an_export_too(ben):
    assert "No notes were written." in zip_of(ben)["notes.txt"]
