"""Who may read which module; everybody else is told that there is none."""

from collections.abc import Mapping

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone, translation

from lessons.models import Release
from lessons.permissions import (
    OpenModule,
    documents_in,
    get_card_in,
    get_document_in,
    get_module_for,
    get_quiz_in,
    get_release_for_staff,
    get_step_for,
    get_step_for_staff,
    published_modules,
    quizzes_in,
)
from lessons.reports.catalogue import releases_for
from quizzes.models import Quiz
from quizzes.models.quizzes import Purpose
from rosters.models import User
from sources.models import Collection, Document, Original
from tests.factories_content import (
    DocumentFactory,
    LessonFactory,
    ModuleFactory,
    ReleaseFactory,
    SourceCardFactory,
    StepFactory,
    add_lessons,
    module_with,
    private_to,
)
from tests.factories_quizzes import QuizFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def who_may(cast: Mapping[str, User], read):
    """Names of the cast for whom `read` does not raise Http404."""
    found = set()
    for name, person in {**cast, "visitor": VISITOR}.items():
        try:
            read(person)
        except Http404:
            continue
        found.add(name)
    return found


EVERYBODY = {"ada", "ben", "tess", "theo", "oona", "sam", "root", "guest", "visitor"}


def test_everybody_may_read_what_the_instance_owns(cast):
    slug = module_with(1).module.slug
    assert who_may(cast, lambda who: get_module_for(who, slug)) == EVERYBODY


def test_private_module_is_read_by_its_owner_and_those_whom_she_teaches(cast):
    slug = module_with(1, **private_to(cast["tess"])).module.slug
    readers = who_may(cast, lambda who: get_module_for(who, slug))
    assert readers == {"ada", "ben", "tess", "root"}


def test_module_of_a_school_is_read_by_its_people(cast):
    mine = {"owner": cast["tess"], "visibility": Collection.Visibility.SCHOOL}
    slug = module_with(1, **mine).module.slug
    readers = who_may(cast, lambda who: get_module_for(who, slug))
    assert readers == {"ada", "ben", "tess", "theo", "sam", "root"}


def test_step_is_read_by_those_who_may_read_its_module(cast):
    slug = module_with(1, **private_to(cast["tess"])).module.slug
    readers = who_may(cast, lambda who: get_step_for(who, slug, "a", "1"))
    assert readers == {"ada", "ben", "tess", "root"}


def test_draft_is_previewed_by_staff_who_may_see_its_collection(cast):
    place = module_with(1, **private_to(cast["tess"]))
    draft = ReleaseFactory(module=place.module, number=2, status=Release.Status.DRAFT)
    add_lessons(draft, 1)
    staff = {"tess", "sam", "root"}
    assert who_may(cast, lambda who: get_release_for_staff(who, draft.pk)) == staff
    steps = who_may(cast, lambda who: get_step_for_staff(who, draft.pk, "a", "1"))
    assert steps == staff


@pytest.mark.parametrize("status", [Release.Status.DRAFT, Release.Status.RETIRED])
def test_module_without_a_published_release_is_not_there(ada, status):
    release = ReleaseFactory(status=status)
    with pytest.raises(Http404):
        get_module_for(ada, release.module.slug)


def test_archived_module_is_not_there(ada):
    place = module_with(1)
    place.module.archived_at = timezone.now()
    place.module.save()
    with pytest.raises(Http404):
        get_module_for(ada, place.module.slug)
    with pytest.raises(Http404):
        get_step_for(ada, place.module.slug, "a", "1")
    assert list(published_modules(ada)) == []


def test_published_modules_leave_out_drafts_and_what_others_own(ada, oona):
    place = module_with(1)
    module_with(1, **private_to(oona))
    ReleaseFactory(status=Release.Status.DRAFT)
    assert list(published_modules(ada)) == [place.module]


def test_module_in_two_languages_opens_in_the_readers_own(ada):
    english = ReleaseFactory(module__slug="harbour", module__language="en")
    spanish = ReleaseFactory(module=ModuleFactory(slug="harbour", language="es"))
    assert get_module_for(ada, "harbour").release == english
    with translation.override("es"):
        assert get_module_for(ada, "harbour").release == spanish


