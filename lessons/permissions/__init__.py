"""Who may read which module. Loaders raise Http404: for anyone else, there is no such thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import get_language

from lessons.models import Module, ModuleAssignment, Release, Step, StepNote
from lessons.permissions.documents import documents_in as documents_in
from lessons.permissions.documents import learners_documents as learners_documents
from lessons.reports.open_module import OpenModule as OpenModule
from quizzes.models import Assignment, Quiz
from quizzes.models.quizzes import Purpose
from rosters.models import Classroom, Enrollment, User
from rosters.permissions import (
    classrooms_staff_may_change,
    classrooms_staff_may_see,
    classrooms_taught_by,
    is_school_admin,
)
from rosters.prepared import PreparedObjects
from sources.models import Collection, Document, SourceCard, Term
from sources.permissions import readable_collections, viewable_collections

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

T = TypeVar("T")


class TermCount(TypedDict):
    """What the loaders of a module ask for beside it."""

    term_count: int


def published_modules(user: "User | AnonymousUser") -> QuerySet[Module]:
    """Modules with a published release that this visitor may read, in catalogue order."""
    return Module.objects.published().filter(
        archived_at=None, collection__in=Collection.objects.filter(readable_collections(user))
    )


def published_releases(user: "User | AnonymousUser") -> QuerySet[Release]:
    """The published releases of those modules, each with module and collection."""
    return (
        Release.objects.filter(
            status=Release.Status.PUBLISHED,
            module__archived_at=None,
            module__collection__in=Collection.objects.filter(readable_collections(user)),
        )
        .select_related("module__collection")
        .order_by("module__position", "module__title", "module_id")
    )


def get_module_for(user: "User | AnonymousUser", slug: str) -> OpenModule:
    """A published module with release, collection and size of its glossary.

    One read; one more where a collection is neither the instance's nor public. Where two
    languages share the address, the reader's own comes first. Raises Http404.
    """
    release = _of_own_language(
        [r for r in _RELEASES.all(slug=slug) if _may_read(user, r.module.collection)],
        lambda release: release.module,
    )
    return OpenModule(release.module, release, term_count=vars(release)["term_count"])


def _releases(slug: str) -> QuerySet[Release]:
    found = Release.objects.filter(_published("", slug)).select_related("module__collection")
    return _with_term_count(found)


_RELEASES = PreparedObjects[Release](_releases, {"slug": str})


def get_release_for_staff(user: "User | AnonymousUser", release_id: int) -> OpenModule:
    """Any release, drafts above all, of a module whose drafts this person may see, as a preview.

    One read. Raises Http404.
    """
    release = _with_term_count(
        Release.objects.filter(
            pk=release_id, module__collection__in=viewable_collections(user)
        ).select_related("module__collection")
    ).first()
    if release is None:
        raise Http404
    return OpenModule(release.module, release, is_preview=True, term_count=release.term_count)


def get_step_for(
    user: "User | AnonymousUser", slug: str, lesson: str, step: str
) -> tuple[OpenModule, Step]:
    """A step of a published module with everything that its page shows.

    One read; one more where a collection is neither the instance's nor public. Raises Http404.
    """
    steps = _PUBLISHED_STEPS.all(slug=slug, lesson=lesson, step=step)
    chosen = _of_own_language(
        [s for s in steps if _may_read(user, s.lesson.release.module.collection)],
        lambda step: step.lesson.release.module,
    )
    return OpenModule(chosen.lesson.release.module, chosen.lesson.release), chosen


def _published_steps(slug: str, lesson: str, step: str) -> QuerySet[Step]:
    return _steps(lesson, step).filter(_published("lesson__release__", slug))


_PUBLISHED_STEPS = PreparedObjects[Step](
    _published_steps, {"slug": str, "lesson": str, "step": str}
)


def get_step_for_staff(
    user: "User | AnonymousUser", release_id: int, lesson: str, step: str
) -> tuple[OpenModule, Step]:
    """The same for a preview of any release of a module whose drafts this person may see."""
    found = (
        _steps(lesson, step)
        .filter(
            lesson__release=release_id,
            lesson__release__module__collection__in=viewable_collections(user),
        )
        .first()
    )
    if found is None:
        raise Http404
    release = found.lesson.release
    return OpenModule(release.module, release, is_preview=True), found


def get_quiz_in(place: OpenModule, slug: str) -> Quiz:
    """A quiz of the module's own that this visitor may start. One read; raises Http404."""
    shelf = place.module.collection_id
    if place.is_preview:
        return _or_404(quizzes_in(shelf, drafts=True).filter(slug=slug).first())
    return _or_404(_QUIZ.first(collection=shelf, slug=slug))


