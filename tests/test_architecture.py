"""Rules of the whole tree that no tool holds: sizes, migrations, what plain Python may touch."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "lessons", "quizzes", "sources", "rosters")
MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_TEMPLATE_LINES = 120
# Folders whose code never asks the database; item types among them may use forms and gettext.
WITHOUT_DATABASE = (
    "quizzes/grading",
    "quizzes/itemtypes",
    "lessons/content",
    "sources/prose",
    "sources/pipeline",
)
DATABASE_MODULES = ("django.db", "django.contrib", "django.apps")
QUERY_ATTRIBUTES = ("objects", "_default_manager", "_base_manager")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|(?<![\w.])/tmp/\w")
REGISTRY_HOST = re.compile(
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|debian|ubuntu|rubygems|crates|proxy\.golang)\.(?:org|com|io)"
)
LEFT_OUT = {".venv", "instance", "__pycache__", ".mypy_cache", ".ruff_cache"}
TEXT_SUFFIXES = {
    ".py", ".toml", ".txt", ".md", ".html", ".css", ".js", ".yaml", ".yml", ".json", ".svg",
    ".sh", ".cfg", ".po", "",
}  # fmt: skip


@cache
def read_tracked() -> tuple[Path, ...]:
    """Every file that git knows or would take, which is all of them in a copy without git."""
    if not (ROOT / ".git").exists():
        found = (path for path in ROOT.rglob("*") if LEFT_OUT.isdisjoint(path.parts))
        return tuple(sorted(path for path in found if path.is_file()))
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def python_files() -> list[Path]:
    return [
        path
        for path in read_tracked()
        if path.suffix == ".py" and "migrations" not in path.relative_to(ROOT).parts
    ]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_python_file_is_too_long():
    counts = {shown(path): line_count(path) for path in python_files()}
    assert {name: count for name, count in counts.items() if count > MOST_FILE_LINES} == {}


def test_no_function_is_too_long():
    counts = {
        f"{shown(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in counts.items() if count > MOST_FUNCTION_LINES} == {}


def test_no_template_is_too_long():
    templates = [
        path for path in read_tracked() if "templates" in path.parts and path.suffix == ".html"
    ]
    counts = {shown(path): line_count(path) for path in templates}
    assert {name: count for name, count in counts.items() if count > MOST_TEMPLATE_LINES} == {}


def test_partial_templates_begin_with_a_comment():
    partials = [path for path in read_tracked() if re.fullmatch(r"_.*\.html", path.name)]
    without = [
        shown(path)
        for path in partials
        if not path.read_text(encoding="utf-8").lstrip().startswith(("{#", "{% comment"))
    ]
    assert without == []


def test_migrations_are_named_for_their_change():
    names = [path for path in read_tracked() if path.parent.name == "migrations"]
    assert [shown(path) for path in names if "_auto_" in path.name] == []


def test_each_app_has_one_last_migration():
    leaves = MigrationLoader(None).graph.leaf_nodes()
    ours = [app for app, _ in leaves if app in APPS]
    assert sorted(ours) == sorted(set(ours))


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def imports_of(tree: ast.Module) -> set[str]:
    """Dotted names of all that a module imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def test_plain_python_never_touches_the_database():
    found = []
    for path in python_files():
        if not shown(path).startswith(WITHOUT_DATABASE):
            continue
        tree = parsed(path)
        forbidden = [name for name in imports_of(tree) if name.startswith(DATABASE_MODULES)]
        asked = [
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in QUERY_ATTRIBUTES
        ]
        if forbidden or asked:
            found.append((shown(path), forbidden, asked))
    assert found == []


def test_no_signals_and_no_save_overrides():
    found = []
    for path in python_files():
        if path.relative_to(ROOT).parts[0] not in APPS:
            continue
        tree = parsed(path)
        signals = [name for name in imports_of(tree) if name.startswith("django.db.models.signals")]
        overrides = [
            f"{node.name}.{item.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and "models" in path.parts
            for item in node.body
            if isinstance(item, ast.FunctionDef) and item.name in ("save", "delete")
        ]
        if signals or overrides:
            found.append((shown(path), signals, overrides))
    assert found == []


def test_no_text_names_a_machine_path_or_a_registry():
    found = []
    for path in read_tracked():
        if path.suffix not in TEXT_SUFFIXES or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if MACHINE_PATH.search(line) or REGISTRY_HOST.search(line):
                found.append(f"{shown(path)}:{number}")
    assert found == []