def test_step_of_another_release_is_not_there(ada):
    place = module_with(1)
    draft = ReleaseFactory(module=place.module, number=2, status=Release.Status.DRAFT)
    add_lessons(draft, 1, 1)
    with pytest.raises(Http404):
        get_step_for(ada, place.module.slug, "b", "1")


def preview_of(place):
    return OpenModule(place.module, place.release, is_preview=True)


@pytest.mark.parametrize(
    ("fields", "learners", "preview"),
    [
        ({}, True, True),
        ({"status": Quiz.Status.DRAFT}, False, True),
        ({"status": Quiz.Status.RETIRED}, False, False),
        ({"purpose": Purpose.EXAM}, False, False),
    ],
)
def test_quizzes_of_a_module(fields, learners, preview):
    place = module_with(1)
    quiz = QuizFactory(collection=place.collection, **fields)
    assert (quiz in quizzes_in(place.module.collection_id)) is learners
    assert (quiz in quizzes_in(place.module.collection_id, drafts=True)) is preview


def test_quiz_of_another_module_is_not_there():
    quiz = QuizFactory()
    with pytest.raises(Http404):
        get_quiz_in(module_with(1), quiz.slug)


def test_practice_passages_are_for_staff_only(cast):
    place = module_with(1)
    document = DocumentFactory(collection=place.collection, edition=Document.Edition.PRACTICE)
    readers = who_may(cast, lambda who: get_document_in(place, who, document.slug))
    assert readers == {"tess", "theo", "oona", "sam", "root"}


def test_practice_passages_of_a_private_module_are_for_its_own_staff(tess, theo):
    place = module_with(1, **private_to(tess))
    DocumentFactory(collection=place.collection, edition=Document.Edition.PRACTICE)
    assert documents_in(place, tess).count() == 1
    assert documents_in(place, theo).count() == 0


def test_superseded_document_is_not_listed(ada):
    place = module_with(1)
    DocumentFactory(collection=place.collection, superseded_at=timezone.now())
    assert list(documents_in(place, ada)) == []


def imported(place, **fields):
    """A text of a file that somebody brought."""
    original = Original.objects.create(sha256=f"{Original.objects.count():064}", size=1)
    return DocumentFactory(collection=place.collection, original=original, **fields)


def shown_in(release, document):
    """A step of a lesson that tells where the document comes from."""
    lesson = LessonFactory(release=release)
    return StepFactory(lesson=lesson, provenance_of=document)


def test_an_imported_text_reaches_learners_once_a_published_lesson_shows_it(ada, tess):
    place = module_with(1)
    document = imported(place)
    draft = ReleaseFactory(module=place.module, number=2, status=Release.Status.DRAFT)
    shown_in(draft, document)
    assert not documents_in(place, ada).exists()
    with pytest.raises(Http404):
        get_document_in(place, ada, document.slug)
    assert get_document_in(place, tess, document.slug) == document
    shown_in(place.release, document)
    assert get_document_in(place, ada, document.slug) == document


def test_learners_keep_the_version_that_published_lessons_show(ada, tess):
    place = module_with(1)
    old = imported(place, slug="mill", superseded_at=timezone.now())
    new = imported(place, slug="mill", number=2, supersedes=old)
    shown_in(place.release, old)
    assert list(documents_in(place, ada)) == [old]
    assert list(documents_in(place, tess)) == [new]


def test_the_catalogue_counts_the_texts_that_learners_may_read(ada):
    place = module_with(1)
    DocumentFactory(collection=place.collection)
    imported(place)
    (release,) = releases_for(ada)
    assert release.document_count == 1


def test_card_of_another_module_is_not_there():
    card = SourceCardFactory()
    with pytest.raises(Http404):
        get_card_in(module_with(1), card.slug)


def test_addresses_of_a_preview_stay_in_the_preview():
    place = module_with(1)
    assert place.url("step", "a", "1") == f"/modules/{place.module.slug}/a/1/"
    assert preview_of(place).url("step", "a", "1") == f"/preview/{place.release.pk}/a/1/"
    assert preview_of(place).progress_path == f"/preview/{place.release.pk}/"
