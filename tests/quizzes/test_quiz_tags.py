"""What the tags of quizzes keep, they keep by all that it is made of."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from quizzes.templatetags.quiz_tags import points, reviewed_option

OPTION = {"state": "hit", "word": "Right", "why_not": False, "open": True, "text": "A note",
          "feedback": "", "card": None}  # fmt: skip


@pytest.mark.parametrize("first_is_safe", [True, False])
def test_reviewed_option_escapes_what_is_not_safe(first_is_safe):
    """The same letters, once as HTML and once as they are: neither stands in for the other."""
    shown = {
        is_safe: reviewed_option(
            OPTION | {"text": mark_safe("<i>x</i>") if is_safe else "<i>x</i>"}
        )
        for is_safe in (first_is_safe, not first_is_safe)
    }
    assert "<i>x</i>" in shown[True]
    assert "&lt;i&gt;x&lt;/i&gt;" in shown[False]


def test_reviewed_option_names_its_card():
    html = reviewed_option(
        OPTION | {"feedback": mark_safe("<p>So.</p>"), "card": {"target": "card-a", "short": "A"}}
    )
    assert 'popovertarget="card-a">A</button>' in html


def test_points_are_written_in_the_readers_language():
    assert points(Decimal("7.50")) == "7.5"
    with translation.override("de"):
        assert points(Decimal("7.50")) == "7,5"
