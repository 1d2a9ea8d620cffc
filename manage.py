#!/usr/bin/env python3
"""Run a Groundwork site (`python3 manage.py start`) or its tests (`python3 manage.py test`)."""

import os
import sys

from config import bootstrap, env, start_options


def main() -> None:
    bootstrap.enter_environment(sys.argv)
    start_options.export(sys.argv[1:], os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Not at the top: on a new machine Django is there only after the first line above.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except env.WrongSetting as wrong:
        sys.exit(str(wrong))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
