"""The page of a source card says whether anybody has seen the source."""

import pytest

from tests.factories_content import SourceCardFactory, module_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        ("N", "nobody here has looked it up"),
        ("S", "The source itself stands where the citation says."),
        ("K", "The source itself stands where the citation says."),
    ],
)
def test_card_sends_nobody_to_a_source_that_is_only_named(client, confidence, said):
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection, slug="minutes", confidence=confidence)
    html = client.get(place.url("card", card.slug)).content.decode()
    both = ("nobody here has looked it up", "The source itself stands where the citation says.")
    assert [words for words in both if words in html] == [said]
