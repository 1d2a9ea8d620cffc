import pytest

from quizzes.models import Anchor
from quizzes.models.quizzes import Purpose
from quizzes.operations.agreement_gate import agreement_findings
from sources.models import Claim, Rating
from tests.factories_content import document_of
from tests.factories_quizzes import ItemVersionFactory, QuizFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return document_of(*[f"Sentence {n} says so." for n in range(12)])


@pytest.fixture
def version(text):
    version = ItemVersionFactory(type_slug="highlight", item__collection=text.collection)
    ends = {"first": text.sentences.earliest("pk"), "last": text.sentences.latest("pk")}
    Anchor.objects.create(item_version=version, document=text, **ends)
    return version


def rated(text, *, apart=0, count=12, contested=False):
    """Claims of which every other has a weakness; so many are labelled otherwise by rater 2."""
    for place, sentence in enumerate(text.sentences.order_by("position")[:count]):
        claim = Claim.objects.create(
            document=text, first=sentence, last=sentence, kind="fact", support="bare",
            contested=contested and place < apart,
        )  # fmt: skip
        own = ["vague-amount"] if place % 2 else []
        other = own if place >= apart else ["generalise"]
        for rater, weaknesses in ((1, own), (2, other)):
            Rating.objects.create(
                claim=claim, rater=rater, kind="fact", support="bare", weaknesses=weaknesses
            )


def advice(version, purpose=Purpose.EXAM):
    quiz = QuizFactory(collection=version.item.collection, purpose=purpose)
    found = list(agreement_findings(quiz, [version]))
    assert not any(finding.blocks for finding in found)
    return [finding.message for finding in found]


def test_exam_on_claims_that_raters_agree_on_gets_no_advice(text, version):
    rated(text)
    assert advice(version) == []


def test_exam_on_claims_that_raters_differ_on_is_told_so(text, version):
    rated(text, apart=5)
    (message,) = advice(version)
    assert "agree too little for a grade" in message
    assert "over 12 claims" in message


def test_exam_leaves_out_what_is_contested_and_so_not_counted(text, version):
    rated(text, apart=2, contested=True)
    assert advice(version) == []


def test_exam_on_few_rated_claims_is_told_so(text, version):
    rated(text, count=9)
    assert "Only 9 of the claims" in advice(version)[0]


def test_exam_on_claims_that_nobody_rated_is_told_so(version):
    assert "no two people have labelled them independently" in advice(version)[0]


def test_practice_needs_no_raters(text, version):
    rated(text, apart=5)
    assert advice(version, Purpose.PRACTICE) == []


def test_exam_without_items_on_claims_needs_no_raters():
    assert advice(ItemVersionFactory(type_slug="choice")) == []
