"""The bar that the two shipped packs must stand above, computed from their files."""

import re
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from lessons.content import check_pack
from lessons.content.checks.content import maps, text
from lessons.content.checks.highlights import Marked, markables
from lessons.content.checks.references import item_leaves
from lessons.content.item_tables import ITEMS
from lessons.content.objects import Item, Quiz
from quizzes.grading.blind import CEILING, Markable, highlight_scores
from tests.lessons.shipped import SLUGS, index_of, pack_of

SENTENCES = {"cold-war-diplomacy": 17, "modern-alignment-debates": 25}
"""How many sentences the original of each adapted document has, headings and notices apart."""

TELLTALES = {
    "cause": r"because|since|so that|therefore|thus|thanks to|led to|caused|as a result|due to"
    r"|made",
    "crowd": r"many|some|most|several|few|often|countless|numerous|widely|experts?|critics"
    r"|observers|analysts|historians|scholars|researchers|studies|people|sources?|reports?",
    "sweep": r"all|always|never|every|everyone|everybody|anyone|nobody|none|no one|only|whole"
    r"|entire",
    "judgement": r"disastrous|shameful|brilliant|heroic|reckless|tragic|absurd|great|terrible",
    "future": r"will|won't|would|soon|inevitabl\w+|bound to|going to",
    "mind": r"wanted|hoped|feared|believed|intended|knew|thought|meant",
}
"""Words that a learner could mark unread, because weak sentences so often hold them."""

LAB, MODULE_QUIZ = "claim-lab", "module-quiz"

pytestmark = pytest.mark.parametrize("slug", SLUGS)


def quiz_of(slug: str, name: str) -> Quiz:
    return next(quiz for quiz in pack_of(slug).quizzes if quiz.id == name)


def items_in(slug: str, quiz: Quiz) -> list[Item]:
    by_id = index_of(slug).by_target["item"]
    return [by_id[name] for section in quiz.sections for name in section.items]


def highlights(slug: str) -> list[tuple[Item, list[Marked]]]:
    index = index_of(slug)
    items = [item for item in pack_of(slug).items if item.type == "highlight"]
    return [(item, markables(index, item)) for item in items]


def lab_passages(slug: str) -> list[Item]:
    return items_in(slug, quiz_of(slug, LAB))


# Size


def test_there_are_six_lessons_of_four_to_seven_steps(slug: str) -> None:
    lessons = pack_of(slug).lessons
    assert len(lessons) >= 6
    assert {len(lesson.steps) for lesson in lessons} <= {4, 5, 6, 7}


def test_every_lesson_has_a_check_a_passage_and_a_place_to_write(slug: str) -> None:
    for lesson in pack_of(slug).lessons:
        kinds = Counter(step.kind for step in lesson.steps)
        assert kinds["check"] == 1, lesson.id
        assert kinds["passage"] >= 1, lesson.id
        assert lesson.steps[-1].prompt, lesson.id
        assert lesson.objectives, lesson.id
        assert lesson.teacher_notes, lesson.id


def test_every_check_is_a_quiz_of_its_own_with_feedback_after_each(slug: str) -> None:
    named = [s.quiz for lesson in pack_of(slug).lessons for s in lesson.steps if s.quiz]
    assert len(set(named)) == len(named) == len(pack_of(slug).lessons)
    for name in named:
        quiz = quiz_of(slug, name)
        assert (quiz.purpose, quiz.show_feedback, quiz.attempts) == ("check", "after-each", None)


def test_there_are_enough_cards_events_and_terms(slug: str) -> None:
    pack = pack_of(slug)
    assert len(pack.cards) >= 15
    assert len(pack.events) >= 20
    assert len(pack.terms) >= 25


def test_there_are_sixty_items_over_all_types(slug: str) -> None:
    types = Counter(item.type for item in pack_of(slug).items)
    assert types.total() >= 60
    assert types.keys() == ITEMS.keys()
    assert min(types.values()) >= 2


# The document, whole and labelled


def test_every_sentence_of_the_document_has_its_counterpart_and_its_label(slug: str) -> None:
    (document,) = pack_of(slug).documents
    keys = [s.id for _, s in document.sentences() if re.fullmatch(r"s\d+", s.id)]
    assert keys == [f"s{n:02d}" for n in range(1, SENTENCES[slug] + 1)]
    assert set(keys) <= {claim.at for claim in document.claims}
    assert document.edition == "adapted"


def test_every_weak_claim_has_its_cue_its_reason_its_question_and_what_is_known(
    slug: str,
) -> None:
    (document,) = pack_of(slug).documents
    for claim in document.claims:
        if claim.kind == "none" or not claim.at.startswith("s"):
            continue
        assert claim.weaknesses, claim.at
        assert all(label.cue for label in claim.weaknesses), claim.at
        assert claim.why, claim.at
        assert claim.ask, claim.at
        assert claim.record, claim.at
        assert claim.known or claim.record == "open", claim.at


def test_no_practice_passage_has_only_weak_sentences(slug: str) -> None:
    for passage in pack_of(slug).practice:
        weak = [bool(c.weaknesses) for c in passage.claims if c.kind != "none"]
        assert weak.count(False) >= 4, passage.id
        assert passage.notice.startswith("Made for practice"), passage.id


# Items and quizzes


def test_nothing_in_the_pack_is_a_problem_not_even_a_warning(slug: str) -> None:
    """Decision 13 and the references, keys and pools are among what is checked."""
    assert check_pack(pack_of(slug)) == []


