from random import Random

import pytest

from quizzes.itemtypes.base import plain_prose, shuffled, with_cues


@pytest.mark.parametrize(
    ("cues", "html"),
    [
        (["was seen"], 'It <u class="cue">was seen</u> by 3 &lt; 4.'),
        (["It … by"], '<u class="cue">It</u> was seen <u class="cue">by</u> 3 &lt; 4.'),
        (["by", "It"], '<u class="cue">It</u> was seen <u class="cue">by</u> 3 &lt; 4.'),
        (["was seen", "seen by"], 'It <u class="cue">was seen</u> by 3 &lt; 4.'),
        (["3 <"], 'It was seen by <u class="cue">3 &lt;</u> 4.'),
        (["nowhere", ""], "It was seen by 3 &lt; 4."),
    ],
)
def test_cues_are_underlined_where_they_stand(cues, html):
    assert with_cues("It was seen by 3 < 4.", cues) == html


def test_plain_prose_escapes_and_makes_paragraphs():
    assert plain_prose("a <b>\nc\n\nd") == "<p>a &lt;b&gt;\nc</p><p>d</p>"


def test_shuffled_keeps_the_order_when_asked():
    assert shuffled(4, Random(1), shuffle=False) == [0, 1, 2, 3]  # noqa: S311
    assert sorted(shuffled(9, Random(1))) == list(range(9))  # noqa: S311
