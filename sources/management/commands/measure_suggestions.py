"""manage.py measure_suggestions: how well the rules find what people marked."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.pipeline.measuring import LabelUnreadable, count, measure, precision, read_labelled
from sources.pipeline.measuring import recall as recall_of
from sources.pipeline.scene import Scene
from sources.pipeline.tasks import answer_of, task_names
from sources.pipeline.weaknesses.base import Rule
from sources.pipeline.weaknesses.registry import all_rules


class Command(BaseCommand):
    """Without a file: each weakness on its own examples. With one: figures of a task."""

    help = "Measures the suggestions on the examples of each weakness, or on a labelled file."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and the task."""
        parser.add_argument("file", nargs="?", type=Path, help="rows text<TAB>label, UTF-8")
        parser.add_argument("--task", choices=task_names(), help="what the labels mean")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table, or one JSON line."""
        path, task = options["file"], options["task"]
        if path is None:
            self.stdout.write("weakness precision recall weak fine")
            for rule in all_rules():
                self.stdout.write(row_of(rule))
            return
        if task is None:
            raise CommandError("Say with --task what the labels of the file mean.")
        try:
            rows = read_labelled(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, LabelUnreadable) as fault:
            raise CommandError(f"{path.name} cannot be read: {fault}") from fault
        self.stdout.write(json.dumps(measure(task, rows, answer_of(task))))


def row_of(rule: Rule) -> str:
    """One line: precision and recall of a rule on its examples."""
    sizes = f"{len(rule.weak)} {len(rule.fine)}"
    if rule.instructor_only:
        return f"{rule.id} instructor-only - {sizes}"
    labelled = [(text, True) for text in rule.weak] + [(text, False) for text in rule.fine]
    counts = count([(bool(rule.look(Scene.alone(text))), label) for text, label in labelled])
    return f"{rule.id} {precision(counts):.2f} {recall_of(counts):.2f} {sizes}"
