"""The backup of every night."""

import logging

from django.conf import settings
from django_tasks import task

from config.backup.folder import make_in_own_process

logger = logging.getLogger(__name__)


@task()
def nightly() -> None:
    """Make a backup, unless the school wants none."""
    if settings.BACKUPS_KEEP:
        make_in_own_process()
        logger.info("Made the nightly backup.")
