"""What holds between files: one thing in a sound pack is changed, and the problem is named."""

import pytest

from lessons.content import Level, Problem
from lessons.content.checks.highlights import markables
from lessons.content.checks.index import PackIndex
from tests.lessons.content.small_pack import FILES, changed, problems_of, small_pack

DOC, FAIR, LESSON = "documents/the-mill.md", "practice/the-fair.md", "lessons/01-two-dates.md"
CLAIMS, MARK, JUDGE = "claims.yaml", "items/mark-the-fair.yaml", "items/judge-the-mill.yaml"
NAME, SETTLE, TWO = "items/name-it.yaml", "items/settle-it.yaml", "items/two-sentences.yaml"
DAY, CHECK = "items/choose-day.yaml", "quizzes/the-check.yaml"


def told(files: dict[str, str], said: str) -> list[Problem]:
    return [problem for problem in problems_of(files) if said in problem.message]


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        # references
        (CLAIMS, "[@parish-book]", "[@parish-boot]", "Did you mean `parish-book`?"),
        (CLAIMS, "- sentence: s03", "- sentence: s33", "no sentence `s33` in `the-mill`"),
        (CLAIMS, "    - from: s04", "    - from: s44", "no sentence `s44`"),
        ("ratings.yaml", "- at: s01\n      rater: 1", "- at: s91\n      rater: 1", "`s91`"),
        ("glossary.yaml", "  - parish-book", "  - parish-boot", "There is no card"),
        (LESSON, "(term:mill)", "(term:mills)", "There is no term `mills`"),
        (LESSON, "[@parish-book]", "[@the-book]", "There is no card or document `the-book`"),
        (LESSON, "What is a beginning?", "What is [@nobody]?", "`nobody`"),
        (LESSON, "document: the-mill", "document: the-mile", "There is no document `the-mile`"),
        (LESSON, "  - at: s02", "  - at: s22", "no sentence `s22`"),
        (LESSON, "quiz: the-check", "quiz: the-chick", "Did you mean `the-check`?"),
        (LESSON, "provenance_of: the-mill", "provenance_of: a-mill", "There is no document"),
        (DAY, "  - the-mill#s02", "  - the-mill#s92", "from h01 to s05"),
        (DAY, "  - the-mill#s02", "  - s02", "names no document"),
        (DAY, "  - the-mill#s02", "  - mills#s02", "There is no document `mills`"),
        (DAY, "  - parish-book", "  - parish-boot", "There is no card `parish-boot`"),
        ("items/order-the-mill.yaml", "event: war-ends", "event: war-end", "no event `war-end`"),
        (CHECK, "      - choose-day", "      - choose-days", "Did you mean `choose-day`?"),
        (DAY, "Yes. The parish", "Yes. <b>The</b> parish", "looks like HTML"),
        # labels
        (CLAIMS, "cue: was widely seen as", "cue: Was widely seen", "letter for letter"),
        (CLAIMS, "- id: opinion-as-fact", "- id: vague-attribution", "twice at s01"),
        (CLAIMS, "kind: attrib", "kind: attrib\n      also_kind: attrib", "says attrib again"),
        (CLAIMS, "kind: cause\n      support: bare", "kind: cause\n      support: na", "goes with"),
        (FAIR, "  ask: Which year?", "  record: open\n  ask: Which year?", "has no `record`"),
        # highlight
        (MARK, "  - s07", "  - s08", "s08 is a target, and its claim does not have a weakness"),
        (MARK, "  - s07", "  - s07\nalso_ok:\n  - s01", "s01 is a target too"),
        (MARK, "  - s07", "  - s07\nalso_ok:\n  - s02", "s02 is in `also_ok`, and its claim"),
        (MARK, "to: s08", "to: s07", "There are 3 lures"),
        (MARK, "from: s01", "from: s02", "s01 cannot be marked"),
        # verdict
        (JUDGE, "key: contradicted", "key: partly", "has `record: contradicted`"),
        (JUDGE, "key: contradicted", "key: bare", "not on the scale `record`"),
        (JUDGE, "key: open", "key: open\n    settled_by:\n      - parish-book", "`open` means"),
        (JUDGE, "key: open", "key: open\n    also_ok:\n      - open", "The key stands here too"),
        (JUDGE, "sentence: s01", "sentence: h01", "has no claim that could be judged"),
        (JUDGE, "sentence: s01", "sentence: s02", "has a row already"),
        # name the weakness
        (NAME, "cue: was widely seen as", "cue: widely viewed", "Copy it letter for letter"),
        (NAME, "key: vague-attribution", "key: circular", "does not have `circular` as core"),
        (NAME, "  - id: circular", "  - id: opinion-as-fact", "this option would be right"),
        # evidence choice, needs more support
        (SETTLE, "stance: challenges", "stance: supports", "`parish-book` challenges"),
        (TWO, "key: a", "key: b", "s02 is the key, and its claim has no core weakness"),
        (TWO, "the-fair#s02", "the-fair#s04", "s04 is not the key"),
        # the other types
        ("items/gaps.yaml", "[[year]]", "the year", "`[[year]]` should stand in the text once"),
        ("items/gaps.yaml", "the war.", "the [[war]].", "`[[war]]` is not in `gaps`"),
        ("items/years.yaml", "value: 3", "value: '2.5'", "counts as right"),
        ("items/years.yaml", "tolerance: 0", "tolerance: -1", "0 or more"),
        # lessons and quizzes
        (LESSON, "to: s03", "to: s01", "s02 is not in this passage"),
        (LESSON, "from: s01\nto: s03", "from: s03\nto: s01", "Swap `from` and `to`"),
        (CHECK, "    items:", "    draw: 3\n    items:", "draws 3 of 2 items"),
    ],
)
def test_error_is_told_with_its_file(path: str, old: str, new: str, said: str) -> None:
    found = told(changed(path, old, new), said)
    assert {(problem.file, problem.level) for problem in found} == {(path, Level.ERROR)}
    assert all(problem.line for problem in found)


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (CHECK, "    items:", "    draw: 2\n    items:", "a pool should hold at least 4"),
        (CHECK, "purpose: check", "purpose: exam", "should not be an exam"),
        (CHECK, "pass_percent: 60", "pass_percent: 35", "Set the pass mark above that"),
        (LESSON, "minutes: 10", "minutes: 45", "The steps take 10 minutes"),
        (JUDGE, "    settled_by:\n      - parish-book\n", "", "Name the cards that settle this"),
    ],
)
def test_warning_leaves_the_pack_loadable(path: str, old: str, new: str, said: str) -> None:
    problems = problems_of(changed(path, old, new))
    assert {problem.level for problem in problems} <= {Level.WARNING}
    assert [p.file for p in problems if said in p.message] == [path]


