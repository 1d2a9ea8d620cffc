"""Every question that a document can be asked about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from django.utils.translation import override

from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.evidence import draft_evidence
from quizzes.operations.drafting.highlight import draft_highlights
from quizzes.operations.drafting.labels import Passage, read_passage
from quizzes.operations.drafting.naming import draft_names
from quizzes.operations.drafting.ordering import draft_orders
from quizzes.operations.drafting.pairs import draft_pairs
from quizzes.operations.drafting.practice_slugs import practice_slugs
from quizzes.operations.drafting.speaking import quoted_in
from quizzes.operations.drafting.verdict_grid import draft_kinds, draft_records, draft_verdicts
from quizzes.operations.drafting.who_says import draft_who
from quizzes.operations.library import CollectionLibrary
from sources.models import Collection, Document

Drafter = Callable[[Passage], Iterable[DraftItem]]

DRAFTERS: tuple[Drafter, ...] = (
    draft_highlights,
    draft_verdicts,
    draft_records,
    draft_kinds,
    draft_names,
    draft_evidence,
    draft_pairs,
    draft_orders,
)
"""In the order in which a check asks: look first, then judge, then name."""


def draft_items(
    document: Document, *, collection: Collection, library: CollectionLibrary | None = None
) -> list[DraftItem]:
    """The questions that the accepted claims of a document allow; nothing is stored.

    document: a current version that stands on the collection. The same labels give the same
    drafts, word for word, in the document's language. Eight statements, whatever its length;
    with a library that has read the collection, three. Raises KeyError for another document.
    """
    library = library or CollectionLibrary(collection)
    passage = read_passage(document, library)
    with override(document.language):
        made = chain.from_iterable(draft(passage) for draft in DRAFTERS)
        who = draft_who(passage, quoted_in(document))
        return [*made, *who, *_practice_drafts(document, passage, library)]


def _practice_drafts(
    document: Document, passage: Passage, library: CollectionLibrary
) -> Iterator[DraftItem]:
    """A passage to mark of each practice passage that was made from the document.

    They draw on the document's own weak sentences, so that they go to the lesson of those.
    """
    for weakness, slug in practice_slugs(document).items():
        found = library.documents.get(slug)
        if found is None or not found.is_practice:
            continue
        place = [one for one in passage.sentences if weakness in one.weaknesses]
        place = place or list(passage.sentences)
        for draft in draft_highlights(read_passage(found, library)):
            if draft.weakness == weakness:
                yield replace(
                    draft,
                    slug=f"{slug[:75]}-mark",
                    first=place[0].key,
                    last=place[-1].key,
                    begins=place[0].position,
                    ends=place[-1].position,
                )
