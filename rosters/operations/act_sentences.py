"""An act of the audit log as a sentence that people read, in their own language."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.models import Act, Role
from rosters.operations.acts import label_of

# What a part of `detail` is called. A part that is not here is shown under its own name.
PARTS: Mapping[str, Any] = {
    "fields": _("changed: %(value)s"),
    "from_class": _("from the class with number %(value)s"),
    "levels": _("levels: %(value)s"),
    "made": _("new accounts: %(value)s"),
    "minutes": _("%(value)s minutes"),
    "percent": _("%(value)s percent of the usual time"),
    "position": _("question %(value)s"),
    "positions": _("questions %(value)s"),
    "put_in": _("put in with accounts: %(value)s"),
    "question": _("question %(value)s"),
    "role": _("role: %(value)s"),
    "save": _("save %(value)s"),
    "until": _("until %(value)s"),
}

# What is for the site alone: numbers of forms, and what the row says besides.
LEFT_OUT = {"form", "made_by_form", "to_class"}

FIELDS: Mapping[str, Any] = {
    "display_name": _("name"),
    "username": _("log-in name"),
    "email": _("mail address"),
    "is_staff": _("may enter the admin"),
    "is_superuser": _("superuser"),
    "groups": _("groups"),
    "user_permissions": _("single permissions"),
    "permissions": _("permissions"),
    "name": _("name"),
    "slug": _("slug"),
    "time_zone": _("time zone"),
    "guests_allowed": _("guests"),
    "registration": _("registration"),
}

KINDS: Mapping[str, Any] = {
    "attempt": _("attempt %(number)d"),
    "assignment": _("assignment %(number)d"),
    "moduleassignment": _("module assignment %(number)d"),
    "response": _("response %(number)d"),
    "quiz": _("quiz %(number)d"),
    "item": _("item %(number)d"),
    "itemversion": _("item version %(number)d"),
    "release": _("release %(number)d"),
    "school": _("school %(number)d"),
    "group": _("group %(number)d"),
}


def sentence_of(act: Act) -> str:
    """What was done, to whom, in which class, to which thing, and how; not by whom nor when.

    Costs no query when person, class and actor came with the act.
    """
    about = [_t("%(label)s: ") % {"label": label_of(act.verb)}] if _has_more(act) else []
    if not about:
        return f"{label_of(act.verb)}."
    parts = [str(act.person)] if act.person else []
    if act.classroom:
        parts.append(_t("class %(name)s") % {"name": act.classroom})
    if act.subject_id is not None:
        words = KINDS.get(act.subject_kind)
        number = {"number": act.subject_id}
        parts.append(words % number if words else f"{act.subject_kind} {act.subject_id}")
    told = ((name, value) for name, value in act.detail.items() if name not in LEFT_OUT)
    parts += [_part(name, value) for name, value in told if value != ""]
    return f"{''.join(about)}{', '.join(parts)}."


def _has_more(act: Act) -> bool:
    told = any(name not in LEFT_OUT for name in act.detail)
    return bool(act.person or act.classroom or act.subject_id is not None or told)


def _part(name: str, value: Any) -> str:
    words = PARTS.get(name)
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
    if value in FIELDS:
        return str(FIELDS[value])
    try:
        when = parse_datetime(value)
    except ValueError:
        return value
    return date_format(localtime(when), "DATETIME_FORMAT") if when and when.tzinfo else value
