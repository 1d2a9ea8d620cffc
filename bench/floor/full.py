"""The floor that the site is measured beside."""

from typing import Any

from django.core.management import call_command

from bench.floor.models import Note
from bench.people import make_people, session_of

PEOPLE = 320


def prepare() -> dict[str, Any]:
    """Fill an empty data folder; return the sessions of its people."""
    # First the accounts, to which the floor's one table points.
    for has_own_table in (False, True):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=has_own_table)
    people = make_people(PEOPLE, "learner")
    Note.objects.create(person=people[0], text="A claim rests on something, or it does not.")
    return {"sessions": [session_of(person) for person in people]}
