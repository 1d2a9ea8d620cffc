"""One thing in a sound pack is changed; the file, the line and the words of the problem follow."""

import pytest

from lessons.content import Level, parse_pack
from tests.lessons.content.small_pack import FILES, changed, packed, problems_of

DOC, FAIR, LESSON = "documents/the-mill.md", "practice/the-fair.md", "lessons/01-two-dates.md"


def line_of(text: str, piece: str) -> int:
    """The line on which a piece of text begins, not counting line breaks at its start."""
    start = text.index(piece) + len(piece) - len(piece.lstrip("\n"))
    return text.count("\n", 0, start) + 1


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("pack.yaml", "slug: mill-town", "slug: Mill town", "is not an id"),
        ("pack.yaml", "title: Mill town", "title: 1969", "quotes: '1969'"),
        ("pack.yaml", "title: Mill town", "title: true", "quotes: 'true'"),
        ("pack.yaml", "title: Mill town", "titel: Mill town", "Did you mean `title`?"),
        ("pack.yaml", "groundwork-pack/1", "groundwork-pack/9", "is not known here"),
        ("pack.yaml", "version: 0.1.0", "version: ''", "`version` is empty"),
        ("pack.yaml", "  - two-dates", "  - two-days", "Did you mean `two-dates`?"),
        ("pack.yaml", "  - the-mill", "  - the-mill\n  - the-mill", "stands twice in this list"),
        ("sources.yaml", "'1901-05-04'", "1901-05-04", "quotes: '1901-05-04'"),
        ("sources.yaml", "'1901-05-04'", "4 May 1901", "is not a date"),
        ("sources.yaml", "confidence: S", "confidence: T", "Choose one of: S, K, N"),
        ("sources.yaml", "short: Parish book", "short: " + "x" * 81, "Shorten it to 80"),
        ("glossary.yaml", "- id: parish\n", "- id: mill\n", "stands twice in this file"),
        ("timeline.yaml", "195X", "'1950-02-30'", "is not a date"),
        ("timeline.yaml", "1900-06/1900-07", "1900-07/1900-06", "is not a date"),
        ("claims.yaml", "- document: the-mill", "- document: the-mile", "There is no document"),
        ("claims.yaml", "kind: attrib", "kind: attribution", "Did you mean `attrib`?"),
        ("claims.yaml", "id: vague-attribution", "id: vague", "is not known here"),
        ("claims.yaml", "difficulty: 2", "difficulty: 4", "between 1 and 3"),
        ("claims.yaml", "difficulty: 2", "difficulty: '2'", "a whole number, without quotes"),
        ("claims.yaml", "disputed: true", "disputed: 'true'", "true or false, without quotes"),
        (DOC, "edition: adapted", "edition: shortened", "is not known here"),
        (DOC, "[s02] It", "[S02] It", "is not an id of a sentence"),
        (DOC, "[s02] It", "It", "Begin each sentence with its id"),
        (DOC, "[s02] It", "[s01] It", "was used above"),
        (DOC, "::: caption", "::: captions", "Did you mean `caption`?"),
        (DOC, "# [h01] The Mill", "#### [h01] The Mill", "A heading is one line"),
        (DOC, "> [s03] The", "> [s03] The wheel.\n[s06] The", "Begin each line of this block"),
        (FAIR, "[s07] An insider said it lost money.", "```notes", "Only a `claims` block"),
        (FAIR, "topic: Local history", "topic:", "This is empty"),
        (FAIR, "cue: clearly", "cue: 2.5", "quotes: '2.5'"),
        (LESSON, "## Check {#check}", "## Check", "A step begins with `## Title {#id}`"),
        (LESSON, "## Check {#check}", "## Check {#text}", "was used above"),
        (LESSON, "## Check {#check}", "## Check {#Check 1}", "is not an id"),
        (LESSON, "minutes: 4", "minutes: four", "a whole number"),
        (LESSON, "kind: check", "kind: quiz", "is not known here"),
        (LESSON, "provenance_of: the-mill", "provenance: the-mill", "Did you mean"),
        ("items/choose-day.yaml", "type: choice", "type: choise", "Did you mean `choice`?"),
        ("items/choose-day.yaml", "key: a", "key: c", "The key `c` is not in `options`"),
        ("items/choose-day.yaml", "  - id: b", "  - id: a", "The id `a` stands twice"),
        ("items/choose-day.yaml", "- missing-anchor", "- reading", "is not known here"),
        ("items/gaps.yaml", "key: after", "key: later", "The key `later` is not in `options`"),
        ("items/years.yaml", "'2.5'", "a few", "should be a number"),
        ("quizzes/the-check.yaml", "counts: best", "counts: first", "Choose one of: best"),
        ("quizzes/the-check.yaml", "pass_percent: 60", "pass_percent: 160", "between 0 and 100"),
        ("quizzes/the-check.yaml", "weight: '1.5'", "weight: 0", "greater than 0"),
    ],
)
def test_problem_names_the_line_that_was_changed(path: str, old: str, new: str, said: str) -> None:
    files = changed(path, old, new)
    expected = line_of(FILES[path], old) + new.rstrip("\n").count("\n")
    found = [p for p in problems_of(files) if said in p.message]
    assert [(p.file, p.line, p.level) for p in found] == [(path, expected, Level.ERROR)]


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "said"),
    [
        ("pack.yaml", "licence: CC-BY-4.0\n", "", "format", "`licence` is missing from a pack"),
        ("sources.yaml", "  type: register\n", "", "- id", "`type` is missing from a source card"),
        ("claims.yaml", "      ask: Which day?\n", "", "    - at: s02", "`ask` is missing"),
        ("claims.yaml", "      to: s05\n", "", "    - from: s04", "`at` or `from` and `to`"),
        (
            "claims.yaml",
            "at: s02",
            "at: s02\n      from: s02\n      to: s03",
            "    - at: s02",
            "exactly one of them",
        ),
        (DOC, "adapted_from:", "source_of:", "title: The Mill", "`edition: adapted` needs it"),
        (
            DOC,
            "edition: adapted",
            "edition: original",
            "adapted_from:",
            "does not go with `edition: original`",
        ),
        (LESSON, "quiz: the-check\n", "", "kind: check", "`kind: check` needs it"),
        (
            LESSON,
            "provenance_of: the-mill",
            "quiz: the-check",
            "quiz: the-check",
            "does not go with `kind: reading`",
        ),
        (LESSON, "```step\nkind: check", "kind: check", "## Check", "a step needs its data"),
        (
            "items/choose-day.yaml",
            "  - id: b\n    text: On 5 May 1901.\n    feedback: |-\n      One day earlier.\n",
            "",
            "options:",
            "`options` has 1, and it needs at least 2",
        ),
        (
            "items/choose-day.yaml",
            "    feedback: |-\n      One day earlier.\n",
            "",
            "  - id: b",
            "`feedback` is missing from an option",
        ),
        ("items/choose-day.yaml", "  ask: Which day?\n", "", "explanation:", "`ask` is missing"),
        ("items/years.yaml", "tolerance: 0\n", "", "type", "`key` and `tolerance` or `range`"),
        ("items/mark-the-fair.yaml", "  - s07\n", "", "targets:", "has 3, and it needs at least 4"),
    ],
)
def test_problem_stands_at_what_lacks_something(
    path: str, old: str, new: str, at: str, said: str
) -> None:
    files = changed(path, old, new)
    found = [(p.file, p.line) for p in problems_of(files) if said in p.message]
    assert found == [(path, line_of(files[path], at))]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("notes.txt", "not part of a pack"),
        ("items/old/one.yaml", "not part of a pack"),
        ("items/one.yml", "not part of a pack"),
        ("item/one.yaml", "not part of a pack"),
        ("docs/README.md", "not part of a pack"),
        ("items/Big One.yaml", "This name is not an id"),
        ("quizzes/other.yaml", "`pack.yaml` does not list this"),
        ("lessons/02-other.md", "Add `other` to `lessons`"),
        ("lessons/02-two-dates.md", "has the same id, `two-dates`"),
    ],
)
def test_file_that_does_not_belong_is_named(path: str, said: str) -> None:
    problems = problems_of({**FILES, path: "a: b\n"})
    assert [p.level for p in problems if p.file == path and said in p.message] == [Level.ERROR]