@pytest.mark.parametrize(
    ("path", "piece"),
    [(CLAIMS, "No letter was found"), (LESSON, "A [mill]"), (DAY, "Yes. The parish")],
)
def test_citation_in_prose_is_told_at_its_own_line(path: str, piece: str) -> None:
    files = changed(path, piece, f"[@nobody] {piece}")
    expected = FILES[path][: FILES[path].index(piece)].count("\n") + 1
    assert [(p.file, p.line) for p in told(files, "`nobody`")] == [(path, expected)]


def test_contradicted_record_needs_evidence_that_challenges() -> None:
    files = changed(CLAIMS, "stance: challenges", "stance: supports")
    files[SETTLE] = FILES[SETTLE].replace("stance: challenges", "stance: supports")
    assert [p.file for p in problems_of(files)] == [CLAIMS]


def test_second_claim_over_the_same_sentences_is_an_error() -> None:
    again = (
        FILES[CLAIMS].split("    - at: s02")[0].removeprefix("- document: the-mill\n  claims:\n")
    )
    assert told({**FILES, CLAIMS: FILES[CLAIMS] + again}, "has a claim above already")


def test_sentence_without_a_claim_is_a_warning() -> None:
    files = changed(DOC, "[s02] It", "[s02b] Nobody knew.\n[s02] It")
    assert [(p.line, p.level) for p in problems_of(files)] == [(24, Level.WARNING)]


def test_card_with_the_id_of_a_document_is_an_error() -> None:
    files = changed("sources.yaml", "- id: parish-book", "- id: the-mill")
    assert told(files, "could mean either")


def test_events_must_stand_in_the_order_of_their_dates() -> None:
    text = FILES["items/order-the-mill.yaml"]
    files = {
        **FILES,
        "items/order-the-mill.yaml": text.replace("war-ends", "x")
        .replace("mill-closes", "war-ends")
        .replace("event: x", "event: mill-closes"),
    }
    assert [p.line for p in told(files, "is earlier than")] == [9, 12]


def test_events_that_may_be_in_either_order_are_a_warning() -> None:
    files = changed("timeline.yaml", "'1901-05-04'", "'1900-07-10'")
    found = told(files, "may be in either order")
    assert [p.level for p in found] == [Level.WARNING]


def test_lure_with_the_weakness_as_core_is_an_error() -> None:
    files = changed(MARK, "mark: any", "mark: vague-amount")
    said = {p.message.split(" ", 1)[0] for p in problems_of(files) if p.file == MARK}
    assert said == {"s01", "s06", "s07"}
    files = changed(
        FAIR,
        "  why: |-\n    The ledger",
        "  weaknesses:\n    - id: vague-amount\n  why: |-\n    The ledger",
    )
    assert told(files, "s08 has a weakness as core. Add it to `targets`.")


