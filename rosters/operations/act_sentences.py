"""An act of the audit log as a sentence that people read, in their own language."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t

from rosters.models import Act, Role
from rosters.operations.act_words import (
    COUNTS,
    FIELDS,
    KINDS,
    LEFT_OUT,
    PARTS,
    RULES,
    SENTENCES,
    VALUES,
)
from rosters.operations.acts import Verb, label_of


def sentence_of(act: Act) -> str:
    """Who did what, to whom, in which class, to which thing, and how; not when, nor why.

    Costs no query when person, class and actor came with the act.
    """
    words = SENTENCES.get(act.verb)
    said = str(words) if words else "%(who)s: " + label_of(act.verb).replace("%", "%%")
    blanks = {
        "who": str(act.actor) if act.actor else _t("Somebody at the computer itself"),
        "whom": _whom(act),
        "room": str(act.classroom) if act.classroom else _t("a class"),
        "thing": _thing(act),
    }
    about = [said % blanks]
    if act.person and "%(whom)" not in said:
        about.append(str(act.person))
    if act.classroom and "%(room)" not in said:
        about.append(_t("class %(name)s") % {"name": act.classroom})
    if act.subject_id is not None and "%(thing)" not in said:
        about.append(blanks["thing"])
    is_change = act.verb == Verb.CHANGED_ASSIGNMENT
    how = [
        _part(name, value, is_change=is_change)
        for name, value in act.detail.items()
        if _is_told(name, value)
    ]
    sentence = ", ".join(about)
    return f"{sentence}: {', '.join(how)}." if how else f"{sentence}."


def _whom(act: Act) -> str:
    if act.person:
        return str(act.person)
    return _t("learners") if act.verb == Verb.SEATED else _t("somebody")


def _thing(act: Act) -> str:
    """What it was done to: by its title where the act keeps one, else by its number."""
    title = act.detail.get("title")
    if title:
        return f"“{title}”"
    if act.subject_id is None:
        return _t("something")
    words = KINDS.get(act.subject_kind)
    return (
        str(words) % {"number": act.subject_id} if words else f"{act.subject_kind} {act.subject_id}"
    )


def _is_told(name: str, value: Any) -> bool:
    """Rules that are as the quiz says, counts of nothing and numbers for the site alone are passed
    over."""
    if name in LEFT_OUT or value in ("", []) or (name in COUNTS and value == 0):
        return False
    return not (name in RULES and value is None)


def _part(name: str, value: Any, *, is_change: bool) -> str:
    """is_change: the value is what it was before and what it is now."""
    words = PARTS.get(name)
    if is_change and isinstance(value, list) and len(value) == 2:
        before, after = value
        blanks = {"before": _value(before), "after": _value(after)}
        said = _t("%(after)s (before: %(before)s)") % blanks
    else:
        said = _value(value)
    return words % {"value": said} if words else f"{name.replace('_', ' ')}: {said}"


def _value(value: Any) -> str:
    """A value of JSON in words: lists apart by commas, times as people write them."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value)
    if value is None:
        return _t("none")
    if isinstance(value, bool):
        return _t("yes") if value else _t("no")
    if isinstance(value, str):
        return _text(value)
    return str(value)


def _text(value: str) -> str:
    if value in Role:
        return str(Role(value).label)
    if value in VALUES:
        return str(VALUES[value])
    if value in FIELDS:
        return str(FIELDS[value])
    try:
        when = parse_datetime(value)
    except ValueError:
        return value
    return date_format(localtime(when), "DATETIME_FORMAT") if when and when.tzinfo else value
