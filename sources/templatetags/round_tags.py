"""Labels of independent reviews in words."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from sources.models import Claim, ClaimWeakness
from sources.reports.desk_lines import weakness_name
from sources.reports.rounds import RatedRange
from sources.taxonomy import KINDS, SUPPORTS

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """A kind of claim by its name."""
    return _(KINDS[kind].name) if kind in KINDS else kind


@register.filter
def support_name(support: str) -> str:
    """A support status by its name."""
    return _(SUPPORTS[support].name) if support in SUPPORTS else support


@register.filter
def weakness_list(weaknesses: Iterable[str]) -> str:
    """Weaknesses by name, or that there is none."""
    return ", ".join(weakness_name(one) for one in weaknesses) or _("No weakness")


@register.filter
def core_of_claim(claim: Claim) -> list[str]:
    """The core weaknesses of a claim whose weaknesses are read."""
    core = ClaimWeakness.Standing.CORE
    return [one.weakness for one in claim.weaknesses.all() if one.standing == core]


@register.filter
def place_of_range(ranged: RatedRange) -> str:
    """“Sentence 21” or “Sentences 21 to 23”."""
    first, last = ranged.first, ranged.last
    names = [str(one.number) if one.number else one.key for one in (first, last)]
    if first.pk == last.pk:
        return _("Sentence %(n)s") % {"n": names[0]}
    return _("Sentences %(first)s to %(last)s") % {"first": names[0], "last": names[1]}
