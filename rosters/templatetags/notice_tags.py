"""Notices in the reader's language."""

from django import template

from rosters.models import Notice
from rosters.operations.notices import sentence_of

register = template.Library()


@register.filter
def notice_sentence(notice: Notice) -> str:
    """What a notice says."""
    return sentence_of(notice)
