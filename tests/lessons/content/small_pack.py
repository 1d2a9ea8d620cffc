"""A small, sound pack: tests change one thing in it and look at what is said."""

from pathlib import Path

from lessons.content import Pack, Problem, check_pack, parse_pack

FOLDER = Path(__file__).parent / "mill-town"
FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes().decode()
    for path in sorted(FOLDER.rglob("*.*"))
    if path.is_file()
}
"""The text of each file by its path inside the pack."""


def packed(files: dict[str, str] | None = None) -> dict[str, bytes]:
    """The files as bytes."""
    return {path: text.encode() for path, text in (files or FILES).items()}


def small_pack() -> Pack:
    pack, problems = parse_pack(packed())
    assert pack is not None, problems
    return pack


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The files with one piece of text replaced, which must be there once."""
    assert FILES[path].count(old) == 1, (path, old)
    return {**FILES, path: FILES[path].replace(old, new)}


def problems_of(files: dict[str, str]) -> list[Problem]:
    """What is said of some files, by themselves and together."""
    pack, problems = parse_pack(packed(files))
    return problems if pack is None else problems + check_pack(pack)
