"""The documentation names whatever somebody can set, call or meet, and nothing else."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.apps import apps
from django.core.management import get_commands

from quizzes.itemtypes.registry import all_item_types
from tests.test_architecture import ROOT

OUR_APPS = ("config", "rosters", "sources", "quizzes", "lessons")
SETTING = re.compile(r"\b(?:GROUNDWORK_[A-Z_]+[A-Z]|DATABASE_URL)\b")
OPTION = re.compile(r"add_argument\(\s*(?:\"-\w\",\s*)?\"(--[\w-]+)\"")
CHECK_ID = re.compile(r"\bgroundwork\.[CEIW]\d{3}\b")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
# Read by the tests and the scripts of CI alone.
NOT_OF_THE_SITE = "GROUNDWORK_REQUIRE_"


@cache
def documentation() -> str:
    """README and every page of docs/, as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in pages())


def pages() -> list[Path]:
    """The Markdown files that people read."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@cache
def source() -> str:
    """The site's own Python, without the tests."""
    paths = [path for app in OUR_APPS for path in sorted((ROOT / app).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def settings() -> set[str]:
    """Every environment variable that the source reads."""
    return {name for name in SETTING.findall(source()) if not name.startswith(NOT_OF_THE_SITE)}


def undocumented(names: Iterable[str]) -> list[str]:
    """Names that stand nowhere as a word of their own."""
    text = documentation()
    return sorted(
        name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    )


def test_every_setting_is_documented():
    assert len(settings()) > 15
    assert undocumented(settings()) == []


def test_files_of_secrets_are_documented():
    """Any secret may stand in a file, which one sentence says of all of them."""
    assert undocumented(["NAME_FILE"]) == []


def test_every_management_command_is_documented():
    commands = [name for name, app in get_commands().items() if app in OUR_APPS]
    assert len(commands) >= 5
    assert undocumented(commands) == []


def test_every_option_of_a_command_is_documented():
    options = {name for name in OPTION.findall(source()) if name != "--help"}
    assert "--data" in options
    assert undocumented(options) == []


def test_every_item_type_is_documented():
    assert undocumented(kind.slug for kind in all_item_types()) == []


def test_every_system_check_is_documented():
    ids = set(CHECK_ID.findall(source()))
    assert len(ids) > 4
    assert undocumented(ids) == []


def test_every_app_is_documented():
    ours = [app.label for app in apps.get_app_configs() if app.label in OUR_APPS]
    assert undocumented(ours) == []


def test_documented_settings_exist():
    known = settings() | {name for name in SETTING.findall(documentation())
                          if name.startswith(NOT_OF_THE_SITE)}  # fmt: skip
    assert set(SETTING.findall(documentation())) - known == set()


def test_documented_system_checks_exist():
    assert set(CHECK_ID.findall(documentation())) <= set(CHECK_ID.findall(source()))


def test_links_between_pages_lead_somewhere():
    missing = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []
