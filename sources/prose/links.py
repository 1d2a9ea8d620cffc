"""What a reference in prose leads to, and how it is written in HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class CardLink:
    """A source card or document that prose may cite as `[@id]`.

    url leads to its own page. has_popover: its card stands on the same page, with the element id
    `card-<id>`; a document has none and is a plain link. about is the thing itself, for templates.
    """

    id: str
    label: str
    url: str
    about: object = None
    has_popover: bool = True

    @property
    def element_id(self) -> str:
        return f"card-{self.id}"


@dataclass(frozen=True, slots=True)
class TermLink:
    """A glossary entry that prose may link as `[word](term:id)`; url leads to the glossary."""

    id: str
    label: str
    url: str
    about: object = None

    @property
    def element_id(self) -> str:
        return f"term-{self.id}"


CardResolver: TypeAlias = Mapping[str, CardLink] | Callable[[str], CardLink | None]
TermResolver: TypeAlias = Mapping[str, TermLink] | Callable[[str], TermLink | None]


def citation_html(link: CardLink, number: int) -> str:
    """The mark of a citation: a button that opens the card, and a link for old browsers.

    The style sheet shows exactly one of the two, by whether the browser knows popovers; neither
    needs a script.
    """
    name = escape(_("Source %(number)d: %(label)s") % {"number": number, "label": link.label})
    href = escape(link.url)
    if not link.has_popover:
        return f'<a class="cite" href="{href}" aria-label="{name}">{number}</a>'
    return (
        f'<button type="button" class="cite" popovertarget="{escape(link.element_id)}"'
        f' aria-label="{name}">{number}</button>'
        f'<a class="cite cite-link" href="{href}" aria-label="{name}">{number}</a>'
    )
