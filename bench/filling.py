"""Fills the site's database: one whole attempt copied until there is enough."""

from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.receipts import new_revision, seal_response

STEP = 1_000_000
"""Copies of an attempt get ids so much higher, once per copy."""


def fill(quiz: Any, others: list[Any], megabytes: int) -> None:
    """Copy one whole attempt, a thousand at a time, until the database is large enough."""
    attempt = start_attempt(quiz, learner=others[0], at=timezone.now())
    submit_attempt(attempt, at=timezone.now())
    write_saves(attempt)
    copies = 0
    while size_in_megabytes() < megabytes:
        with transaction.atomic(), connection.cursor() as cursor:
            copy_attempt(cursor, attempt.pk, others, first=copies + 1, count=500)
        copies += 500
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_saves(attempt: Any) -> None:
    """Two saves of each response, as an autosaving page leaves them."""
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
        return f"{people[0]} + n.c %% {len(people)}"
    if column == "number":
        return f"2 + n.c / {len(people)}"
    return f"t.{column} + CAST(n.c AS bigint) * {STEP}"


def size_in_megabytes() -> float:
    """How large the database is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return float(cursor.fetchone()[0]) / 1_000_000
