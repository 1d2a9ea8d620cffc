from __future__ import annotations

import errno
import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config import instance, last_start, nightly, serving, start_options, static_state
from config.background import preparing_alone
from config.backup import folder
from config.backup.errors import BackupError
from lessons.operations.demo import make_demo_school
from lessons.operations.loading import load_shipped_packs
from quizzes.operations.receipt_keys import current_key
from rosters.models import User

# Without letters and digits that look alike when they are read out or copied by hand.
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105


class Command(BaseCommand):
    """Brings everything up to date, then serves until it is stopped."""

    help = "Start the site: prepare what is missing, then serve it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        start_options.add_arguments(parser)

    def handle(self, *args: object, **options: Any) -> None:
        if options["data"] and Path(options["data"]).resolve() != settings.DATA_DIR:
            sys.exit("--data is read by manage.py; elsewhere set GROUNDWORK_DATA.")
        # Whatever the server writes is for the account that it runs under, and nobody else's.
        os.umask(0o077)
        taken = self._take_port(options["host"], options["port"])
        instance.prepare(settings.DATA_DIR)
        try:
            # On PostgreSQL several servers may share the folder, as they share the database.
            claim = instance.lock(settings.DATA_DIR, shared=connection.vendor != "sqlite")
        except instance.DataFolderBusy as error:
            sys.exit(f"A server already works in {error}. Stop it, or start with another --data.")
        with taken, claim:
            self._prepare(demo=options["demo"])
            name, port = start_options.outward_address(options["host"]), taken.getsockname()[1]
            address = f"http://{name}:{port}/"
            serving.serve(get_wsgi_application(), taken, ready=lambda: self._tell_address(address))
        self._say("Stopped.")

    def _prepare(self, *, demo: bool) -> None:
        self._say(f"Data folder: {settings.DATA_DIR}")
        try:
            connection.ensure_connection()
        except OperationalError as error:
            sys.exit(f"The database cannot be reached: {error}")
        with preparing_alone(lambda: self._say("Another server prepares the database; waiting …")):
            self._migrate()
            self._load_packs()
            self._collect_static()
            self._make_administrator()
            if demo:
                self._make_demo_school()
            nightly.plan_next()
            # Made now, so that every server of the site has it from the beginning.
            current_key()

    def _take_port(self, host: str, port: int) -> socket.socket:
        try:
            return serving.bind(host, port)
        except OSError as error:
            sys.exit(_why_not(error, host, port))

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            if executor.loader.applied_migrations:
                self._back_up()
            self._say(f"Migrating the database ({len(plan)} steps) …")
            call_command("migrate", interactive=False, verbosity=0)

    def _back_up(self) -> None:
        if not settings.BACKUPS_KEEP:
            self._say("No backup before migrating: GROUNDWORK_BACKUPS_KEEP is 0.")
            return
        self._say("Making a backup before migrating …")
        try:
            made = folder.make_in_folder(folder.BEFORE_MIGRATING, report=self._detail)
        except BackupError as error:
            sys.exit(
                f"No backup could be made, so nothing was migrated. {error}\n"
                "GROUNDWORK_BACKUPS_KEEP=0 starts without one."
            )
        self._detail(str(made.path))

    def _load_packs(self) -> None:
        self._say("Loading packs …")
        lines: list[str] = []
        load_shipped_packs(report=lines.append)
        for line in lines:
            self._detail(line)
        last_start.note(lines)

    def _collect_static(self) -> None:
        digest = static_state.fingerprint()
        if settings.DEBUG or static_state.is_current(digest):
            return
        self._say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        static_state.remember(digest)

    def _make_administrator(self) -> None:
        if User.objects.filter(is_superuser=True).exists():
            return
        self._say("Making the administrator …")
        password = "-".join(_letters(4) for _ in range(4))
        User.objects.create_superuser("admin", password, must_change_password=True)
        self._say("")
        self._say("  user name   admin")
        self._say(f"  password    {password}")
        self._say("  It is shown this once; the site asks for a new one when you sign in.")
        self._say("")

    def _make_demo_school(self) -> None:
        self._say("Making the demo school …")
        logins = make_demo_school()
        if not logins:
            self._detail("it is there already; its passwords were shown when it was made")
        for login in logins:
            self._detail(str(login))

    def _tell_address(self, address: str) -> None:
        self._say("")
        self._say(f"Groundwork is ready: {address}")
        self._say("Stop it with Ctrl-C.")

    def _detail(self, line: str) -> None:
        self._say(f"  {line}")

    def _say(self, line: str) -> None:
        # At once, also into a pipe or a log: whoever starts the site waits for these lines.
        self.stdout.write(line)
        self.stdout.flush()


def _letters(count: int) -> str:
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(count))


def _why_not(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return f"There is no address for the host {host!r}."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is busy: another program uses it. Choose one with --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to you. Choose one above 1023, such as --port 8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this computer."
    return f"Cannot listen on {host}, port {port}: {error.strerror}."
