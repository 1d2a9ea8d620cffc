"""A second build writes what follows from the review since, and nothing that a person edited."""

from collections.abc import Mapping

import pytest

from lessons.models import BuiltPart, Lesson, Module, Release, Step
from lessons.operations.building.build import build_module
from lessons.operations.building.comparing import What
from lessons.operations.building.publishing import publish_built
from lessons.operations.publishing import discard_draft
from quizzes.models import Item, Quiz
from quizzes.operations.items import pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from sources.models import Claim, ClaimWeakness, Document
from tests.lessons.operations.building.rivertown import LATER, built, decide_all, reviewed

pytestmark = pytest.mark.django_db

Key = tuple[str, str]
HIGHLIGHT = "towns-mark-vague-amount-1"


def again(document: Document, by: User) -> Mapping[Key, What]:
    """What a build now did with each part; what stayed the same is left out."""
    _build, changes = build_module([document], by=by, at=LATER)
    return {change.key: change.what for change in changes if change.what != What.SAME}


def reject(document: Document, key: str) -> None:
    """A later decision of the review: this sentence claims nothing worth asking about."""
    Claim.objects.filter(document=document, first__key=key).update(status="rejected")


def add_cause(document: Document, key: str) -> None:
    """Another one: this sentence has a weakness that no other has."""
    claim = Claim.objects.get(document=document, first__key=key)
    claim.weaknesses.all().delete()
    ClaimWeakness.objects.create(claim=claim, weakness="post-hoc", cue="")


def step_of(module: Module, key: str) -> Step:
    lesson, _slash, slug = key.partition("/")
    return Step.objects.get(
        lesson__release__module=module, lesson__release__status="draft",
        lesson__slug=lesson, slug=slug,
    )  # fmt: skip


def test_a_build_from_the_same_review_changes_nothing(tess: User) -> None:
    document = reviewed(tess)
    built(document, tess)
    assert again(document, tess) == {}


