"""Words for lessons, quizzes, skills and certainty, as learners read them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lessons.models import Step
from lessons.permissions import OpenModule
from lessons.reports.outlines import LessonRow, Standing, StepRow
from lessons.reports.shelves import DatedEvent, Glossary, GlossaryEntry, Source
from lessons.reports.skills import ENOUGH_OBSERVATIONS, Calibration, Discernment, Skill
from quizzes.grading.highlight import Tendency
from quizzes.itemtypes.registry import UnknownItemType, get_item_type
from quizzes.models import Attempt
from quizzes.reports import QuizState
from quizzes.templatetags.quiz_tags import points
from sources.prose import References
from sources.taxonomy import skill_name as english_name

register = template.Library()

STANDING_ICONS = {
    Standing.NOT_STARTED: "open",
    Standing.UNDER_WAY: "half",
    Standing.COMPLETE: "hit",
    Standing.NEW_STEPS: "plus",
}

PURPOSES = {
    "warm-up": gettext_lazy("Warm-up"),
    "provenance": gettext_lazy("Provenance"),
    "passage": gettext_lazy("Passage"),
    "record": gettext_lazy("Record"),
    "check": gettext_lazy("Check"),
    "wrap-up": gettext_lazy("Wrap-up"),
}

CERTAINTY_WORDS = {
    1: gettext_lazy("guess"),
    2: gettext_lazy("fairly sure"),
    3: gettext_lazy("certain"),
}

D_PRIME_LITTLE, D_PRIME_WELL = 0.75, 1.75
"""Where the words about discernment change: about 65 and 81 % right at an even-handed reader."""


@register.simple_tag
def module_url(place: OpenModule, name: str, *args: str) -> str:
    """The address of a page of a module, in the preview where the page is one."""
    return place.url(name, *args)


@register.filter
def skill_name(skill_id: str) -> str:
    """The name of a weakness or a general skill, in the reader's language."""
    try:
        return _(english_name(skill_id))
    except KeyError:
        return skill_id


@register.filter
def duration(minutes: int) -> str:
    """“about 45 minutes”, from an hour and a half on “about 2 hours”."""
    if minutes < 90:
        return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}


@register.filter
def practice_name(name_of: str) -> str:
    """The name of a skill or of a type of task."""
    known = skill_name(name_of)
    return task_name(name_of) if known == name_of else known


@register.simple_tag
def too_few_words(skills: Sequence[Skill]) -> str:
    """The skills with too few observations, with how many are missing; blank without any."""
    missing = [
        _("%(name)s (%(n)d more)")
        % {"name": practice_name(s.id), "n": ENOUGH_OBSERVATIONS - s.total}
        for s in skills
        if not s.is_told
    ]
    if not missing:
        return ""
    return _("Too few to tell yet: %(names)s.") % {"names": ", ".join(missing)}


@register.filter
def task_name(type_slug: str) -> str:
    """The name of a type of task; one that is no longer installed keeps its id."""
    try:
        return str(get_item_type(type_slug).name)
    except UnknownItemType:
        return type_slug


@register.filter
def step_label(row: StepRow) -> str:
    """The short name of a step: what it is for, or else what kind of step it is."""
    return str(PURPOSES.get(row.purpose) or Step.Kind(row.kind).label)


@register.filter
def standing_icon(row: LessonRow) -> str:
    """The icon of a lesson's standing; the words beside it say the same."""
    return STANDING_ICONS[row.standing]


@register.simple_tag
def standing_words(row: LessonRow) -> str:
    """“Done on 3 October · 6 steps”, “You are at step 2 of 4”, “Not started · 3 steps”."""
    if row.standing is Standing.UNDER_WAY:
        return _("Under way: next is step %(n)d of %(total)d") % {
            "n": row.resume.number,
            "total": len(row.steps),
        }
    steps = ngettext("%(n)d step", "%(n)d steps", len(row.steps)) % {"n": len(row.steps)}
    minutes = ngettext("%(n)d minute", "%(n)d minutes", row.minutes) % {"n": row.minutes}
    if row.standing is Standing.NOT_STARTED:
        return _("Not started · %(steps)s, about %(minutes)s") % {
            "steps": steps,
            "minutes": minutes,
        }
    done = _("Done")
    if row.completed_at is not None:
        done = _("Done on %(date)s") % {"date": date_format(localtime(row.completed_at))}
    if row.standing is Standing.COMPLETE:
        return f"{done} · {steps}"
    fresh = len(row.open_steps)
    return (
        done
        + " · "
        + (
            ngettext(
                "%(n)d step is new since you finished",
                "%(n)d steps are new since you finished",
                fresh,
            )
            % {"n": fresh}
        )
    )


@register.filter
def rule_words(row: LessonRow) -> str:
    """What completing this lesson takes."""
    if row.has_check:
        return _("The lesson is complete when you have read its steps and passed its check.")
    return _("The lesson is complete when you have read its steps.")


@register.filter
def quiz_icon(state: QuizState) -> str:
    """The icon of a learner's standing with a quiz."""
    if state.passed:
        return "hit"
    return "half" if state.attempts else "open"


@register.simple_tag
def quiz_words(state: QuizState) -> str:
    """Where the learner stands with a quiz, in one line."""
    latest = state.latest
    if latest is None:
        return _("Under way: go on where you stopped") if state.running else _("Not started")
    date = date_format(localtime(latest.submitted_at)) if latest.submitted_at else ""
    words = [_("Handed in on %(date)s") % {"date": date}]
    if state.counted is not None and state.possible is not None:
        figures = {"score": points(state.counted), "max": points(state.possible)}
        words.append(_("%(score)s of %(max)s") % figures)
        words.append(_("passed") if state.passed else _("not passed yet"))
    if latest.status == Attempt.Status.SUBMITTED:
        words.append(_("waits for a person"))
    if state.running:
        words.append(_("a new attempt is under way"))
    return " · ".join(words)


