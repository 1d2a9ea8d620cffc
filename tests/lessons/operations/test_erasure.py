"""Erasing a person: her name is nowhere afterwards, and what is counted stays as it was."""

import json

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lessons.models import StepNote
from lessons.operations.erasure import count_holdings, erase_person
from lessons.reports.answers import answers_of
from lessons.reports.class_page import class_page
from lessons.reports.progress import progress_of
from lessons.reports.skills import skill_report
from quizzes.models import Attempt, Mark
from quizzes.operations.attempts import submit_attempt
from quizzes.operations.receipts import verify_attempt
from quizzes.reports import states_of
from rosters.models import Accommodation, Act, Enrollment, Notice, Role, SignInFailure, User
from rosters.operations.acts import Verb, record
from rosters.operations.erasure import (
    ErasesHerself,
    GuestsArePurged,
    LastSuperuser,
    sessions_of,
    without_names,
)
from rosters.operations.notices import Kind, notify
from rosters.operations.people import NotAllowed
from rosters.operations.sign_in import WrongNameOrPassword, sign_in
from sources.models import Collection
from tests.factories import PASSWORD, AccommodationFactory, SuperuserFactory
from tests.factories_quizzes import ESSAY, NOON, fill_section, save
from tests.world import make_world

pytestmark = pytest.mark.django_db
MARKER = "Zwiebelkuchen"
"""In everything that somebody wrote of or about Ada, and nowhere else."""
NAMES = ("Ada Quispe", "ada@hilltop.example")


def wrote(text: str) -> str:
    return f"{text} {MARKER}"


def add_essay(quiz):
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)


@pytest.fixture
def world(cast, classroom):
    return make_world(cast, classroom, fill=add_essay)


@pytest.fixture
def known(cast, world, classroom, client_of):
    """Ada with everything that the site can hold of somebody."""
    ada, tess, sam = cast["ada"], cast["tess"], cast["sam"]
    User.objects.filter(pk=ada.pk).update(email="ada@hilltop.example")
    ada.refresh_from_db()
    AccommodationFactory(user=ada, reason=wrote("A doctor said so."))
    StepNote.objects.filter(learner=ada).update(text=wrote("I wondered."))
    save(world.running, None, position=2, sequence=9, base=1, text=wrote("My essay."))
    add_late_words(world.handed_in)
    record(Verb.ADDED_TIME, by=tess, person=ada, subject=world.running, reason=wrote("She was ill"))
    record(Verb.MADE_CLASS, by=sam, classroom=classroom, reason="For Ada Quispe and others.")
    notify(ada, Kind.MARKED, detail={"title": "The mill"})
    log(sam, ada, "Ada Quispe", "Role: learner.")
    added = {"name": "place in a class", "object": "Ada Quispe · 10b"}
    log(sam, classroom, "10b", json.dumps([{"added": added}]))
    client_of(ada)
    try_to_sign_in("ada")
    DBTaskResult.objects.create(
        args_kwargs={"args": ["ada@hilltop.example", "https://x"], "kwargs": {}},
        task_path="rosters.tasks.send_reset_mails", backend_name="default",
        run_after=timezone.now(), exception_class_path="", traceback="",
    )  # fmt: skip
    return ada


def add_late_words(attempt):
    """Words that came after handing in, and a mark with a comment."""
    save(attempt, None, position=2, sequence=5, text=wrote("Later words."))
    essay = attempt.responses.get(position=2)
    Mark.objects.create(
        response=essay, item_version=essay.item_version, fraction=1, comment=wrote("Good, Ada.")
    )


def log(by, about, shown, message):
    LogEntry.objects.create(
        user=by, content_type=ContentType.objects.get_for_model(about), object_id=str(about.pk),
        object_repr=shown, action_flag=CHANGE, change_message=message,
    )  # fmt: skip


def try_to_sign_in(name):
    with pytest.raises(WrongNameOrPassword):
        sign_in(name, "not-it", address="10.0.0.7", at=timezone.now())


def erase(person, by, reason="Her parents asked."):
    return erase_person(person, by=by, reason=reason, at=NOON)