def test_readme_and_licence_are_left_alone() -> None:
    assert problems_of({**FILES, "README.md": "# Read me\n", "LICENSE": "CC\n"}) == []


def test_missing_pack_file_is_said_once() -> None:
    problems = problems_of({path: text for path, text in FILES.items() if path != "pack.yaml"})
    assert [(p.file, "no `pack.yaml`" in p.message) for p in problems] == [("pack.yaml", True)]


def test_bytes_that_are_not_utf8_are_named_with_their_line() -> None:
    files = {**packed(), "glossary.yaml": b"- id: a\n  term: caf\xe9\n"}
    _, problems = parse_pack(files)
    assert [(p.file, p.line) for p in problems if "UTF-8" in p.message] == [("glossary.yaml", 2)]


def test_all_problems_of_all_files_are_told_at_once() -> None:
    files = changed("sources.yaml", "confidence: S", "confidence: T")
    files["timeline.yaml"] = FILES["timeline.yaml"].replace("195X", "soon")
    assert [p.file for p in problems_of(files)] == ["sources.yaml", "timeline.yaml"]


def test_file_without_its_head_is_said_at_line_1() -> None:
    files = {**FILES, DOC: "[s01] One.\n"}
    assert [(p.file, p.line) for p in problems_of(files)] == [(DOC, 1)]


def test_head_that_is_never_closed_is_said() -> None:
    files = changed(LESSON, "  Then ask.\n---\n", "  Then ask.\n")
    assert ["never closed" in p.message for p in problems_of(files)] == [True]


def test_claims_of_a_document_belong_in_the_claims_file() -> None:
    files = {**FILES, DOC: FILES[DOC] + "\n```claims\n- at: s01\n```\n"}
    assert any("Move them to `claims.yaml`" in p.message for p in problems_of(files))


def test_text_after_the_claims_of_a_passage_is_said() -> None:
    files = {**FILES, FAIR: FILES[FAIR] + "\n[s09] One more.\n"}
    found = [p.line for p in problems_of(files) if "Nothing may follow" in p.message]
    assert found == [files[FAIR].count("\n")]


def test_practice_passage_in_the_wrong_folder_is_said() -> None:
    files = {**FILES, "documents/the-fair.md": FILES[FAIR]}
    del files[FAIR]
    files["pack.yaml"] = (
        FILES["pack.yaml"].replace("practice:\n", "").replace("  - the-mill\n", "  - the-mill\n")
    )
    assert any("belongs in `practice/`" in p.message for p in problems_of(files))


@pytest.mark.parametrize("text", ["", "\n", "- \n", "42\n", "just text\n", "a: b\n", "---\n---\n"])
@pytest.mark.parametrize("path", sorted(FILES))
def test_nonsense_in_any_file_is_a_problem_and_never_a_crash(path: str, text: str) -> None:
    problems = problems_of({**FILES, path: text})
    assert any(p.file == path and p.level is Level.ERROR for p in problems)
