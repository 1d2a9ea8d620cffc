"""The site that is measured: both packs, learners with passwords, and work of others.

Attempts of others fill the database to the size asked for.
"""

import sys
from typing import Any

from django.core.management import call_command

from bench.filling import fill, size_in_megabytes
from bench.people import PASSWORD, make_people
from bench.seating import seat
from lessons.operations.loading import load_shipped_packs
from quizzes.models import Attempt, Quiz

PEOPLE = 320
OTHERS = 500


def prepare(megabytes: str) -> dict[str, Any]:
    """Fill an empty data folder; return what the clients need to know."""
    set_up()
    people = make_people(PEOPLE, "learner")
    others = make_people(OTHERS, "other")
    quiz = Quiz.objects.get(collection__slug="cold-war-diplomacy", slug="module-quiz")
    fill(quiz, others, int(megabytes))
    return seat(*make_people(2, "seated")) | {
        "names": [person.username for person in people],
        "password": PASSWORD,
        "module": "/modules/cold-war-diplomacy/",
        "quiz": f"/modules/cold-war-diplomacy/quizzes/{quiz.slug}/",
        "megabytes": size_in_megabytes(),
        "attempts": Attempt.objects.count(),
    }


def set_up() -> None:
    """Tables, both packs and static files."""
    call_command("migrate", interactive=False, verbosity=0)
    load_shipped_packs(report=lambda line: print(line, file=sys.stderr))
    call_command("collectstatic", interactive=False, verbosity=0)