_QUIZ = PreparedObjects[Quiz](
    lambda collection, slug: quizzes_in(collection).filter(slug=slug),
    {"collection": int, "slug": str},
)


def quizzes_in(collection_id: int, *, drafts: bool = False) -> QuerySet[Quiz]:
    """A module's quizzes that need no assignment; a preview also shows drafts."""
    quizzes = Quiz.objects.filter(
        collection_id=collection_id, purpose__in=[Purpose.PRACTICE, Purpose.CHECK]
    )
    return quizzes.exclude(status=Quiz.Status.RETIRED) if drafts else quizzes.published()


def get_document_in(place: OpenModule, user: "User | AnonymousUser", slug: str) -> Document:
    """A document that this visitor may read whole. One read; raises Http404."""
    if user.is_staff:
        return _or_404(documents_in(place, user).filter(slug=slug).first())
    return _or_404(_DOCUMENT.first(collection=place.module.collection_id, slug=slug))


_DOCUMENT = PreparedObjects[Document](
    lambda collection, slug: learners_documents(collection).filter(slug=slug),
    {"collection": int, "slug": str},
)


def get_card_in(place: OpenModule, slug: str) -> SourceCard:
    """A source card of the module. One read; raises Http404."""
    return _or_404(_CARD.first(collection=place.module.collection_id, slug=slug))


_CARD = PreparedObjects[SourceCard](
    lambda collection, slug: SourceCard.objects.filter(collection=collection, slug=slug),
    {"collection": int, "slug": str},
)