@register.filter
def certainty_levels(calibration: Calibration) -> Sequence[dict[str, Any]]:
    """The levels with their words, for `{% calibration %}`."""
    return [
        {
            "level": level.level,
            "words": str(CERTAINTY_WORDS[level.level]),
            "right": level.right,
            "total": level.total,
            "low": level.low,
            "high": level.high,
            "pays_from": level.pays_from,
            "pays_to": level.pays_to,
        }
        for level in calibration.levels
    ]


@register.simple_tag
def certainty_words(calibration: Calibration) -> str:
    """One sentence on the highest certainty that was chosen, and what follows from it."""
    level = calibration.highest
    if level is None:
        return ""
    said = _("When you said %(level)d, you were right %(right)s times in %(total)d.") % {
        "level": level.level,
        "right": points(Decimal(str(round(level.right, 2)))),
        "total": level.total,
    }
    if level.is_too_sure:
        return said + " " + _("That is below where it pays: choose a lower number more often.")
    if level.is_too_shy:
        return said + " " + _("That is above where it pays: you may trust yourself more.")
    return said + " " + _("Your interval touches the band where that pays.")


@register.simple_tag
def discernment_words(found: Discernment) -> str:
    """Hits and false alarms in figures."""
    if found.marks is None:
        return ""
    return _(
        "You found %(hits)d of %(targets)d weak sentences, and marked %(false_alarms)d of "
        "%(lures)d that could be left alone."
    ) % {
        "hits": found.marks.hits,
        "targets": found.marks.targets,
        "false_alarms": found.marks.false_alarms,
        "lures": found.marks.lures,
    }


@register.simple_tag
def sensitivity_words(found: Discernment) -> str:
    """d′ in words: how well weak and sound sentences are told apart."""
    if found.sensitivity is None:
        return ""
    if found.sensitivity >= D_PRIME_WELL:
        return _("You tell weak from sound sentences well.")
    if found.sensitivity >= D_PRIME_LITTLE:
        return _("You tell weak from sound sentences better than chance, with room to grow.")
    return _("So far your marks tell weak from sound sentences hardly better than chance.")


@register.simple_tag
def tendency_words(found: Discernment) -> str:
    """The criterion in words, and what to try."""
    if found.tendency is None:
        return ""
    return {
        Tendency.MARKS_MUCH: _(
            "You tend to flag too much: before you mark, look once more for what supports the "
            "sentence."
        ),
        Tendency.EVEN: _("You lean neither towards marking too much nor towards too little."),
        Tendency.MARKS_LITTLE: _(
            "You tend to flag too little: ask of each sentence who says so, and how they know."
        ),
    }[found.tendency]


@register.simple_tag
def dated_entries(events: Sequence[DatedEvent], links: References) -> Sequence[dict[str, Any]]:
    """Events for `{% timeline %}`, each with why it matters and links to its cards."""
    return [
        {"date": event.date, "title": event.title, "note": _event_note(event, links)}
        for event in events
    ]


@register.simple_tag
def timeline_of(events: Sequence[Mapping[str, Any]], title: str) -> SafeString:
    """`{% timeline %}` of dated entries; a line that was drawn before is not drawn again."""
    drawn = tuple((e["date"], e["title"], conditional_escape(e.get("note", ""))) for e in events)
    return mark_safe(_timeline_html(get_language() or "", title, drawn))  # noqa: S308


@lru_cache(maxsize=64)
def _timeline_html(language: str, title: str, drawn: tuple[tuple[str, str, str], ...]) -> str:
    """drawn: date, title and note of each event; the note is HTML already."""
    events = [
        {"date": date, "title": name, "note": mark_safe(note)}  # noqa: S308 escaped by the caller
        for date, name, note in drawn
    ]
    return render_to_string("lessons/_timeline.html", {"events": events, "title": title})


def _event_note(event: DatedEvent, links: References) -> SafeString:
    why = links.render(event.why, inline=True)
    return _with_sources(get_language() or "", mark_safe(why), event.sources)  # noqa: S308 by nh3


@lru_cache(maxsize=512)
def _with_sources(language: str, why: SafeString, sources: tuple[Source, ...]) -> SafeString:
    if not sources:
        return why
    cards = format_html_join(
        " · ", '<a href="{}">{}</a>', ((source.path, source.name) for source in sources)
    )
    return format_html("{} <span>{} {}</span>", why, _("Source:"), cards)


@register.simple_tag
def glossary_entries(glossary: Glossary) -> SafeString:
    """The entries of a glossary; a list that was drawn before is not drawn again."""
    drawn = tuple((entry, glossary.links.render(entry.meaning)) for entry in glossary.entries)
    return mark_safe(_glossary_html(get_language() or "", drawn))  # noqa: S308


@lru_cache(maxsize=32)
def _glossary_html(language: str, drawn: tuple[tuple[GlossaryEntry, str], ...]) -> str:
    """drawn: each entry, and its meaning as HTML."""
    entries = [(entry, mark_safe(meaning)) for entry, meaning in drawn]  # noqa: S308 cleaned by nh3
    return render_to_string("lessons/_glossary_entries.html", {"entries": entries})
