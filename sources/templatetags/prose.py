"""`{% load prose %}`: Markdown, citations and dates in templates."""

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sources.models import SourceCard, Term
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


@register.simple_tag
def source_popovers(links: References) -> SafeString:
    """The section with every card and term that the page has referred to so far.

    Browsers without popovers simply show them. The same card looks the same on every page, so
    that its HTML is kept.
    """
    language = get_language() or ""
    cards = [_card_html(language, number, *_of_card(link)) for number, link in links.cited
             if link.has_popover]  # fmt: skip
    terms = [_term_html(language, *_of_term(link)) for link in links.terms]
    if not cards and not terms:
        return SafeString("")
    return format_html(
        '<section class="sources" aria-labelledby="sources-of-page">'
        '<h2 class="vh" id="sources-of-page">{}</h2>{}{}</section>',
        _("Words and source cards"),
        mark_safe("".join(terms)),  # noqa: S308 rendered by templates
        mark_safe("".join(cards)),  # noqa: S308
    )


def _of_card(link: CardLink) -> tuple[str, ...]:
    card = link.about
    if not isinstance(card, SourceCard):
        raise TypeError(link)
    return (link.url, link.id, card.short, card.title, card.type, card.maker, card.date,
            card.says, card.limits)  # fmt: skip


def _of_term(link: TermLink) -> tuple[str, ...]:
    term = link.about
    if not isinstance(term, Term):
        raise TypeError(link)
    return link.url, link.id, term.term, term.meaning


@lru_cache(maxsize=1024)
def _card_html(language: str, number: int, url: str, slug: str, short: str, *facts: str) -> str:
    title, kind, maker, date, says, limits = facts
    card = SourceCard(slug=slug, short=short, title=title, type=kind, maker=maker, date=date,
                      says=says, limits=limits)  # fmt: skip
    link = CardLink(id=slug, label=short, url=url, about=card)
    context = {"link": link, "number": number}
    return render_to_string("sources/_card_popover.html", context)


@lru_cache(maxsize=1024)
def _term_html(language: str, url: str, slug: str, word: str, meaning: str) -> str:
    link = TermLink(id=slug, label=word, url=url, about=Term(slug=slug, term=word, meaning=meaning))
    return render_to_string("sources/_term_popover.html", {"link": link})


def _shown_fact(key: str, text: str) -> str:
    """A fact of an original as people read it: “about 2021” for `2021~`."""
    if text == "unknown":
        return _("unknown")
    return words_of_date(text) if key == "published" else text


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
        {"label": label, "text": _shown_fact(key, text)}
        for key, label in labels.items()
        if (text := adapted_from.get(key, ""))
    ]
