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
from django.test import Client  # noqa: E402

PASSWORD = "paper-lantern-41"
PEOPLE = 320
OTHERS = 500


def prepare_site(megabytes: int) -> dict[str, Any]:
    from bench.filling import fill, size_in_megabytes  # noqa: PLC0415  not on the floor
    from bench.seating import seat  # noqa: PLC0415  not on the floor
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
    seated = seat(*make_people(2, "seated"))
    return seated | {
        "names": [person.username for person in people],
        "password": PASSWORD,
        "module": "/modules/cold-war-diplomacy/",
        "quiz": f"/modules/cold-war-diplomacy/quizzes/{quiz.slug}/",
        "megabytes": size_in_megabytes(),
        "attempts": apps.get_model("quizzes", "Attempt").objects.count(),
    }


def prepare_floor() -> dict[str, Any]:
    from bench.floor.models import Note  # noqa: PLC0415  not on the site

    # First the accounts, to which the floor's one table points.
    for has_own_table in (False, True):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=has_own_table)
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


if sys.argv[1] == "site":
    json.dump(prepare_site(int(sys.argv[2])), sys.stdout)
else:
    json.dump(prepare_floor(), sys.stdout)
