"""Whether items are in step with their shelves; several shelves at once, for lists."""

from collections.abc import Iterable, Mapping

from quizzes.operations.library import CollectionLibrary
from sources.models import Claim, Collection, Document, Event, Sentence, SourceCard, Term


def libraries_of(collections: Iterable[Collection]) -> Mapping[int, CollectionLibrary]:
    """A filled library by collection id. Nine queries, whatever the number of collections."""
    libraries = {each.pk: CollectionLibrary(each) for each in collections}
    for library in libraries.values():
        library.__dict__.update(
            documents={}, sentences={}, claims={}, cards={}, terms={}, events={}
        )
    documents = {
        document.pk: document
        for document in Document.objects.current().filter(collection__in=libraries)
    }
    for document in documents.values():
        library = libraries[document.collection_id]
        library.__dict__["documents"][document.slug] = document
        library.__dict__["sentences"][document.pk] = {}
    for sentence in Sentence.objects.filter(document__in=documents).select_related("block"):
        document = sentence.document = documents[sentence.document_id]
        own = libraries[document.collection_id].__dict__["sentences"][document.pk]
        own[sentence.key] = sentence
    _fill_claims(libraries, documents)
    for name, model in (("cards", SourceCard), ("terms", Term), ("events", Event)):
        for row in model._default_manager.filter(collection__in=libraries):
            libraries[row.collection_id].__dict__[name][row.slug] = row
    return libraries


def _fill_claims(
    libraries: Mapping[int, CollectionLibrary], documents: Mapping[int, Document]
) -> None:
    claims = (
        Claim.objects.accepted()
        .filter(document__in=documents)
        .select_related("first", "last")
        .prefetch_related("weaknesses", "evidence__card")
    )
    for claim in claims:
        own = libraries[documents[claim.document_id].collection_id].__dict__
        for sentence in own["sentences"][claim.document_id].values():
            if claim.first.position <= sentence.position <= claim.last.position:
                own["claims"][sentence.pk] = claim
