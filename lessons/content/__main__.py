"""Check a pack while writing it: `python -m lessons.content FOLDER [--tidy | --counts]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lessons.content.checks import check_pack
from lessons.content.counts import counts_of
from lessons.content.files import read_files
from lessons.content.objects import Pack
from lessons.content.problems import Problem, has_errors, in_order
from lessons.content.reader import FOLDERS, parse_pack
from lessons.content.writer import untidy_lines, write_pack


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the problems of a pack. Returns 1 when there is an error, else 0."""
    parser = argparse.ArgumentParser(prog="python -m lessons.content", description=__doc__)
    parser.add_argument("pack", type=Path, help="the folder of a pack, or a zip of it")
    parser.add_argument(
        "--tidy", action="store_true", help="rewrite the folder as the exporter would"
    )
    parser.add_argument("--counts", action="store_true", help="only say how much the pack holds")
    options = parser.parse_args(arguments)
    if not options.pack.exists():
        parser.error(f"there is no {options.pack}")
    if options.tidy and not options.pack.is_dir():
        parser.error("--tidy rewrites a folder, and this is none")
    files, problems = read_files(options.pack)
    if not problems:
        pack, problems = parse_pack(files)
        if pack is not None and options.counts:
            _print_counts(pack)
            return 0
        if pack is not None:
            problems += check_pack(pack)
            if options.tidy:
                _tidy(options.pack, pack, files)
            else:
                problems += untidy_lines(pack, files)
    _print(in_order(problems))
    return 1 if has_errors(problems) else 0


def _tidy(folder: Path, pack: Pack, files: dict[str, bytes]) -> None:
    """Write what changed; remove files of the pack that now have another name."""
    written = write_pack(pack)
    for path, data in written.items():
        if files.get(path) != data:
            target = folder / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
            sys.stdout.write(f"{path}: written\n")
    for path in files:
        if path not in written and path.partition("/")[0] in FOLDERS:
            (folder / path).unlink()
            sys.stdout.write(f"{path}: removed, since it has another name now\n")


def _print_counts(pack: Pack) -> None:
    for name, count in counts_of(pack).items():
        sys.stdout.write(f"{count:6}  {name}\n")


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    errors = sum(has_errors([problem]) for problem in problems)
    sys.stdout.write(f"{errors} errors, {len(problems) - errors} warnings\n")


if __name__ == "__main__":
    sys.exit(main())