def _or_404(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


def _may_read(user: "User | AnonymousUser", collection: Collection) -> bool:
    """Whether `readable_collections` holds; what everybody may read costs no query."""
    if collection.owner_id is None or collection.visibility == Collection.Visibility.PUBLIC:
        return True
    return Collection.objects.filter(readable_collections(user), pk=collection.pk).exists()


def _published(prefix: str, slug: str) -> Q:
    """Condition on a release, or on what leads to one: published, of the module of this slug."""
    return Q(
        **{
            f"{prefix}status": Release.Status.PUBLISHED,
            f"{prefix}module__slug": slug,
            f"{prefix}module__archived_at": None,
        }
    )


def _of_own_language(found: Sequence[T], module_of: Callable[[T], Module]) -> T:
    """The one in the reader's language, else the first. Raises Http404 when there is none."""
    if not found:
        raise Http404
    spoken = get_language()
    return next((each for each in found if module_of(each).language == spoken), found[0])


def notes_staff_may_see(user: "User | AnonymousUser") -> QuerySet[StepNote]:
    """Notes of the learners whom this person teaches now; a superuser sees all."""
    if not isinstance(user, User) or not user.is_staff:
        return StepNote.objects.none()
    if user.is_superuser:
        return StepNote.objects.all()
    taught = Enrollment.objects.filter(
        user=OuterRef("learner"),
        role=Enrollment.Role.LEARNER,
        classroom__in=classrooms_taught_by(user),
    )
    return StepNote.objects.filter(Exists(taught))


def assignable_quizzes(user: "User | AnonymousUser") -> QuerySet[Quiz]:
    """Published quizzes, exams too, on the shelves that this member of staff may see."""
    return (
        Quiz.objects.published()
        .filter(collection__in=viewable_collections(user))
        .select_related("collection")
        .order_by("collection__title", "collection_id", "position", "pk")
    )


def assignable_modules(user: "User | AnonymousUser") -> QuerySet[Module]:
    """Published modules that this member of staff may see, with their collections."""
    return (
        Module.objects.published()
        .filter(archived_at=None, collection__in=viewable_collections(user))
        .select_related("collection")
        .order_by("position", "title", "pk")
    )


def classrooms_that_may_read(module: Module) -> Q:
    """Condition on Classroom: its learners may read this module once it is published.

    The same rule as `readable_collections`, seen from the class.
    """
    collection = module.collection
    if collection.owner_id is None or collection.visibility == Collection.Visibility.PUBLIC:
        return Q()
    owner_teaches = Enrollment.objects.filter(
        classroom=OuterRef("pk"), user=collection.owner_id, role=Enrollment.Role.TEACHER
    )
    may_read = Q(Exists(owner_teaches))
    if collection.visibility == Collection.Visibility.SCHOOL:
        may_read |= Q(school__people=collection.owner_id)
    return may_read


def classrooms_to_assign_to(user: "User | AnonymousUser") -> QuerySet[Classroom]:
    """Classes to which this member of staff may give quizzes and modules: hers, not set aside.

    A school admin may in every class of her school.
    """
    return classrooms_staff_may_change(user).select_related("school")


def get_classroom_to_assign(user: "User | AnonymousUser", classroom_id: int) -> Classroom:
    """One of those classes, with its school. Raises Http404."""
    return _or_404(classrooms_to_assign_to(user).filter(pk=classroom_id).first())


def get_given_quiz(
    user: "User | AnonymousUser", classroom_id: int, assignment_id: int
) -> Assignment:
    """An assignment of a class that this person may see, standing or not. Raises Http404."""
    found = (
        Assignment.objects.filter(
            pk=assignment_id,
            classroom=classroom_id,
            classroom__in=classrooms_staff_may_see(user),
        )
        .select_related("quiz__collection", "classroom__school")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_given_module(
    user: "User | AnonymousUser", classroom_id: int, given_id: int
) -> ModuleAssignment:
    """The same for a module given to a class. Raises Http404."""
    found = (
        ModuleAssignment.objects.filter(
            pk=given_id, classroom=classroom_id, classroom__in=classrooms_staff_may_see(user)
        )
        .select_related("module__collection", "classroom__school")
        .first()
    )
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class SeenClass:
    """A class that somebody may see.

    can_open: also its learners' attempts, as `quizzes.permissions.attempts_staff_may_see` says: who
    teaches it and who runs its school, as long as it is not set aside. can_read_notes: what they
    wrote for themselves under prompts, which only their teachers read (decision 17).
    """

    classroom: Classroom
    can_open: bool
    can_read_notes: bool


def get_class_for(user: "User | AnonymousUser", classroom_id: int) -> SeenClass:
    """A class that this member of staff may see, with its school. One read; raises Http404."""
    found = (
        classrooms_staff_may_see(user)
        .select_related("school")
        .annotate(is_hers=Exists(classrooms_taught_by(user).filter(pk=OuterRef("pk"))))
        .filter(pk=classroom_id)
        .first()
    )
    if found is None:
        raise Http404
    is_root = isinstance(user, User) and user.is_superuser
    runs_it = is_school_admin(user) and found.archived_at is None
    return SeenClass(
        found,
        can_open=is_root or runs_it or found.is_hers,
        can_read_notes=is_root or found.is_hers,
    )


def get_learner_in(classroom: Classroom, learner_id: int) -> User:
    """A learner of a class that was loaded for this member of staff. Raises Http404."""
    learner = (
        User.objects.filter(
            pk=learner_id,
            enrollments__classroom=classroom,
            enrollments__role=Enrollment.Role.LEARNER,
        )
        .select_related("school")
        .first()
    )
    if learner is None:
        raise Http404
    return learner


def _steps(lesson: str, step: str) -> QuerySet[Step]:
    return (
        Step.objects.filter(lesson__slug=lesson, slug=step)
        .select_related("lesson__release__module__collection", "document", "quiz", "provenance_of")
        .defer("provenance_of__text", "lesson__teacher_notes")
    )


def _with_term_count(
    releases: QuerySet[Release],
) -> "QuerySet[WithAnnotations[Release, TermCount]]":
    terms = (
        Term.objects.filter(collection=OuterRef("module__collection"))
        .order_by()
        .values("collection")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return releases.annotate(term_count=Coalesce(Subquery(terms), 0))
