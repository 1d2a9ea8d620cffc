"""Typed readers of environment variables. A wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")


class WrongSetting(ValueError):
    """An environment variable holds what the site cannot work with; the text says what and why."""


def text(name: str, default: str = "") -> str:
    """Read a text; an empty variable counts as not set."""
    return os.environ.get(name, "").strip() or default


def secret(name: str) -> str:
    """Read a secret from the file that NAME_FILE points at, or from NAME; empty without both."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE is {path!r}: {error.strerror}.") from error


def flag(name: str, *, default: bool = False) -> bool:
    """Read yes or no."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise WrongSetting(f"{name} is {value!r}. Write yes or no.")


def whole_number(name: str, default: int, *, at_least: int = 0, at_most: int | None = None) -> int:
    """Read a whole number within bounds, both included."""
    value = text(name)
    if not value:
        return default
    bounds = f"from {at_least} to {at_most}" if at_most is not None else f"of {at_least} or more"
    try:
        number = int(value)
    except ValueError as error:
        raise WrongSetting(f"{name} is {value!r}. Write a whole number {bounds}.") from error
    if number < at_least or (at_most is not None and number > at_most):
        raise WrongSetting(f"{name} is {number}. Write a whole number {bounds}.")
    return number


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Read a list whose members are parted by commas or blanks."""
    return text(name).replace(",", " ").split() or list(default)


def one_of(name: str, default: str, allowed: Sequence[str]) -> str:
    """Read one of a few words."""
    value = text(name, default)
    if value not in allowed:
        raise WrongSetting(f"{name} is {value!r}. Write one of: {', '.join(allowed)}.")
    return value


def folder(name: str, default: Path) -> Path:
    """Read a folder's path, made absolute; whether it exists is not asked here."""
    return Path(text(name, str(default))).expanduser().resolve()


def time_zone(name: str, default: str) -> str:
    """Read the name of a time zone, such as Europe/Vienna."""
    zone = text(name, default)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongSetting(
            f"{name} is {zone!r}, which is no time zone here. Write one like Europe/Vienna."
        ) from error
    return zone
