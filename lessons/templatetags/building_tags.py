"""`{% load building_tags %}`: what drafted parts are called, and where they are edited."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.models import BuiltPart
from lessons.operations.building.candidates import KINDS, TYPES
from lessons.operations.building.decisions import Decision, Group
from sources.prose.dates import date_words

register = template.Library()

ROWS = {
    BuiltPart.Kind.LESSON: "admin:lessons_lesson_change",
    BuiltPart.Kind.STEP: "admin:lessons_step_change",
    BuiltPart.Kind.ITEM: "admin:quizzes_item_change",
    BuiltPart.Kind.QUIZ: "admin:quizzes_quiz_change",
}


@register.simple_tag
def part_url(one: Decision) -> str:
    """Where a drafted part is looked at and edited, and from where Save leads back here."""
    name = ROWS.get(BuiltPart.Kind(one.part.kind))
    if name is None or one.row is None:
        return f"#part-{one.part.pk}"
    back = reverse("lessons:build-decisions", args=[one.part.module_id])
    return f"{reverse(name, args=[one.row])}?{urlencode({'back': f'{back}#part-{one.part.pk}'})}"


@register.simple_tag
def group_about(group: Group) -> str:
    """What it means to use the candidates of a group."""
    return {
        "cards": _("A card that you use can be cited; it says openly what nobody knows yet."),
        "terms": _("A word that you use stands in the glossary."),
        "events": _("A date that you use stands on the timeline."),
    }.get(group.id if group.has_candidates else "", "")


@register.simple_tag
def candidate_about(one: Decision) -> str:
    """What sort of thing a candidate is, in a few words."""
    content = one.part.content
    if one.part.kind == BuiltPart.Kind.EVENT:
        if not content["date"]:
            return _("“%(words)s”: which date that is, the text does not say") % {
                "words": content["words"]
            }
        return str(date_words(content["date"]))
    times = int(content.get("times", 1))
    said = ngettext("named %(times)d time", "named %(times)d times", times) % {"times": times}
    names = KINDS if one.part.kind == BuiltPart.Kind.TERM else TYPES
    return f"{names.get(content.get('sort', ''), '')} · {said}"
