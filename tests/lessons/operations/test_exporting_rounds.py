"""What independent raters said on this site travels in the pack."""

import pytest
from django.utils import timezone

from lessons.content import check_pack, parse_pack
from lessons.operations.exporting import export_module
from sources.models import Collection
from tests.factories_authoring import module_of
from tests.factories_content import document_of
from tests.factories_rounds import finish, give, opened
from tests.lessons.operations.loads import exported

pytestmark = pytest.mark.django_db

S02, S05 = 3, 6
"""Positions: the heading is the first."""


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def text(module, tess, theo):
    """“The mill” after a round: s05 labelled anew, s02 compared with what was decided before."""
    Collection.objects.filter(pk=module.collection_id).update(visibility="school")
    text = module.collection.documents.select_related("collection").get(slug="the-mill")
    text.claims.filter(first__key="s05").delete()
    round_ = opened(text, tess, theo)
    give(round_, tess, S05, "post-hoc:Thanks to", kind="cause")
    give(round_, theo, S05, "vague-amount:grew", kind="cause")
    for person in (tess, theo):
        give(round_, person, S02, "missing-anchor:soon after the war")
    finish(round_, tess, theo)
    return text


def ratings_in(pack, first):
    (document,) = [one for one in pack.documents if one.id == "the-mill"]
    return [(one.rater, one.kind, one.weaknesses) for one in document.ratings if one.first == first]


def test_export_holds_the_ratings_of_a_round(module, text):
    found = ratings_in(export_module(module), "s05")
    assert sorted(weaknesses for _, _, weaknesses in found) == [("post-hoc",), ("vague-amount",)]
    # Raters 1 and 2 of the pack stay who they are.
    assert sorted(rater for rater, _, _ in found) == [3, 4]


def test_export_holds_the_ratings_of_what_was_decided_before(module, text):
    assert len(ratings_in(export_module(module), "s02")) == 2


def test_export_of_rated_claims_is_a_pack_without_problems(module, text):
    errors = [one for one in check_pack(export_module(module)) if one.is_error]
    assert errors == []


def test_export_leaves_out_evidence_in_a_version_that_is_no_more(module, text):
    was = {"collection": module.collection, "slug": "letter"}
    old = document_of("I saw it.", "I was there.", superseded_at=timezone.now(), **was)
    document_of("I was told of it.", "Nobody was there.", number=2, supersedes=old, **was)
    claim = text.claims.get(first__key="s05")
    claim.evidence.create(sentence=old.sentences.get(key="s02"), stance="supports")
    (mill,) = [one for one in export_module(module).documents if one.id == "the-mill"]
    (exported_claim,) = [one for one in mill.claims if one.first == "s05"]
    assert exported_claim.evidence == ()


def test_ratings_are_read_back_from_the_files(module, text):
    pack, problems = parse_pack({p: t.encode() for p, t in exported(module.slug).items()})
    assert pack is not None, problems
    assert ratings_in(pack, "s05") == ratings_in(export_module(module), "s05")