def test_a_build_changes_only_what_follows_from_the_review(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    decide_all(module)
    add_cause(document, "s04")
    changed = again(document, tess)
    assert changed["lesson", "the-summer"] == What.CHANGED
    assert not {key for key in changed if key[1].startswith("the-autumn")}
    lesson = Lesson.objects.get(release__module=module, slug="the-summer")
    assert "Tell a cause that is shown from one that is only said." in lesson.objectives


def test_what_changed_has_to_be_decided_again(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    decide_all(module)
    add_cause(document, "s04")
    again(document, tess)
    lessons = module.built_parts.filter(kind="lesson").values_list("slug", "decided")
    assert dict(lessons) == {"the-summer": False, "the-autumn": True}


def test_a_lesson_that_a_person_edited_stays(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    Lesson.objects.filter(release__module=module, slug="the-summer").update(title="My own")
    add_cause(document, "s04")
    assert again(document, tess)["lesson", "the-summer"] == What.KEPT
    lesson = Lesson.objects.get(release__module=module, slug="the-summer")
    assert (lesson.title, len(lesson.skills)) == ("My own", 2)


def test_a_step_that_a_person_edited_stays(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    step = step_of(module, "the-summer/passage-1")
    Step.objects.filter(pk=step.pk).update(body="Read it aloud.")
    reject(document, "s01")
    assert again(document, tess)["step", "the-summer/passage-1"] == What.KEPT
    assert step_of(module, "the-summer/passage-1").body == "Read it aloud."


def test_what_is_left_alone_is_told_once(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    step = step_of(module, "the-summer/passage-1")
    Step.objects.filter(pk=step.pk).update(body="Read it aloud.")
    reject(document, "s01")
    again(document, tess)
    assert ("step", "the-summer/passage-1") not in again(document, tess)


def test_a_step_that_a_person_deleted_stays_deleted(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    step_of(module, "the-summer/looking-back").delete()
    assert again(document, tess) == {("step", "the-summer/looking-back"): What.DELETED}
    assert not Step.objects.filter(lesson__slug="the-summer", slug="looking-back").exists()


def test_a_step_that_a_person_added_stays_where_it_stood(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    passage = step_of(module, "the-summer/passage-1")
    passage.lesson.steps.filter(position__gt=passage.position).update(position=9)
    Step.objects.create(lesson=passage.lesson, slug="own", title="Own", body="Own.", position=3)
    step_of(module, "the-summer/before-you-read").delete()
    BuiltPart.objects.filter(slug="the-summer/before-you-read").delete()
    again(document, tess)
    slugs = [step.slug for step in passage.lesson.steps.all()]
    assert slugs.index("own") == slugs.index("passage-1") + 1
    assert slugs[0] == "before-you-read"


def test_a_question_that_a_person_edited_stays(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    item = Item.objects.select_related("current").get(slug=HIGHLIGHT)
    library = CollectionLibrary(module.collection)
    put_item_version(item, fields={**pack_fields(item.current), "stem": "Mark them, please."},
                     library=library, by=tess)  # fmt: skip
    claim = Claim.objects.get(document=document, first__key="s02")
    ClaimWeakness.objects.create(claim=claim, weakness="vague-amount", cue="the")
    assert again(document, tess)["item", HIGHLIGHT] == What.KEPT
    item.refresh_from_db()
    assert item.current.stem == "Mark them, please."


def test_a_question_follows_the_words_of_its_claims(tess: User) -> None:
    """Its fields are the same, and what it shows of a claim is not."""
    document = reviewed(tess)
    built(document, tess)
    Claim.objects.filter(document=document, first__key="s01").update(why="Nobody counted them.")
    assert again(document, tess)["item", HIGHLIGHT] == What.CHANGED
    item = Item.objects.select_related("current").get(slug=HIGHLIGHT)
    assert "Nobody counted them." in str(item.current.definition)


def test_a_quiz_that_a_person_edited_stays(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    quiz = Quiz.objects.get(collection=module.collection, slug="the-summer-check")
    Quiz.objects.filter(pk=quiz.pk).update(pass_percent=80)
    for key in ("s01", "s04", "s06"):
        reject(document, key)
    assert again(document, tess)["quiz", "the-summer-check"] == What.KEPT
    quiz.refresh_from_db()
    assert quiz.pass_percent == 80


def test_what_nothing_makes_any_more_is_gone(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    for key in ("s01", "s04", "s06"):
        reject(document, key)
    assert again(document, tess)["item", HIGHLIGHT] == What.GONE
    assert Item.objects.get(slug=HIGHLIGHT).archived_at == LATER
    assert not module.built_parts.filter(slug=HIGHLIGHT).exists()


def test_what_is_gone_stays_where_a_person_edited_it(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    item = Item.objects.select_related("current").get(slug=HIGHLIGHT)
    put_item_version(item, fields={**pack_fields(item.current), "stem": "Mark them, please."},
                     library=CollectionLibrary(module.collection), by=tess)  # fmt: skip
    for key in ("s01", "s04", "s06"):
        reject(document, key)
    assert again(document, tess)["item", HIGHLIGHT] == What.KEPT
    item.refresh_from_db()
    assert item.archived_at is None


def test_a_published_release_is_not_touched(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    decide_all(module)
    published = publish_built(module, at=LATER, by=tess)
    before = list(published.lessons.values_list("slug", "objectives"))
    add_cause(document, "s04")
    again(document, tess)
    assert list(published.lessons.values_list("slug", "objectives")) == before
    draft = module.releases.get(status=Release.Status.DRAFT)
    assert list(draft.lessons.values_list("slug", "objectives")) != before


def test_a_published_quiz_changes_when_the_draft_is_published(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    decide_all(module)
    publish_built(module, at=LATER, by=tess)
    before = asked_by(module, "the-summer-check")
    for key in ("s01", "s04", "s06"):
        reject(document, key)
    assert again(document, tess)["quiz", "the-summer-check"] == What.CHANGED
    assert asked_by(module, "the-summer-check") == before
    assert ("quiz", "the-summer-check") not in again(document, tess)
    decide_all(module)
    publish_built(module, at=LATER, by=tess)
    after = asked_by(module, "the-summer-check")
    assert HIGHLIGHT in before
    assert HIGHLIGHT not in after


def test_what_went_with_a_discarded_draft_is_drafted_again(tess: User) -> None:
    document = reviewed(tess)
    module, _build = built(document, tess)
    discard_draft(module.releases.get())
    changed = again(document, tess)
    assert changed["lesson", "the-summer"] == What.ADDED
    assert module.releases.get().lessons.count() == 2


def asked_by(module: Module, quiz: str) -> list[str]:
    found = Quiz.objects.get(collection=module.collection, slug=quiz)
    return [
        slug
        for section in found.sections.all()
        for slug in section.slots.values_list("item_version__item__slug", flat=True)
    ]
