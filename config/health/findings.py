"""What a check finds. Plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: nothing to do; could be better; has to be mended."""

    OK = "ok"
    ADVICE = "advice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, and what to do about it where something is to be done.

    topic: a word that stays the same whatever the language, for machines.
    """

    topic: str
    level: Level
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """How the request came in which somebody looks. hops: addresses in X-Forwarded-For."""

    host: str
    remote: str
    hops: int


@dataclass(frozen=True, slots=True)
class Look:
    """How closely to look. is_page: only what takes no time; is_thorough: read every page."""

    at: datetime
    is_page: bool = False
    is_thorough: bool = False
    visit: Visit | None = None


Check = Callable[[Look], list[Finding]]


def ok(topic: str, text: str) -> Finding:
    return Finding(topic, Level.OK, text)


def advice(topic: str, text: str, what: str) -> Finding:
    return Finding(topic, Level.ADVICE, text, what)


def problem(topic: str, text: str, what: str) -> Finding:
    return Finding(topic, Level.PROBLEM, text, what)
