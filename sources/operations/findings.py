"""What should be mended before learners see something, with the place where to mend it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from sources.models import Collection
from sources.prose import references_in, render_prose
from sources.prose.markdown import ProseProblem
from sources.reports import card_links, term_links


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or to know before publishing.

    about: the row whose page in the admin has the place. blocks: whether publishing refuses;
    what does not block is advice.
    """

    message: str
    about: Model | None = None
    blocks: bool = True

    @property
    def url(self) -> str:
        """The admin page on which it can be mended; empty when there is none."""
        if self.about is None:
            return ""
        meta = self.about._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.about.pk])


class NotReadyToPublish(Exception):
    """Checks found what learners would stumble over; `findings` say what and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(finding.message for finding in self.findings))


def refuse_if_blocked(findings: Iterable[Finding]) -> None:
    """Raise NotReadyToPublish with the findings that block, if there are any."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        raise NotReadyToPublish(blocking)


def prose_findings(texts: Iterable[tuple[str, Model]], collection: Collection) -> Iterator[Finding]:
    """Citations and terms that lead nowhere, images without words or from elsewhere.

    texts: Markdown, each with the row that it stands in. Three queries at most, whatever the
    number of texts.
    """
    # Whatever is looked for here begins with a bracket.
    written = [(text, about) for text, about in texts if "[" in text]
    card_ids: dict[str, None] = {}
    term_ids: dict[str, None] = {}
    for text, _about in written:
        cited, linked = references_in(text)
        card_ids |= dict.fromkeys(cited)
        term_ids |= dict.fromkeys(linked)
    cards, terms = card_links(collection, card_ids), term_links(collection, term_ids)
    for text, about in written:
        for problem in dict.fromkeys(render_prose(text, cards=cards, terms=terms).problems):
            yield Finding(prose_problem_words(problem), about)


def prose_problem_words(problem: ProseProblem) -> str:
    """One sentence for an author."""
    sentences = {
        "unknown-card": _("[@%(target)s] cites a source that is not in this module."),
        "unknown-term": _("“term:%(target)s” links a word that is not in the glossary."),
        "image-without-alt": _("The image %(target)s has no words for people who cannot see it."),
        "image-elsewhere": _("The image %(target)s lies on another site and will not be shown."),
    }
    return sentences[problem.kind] % {"target": problem.target}


def texts_within(content: Any) -> Iterator[str]:
    """Every text in nested lists and mappings, in order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for part in content.values():
            yield from texts_within(part)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from texts_within(part)
