"""Documents and labels when a pack is loaded again."""

import pytest

from quizzes.models import Anchor
from rosters.models import User
from sources.models import Claim, Document
from tests.factories import InstructorFactory
from tests.lessons.content.small_pack import FILES
from tests.lessons.operations.loads import (
    CUE,
    LATER,
    SENTENCE,
    exported,
    load_files,
    with_changes,
    without,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


def test_changed_sentence_makes_a_new_version_and_keeps_the_old_one() -> None:
    load_files()
    report = load_files(with_changes(SENTENCE, CUE), at=LATER)
    assert (report.new["documents"], report.changed["documents"]) == (0, 1)
    old, new = Document.objects.filter(slug="the-mill").order_by("number")
    assert (new.number, new.supersedes, old.superseded_at) == (2, old, LATER)
    assert [s.text for s in old.sentences.all()][1] == "The mill was widely seen as a blessing."
    assert [s.text for s in new.sentences.all()][1] == "The mill was widely seen as a gift."


def test_old_anchors_keep_their_version_of_the_document() -> None:
    asked = with_changes(("quizzes/the-check.yaml", "  - choose-day\n", "  - name-it\n"))
    load_files(asked)
    load_files(with_changes(SENTENCE, CUE, of=asked))
    anchors = Anchor.objects.filter(item_version__item__slug="name-it")
    assert set(anchors.values_list("item_version__number", "document__number", "first__key")) == {
        (1, 1, "s01"),
        (2, 2, "s01"),
    }


def test_changed_kind_of_block_makes_a_new_version() -> None:
    load_files()
    load_files(with_changes(("documents/the-mill.md", "- [s05]", "> [s05]")))
    assert Document.objects.filter(slug="the-mill").count() == 2


def test_changed_label_or_provenance_makes_no_new_version() -> None:
    load_files()
    load_files(
        with_changes(
            ("documents/the-mill.md", "on one sheet", "on two sheets"),
            ("claims.yaml", "Nobody is named.", "No name is given."),
        )
    )
    row = Document.objects.get(slug="the-mill")
    assert row.known == ["It was printed on two sheets."]
    assert row.claims.get(first__key="s01").why == "No name is given."


def test_labels_that_a_person_suggested_stay() -> None:
    load_files()
    row = Document.objects.get(slug="the-mill")
    first = row.sentences.get(key="s01")
    Claim.objects.create(
        document=row, first=first, last=first, kind="value", support="bare", status="suggested"
    )
    load_files(with_changes(("claims.yaml", "Nobody is named.", "No name is given.")))
    assert row.claims.filter(status="suggested").count() == 1


def test_document_that_left_is_put_away_and_comes_back_as_it_was() -> None:
    load_files()
    smaller = without(
        ["practice/the-fair.md", "items/mark-the-fair.yaml", "items/two-sentences.yaml"],
        ("pack.yaml", "practice:\n  - the-fair\n", ""),
    )
    report = load_files(smaller, at=LATER)
    assert "documents: the-fair is no longer in the pack and was put away." in report.notes
    assert Document.objects.get(slug="the-fair").superseded_at == LATER
    load_files()
    row = Document.objects.get(slug="the-fair")
    assert (row.number, row.superseded_at) == (1, None)
    assert exported() == FILES


OTHER_WHY = ("claims.yaml", "Nobody is named.", "No name is given.")


def mill_claim() -> Claim:
    return Claim.objects.get(document__slug="the-mill", first__key="s01")


def decide(author: User, **fields: object) -> None:
    Claim.objects.filter(pk=mill_claim().pk).update(edited_by=author, **fields)


def test_label_that_a_person_decided_stays_and_the_report_says_so(author: User) -> None:
    load_files()
    decide(author, why="I looked it up.")
    report = load_files(with_changes(OTHER_WHY))
    assert mill_claim().why == "I looked it up."
    assert report.notes == [
        "claims: the-mill, s01, was decided on this site and differs from the pack; the site's "
        "decision was kept."
    ]


def test_label_that_a_person_rejected_does_not_come_back(author: User) -> None:
    load_files()
    decide(author, status="rejected")
    load_files(with_changes(OTHER_WHY))
    assert mill_claim().status == "rejected"


def test_other_labels_follow_the_pack_beside_a_decided_one(author: User) -> None:
    load_files()
    before = set(Claim.objects.values_list("first__key", flat=True))
    others = Claim.objects.exclude(pk=mill_claim().pk).filter(status="accepted")
    decide(author, why="I looked it up.")
    others.update(why="Somebody changed this past the site.")
    load_files()
    assert set(Claim.objects.values_list("first__key", flat=True)) == before
    assert not others.filter(why__contains="past the site").exists()


def test_author_who_loads_her_pack_again_replaces_her_own_labels(author: User) -> None:
    load_files(owner=author, by=author)
    decide(author, why="I looked it up.")
    load_files(owner=author, by=author)
    assert mill_claim().why == "Nobody is named."
