"""The small repeated pieces of pages. A builtin library: templates need no `{% load ui %}`."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.plots import (
    CertaintyLevel,
    calibration_plot,
    percent,
    timeline_plot,
)
from sources.prose.dates import read_date

register = template.Library()

MESSAGE_ICONS = {"success": "hit", "warning": "warn", "error": "false"}
COLOR_SCHEMES = {"light": "light", "dark": "dark"}


@register.simple_tag
def icon(name: str, size: int = 20, extra: str = "") -> SafeString:
    """A symbol of the sprite, hidden from readers; the words beside it say what it means."""
    return _symbol(static("config/icons.svg"), name, size, extra)


@lru_cache(maxsize=256)
def _symbol(sprite: str, name: str, size: int, extra: str) -> SafeString:
    return format_html(
        '<svg class="i{}" width="{}" height="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        size,
        size,
        sprite,
        name,
    )


@register.filter
def message_icon(level_tag: str) -> str:
    """The icon of a message of Django's messages framework."""
    return MESSAGE_ICONS.get(level_tag, "info")


@register.filter
def color_scheme(theme: str) -> str:
    """What the browser is told before the style sheet has come, so that nothing flashes."""
    return COLOR_SCHEMES.get(theme, "light dark")


@dataclass(frozen=True, slots=True)
class ProblemLink:
    """One error of a form and the control that it belongs to."""

    target: str
    label: str
    error: str


@register.filter
def problem_links(form: BaseForm) -> Iterator[ProblemLink]:
    """The field errors of a form, each with the id of the control to go to."""
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
        for error in field.errors:
            yield ProblemLink(str(target), str(field.label), str(error))


@register.filter
def problems_title(form: BaseForm) -> str:
    """A heading that says how many things stand in the way."""
    count = sum(len(errors) for errors in form.errors.values())
    return ngettext("One thing needs another look", "%(count)d things need another look", count) % {
        "count": count
    }


@register.inclusion_tag("ui/_empty.html")
def empty_state(text: str, mark: str = "") -> dict[str, object]:
    """A dashed box with one sentence: what will stand here, and what brings it."""
    return {"text": text, "mark": mark}


@register.inclusion_tag("ui/_progress_bar.html")
def progress_bar(done: int, total: int, label: str, words: str = "") -> dict[str, object]:
    """A bar with its count. label: its name for readers; words: said instead of “2 of 6”."""
    said = words or _("%(done)s of %(total)s") % {"done": done, "total": total}
    return {"done": done, "total": total, "label": label, "words": said}


@register.inclusion_tag("ui/_score_badge.html")
def score_badge(score: object, max_score: object, passed: bool | None = None) -> dict[str, object]:
    """A score as “7.5 of 10”; with `passed` also whether the pass mark was reached."""
    return {"score": score, "max_score": max_score, "passed": passed}


@register.inclusion_tag("ui/_skill_bar.html")
def skill_bar(
    name: str, right: float, total: int, low: float, high: float, needed: int = 8
) -> dict[str, object]:
    """One row of `.skills`: the share right with its interval, or that it is too few to tell.

    right of total observations; low and high: interval of the true share, 0..1; needed: the
    least number of observations for an estimate.
    """
    share = right / total if total else 0.0
    return {
        "name": name,
        "right": right,
        "total": total,
        "missing": max(needed - total, 0),
        "share": percent(share),
        "low": percent(low),
        "spread": percent(high - low),
        "low_words": round(low * 100),
        "high_words": round(high * 100),
    }


@register.inclusion_tag("ui/_timeline.html")
def timeline(
    events: Iterable[Any],
    title: str,
    element_id: str = "timeline",
    gap_from: str = "",
    gap_to: str = "",
    gap_words: str = "",
) -> dict[str, object]:
    """A line of numbered dots and the same events as a list.

    In the order of their dates, the unreadable ones last.

    events: things with `date` (in one of the forms of `sources.prose.dates`), `title`, and
    perhaps `note`; those without a readable date are left out of the line but not of the list.
    One date alone needs no scale. gap_from, gap_to: dates of an absence to hatch, named by
    gap_words.
    """
    entries = sorted(
        (_timeline_entry(event) for event in events),
        key=lambda entry: entry["when"].earliest if entry["when"] else math.inf,
    )
    dated = [(entry["when"].earliest, entry["when"].latest) for entry in entries if entry["when"]]
    start, end = read_date(gap_from), read_date(gap_to)
    gap = (start.earliest, end.latest) if start and end else None
    plot = timeline_plot(dated, gap=gap) if len(dated) > 1 or (dated and gap) else None
    numbers = iter(range(1, len(entries) + 1))
    for entry in entries:
        entry["number"] = next(numbers) if entry["when"] and plot else ""
    return {
        "entries": entries,
        "plot": plot,
        "title": title,
        "element_id": element_id,
        "gap_words": gap_words,
    }


def _timeline_entry(event: Any) -> dict[str, Any]:
    """`date`, `title` and `note` of an object or a mapping, read once."""

    def field(name: str) -> Any:
        found = event.get(name) if isinstance(event, Mapping) else getattr(event, name, None)
        return "" if found is None else found

    when = read_date(str(field("date")))
    return {
        "when": when,
        "words": when.words if when else field("date"),
        "title": field("title"),
        "note": field("note"),
    }


@register.inclusion_tag("ui/_calibration.html")
def calibration(
    levels: Iterable[CertaintyLevel | Mapping[str, Any]], element_id: str = "calibration"
) -> dict[str, object]:
    """The calibration plot with the same numbers as a table.

    levels: for certainty 1, 2 and 3 a `CertaintyLevel`, or a mapping with its field names.
    """
    known = [
        level if isinstance(level, CertaintyLevel) else CertaintyLevel(**level) for level in levels
    ]
    whiskers = calibration_plot(known)
    drawn = [whisker for whisker in whiskers if whisker.level.total]
    return {
        "whiskers": whiskers,
        "drawn": drawn,
        "line": " ".join(f"{whisker.x},{whisker.y}" for whisker in drawn),
        "total": sum(level.total for level in known),
        "element_id": element_id,
    }


@register.filter
def figure(number: Decimal | float | str) -> str:
    """A number with at most two decimals and no idle zeros: 7.50 → 7.5, 3.00 → 3."""
    rounded = round(Decimal(str(number)), 2)
    return str(
        number_format(f"{rounded:f}".rstrip("0").rstrip(".") if rounded % 1 else int(rounded))
    )


@register.filter
def as_percent(share: float) -> int:
    """`0.57` → 57."""
    return round(share * 100)
