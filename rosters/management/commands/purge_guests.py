from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rosters.operations.guests import UNUSED_AFTER, purge_unused_guests


class Command(BaseCommand):
    help = "Delete guests that nobody used for 30 days, with their work (the nightly task does it)"

    def handle(self, *args: object, **options: Any) -> None:
        purged = purge_unused_guests(on=timezone.localdate())
        if purged:
            line = ngettext("Purged %(count)d guest", "Purged %(count)d guests", purged)
        else:
            line = _("No guest has been unused for %(days)d days.")
        self.stdout.write(line % {"count": purged, "days": UNUSED_AFTER.days})
