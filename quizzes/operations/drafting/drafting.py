"""Every question that a document can be asked about, and what is missing for more."""

from collections.abc import Callable, Iterable
from itertools import chain

from django.utils.translation import override

from quizzes.operations.drafting.drafts import DraftItem, Gap
from quizzes.operations.drafting.evidence import draft_evidence
from quizzes.operations.drafting.highlight import draft_highlights, highlight_gaps
from quizzes.operations.drafting.labels import Passage, read_passage
from quizzes.operations.drafting.naming import draft_names
from quizzes.operations.drafting.ordering import draft_orders
from quizzes.operations.drafting.pairs import draft_pairs
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
    passage = read_passage(document, library or CollectionLibrary(collection))
    with override(document.language):
        made = chain.from_iterable(draft(passage) for draft in DRAFTERS)
        return [*made, *draft_who(passage, quoted_in(document))]


def gaps(document: Document, *, library: CollectionLibrary | None = None) -> list[Gap]:
    """What to review or to write so that more can be asked, in the reader's language.

    Costs as `draft_items` does.
    """
    passage = read_passage(document, library or CollectionLibrary(document.collection))
    return list(highlight_gaps(passage))
