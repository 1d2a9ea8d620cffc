"""One named change of a sentence, there and back; and templates that repair a weak one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pipeline.variants.base import BLANK, Made, differing_words, reverse, swap
from sources.pipeline.variants.registry import CHANGES, shown_by, spoiled
from sources.pipeline.variants.repairs import CURES, REPAIRS, repairs_of
from sources.pipeline.weaknesses.registry import all_rules, get_rule
from sources.taxonomy import WEAKNESSES


def made(change: str, text: str, language: str = "en") -> str:
    """The sentence after a change; empty where it cannot be made."""
    return next((m.text for c, m in spoiled(text, language) if c.id == change), "")


@pytest.mark.parametrize(
    ("change", "text", "after"),
    [
        ("number-dropped", "They counted 410 carts.", "They counted many carts."),
        ("number-dropped", "Two routes need a driver.", "Many routes need a driver."),
        ("number-dropped", "118,000 journeys were made.", "Many journeys were made."),
        ("number-changed", "They counted 410 carts.", "They counted 1230 carts."),
        ("number-changed", "They counted 1,200 carts.", "They counted 3,600 carts."),
        ("date-dropped", "On 4 March 1911 the council met.", "The council met."),
        ("date-dropped", "In 1911, the council met.", "The council met."),
        ("date-dropped", "The council met on 4 March 1911, at noon.", "The council met, at noon."),
        ("actor-dropped", "Lia Moran said that it shook.", "An insider said that it shook."),
        ("actor-dropped", "It shook, said Lia Moran.", "It shook, said an insider."),
        ("hedge-dropped", "Two routes may need a driver.", "Two routes will need a driver."),
        ("hedge-dropped", "Prices are likely to rise.", "Prices will rise."),
        ("cause-invented", "The mill closed.", "As a result, the mill closed."),
        ("generalised", "31 of 76 families walked.", "All families walked."),
        ("generalised", "The clerk often came.", "The clerk always came."),
    ],
)  # fmt: skip
def test_a_change_does_one_thing(change: str, text: str, after: str) -> None:
    assert made(change, text) == after


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("number-dropped", "See page 112 notes."),
        ("number-dropped", "In 1911 trams came."),
        ("number-dropped", "31 of 76 families walked."),
        ("number-changed", "In 1911 trams came."),
        ("date-dropped", "They met from 4 March 1911 to 2 May 1912."),
        ("date-dropped", "The 1911 census counts 400 people."),
        ("actor-dropped", "Lia Moran said that Bram Oakes had told her."),
        ("hedge-dropped", "It may have been the bell."),
        ("cause-invented", "Lia Moran came."),
        ("cause-invented", "The mill closed because of the war."),
        ("generalised", "All 12 jurors agreed."),
    ],
)
def test_a_change_leaves_alone_what_it_would_spoil(change: str, text: str) -> None:
    assert made(change, text) == ""


def test_changes_know_which_languages_they_speak() -> None:
    text = "El 4 de marzo de 1911 el consejo se reunió con 40 vecinos."
    assert {c.id for c, _made in spoiled(text, "es")} == {"date-dropped", "number-changed"}


WEAK_AND_FINE = [s for rule in all_rules() for s in (*rule.weak, *rule.fine)]


@pytest.mark.parametrize("text", WEAK_AND_FINE)
def test_the_reverse_of_a_change_gives_the_sentence_back(text: str) -> None:
    for language in ("en", "es"):
        for _change, one in spoiled(text, language):
            assert reverse(one) == text
            assert one.text != text


@given(st.text(max_size=80))
def test_any_text_is_changed_and_changed_back(text: str) -> None:
    for change in CHANGES:
        for one in change.spoil(text):
            assert reverse(one) == text


@given(st.text(min_size=1, max_size=30), st.data())
def test_swap_is_undone_by_reverse(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = swap(text, start, end, text[start:end] + "x")
    assert reverse(one) == text


def test_swap_of_the_same_words_is_refused() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        swap("a cat", 2, 5, "cat")


def test_differing_words_are_whole_words() -> None:
    assert differing_words("They saw 410 carts.", "They saw many carts.") == ("410", "many")
    assert differing_words("On 4 May the mill shut.", "The mill shut.") == ("On 4 May the", "The")
    assert differing_words("The mill shut.", "The mill shut (log).") == ("", "(log)")
    assert differing_words("Same here.", "Same here.") == ("", "")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.id)
def test_every_change_makes_a_known_weakness(change: object) -> None:
    assert change.weakness in WEAKNESSES


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("number-dropped", "They counted 410 carts on the bridge."),
        ("actor-dropped", "Inspector Lia Moran said that it shook."),
        ("hedge-dropped", "Two routes may need a driver."),
        ("cause-invented", "The mill closed on 4 May 1911 at noon."),
        ("generalised", "31 of 76 families walked to work."),
    ],
)
def test_the_rule_of_the_weakness_finds_it_in_the_changed_sentence(change: str, text: str) -> None:
    weakness = next(c.weakness for c in CHANGES if c.id == change)
    assert shown_by(weakness, text) == ""
    assert shown_by(weakness, made(change, text)) != ""


def test_a_template_has_blanks_to_fill_in() -> None:
    found = {r.id: m.text for r, m in repairs_of("vague-amount", "Many towns joined.", "Many")}
    assert found == {
        "number-added": f"{BLANK} of {BLANK} towns joined.",
    }


def test_a_sentence_that_is_put_after_others_begins_small() -> None:
    text = "Because of the bridge, the town grew rich."
    made = [m.text for _repair, m in repairs_of("post-hoc", text, "Because of")]
    assert any("likely that because of the bridge" in one for one in made)


@pytest.mark.parametrize("weakness", WEAKNESSES)
def test_every_template_can_be_taken_back(weakness: str) -> None:
    for text in get_rule(weakness).weak:
        for _repair, one in repairs_of(weakness, text, shown_by(weakness, text)):
            assert reverse(one) == text
            assert BLANK in one.text


CURED = (
    ("anon-source", "An old clerk said that it rained.", ["Lia Moran"]),
    ("vague-attribution", "Many observers agreed that it was cold.", ["Lia Moran", "Bo Lind"]),
    ("vague-attribution", "It is said that the bell was cast by a monk.", ["Lia Moran"]),
    ("vague-attribution", "Everyone knows that the town was rich.", ["Lia Moran"]),
    ("motive", "Penn cared only for profit.", ["letter", "1796"]),
    ("vague-amount", "Many towns joined.", ["12", "40"]),
    ("generalise", "All young people are proud of it.", ["12", "40"]),
    ("generalise", "The owners always treated the strikers fairly.", ["often"]),
    ("generalise", "The whole country was watching the town.", ["Lia Moran"]),
    ("unmeasured", "It was the most prosperous town.", ["410 looms", "120 looms"]),
    ("missing-anchor", "The museum is now open.", ["4 May 1921"]),
    ("prediction-as-fact", "The currency will collapse.", ["Lia Moran"]),
    ("loaded", "Penn was a greedy man.", ["rich"]),
)


@pytest.mark.parametrize(("weakness", "text", "words"), CURED)
def test_a_template_that_is_filled_in_has_the_weakness_no_more(
    weakness: str, text: str, words: list[str]
) -> None:
    cue = shown_by(weakness, text)
    _repair, one = next(repairs_of(weakness, text, cue))
    filled = one.text
    for word in words:
        filled = filled.replace(BLANK, word, 1)
    assert cue
    assert BLANK not in filled
    assert shown_by(weakness, filled) == ""


def test_no_template_is_offered_for_what_it_does_not_cure() -> None:
    by_source = {weakness for weakness, cures in CURES.items() if "source-added" in cures}
    assert by_source == {"uncheckable-source", "motive"}
    assert {w for w, cures in CURES.items() if "number-added" in cures} == {
        "vague-amount",
        "generalise",
    }
    assert {w for w, cures in CURES.items() if "qualifier-added" in cures} == {
        "prediction-as-fact",
        "post-hoc",
    }
    assert {name for cures in CURES.values() for name in cures} == {one.id for one in REPAIRS}
    assert set(CURES) <= set(WEAKNESSES)


@pytest.mark.parametrize(
    ("weakness", "text", "cue"),
    [
        ("generalise", "The railway transformed every aspect of life.", "every"),
        ("vague-amount", "Much of it was lost.", "Much"),
        ("vague-attribution", "The deal was widely seen as a betrayal.", "was widely"),
        ("anon-source", "Sources close to the mill said so.", "Sources close to"),
    ],
)
def test_blanks_that_no_words_fit_are_not_offered(weakness: str, text: str, cue: str) -> None:
    made = [one.text for repair, one in repairs_of(weakness, text, cue)]
    assert made == []


def test_repairs_say_what_their_sentences_rest_on() -> None:
    assert {repair.support for repair in REPAIRS} == {"cited", "named", "in-text"}
    assert len({repair.id for repair in REPAIRS}) == len(REPAIRS)


def test_made_sentences_fit_the_columns() -> None:
    assert all(len(change.id) <= 24 for change in (*CHANGES, *REPAIRS))
    assert Made("b", 0, "a", "b").after == "b"
