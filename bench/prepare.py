"""A program: fills a data folder for the bench, of the site or of the floor. Prints JSON.

The site gets both packs, learners with passwords, and so many attempts of others that its
database has the size asked for.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402  needs the apps
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

PASSWORD = "paper-lantern-41"
PEOPLE = 320
OTHERS = 500
STEP = 1_000_000
"""Copies of an attempt get ids so much higher, once per copy."""


def prepare_site(megabytes: int) -> dict[str, Any]:
    from lessons.operations.loading import load_shipped_packs  # noqa: PLC0415  not on the floor

    call_command("migrate", interactive=False, verbosity=0)
    load_shipped_packs(report=lambda line: print(line, file=sys.stderr))
    call_command("collectstatic", interactive=False, verbosity=0)
    people = make_people(PEOPLE, "learner")
    others = make_people(OTHERS, "other")
    quiz = apps.get_model("quizzes", "Quiz").objects.get(
        collection__slug="cold-war-diplomacy", slug="module-quiz"
    )
    fill(quiz, others, megabytes)
    return {
        "names": [person.username for person in people],
        "password": PASSWORD,
        "module": "/modules/cold-war-diplomacy/",
        "quiz": f"/modules/cold-war-diplomacy/quizzes/{quiz.slug}/",
        "megabytes": size_in_megabytes(),
        "attempts": apps.get_model("quizzes", "Attempt").objects.count(),
    }


def prepare_floor() -> dict[str, Any]:
    from bench.floor.models import Note  # noqa: PLC0415  not on the site

    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    people = make_people(PEOPLE, "learner")
    Note.objects.create(person=people[0], text="A claim rests on something, or it does not.")
    return {"sessions": [session_of(person) for person in people]}


def make_people(count: int, name: str) -> list[Any]:
    model = get_user_model()
    # One hash for all: what is measured is the check at sign-in.
    password = make_password(PASSWORD)
    return list(
        model.objects.bulk_create(
            model(username=f"{name}-{number}", password=password) for number in range(count)
        )
    )


def session_of(person: Any) -> str:
    browser = Client()
    browser.force_login(person)
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def fill(quiz: Any, others: list[Any], megabytes: int) -> None:
    """Copy one whole attempt, a thousand at a time, until the database is large enough."""
    from quizzes.operations.attempts import start_attempt, submit_attempt  # noqa: PLC0415

    attempt = start_attempt(quiz, learner=others[0], at=timezone.now())
    submit_attempt(attempt, at=timezone.now())
    write_saves(attempt)
    copies = 0
    while size_in_megabytes() < megabytes:
        with transaction.atomic(), connection.cursor() as cursor:
            copy_attempt(cursor, attempt.pk, others, first=copies + 1, count=500)
        copies += 500
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_saves(attempt: Any) -> None:
    """Two saves of each response, as an autosaving page leaves them."""
    from quizzes.operations.receipts import new_revision, seal_response  # noqa: PLC0415

    digest, number = "", 0
    for response in attempt.responses.all():
        for _ in range(2):
            number += 1
            payload = {"data": {"sentences": [f"s{n:02}" for n in range(8)]}, "certainty": None}
            revision = new_revision(
                response, number=number, payload=payload, previous_digest=digest, at=timezone.now()
            )
            revision.save()
            digest = revision.digest
        response.data, response.revision, response.last_number = payload["data"], number, number
        response.saved_at, response.seal = timezone.now(), seal_response(response)
        response.save()


def copy_attempt(cursor: Any, pk: int, others: list[Any], *, first: int, count: int) -> None:
    """Copies number `first` to `first + count - 1` of an attempt and of all that hangs on it."""
    models = {name: apps.get_model("quizzes", name) for name in ("Attempt", "Response")}
    copied = {
        "Attempt": ("t.id = %s", {"id", "learner_id", "number"}),
        "Response": ("t.attempt_id = %s", {"id", "attempt_id"}),
        "ResponseRevision": ("t.attempt_id = %s", {"id", "attempt_id", "response_id"}),
        "Score": (
            f"t.response_id IN (SELECT id FROM {models['Response']._meta.db_table} "
            "WHERE attempt_id = %s)",
            {"id", "response_id"},
        ),
    }
    people = [person.pk for person in others]
    for name, (where, changed) in copied.items():
        model = apps.get_model("quizzes", name)
        names = [field.column for field in model._meta.concrete_fields]
        columns = [f'"{column}"' for column in names]
        values = [value_of(column, column in changed, people) for column in names]
        cursor.execute(
            f"WITH RECURSIVE n(c) AS (SELECT {first} UNION ALL SELECT c + 1 FROM n "
            f"WHERE c < {first + count - 1}) "
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
            f"SELECT {', '.join(values)} FROM {model._meta.db_table} t, n WHERE {where}",
            [pk],
        )


def value_of(column: str, is_changed: bool, people: list[int]) -> str:
    if not is_changed:
        return f't."{column}"'
    if column == "learner_id":
        return f"{people[0]} + n.c % {len(people)}"
    if column == "number":
        return f"2 + n.c / {len(people)}"
    return f"t.{column} + n.c * {STEP}"


def size_in_megabytes() -> float:
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        size = cursor.execute("PRAGMA page_size").fetchone()[0]
    return float(pages * size) / 1_000_000


if sys.argv[1] == "site":
    json.dump(prepare_site(int(sys.argv[2])), sys.stdout)
else:
    json.dump(prepare_floor(), sys.stdout)
