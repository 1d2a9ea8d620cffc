"""Each constraint of all tables is violated once; the list comes from the models.

Those of quizzes have their table in `tests/quizzes/models/test_constraints.py`, which keeps its own
list complete. Here stand the violations of all others.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lessons.models import (
    Build,
    BuiltPart,
    Lesson,
    LessonCompletion,
    Module,
    ModuleAssignment,
    Release,
    Step,
    StepCompletion,
    StepNote,
)
from rosters.models import Act
from sources.models import (
    Block,
    Claim,
    ClaimWeakness,
    Collection,
    CollectionShare,
    Document,
    Event,
    EventSource,
    Evidence,
    HistoryEntry,
    Import,
    Rating,
    ReviewRound,
    ReviewVisit,
    RoundLabel,
    RoundRater,
    Sentence,
    SourceCard,
    Suggestion,
    Term,
    TermSource,
    Variant,
)
from tests.factories import (
    AccommodationFactory,
    ClassroomFactory,
    EnrollmentFactory,
    GuestFactory,
    LearnerFactory,
)
from tests.factories_imports import make_import
from tests.factories_quizzes import CollectionFactory
from tests.factories_rounds import put_rounds
from tests.quizzes.models.test_constraints import VIOLATIONS as OF_QUIZZES
from tests.quizzes.models.test_constraints import again, change
from tests.world import make_module

pytestmark = pytest.mark.django_db

APPS = ("rosters", "sources", "quizzes", "lessons")
NOW = timezone.now


def first(model: type[models.Model], **which: Any) -> Any:
    """A row of a whole module, which is made for it."""
    if not Module.objects.exists():
        make_module("mill-town", "Mill town", owner=LearnerFactory(), rows=1)
    return model._default_manager.filter(**which).order_by("pk")[0]


def weakness() -> ClaimWeakness:
    return ClaimWeakness.objects.create(claim=first(Claim), weakness="unmeasured")


def rating() -> Rating:
    return Rating.objects.create(claim=first(Claim), rater=1, kind="event", support="weak")


def evidence(**named: Any) -> Evidence:
    return Evidence.objects.create(claim=first(Claim), stance=Evidence.Stance.FRAMES, **named)


def share() -> CollectionShare:
    return CollectionShare.objects.create(collection=CollectionFactory(), user=LearnerFactory())


def done(model: type[models.Model], **fields: Any) -> Any:
    """What a learner has done in the module."""
    module = first(Module)
    return model._default_manager.create(learner=LearnerFactory(), module=module, **fields)


def given(**fields: Any) -> ModuleAssignment:
    return ModuleAssignment.objects.create(
        module=first(Module), classroom=ClassroomFactory(), **fields
    )


def build(**fields: Any) -> Build:
    return Build.objects.create(module=first(Module), **fields)


def part() -> BuiltPart:
    return BuiltPart.objects.create(module=first(Module), kind="term", slug="weir", digest="0")


def second_current_version() -> None:
    document = first(Document)
    again(document, number=2, supersedes=document)


def waiting(**fields: Any) -> Import:
    return make_import(CollectionFactory(), LearnerFactory(), status="waiting", **fields)


def in_a_round(model: type[models.Model], **which: Any) -> Any:
    """A row of the rounds of a module, which are made for it."""
    if not ReviewRound.objects.exists():
        put_rounds(first(Collection), LearnerFactory(), LearnerFactory())
    return model._default_manager.filter(**which).order_by("pk")[0]


def made_sentence() -> Variant:
    sentence = first(Sentence)
    return Variant.objects.create(
        document=sentence.document,
        sentence=sentence,
        change="number-dropped",
        weakness="vague-amount",
        is_sound=False,
    )


VIOLATIONS: dict[str, Callable[[], Any]] = {
    "user_guest_has_no_name": lambda: GuestFactory(display_name="Ada"),
    "user_guest_is_not_staff": lambda: GuestFactory(is_staff=True),
    "user_username_once_in_any_case": lambda: [
        LearnerFactory(username=name) for name in ("ada", "ADA")
    ],
    "user_erased_has_no_name": lambda: LearnerFactory(erased_at=NOW()),
    "act_subject_has_kind_and_number": lambda: Act.objects.create(verb="marked", subject_id=1),
    "classroom_name_once_per_school": lambda: again(ClassroomFactory()),
    "enrollment_once_per_class": lambda: again(EnrollmentFactory()),
    "accommodation_factor_between_1_and_4": lambda: AccommodationFactory(time_factor=Decimal(5)),
    "collection_slug_once_per_language": lambda: again(CollectionFactory()),
    "collection_without_owner_is_public": lambda: CollectionFactory(visibility="private"),
    "collection_shared_once_per_person": lambda: again(share()),
    "card_slug_once": lambda: again(first(SourceCard)),
    "term_slug_once": lambda: again(first(Term)),
    "event_slug_once": lambda: again(first(Event)),
    "term_source_once": lambda: again(first(TermSource)),
    "event_source_once": lambda: again(first(EventSource)),
    "history_of_exactly_one_thing": lambda: HistoryEntry.objects.create(
        card=first(SourceCard), term=first(Term), content={}
    ),
    "document_version_once": lambda: again(first(Document), superseded_at=NOW()),
    "document_one_current_version": second_current_version,
    "document_first_version_supersedes_nothing": lambda: change(first(Document), number=2),
    "block_position_once": lambda: again(first(Block)),
    "block_level_only_of_headings": lambda: change(first(Block), level=1),
    "sentence_key_once": lambda: again(first(Sentence), position=9),
    "sentence_position_once": lambda: again(first(Sentence), key="s99"),
    "sentence_is_not_empty": lambda: change(first(Sentence), start=5, end=5),
    "claim_range_accepted_once": lambda: again(first(Claim)),
    "claim_difficulty_1_to_3": lambda: change(first(Claim), difficulty=4),
    "claim_na_support_only_of_none": lambda: change(first(Claim), support="na"),
    "claim_weakness_once": lambda: again(weakness()),
    "evidence_is_a_card_or_a_sentence": lambda: evidence(
        card=first(SourceCard), sentence=first(Sentence)
    ),
    "rating_once_per_rater": lambda: again(rating()),
    "import_stored_has_its_document": lambda: change(waiting(), status="stored"),
    "import_refused_says_why": lambda: change(waiting(), status="refused"),
    "import_once_for_each_form": lambda: again(waiting(form="a/0")),
    "import_percent_up_to_100": lambda: change(waiting(), done_percent=101),
    "variant_once_per_change": lambda: again(made_sentence()),
    "variant_approved_has_text_and_approver": lambda: change(made_sentence(), status="approved"),
    "module_slug_once_per_language": lambda: again(
        first(Module), collection=CollectionFactory()
    ),
    "release_number_once": lambda: again(
        first(Release), status=Release.Status.RETIRED, published_at=NOW()
    ),
    "release_one_draft": lambda: [
        Release.objects.create(module=first(Module), number=number) for number in (2, 3)
    ],
    "release_one_published": lambda: again(first(Release), number=2),
    "release_published_at_matches_status": lambda: change(first(Release), published_at=None),
    "lesson_slug_once": lambda: again(first(Lesson)),
    "step_slug_once": lambda: again(first(Step)),
    "step_kind_has_what_it_shows": lambda: change(first(Step, kind="check"), quiz=None),
    "step_completed_once": lambda: again(done(StepCompletion, step_key="a/b")),
    "lesson_completed_once": lambda: again(
        done(LessonCompletion, lesson_slug="a", release=first(Release))
    ),
    "step_note_once": lambda: again(done(StepNote, step_key="a/b")),
    "module_assignment_closes_after_it_opens": lambda: given(closes_at=NOW() - timedelta(days=1)),
    "module_assignment_once_per_class": lambda: again(given()),
    "build_one_under_way": lambda: again(build(status="waiting")),
    "build_percent_up_to_100": lambda: build(done_percent=101),
    "built_part_once": lambda: again(part()),
    "built_part_turned_down_is_decided": lambda: change(part(), turned_down=True),
    "review_round_number_once": lambda: again(in_a_round(ReviewRound, closed_at__isnull=False)),
    "review_round_one_open": lambda: again(in_a_round(ReviewRound, closed_at=None), number=2),
    "review_round_abandoned_is_closed": lambda: change(
        in_a_round(ReviewRound, closed_at=None), is_abandoned=True
    ),
    "round_rater_once": lambda: again(in_a_round(RoundRater), number=9),
    "round_rater_number_once": lambda: again(in_a_round(RoundRater), user=LearnerFactory()),
    "review_visit_once": lambda: again(
        ReviewVisit.objects.create(document=first(Document), user=LearnerFactory())
    ),
    "suggestion_score_not_negative": lambda: Suggestion.objects.create(
        document=first(Document), sentence=first(Sentence), kind="fact", support="bare",
        score=-1, version="1",
    ),
    "round_label_once": lambda: again(in_a_round(RoundLabel)),
}  # fmt: skip


def all_constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every constraint of the site's own tables by its name, which is unique."""
    return {
        constraint.name: (model, constraint)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }


def words_of(name: str) -> list[str]:
    """What a database says of a broken constraint: its name, or (SQLite) the columns it names."""
    model, constraint = all_constraints()[name]
    if not isinstance(constraint, models.UniqueConstraint):
        return [name]
    table = model._meta.db_table
    columns = [model._meta.get_field(field).column for field in constraint.fields]
    return [name, ", ".join(f"{table}.{column}" for column in columns)]


def test_every_constraint_has_a_violation():
    assert sorted({**VIOLATIONS, **OF_QUIZZES}) == sorted(all_constraints())


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        VIOLATIONS[name]()
    said = str(caught.value)
    assert any(said.endswith(words) or name in said for words in words_of(name)), said


def test_same_slug_in_another_language_is_taken():
    CollectionFactory(slug="mill-town")
    CollectionFactory(slug="mill-town", language="es")
    assert Collection.objects.filter(slug="mill-town").count() == 2