def everything_kept() -> str:
    """Every value of every row of every table, sessions decoded, as one text."""
    return "\n".join(_row(row) for model in apps.get_models() for row in model.objects.iterator())


def _row(row: Model) -> str:
    values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    if isinstance(row, Session):
        values.append(json.dumps(row.get_decoded()))
    return "\t".join(values)


def test_nothing_that_was_written_is_kept(known, sam):
    assert everything_kept().count(MARKER) >= 6
    erase(known, sam)
    assert MARKER not in everything_kept()


@pytest.mark.parametrize("name", [*NAMES, "\tada\t"])
def test_no_table_holds_her_name(name, known, sam):
    assert name in everything_kept()
    erase(known, sam, reason="The mother of Ada Quispe asked (ada@hilltop.example).")
    assert name not in everything_kept()


def test_password_and_single_rights_go(ada, root):
    ada.user_permissions.add(Permission.objects.order_by("pk")[0])
    erased = erase(ada, root)
    assert not erased.has_usable_password()
    assert not erased.user_permissions.exists()


def test_reason_of_an_act_about_her_goes_and_the_act_stays(ada, classroom, tess, sam):
    act = record(Verb.SEATED, by=tess, person=ada, classroom=classroom, reason="She moved here.")
    erase(ada, sam)
    assert Act.objects.get(pk=act.pk).reason == ""


def test_failed_tries_with_her_mail_address_go(known, sam):
    SignInFailure.objects.all().delete()
    try_to_sign_in("ada@hilltop.example")
    erase(known, sam)
    assert not SignInFailure.objects.exists()


def test_she_becomes_a_number(known, sam):
    erased = erase(known, sam)
    assert str(erased) == f"Person {known.pk}"
    assert (erased.username, erased.display_name, erased.email) == (f"erased-{known.pk}", "", "")
    assert erased.erased_at == NOON


def test_nobody_signs_in_as_her(known, sam, client_of):
    browser = client_of(known)
    assert browser.get("/accounts/").status_code == 200
    erase(known, sam)
    assert browser.get("/accounts/").status_code == 302
    for name in ("ada", f"erased-{known.pk}"):
        with pytest.raises(WrongNameOrPassword):
            sign_in(name, PASSWORD, address="10.0.0.8", at=timezone.now())


def test_log_in_name_that_somebody_chose_is_left_to_her(known, sam, ben):
    User.objects.filter(pk=ben.pk).update(username=f"Erased-{known.pk}")
    assert erase(known, sam).username == f"erased-{known.pk}-2"


def test_what_only_served_her_is_gone(known, sam):
    erase(known, sam)
    for model, field in ((Notice, "person"), (Accommodation, "user")):
        assert not model.objects.filter(**{field: known}).exists()
    assert SignInFailure.objects.count() == DBTaskResult.objects.count() == 0
    assert sessions_of(known) == []


def test_numbers_stay_as_they_were(known, sam, world):
    """What class and progress pages are made of: skills, states of quizzes, steps, places."""
    submit_attempt(world.running, at=NOON)

    def numbers():
        progress = progress_of(User.objects.get(pk=known.pk), at=NOON)
        return (
            skill_report(answers_of(known)),
            [(each.outline.done, each.outline.total) for each in progress.modules],
            [(s.counted, s.passed) for s in states_of([world.check], known).values()],
            list(Enrollment.objects.filter(user=known).values()),
            list(Attempt.objects.filter(learner=known).values("score", "status", "submitted_at")),
        )

    before = numbers()
    erase(known, sam)
    assert numbers() == before


def test_receipts_verify_afterwards(known, sam):
    erase(known, sam)
    reports = [verify_attempt(attempt) for attempt in Attempt.objects.filter(learner=known)]
    assert [report.problems for report in reports] == [[], [], []]
    assert sum(report.erased for report in reports) == 3


def test_running_attempt_is_handed_in(known, sam):
    erase(known, sam)
    assert not Attempt.objects.filter(learner=known).in_progress().exists()


