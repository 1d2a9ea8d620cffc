"""What a build would write, from what people decided about the documents. Writes nothing."""

from collections.abc import Callable, Collection, Iterator, Sequence

from django.utils.translation import override

from lessons.operations.building.candidates import Candidates
from lessons.operations.building.checks import item_parts, quiz_part, with_checks
from lessons.operations.building.lessons import outline_of, parts_of_lesson
from lessons.operations.building.parts import PlannedPart
from quizzes.operations.drafting import draft_items
from quizzes.operations.library import CollectionLibrary
from sources.models import Document

Tell = Callable[[int], None]
"""Called with how many per cent are done."""


def plan_build(
    documents: Sequence[Document],
    *,
    library: CollectionLibrary,
    unwanted: Collection[str] = (),
    tell: Tell | None = None,
) -> list[PlannedPart]:
    """Every part that the documents make, in the order of the module; the same for the same review.

    documents: current versions that stand on the library's collection. unwanted: questions that
    no check asks, though they could be. tell: told after each document. The number of statements
    grows with the documents alone.
    """
    taken: set[str] = set()
    candidates = Candidates(library)
    planned: list[PlannedPart] = []
    offered: list[PlannedPart] = []
    for number, document in enumerate(documents, start=1):
        with override(document.language):
            planned += _of_document(document, library, taken, unwanted)
            offered += candidates.of_document(document)
        if tell is not None:
            tell(80 * number // len(documents))
    return planned + offered


def _of_document(
    document: Document, library: CollectionLibrary, taken: set[str], unwanted: Collection[str]
) -> Iterator[PlannedPart]:
    claims = [claim for claim in library.accepted if claim.document_id == document.pk]
    claims.sort(key=lambda claim: (claim.first.position, claim.last.position, claim.pk))
    rows = library.sentences[document.pk].values()
    lessons = outline_of(document, rows, claims, taken=taken)
    drafts = draft_items(document, collection=library.collection, library=library)
    yield from item_parts(drafts)
    wanted = [draft for draft in drafts if draft.slug not in unwanted]
    for lesson in with_checks(lessons, wanted):
        parts = list(parts_of_lesson(lesson))
        if lesson.items:
            yield quiz_part(lesson, str(parts[0].content["title"]))
        yield from parts
