"""The figures of rules on labelled sentences, and the command that prints them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.pipeline.measuring import Counts, count, figures, informedness, matthews, read_labelled
from sources.pipeline.tasks import answer_of
from sources.pipeline.weaknesses.registry import finding_rules
from sources.pipeline.worth import worth_of

LABELLED = Path(__file__).parent / "labelled"


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("measure_suggestions", *arguments, stdout=out)
    return out.getvalue()


def test_informedness_is_hit_rate_less_false_alarm_rate():
    assert informedness(Counts(hits=3, false_alarms=1, misses=1, rejections=3)) == 0.5


def test_matthews_is_nothing_where_the_rule_says_yes_to_all():
    assert matthews(Counts(hits=3, false_alarms=5, misses=0, rejections=0)) == 0


def test_matthews_of_a_worked_table():
    # (3·3 − 1·1) / √(4·4·4·4) = 8 / 16
    assert matthews(Counts(hits=3, false_alarms=1, misses=1, rejections=3)) == 0.5


def test_figures_are_seeded_and_lie_in_their_intervals():
    pairs = [(True, True)] * 9 + [(True, False)] * 3 + [(False, False)] * 8
    made = figures(pairs)
    assert made == figures(pairs)
    assert made["precision"]["value"] == 0.75
    assert all(each["low"] <= each["value"] <= each["high"] for each in made.values())


def test_labelled_rows_may_have_a_header():
    assert read_labelled("text\tlabel\na b\t1\nc\t0\n") == [("a b", True), ("c", False)]


def test_command_without_a_file_prints_a_row_for_each_weakness():
    rows = printed().splitlines()
    assert len(rows) == 23
    assert "circular instructor-only - 12 12" in rows


@pytest.mark.parametrize(
    ("task", "figure", "least"),
    [("hedge", "j", 0.45), ("attribution", "mcc", 0.5), ("loaded", "j", 0.3)],
)
def test_command_prints_one_line_that_reaches_the_target(task, figure, least):
    (line,) = printed(str(LABELLED / f"{task}.tsv"), "--task", task).splitlines()
    made = json.loads(line)
    assert list(made) == ["task", "n", "positives", "precision", "recall", "f1", "j", "mcc"]
    assert made["n"] >= 100
    assert made[figure]["value"] >= least


def test_command_takes_a_weakness_as_task(tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text("Critics say so.\t1\nIt rained.\t0\n", encoding="utf-8")
    made = json.loads(printed(str(path), "--task", "vague-attribution"))
    assert made["j"]["value"] == 1


def test_command_names_a_row_that_it_cannot_read(tmp_path):
    path = tmp_path / "rows.tsv"
    path.write_text("a\t1\nb\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Row 2"):
        printed(str(path), "--task", "hedge")


def test_worth_says_which_words_counted():
    found = worth_of("Unemployment fell by 4 million jobs, 12 percent less than in 1992.")
    assert found.worthy
    assert any(word in {"million", "jobs", "percent", "#number"} for word, _ in found.reasons)
    assert not worth_of("Let me thank you all.").worthy


def test_labelled_rows_lose_the_marks_that_a_spreadsheet_doubled():
    assert read_labelled('"He said ""no""."\t1\n"We won."\t1\n') == [
        ('He said "no".', True),
        ('"We won."', True),
    ]


@pytest.mark.parametrize("task", [rule.id for rule in finding_rules() if rule.id != "loaded"])
def test_rules_hold_on_sentences_in_other_styles(task):
    path = LABELLED / f"{task.replace('-', '_')}.tsv"
    if not path.exists():
        pytest.skip("nobody has labelled sentences for it yet")
    answer = answer_of(task)
    rows = read_labelled(path.read_text(encoding="utf-8"))
    assert informedness(count([(answer(text), is_weak) for text, is_weak in rows])) >= 0.6
