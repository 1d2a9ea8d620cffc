"""`manage.py submit_overdue`: hand in attempts whose time is up.

The built-in server does this by itself; with another server, run it every minute.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.operations.attempts import submit_overdue_attempts


class Command(BaseCommand):
    """Harmless to repeat, and to run in two places at once."""

    help = "Hand in attempts whose deadline has passed; what was saved counts"

    def handle(self, *args: object, **options: Any) -> None:
        self.stdout.write(f"{submit_overdue_attempts(at=timezone.now())} handed in")
