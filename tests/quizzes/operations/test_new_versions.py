"""A new version of a text lists exactly the items whose anchors broke, and keeps them back."""

import pytest
from django.utils import timezone

from quizzes.models import Item, Quiz
from quizzes.operations.items import is_out_of_step, pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import findings_of_quiz, publish_quiz
from sources.models import Block, Document, Sentence
from sources.operations.findings import NotReadyToPublish
from sources.operations.versions import carry_over
from tests.factories_authoring import module_of
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def text(module):
    return module.collection.documents.get(slug="the-mill")


def newer(old, *, before=(), **words):
    """The next version of a text: other words for some ids, more sentences before s02; ids are
    given anew, as an import does. Decisions are carried over."""
    Document.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
    made = Document.objects.create(
        collection=old.collection, slug=old.slug, number=old.number + 1, supersedes=old,
        title=old.title, edition=old.edition, text="", sha256=str(old.number + 1),
        adapted_from=old.adapted_from, known=old.known, unknown=old.unknown,
    )  # fmt: skip
    position, count = 0, 0
    for row in old.blocks.order_by("position"):
        block = Block.objects.create(
            document=made, position=row.position, kind=row.kind, level=row.level
        )
        for one in old.sentences.filter(block=row).order_by("position"):
            texts = [words.get(one.key, old.text[one.start : one.end])]
            for text in [*(before if one.key == "s02" else ()), *texts]:
                start = len(made.text) + 1 if made.text else 0
                made.text += (" " if made.text else "") + text
                position += 1
                count += one.number is not None
                Sentence.objects.create(
                    document=made, block=block, position=position, start=start,
                    end=start + len(text), number=count if one.number else None,
                    key=f"s{count:02}" if one.number else one.key,
                )  # fmt: skip
    made.save()
    carry_over(old, made, by=None, at=timezone.now())
    return made


def broken(module):
    library = CollectionLibrary(module.collection)
    items = Item.objects.filter(collection=module.collection).select_related("current")
    return {item.slug for item in items if is_out_of_step(item.current, library)}


def resting_on(text, *keys):
    """Items whose current version is anchored over one of these sentences."""
    return {
        item.slug
        for item in Item.objects.filter(collection=text.collection)
        for anchor in item.current.anchors.select_related("first", "last").filter(document=text)
        for sentence in text.sentences.filter(key__in=keys)
        if anchor.first.position <= sentence.position <= anchor.last.position
    }


def test_a_version_with_the_same_sentences_breaks_nothing(module, text):
    newer(text)
    assert broken(module) == set()


def test_a_changed_sentence_breaks_exactly_the_items_that_rest_on_it(module, text):
    hit = resting_on(text, "s02")
    assert hit
    assert hit != set(module.collection.items.values_list("slug", flat=True))
    newer(text, s02="It opened in the year 1902, soon after the war.")
    assert broken(module) == hit


def test_a_sentence_put_in_breaks_the_items_whose_ids_point_elsewhere_now(module, text):
    # What was s02 is s03 from now on: all that names s02 or a later one points elsewhere.
    hit = resting_on(text, "s02", "s03", "s04", "s05")
    newer(text, before=["A sentence that nobody had."])
    assert broken(module) == hit


def test_an_item_that_only_says_what_it_is_about_breaks_as_well(module, text):
    # “choose-day” copies no sentence: it names one in `about`.
    newer(text, s02="It opened in the year 1902, soon after the war.")
    assert "choose-day" in broken(module)


def test_items_that_broke_keep_their_quiz_from_being_published(module, text):
    quiz = module.collection.quizzes.get(slug="the-check")
    assert findings_of_quiz(quiz) == []
    newer(text, s02="It opened in the year 1902, soon after the war.")
    blocked = {f.about.slug for f in findings_of_quiz(quiz) if f.blocks}
    asked = set(
        Item.objects.filter(versions__slots__section__quiz=quiz).values_list("slug", flat=True)
    )
    assert blocked == broken(module) & asked
    with pytest.raises(NotReadyToPublish):
        publish_quiz(quiz, by=None)
    quiz.refresh_from_db()
    assert quiz.status == Quiz.Status.PUBLISHED


def test_an_item_that_is_saved_again_rests_on_the_new_version(module, text):
    made = newer(text, s02="It opened in the year 1902, soon after the war.")
    item = module.collection.items.get(slug="choose-day")
    library = CollectionLibrary(module.collection)
    before = item.current
    version = put_item_version(item, fields=pack_fields(item.current), library=library)
    assert version.pk != before.pk
    assert version.anchors.get().document == made
    assert not is_out_of_step(version, library)
    assert "choose-day" not in broken(module)


def test_looking_for_broken_items_costs_the_same_for_one_and_for_all(module, text):
    newer(text, s02="It opened in the year 1902, soon after the war.")
    items = list(module.collection.items.select_related("current"))

    def cost(some):
        library = CollectionLibrary(module.collection)
        with statements() as asked:
            for item in some:
                is_out_of_step(item.current, library)
        return sum('"quizzes_anchor"' in sql for sql in asked.counted)

    assert cost(items[:1]) == cost(items) == 1
