import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pipeline.align import WIDEST_GAP, Change, Match, align, change_between

ONE, TWO, THREE = "The dam broke at noon.", "Nobody was warned.", "A letter says so."


def places(old, new):
    return [match and (match.first, match.last) for match in align(old, new)]


def test_align_finds_the_same_sentences_further_down():
    assert places([ONE, TWO], [THREE, ONE, TWO]) == [(1, 1), (2, 2)]


def test_align_knows_what_is_gone():
    assert places([ONE, TWO, THREE], [ONE, THREE]) == [(0, 0), None, (1, 1)]


def test_align_takes_other_quotation_marks_and_spaces_for_the_same():
    (match,) = align(["He said “no” – twice."], ['He  said "no" - twice.'])
    assert match == Match(0, 0, Change.SAME)


def test_align_finds_what_was_split():
    assert places([f"{ONE} {TWO}", THREE], [ONE, TWO, THREE]) == [(0, 1), (2, 2)]


def test_align_finds_what_was_joined_and_says_so():
    found = align([ONE, TWO, THREE], [f"{ONE} {TWO}", THREE])
    assert [match and match.is_joined for match in found] == [True, True, False]


def test_align_finds_a_sentence_that_moved():
    assert places([ONE, TWO, THREE], [THREE, ONE, TWO]) == [(1, 1), (2, 2), (0, 0)]


def test_align_pairs_changed_sentences_in_order():
    old = ["The north dam broke at noon.", "The south dam broke at dusk."]
    new = ["The old north dam broke at noon.", "The old south dam broke at dusk."]
    assert places(old, new) == [(0, 0), (1, 1)]


def test_align_keeps_apart_sentences_that_occur_often():
    assert places(["Yes.", ONE, "Yes.", TWO], ["Yes.", ONE, "Yes.", TWO]) == [
        (0, 0), (1, 1), (2, 2), (3, 3),
    ]  # fmt: skip


def test_align_finds_changed_sentences_in_gaps_wider_than_it_compares_whole():
    # No sentence is the same, and one in ten is new: the band follows the drift.
    old = [f"In year {n} the town number {n * 3} had {n * 7} mills." for n in range(200)]
    new = []
    for n, text in enumerate(old):
        new += [f"Entirely different words {n}."] if n % 10 == 5 else []
        new.append(text.replace("mills", "old mills"))
    assert len(old) > WIDEST_GAP
    found = align(old, new)
    right = sum(
        m is not None and new[m.first].startswith(t[:-7]) for m, t in zip(found, old, strict=True)
    )
    assert right == len(old)


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ("The dam  broke at noon.", Change.SAME),
        ("The great dam broke at noon.", Change.NEAR),
        ("The dam never broke at noon.", Change.ALTERED),
        ("The dam broke at 12.", Change.ALTERED),
        ("The dam held for years.", Change.TOO_MUCH),
        ("Somebody wrote letters.", Change.TOO_MUCH),
    ],
)
def test_change_between_tells_how_far_the_words_went(now, change):
    assert change_between(ONE, now) is change


def test_change_between_sees_a_number_changed_in_a_long_sentence():
    long = "In the winter of that year the council of the valley counted 40 mills by the river."
    assert change_between(long, long.replace("40", "400")) is Change.ALTERED


LINES = st.lists(st.sampled_from(["a b c.", "a b d.", "e f.", "g.", "a b c. e f.", ""]), max_size=9)


@given(LINES, LINES)
def test_align_gives_each_sentence_a_place_inside_the_new_text(old, new):
    found = align(old, new)
    assert len(found) == len(old)
    assert all(m is None or 0 <= m.first <= m.last < len(new) for m in found)


@given(LINES)
def test_align_of_a_text_with_itself_places_every_sentence(lines):
    assert [m and m.first for m in align(lines, lines)] == list(range(len(lines)))


@given(LINES, LINES)
def test_align_gives_no_new_sentence_to_two_that_were_not_joined(old, new):
    taken = [
        j for m in align(old, new) if m and not m.is_joined for j in range(m.first, m.last + 1)
    ]
    assert len(taken) == len(set(taken))
