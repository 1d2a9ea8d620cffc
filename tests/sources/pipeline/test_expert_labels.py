"""The rules against what people marked in the two source texts and in their adaptations."""

import pytest

from tests.sources.pipeline import expert_labels

LEAST_RECALL = 0.8
MOST_STRAYS = 0.1


@pytest.fixture(params=["sources", "adapted"])
def tally(request):
    if request.param == "adapted":
        return expert_labels.tally_of_adapted()
    if not expert_labels.SOURCES.exists():
        pytest.skip("the two source texts are not at hand")
    return expert_labels.tally_of_sources()


def test_suggestions_find_what_people_marked(tally):
    assert tally.recall >= LEAST_RECALL


def test_suggestions_add_little_that_nobody_marked(tally):
    assert tally.stray_share <= MOST_STRAYS


def test_suggestions_leave_boilerplate_pull_quotes_and_captions(tally):
    assert tally.misplaced == []


@pytest.mark.parametrize("name", expert_labels.TEXTS)
def test_source_has_as_many_sentences_as_its_adaptation(name):
    if not expert_labels.SOURCES.exists():
        pytest.skip("the two source texts are not at hand")
    _, keys = expert_labels.source(name)
    labelled = [key for key in expert_labels.labels_of(*expert_labels.TEXTS[name]) if key[0] == "s"]
    assert [key for key in keys if key] == labelled