def test_contested_sentence_is_neither_target_nor_lure() -> None:
    files = changed(
        FAIR,
        "  ask: Which year?\n  difficulty: 1",
        "  ask: Which year?\n  difficulty: 1\n  contested: true",
    )
    assert told(files, "There are 3 lures, and a highlight item needs 4.")
    files = changed(
        FAIR,
        "  ask: Who is it?\n  difficulty: 1",
        "  ask: Who is it?\n  difficulty: 1\n  contested: true",
    )
    assert told(files, "s07 is contested, so it cannot be a target.")


def test_sentence_that_claims_nothing_has_no_checkbox() -> None:
    files = changed(
        FAIR,
        "  kind: quantity\n  support: cited\n  why: |-\n    The ledger",
        "  kind: none\n  support: na\n  why: |-\n    The ledger",
    )
    assert told(files, "There are 3 lures")


def test_guessing_that_earns_too_much_is_a_warning() -> None:
    files = changed(FAIR, "The gate book counts 310 visitors.", "The gate book counts visitors.")
    for sentence in ("Many stalls in Mill town sold out.", "An insider said it lost money."):
        files[FAIR] = files[FAIR].replace(sentence, f"{sentence[:-1]} in 1911.")
    found = told(files, "Marking without reading")
    assert [(p.file, p.level, "with a digit 0.75" in p.message) for p in found] == [
        (MARK, Level.WARNING, True)
    ]


def test_markables_are_the_sentences_with_a_checkbox() -> None:
    index = PackIndex(small_pack())
    item = index.by_target["item"]["mark-the-fair"]
    counts = [(one.sentence.id, one.counts) for one in markables(index, item)]
    assert counts == [
        ("s01", "target"),
        ("s02", "lure"),
        ("s03", "lure"),
        ("s04", "target"),
        ("s05", "lure"),
        ("s06", "target"),
        ("s07", "target"),
        ("s08", "lure"),
    ]


def test_claim_over_several_sentences_labels_each_of_them() -> None:
    index = PackIndex(small_pack())
    document = index.documents["the-mill"]
    assert index.labels(document, "s05").core == {"post-hoc"}
    assert index.labels(document, "s05").is_contested


def test_weakness_of_a_whole_text_labels_no_single_sentence() -> None:
    files = changed(CLAIMS, "        - id: post-hoc", "        - id: single-source")
    assert problems_of(files) == []


def with_exam_like_quiz(items: str) -> dict[str, str]:
    """The pack with a second quiz of limited attempts over some items."""
    text = FILES[CHECK].replace("show_feedback: after-each", "show_feedback: after-submitting")
    text = text.replace("counts: best", "attempts: 2\ncounts: best")
    files = changed("pack.yaml", "  - the-check", "  - the-check\n  - the-end")
    files["quizzes/the-end.yaml"] = text.partition("    items:")[0] + f"    items:\n{items}"
    return files


def test_item_with_feedback_in_one_quiz_and_limited_attempts_in_another_is_a_warning() -> None:
    problems = problems_of(with_exam_like_quiz("      - choose-day\n"))
    assert [(p.file, p.line, p.level) for p in problems] == [
        ("quizzes/the-end.yaml", 16, Level.WARNING)
    ]


def test_practice_passage_in_both_kinds_of_quiz_is_a_warning() -> None:
    files = with_exam_like_quiz("      - two-sentences\n")
    assert problems_of(files) == []
    files[CHECK] = FILES[CHECK] + "      - mark-the-fair\n"
    assert ["practice passage `the-fair`" in p.message for p in problems_of(files)] == [True]


def test_item_twice_in_a_quiz_is_an_error() -> None:
    files = {**FILES, CHECK: FILES[CHECK] + "  - id: more\n    items:\n      - choose-day\n"}
    assert [p.line for p in told(files, "in the section `all` already")] == [19]


def test_keys_that_all_stand_first_are_a_warning() -> None:
    files = {**FILES, **{f"items/day-{n}.yaml": FILES[DAY] for n in range(8)}}
    assert [p.file for p in told(files, "Choosing the first option is right in 100%")] == [
        "pack.yaml"
    ]


def test_rating_of_sentences_without_a_claim_is_an_error() -> None:
    text = FILES["ratings.yaml"]
    files = {
        **FILES,
        "ratings.yaml": text.replace("at: s01\n      rater: 2", "at: s05\n      rater: 2"),
    }
    assert told(files, "s05 has no claim that could be rated")


def test_rater_who_rates_the_same_twice_is_an_error() -> None:
    files = {**FILES, "ratings.yaml": FILES["ratings.yaml"].replace("rater: 2", "rater: 1")}
    assert told(files, "Rater 1 has rated s01 above")


def test_lesson_may_not_take_the_address_of_a_page() -> None:
    files = {
        ("lessons/01-glossary.md" if path == "lessons/01-two-dates.md" else path): text
        for path, text in changed("pack.yaml", "  - two-dates\n", "  - glossary\n").items()
    }
    found = [p for p in problems_of(files) if "A page of every module" in p.message]
    assert [(p.file, p.level) for p in found] == [("lessons/01-glossary.md", "error")]
