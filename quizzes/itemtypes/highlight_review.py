"""The review of a highlight item: every sentence with its verdict and the reason for it."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quizzes.grading.highlight import Marks
from quizzes.itemtypes.base import Prose, card_button, with_cues
from quizzes.itemtypes.forms import ResponseData
from quizzes.itemtypes.highlight_passage import HighlightDefinition, MarkableSentence
from quizzes.itemtypes.passages import cards_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

VERDICTS: dict[tuple[str, bool], tuple[str, "StrPromise"]] = {
    ("target", True): ("hit", _("Hit")),
    ("target", False): ("miss", _("Missed")),
    ("lure", True): ("false", _("False alarm")),
    ("lure", False): ("left", pgettext_lazy("verdict", "Left alone, rightly")),
    ("also", True): ("also", _("Also acceptable, and you marked it")),
    ("also", False): ("also", _("Also acceptable, and you left it")),
    ("contested", True): ("contested", _("Contested, and you marked it")),
    ("contested", False): ("contested", _("Contested, and you left it")),
}
"""By (what counts, marked): the state of the look and its words."""


def review_context(
    definition: HighlightDefinition, response: ResponseData | None, prose: Prose
) -> dict[str, Any]:
    """What the review template shows."""
    marked = frozenset((response or {}).get("sentences", ()))
    marks = definition.marks(response)
    rows = [
        ((own.paragraph, own.block), _sentence(own, own.id in marked, definition, prose))
        for _place, own in definition.shown()
    ]
    used = (card for own in definition.sentences for card in own.cards)
    uncounted = len(definition.ids("also")) + len(definition.ids("contested"))
    return {
        "title": definition.document.title,
        "label": definition.document.label,
        "blocks": [
            {"kind": kind, "sentences": [row for _key, row in group]}
            for (_paragraph, kind), group in groupby(rows, key=lambda pair: pair[0])
        ],
        "tally": _tally(marks, uncounted),
        "rates": _rates(marks),
        "advice": [prose(text) for text in _advice(definition, marks)],
        "cards": cards_of(used, definition.cards),
    }


def _sentence(
    own: MarkableSentence, marked: bool, definition: HighlightDefinition, prose: Prose
) -> dict[str, Any]:
    if not own.has_checkbox:
        return {"number": own.number, "html": own.text, "state": ""}
    state, word = VERDICTS[own.counts, marked]
    shows_cues = own.counts != "lure"
    return {
        "number": own.number,
        "html": with_cues(own.text, own.cues) if shows_cues else own.text,
        "state": state,
        "word": word,
        "stroke": marked or own.counts == "target",
        "open": state in ("miss", "false"),
        "why": prose(own.why) if own.why else "",
        "known": prose(own.known) if own.known else "",
        "ask": own.ask,
        "cards": [card_button(card) for card in cards_of(own.cards, definition.cards)],
    }


def _tally(marks: Marks, uncounted: int) -> list[dict[str, Any]]:
    of = _t("%(part)d of %(all)d")
    rows: list[tuple[str, str, Any]] = [
        ("hit", of % {"part": marks.hits, "all": marks.targets}, _("Hits")),
        ("miss", str(marks.misses), _("Missed")),
        ("false", of % {"part": marks.false_alarms, "all": marks.lures}, _("False alarms")),
        ("left", of % {"part": marks.rightly_left, "all": marks.lures}, _("Rightly left alone")),
    ]
    if uncounted:
        rows.append(("also", str(uncounted), _("Not counted")))
    return [{"state": state, "figure": figure, "word": word} for state, figure, word in rows]


def _rates(marks: Marks) -> str:
    return _t(
        "%(hits)d of %(targets)d found (%(hit_rate).2f) less %(false_alarms)d of %(lures)d "
        "marked without need (%(false_alarm_rate).2f). Marking everything, or nothing, earns 0."
    ) % {
        "hits": marks.hits,
        "targets": marks.targets,
        "hit_rate": marks.hits / marks.targets,
        "false_alarms": marks.false_alarms,
        "lures": marks.lures,
        "false_alarm_rate": marks.false_alarms / marks.lures,
    }


def _advice(definition: HighlightDefinition, marks: Marks) -> list[str]:
    """The words for whichever rate is the larger fault; both where they are equal and not 0."""
    too_many = marks.false_alarms * marks.targets
    too_few = marks.misses * marks.lures
    said = []
    if too_many >= too_few and too_many:
        said.append(definition.if_too_many)
    if too_few >= too_many and too_few:
        said.append(definition.if_too_few)
    return [text for text in said if text]
