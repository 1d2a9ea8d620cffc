"""Pack files to and from plain objects. Plain Python: no Django, no clock, no randomness."""

from lessons.content.checks import check_pack
from lessons.content.files import read_files
from lessons.content.objects import Pack
from lessons.content.problems import Level, Place, Problem, has_errors
from lessons.content.reader import checked_pack, parse_pack, read_pack
from lessons.content.writer import untidy_lines, write_pack

__all__ = [
    "Level",
    "Pack",
    "Place",
    "Problem",
    "check_pack",
    "checked_pack",
    "has_errors",
    "parse_pack",
    "read_files",
    "read_pack",
    "untidy_lines",
    "write_pack",
]
