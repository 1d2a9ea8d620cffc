"""Who may read, see and change what stands on a collection. One place for the whole site.

Loaders raise Http404: to anyone else, a thing that is not theirs does not exist.
"""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from rosters.models import Enrollment, Role, User
from sources.models import (
    Collection,
    CollectionShare,
    Document,
    DocumentToReview,
    Import,
    ReviewRound,
    ReviewVisit,
    Sentence,
    SourceCard,
)


def readable_collections(user: "User | AnonymousUser") -> Q:
    """Condition on Collection: what this visitor may read once it is published.

    The instance's own and public ones: everybody, guests and visitors included. A school's:
    its people. A private one: its owner, named colleagues, and learners whom the owner teaches.
    """
    public = Q(owner=None) | Q(visibility=Collection.Visibility.PUBLIC)
    if not isinstance(user, User) or user.is_guest:
        return public
    if user.is_superuser:
        return Q()
    condition = public | Q(owner=user) | Q(Exists(_shares(user))) | Q(Exists(_taught(user)))
    if user.school_id is not None:
        condition |= Q(visibility=Collection.Visibility.SCHOOL, owner__school_id=user.school_id)
    return condition


def viewable_collections(user: "User | AnonymousUser") -> QuerySet[Collection]:
    """Collections whose drafts this member of staff may see in the admin.

    Instructors: their own, those shared with them, their school's, and public ones.
    """
    if not isinstance(user, User) or not user.is_staff:
        return Collection.objects.none()
    if user.is_superuser:
        return Collection.objects.all()
    return Collection.objects.filter(_changeable(user) | Q(visibility=Collection.Visibility.PUBLIC))


def changeable_collections(user: "User | AnonymousUser") -> QuerySet[Collection]:
    """Collections that this member of staff may change. What the instance owns is copied first."""
    if not isinstance(user, User) or not user.is_staff:
        return Collection.objects.none()
    if user.is_superuser:
        return Collection.objects.all()
    return Collection.objects.filter(_changeable(user))


def can_change_collection(user: "User | AnonymousUser", collection: Collection) -> bool:
    return changeable_collections(user).filter(pk=collection.pk).exists()


def can_end_round(user: User, round_: ReviewRound) -> bool:
    """Whether somebody who may change a document may end its open round, or take raters out.

    Whoever opened it, a superuser, and anybody where the opener's account is closed. Looks at
    `round_.opened_by`.
    """
    opener = round_.opened_by
    is_gone = opener is None or not opener.is_active
    return is_gone or user.is_superuser or opener == user


def get_card_for(user: "User | AnonymousUser", collection_id: int, slug: str) -> SourceCard:
    """A card of a readable collection. Raises Http404."""
    card = (
        SourceCard.objects.filter(collection_id=collection_id, slug=slug)
        .filter(collection__in=Collection.objects.filter(readable_collections(user)))
        .first()
    )
    if card is None:
        raise Http404
    return card


def get_document_for(user: "User | AnonymousUser", collection_id: int, slug: str) -> Document:
    """The current version of a document of a readable collection. Raises Http404."""
    document = (
        Document.objects.current()
        .filter(collection_id=collection_id, slug=slug)
        .filter(collection__in=Collection.objects.filter(readable_collections(user)))
        .first()
    )
    if document is None:
        raise Http404
    return document


def get_document_to_see(user: "User | AnonymousUser", document_id: int) -> Document:
    """Any version of a document whose drafts this member of staff may see. Raises Http404."""
    return _document_of(viewable_collections(user), document_id)


def get_document_to_change(user: "User | AnonymousUser", document_id: int) -> Document:
    """Any version of a document that this member of staff may change. Raises Http404."""
    return _document_of(changeable_collections(user), document_id)


def get_document_to_review(
    user: "User | AnonymousUser", document_id: int, *, at: int | None = None
) -> DocumentToReview:
    """A document for the workbench, with `ReviewFacts`.

    at: the id of a sentence. Raises Http404, also when that sentence is not the document's.
    """
    visits = ReviewVisit.objects.filter(document=OuterRef("pk"), user_id=user.pk or 0)
    sentences = Sentence.objects.filter(document=OuterRef("pk")).order_by("-position")
    numbered = sentences.exclude(number=None)
    rounds = ReviewRound.objects.filter(document=OuterRef("pk"), closed_at=None)
    found = (
        Document.objects.select_related("collection")
        .filter(pk=document_id, collection__in=viewable_collections(user))
        .annotate(
            may_change=Exists(changeable_collections(user).filter(pk=OuterRef("collection"))),
            sentence_count=Subquery(sentences.values("position")[:1]),
            number_count=Subquery(numbered.values("number")[:1]),
            has_open_round=Exists(rounds),
            seen_act=Subquery(visits.values("seen_act")[:1]),
            last_position=Subquery(visits.values("current_sentence__position")[:1]),
            position_at=Subquery(
                Sentence.objects.filter(document=OuterRef("pk"), pk=at or 0).values("position")[:1]
            ),
        )
        .first()
    )
    document = cast("DocumentToReview | None", found)
    if document is None or (at is not None and document.position_at is None):
        raise Http404
    return document


def get_import_for(user: "User | AnonymousUser", import_id: int) -> Import:
    """A file on its way into a collection that this member of staff may change. Raises Http404."""
    found = (
        Import.objects.select_related("collection", "original", "new_version_of")
        .filter(pk=import_id, collection__in=changeable_collections(user))
        .first()
    )
    if found is None:
        raise Http404
    return found


def _document_of(collections: QuerySet[Collection], document_id: int) -> Document:
    document = (
        Document.objects.select_related("collection")
        .filter(pk=document_id, collection__in=collections)
        .first()
    )
    if document is None:
        raise Http404
    return document


def _changeable(user: User) -> Q:
    condition = Q(owner=user) | Q(Exists(_shares(user)))
    if user.school_id is not None:
        condition |= Q(visibility=Collection.Visibility.SCHOOL, owner__school_id=user.school_id)
        if user.role == Role.SCHOOL_ADMIN:
            condition |= Q(owner__school_id=user.school_id)
    return condition


def _shares(user: User) -> QuerySet[CollectionShare]:
    return CollectionShare.objects.filter(collection=OuterRef("pk"), user=user)


def _taught(user: User) -> QuerySet[Enrollment]:
    mine = Enrollment.objects.filter(
        user=user, role=Enrollment.Role.LEARNER, classroom__archived_at=None
    )
    return Enrollment.objects.filter(
        user=OuterRef("owner"),
        role=Enrollment.Role.TEACHER,
        classroom__in=mine.values("classroom"),
    )