def test_act_is_recorded_once_without_her_name(known, sam):
    erase(known, sam, reason="The mother of Ada Quispe asked.")
    erase(known, sam)
    act = Act.objects.get(verb=Verb.ERASED_PERSON)
    assert (act.actor, act.person_id) == (sam, known.pk)
    assert act.reason == f"The mother of Person {known.pk} asked."


def test_acts_about_others_keep_their_reasons(known, sam, ben, tess):
    record(Verb.SEATED, by=tess, person=ben, reason="He moved here.")
    erase(known, sam)
    assert Act.objects.get(person=ben).reason == "He moved here."
    assert Act.objects.get(verb=Verb.MADE_CLASS).reason == f"For Person {known.pk} and others."


def test_words_that_come_later_go_by_a_second_time(known, sam):
    erase(known, sam)
    StepNote.objects.filter(learner=known).update(text=MARKER)
    erase(known, sam)
    assert MARKER not in everything_kept()


def test_counts_name_what_goes_and_what_stays(known):
    found = count_holdings(known)
    assert (found.notes, found.work.texts, found.work.comments) == (2, 2, 2)
    assert (found.known.notices, found.known.reasons, found.known.sessions) == (1, 1, 1)
    assert (found.steps, found.work.attempts, found.known.places) == (2, 3, 1)


def test_staff_leave_what_they_made(cast, world, root):
    tess = cast["tess"]
    tess.groups.add(Group.objects.create(name="Guest lecturers"))
    erase(tess, root)
    tess.refresh_from_db()
    assert (tess.is_staff, tess.role, tess.groups.count()) == (False, Role.INSTRUCTOR, 0)
    assert str(Collection.objects.get(slug="mill-town").owner) == f"Person {tess.pk}"


def test_nobody_erases_herself(sam):
    with pytest.raises(ErasesHerself):
        erase(sam, sam)


@pytest.mark.parametrize("who", ["tess", "ben", "oona"])
def test_only_who_runs_the_school_erases(who, cast, known):
    with pytest.raises(NotAllowed):
        erase(known, cast[who])
    assert User.objects.get(pk=known.pk).display_name == "Ada Quispe"


def test_last_superuser_stays(root):
    with pytest.raises(LastSuperuser):
        erase(root, None)
    SuperuserFactory(is_active=False)
    with pytest.raises(LastSuperuser):
        erase(root, None)


def test_superuser_goes_when_another_one_is_there(root):
    SuperuserFactory()
    assert erase(root, None).is_superuser is False


def test_guests_are_not_erased(guest, root):
    with pytest.raises(GuestsArePurged):
        erase(guest, root)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("ADA QUISPE was ill", "Person 7 was ill"),
        ("ada, and Canada", "Person 7, and Canada"),
        ("Adam was ill", "Adam was ill"),
    ],
)
def test_names_are_replaced_as_whole_words(text, clean):
    assert without_names(text, ["Ada Quispe", "ada"], "Person 7") == clean


def test_class_page_counts_as_before(known, sam, world, classroom):
    """Grid, sums and skills of the class; only the name in front of the row is another."""
    submit_attempt(world.running, at=NOON)

    def page():
        found = class_page(classroom, sam, at=NOON)
        assert found.skills
        cells = {row.learner_id: row.cells for row in found.rows}
        return cells, found.sums, found.skills, found.columns

    before = page()
    erase(known, sam)
    assert page() == before
    names = {row.name for row in class_page(classroom, sam, at=NOON).rows}
    assert f"Person {known.pk}" in names


def test_name_of_before_goes_where_the_admin_knows_it(known, sam, tess, classroom):
    log(sam, known, "Ada Bergström", "Changed name.")
    record(Verb.MADE_CLASS, by=tess, classroom=classroom, reason="Ada Bergström asked for it.")
    log(sam, classroom, "10b", "For Ada Bergström.")
    erase(known, sam, reason="The mother of Ada Bergström asked.")
    assert "Bergstr" not in everything_kept()
    assert Act.objects.filter(reason=f"Person {known.pk} asked for it.").exists()