def test_module_quiz_draws_from_pools_of_at_least_twice_what_it_asks(slug: str) -> None:
    quiz = quiz_of(slug, MODULE_QUIZ)
    assert quiz.attempts is not None
    for section in quiz.sections:
        assert section.draw is not None, section.id
        assert len(section.items) >= 2 * section.draw, section.id


def test_no_shipped_quiz_is_an_exam(slug: str) -> None:
    assert all(quiz.purpose != "exam" for quiz in pack_of(slug).quizzes)


def test_no_check_shows_a_verdict_that_a_limited_quiz_asks_for(slug: str) -> None:
    limited: set[tuple[str, str, str]] = set()
    shown: set[tuple[str, str, str]] = set()
    for quiz in pack_of(slug).quizzes:
        asked = {
            (text(item.content, "document"), text(item.content, "scale"), text(row, "sentence"))
            for item in items_in(slug, quiz)
            for row in maps(item.content, "rows")
        }
        if quiz.attempts is not None:
            limited |= asked
        elif quiz.show_feedback == "after-each":
            shown |= asked
    assert limited & shown == set()


def test_claim_lab_has_eight_passages_and_four_ask_for_one_weakness(slug: str) -> None:
    passages = lab_passages(slug)
    assert len(passages) == 8
    assert {item.type for item in passages} == {"highlight"}
    named = [text(item.content, "mark") for item in passages if item.content["mark"] != "any"]
    assert len(set(named)) == len(named) >= 4


def test_claim_lab_trains_eight_weaknesses_in_two_passages_each(slug: str) -> None:
    index = index_of(slug)
    places: dict[str, list[str]] = defaultdict(list)
    for item in lab_passages(slug):
        mark = text(item.content, "mark")
        for one in markables(index, item):
            if one.counts == "target":
                for weakness in one.labels.core if mark == "any" else {mark}:
                    places[weakness].append(item.id)
    trained = [w for w, found in places.items() if len(found) >= 6 and len(set(found)) >= 2]
    assert len(trained) >= 8, places


def test_every_passage_has_sound_sentences_among_its_lures(slug: str) -> None:
    for item, marked in highlights(slug):
        if index_of(slug).documents[text(item.content, "document")].edition != "practice":
            continue
        sound = [m for m in marked if m.counts == "lure" and not m.labels.core]
        assert len(sound) >= 4, item.id
        assert any(c.support in ("cited", "named") for m in sound for c in m.labels.claims)


def test_no_blind_strategy_pays_on_any_passage(slug: str) -> None:
    for item, marked in highlights(slug):
        scores = highlight_scores([Markable(m.sentence.text, m.counts) for m in marked])
        best = max(scores, key=lambda name: scores[name])
        assert scores[best] <= CEILING, (item.id, best, float(scores[best]))


@pytest.mark.parametrize("family", [*TELLTALES, "any"])
def test_no_telltale_word_pays_on_any_passage(slug: str, family: str) -> None:
    """Sound sentences use such words too, so that marking them unread earns little."""
    words = TELLTALES.get(family) or "|".join(TELLTALES.values())
    telltale = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for item, marked in highlights(slug):
        counts = {
            role: [bool(telltale.search(m.sentence.text)) for m in marked if m.counts == role]
            for role in ("target", "lure")
        }
        hits, alarms = (Fraction(sum(found), len(found)) for found in counts.values())
        assert hits - alarms <= CEILING, (item.id, float(hits - alarms))


def test_every_pass_mark_lies_above_what_guessing_earns(slug: str) -> None:
    assert all(quiz.pass_percent > CEILING * 100 for quiz in pack_of(slug).quizzes)


# Options


def keyed_options(slug: str) -> list[tuple[Item, list[str], int]]:
    """Items with one best answer among texts: the item, its texts, the place of the key."""
    found = []
    for item in pack_of(slug).items:
        if item.type in ("choice", "evidence-choice"):
            options = maps(item.content, "options")
            ids = [text(option, "id") for option in options]
            key = ids.index(text(item.content, "key"))
            found.append((item, [text(option, "text") for option in options], key))
    return found


def test_longest_option_is_the_key_no_more_often_than_chance(slug: str) -> None:
    keyed = keyed_options(slug)
    longest = sum(max(range(len(o)), key=lambda i: len(o[i])) == key for _, o, key in keyed)
    chance = sum(Fraction(1, len(options)) for _, options, _ in keyed)
    assert longest <= chance


def test_keys_stand_in_every_place_about_equally_often(slug: str) -> None:
    places = Counter(key for _, _, key in keyed_options(slug))
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) - min(places.values()) <= 2


def test_options_of_an_item_are_alike_in_length(slug: str) -> None:
    for item, options, _ in keyed_options(slug):
        lengths = [len(option) for option in options]
        assert max(lengths) <= 2 * min(lengths), (item.id, lengths)


def test_every_option_has_feedback_and_none_says_wrong(slug: str) -> None:
    for item in pack_of(slug).items:
        for leaf in item_leaves(item):
            if leaf.place.path and leaf.place.path[-1] == "feedback":
                assert len(str(leaf.value)) >= 15, item.id
                assert not re.match(r"(?i)(no|wrong|false|incorrect)[.,!]", str(leaf.value))


def test_every_item_is_explained_with_words_to_look_at_and_a_question(slug: str) -> None:
    for item in pack_of(slug).items:
        said = item.explanation
        assert said.cue, item.id
        assert said.why, item.id
        assert said.ask.endswith("?"), item.id


def test_no_two_items_of_a_type_have_the_same_title(slug: str) -> None:
    titles = Counter((item.type, item.title) for item in pack_of(slug).items)
    assert [title for title, count in titles.items() if count > 1] == []
