"""`manage.py erase_person LOGIN`: everything that says who somebody is goes, for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from lessons.operations.erasure import Holdings, count_holdings, erase_person
from rosters.models import User
from rosters.operations.erasure import GuestsArePurged, LastSuperuser, forget_deleted_text

TAKES = """Goes: the name, log-in name {person.username}, mail address and password,
{holdings.notes} notes, {holdings.work.texts} answers in words of their own with their saved states,
{holdings.work.comments} comments on them, {holdings.known.notices} notices, extra time.
Stays under a number: {holdings.work.attempts} attempts with scores and choices,
{holdings.work.receipts} receipts, {holdings.steps} steps read, {holdings.known.places} places in
classes. Backups made before today still hold everything, as long as you keep them.
`manage.py export_person {person.username} FILE.zip` first makes a copy that can be handed over.
"""


class Command(BaseCommand):
    """Asks for the log-in name once more, unless a script says --yes."""

    help = "Erase a person: name, log-in, mail and everything written go; scores stay"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the log-in name")
        parser.add_argument("--yes", action="store_true", help="do not ask (for scripts)")
        parser.add_argument("--reason", default="", help="why, for the audit log")

    def handle(self, *args: object, **options: Any) -> None:
        login: str = options["login"]
        person = person_of_login(login)
        if not options["yes"]:
            self._ask(person, count_holdings(person))
        try:
            erase_person(person, by=None, reason=options["reason"], at=timezone.now())
        except LastSuperuser:
            raise CommandError(
                "This is the last account that may do everything. Make another one first."
            ) from None
        except GuestsArePurged:
            raise CommandError("Guests have no name; unused ones are purged.") from None
        self.stdout.write(f"{login} is now Person {person.pk}.")
        self.stdout.write(_about_the_file(forgotten=forget_deleted_text()))

    def _ask(self, person: User, holdings: Holdings) -> None:
        self.stdout.write(TAKES.format(person=person, holdings=holdings))
        if input("Type the log-in name again to erase: ").strip() != person.username:
            raise CommandError("That is another name. Nothing was erased.")


def person_of_login(login: str) -> User:
    """Who has this log-in name. Raises CommandError."""
    person = User.objects.filter(username__iexact=login).select_related("school").first()
    if person is None:
        raise CommandError(f"Nobody has the log-in name {login!r}.")
    return person


def _about_the_file(*, forgotten: bool) -> str:
    if connection.vendor != "sqlite":
        return "To free the database's files of it too, run VACUUM FULL in a quiet hour."
    if forgotten:
        return "The database file was written anew; it holds nothing of it any more."
    return (
        "The database is busy, and its file may still hold rests. They go the next night, or when "
        "you run this command again."
    )
