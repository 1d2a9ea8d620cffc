"""`{% load prose %}`: Markdown, citations and dates in templates."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sources.prose import References, plain_text, render_prose
from sources.prose.dates import date_words as words_of_date
from sources.prose.links import CardLink, TermLink, citation_html

register = template.Library()


@register.simple_tag(name="prose")
def prose_tag(
    text: str, links: References | str | None = None, heading_level: int = 2
) -> SafeString:
    """Paragraphs of safe HTML; with `links` its citations and terms lead somewhere."""
    if isinstance(links, References):
        return mark_safe(links.render(text, heading_level=heading_level))  # noqa: S308 cleaned by nh3
    return mark_safe(render_prose(text, heading_level=heading_level).html)  # noqa: S308


@register.simple_tag(name="prose_line")
def prose_line_tag(text: str, links: References | str | None = None) -> SafeString:
    """One line of safe HTML without a paragraph around it."""
    if isinstance(links, References):
        return mark_safe(links.render(text, inline=True))  # noqa: S308 cleaned by nh3
    return mark_safe(render_prose(text, inline=True).html)  # noqa: S308


@register.filter(name="prose")
def prose_filter(text: str) -> SafeString:
    """Paragraphs of safe HTML without references."""
    return prose_tag(text)


@register.filter(name="prose_line")
def prose_line_filter(text: str) -> SafeString:
    """One line of safe HTML without references."""
    return prose_line_tag(text)


@register.filter
def plain(text: str) -> str:
    """The words alone."""
    return plain_text(text)


@register.filter
def date_words(text: str) -> str:
    """`1945-04-18` as “18 April 1945”."""
    return words_of_date(text)


@register.simple_tag
def cite(card_id: str, links: References) -> SafeString:
    """The citation mark of a card, for a page that names its sources outside of prose."""
    number = links.cite(card_id)
    found = dict(links.cited)
    return mark_safe(citation_html(found[number], number) if number else "")  # noqa: S308


@register.inclusion_tag("sources/_popovers.html")
def source_popovers(links: References) -> dict[str, list[tuple[int, CardLink]] | list[TermLink]]:
    """The section with every card and term that the page has referred to so far."""
    return {
        "cited": [(number, link) for number, link in links.cited if link.has_popover],
        "terms": links.terms,
    }


@register.filter
def provenance_facts(adapted_from: Mapping[str, str]) -> list[dict[str, str]]:
    """Label and text of each known or unknown fact about an original, in reading order."""
    labels = {
        "title": _("Adapted from"),
        "author": _("Who made it"),
        "published": _("When"),
        "publisher": _("Where it stood"),
        "address": _("Address"),
    }
    return [
        {"label": label, "text": _("unknown") if text == "unknown" else text}
        for key, label in labels.items()
        if (text := adapted_from.get(key, ""))
    ]
