"""A document as the workbench loads it: what the page asks of it besides, in the same query."""

from typing import TYPE_CHECKING, TypeAlias, TypedDict

from sources.models.documents import Document

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ReviewFacts(TypedDict):
    """For one reader.

    Of the reader's last visit: `seen_act`, `last_position`. `position_at`: of the sentence asked
    for. The counts are None for a document without sentences.
    """

    may_change: bool
    has_open_round: bool
    sentence_count: int | None
    number_count: int | None
    seen_act: int | None
    last_position: int | None
    position_at: int | None


if TYPE_CHECKING:
    DocumentToReview: TypeAlias = WithAnnotations[Document, ReviewFacts]
else:
    DocumentToReview = Document
