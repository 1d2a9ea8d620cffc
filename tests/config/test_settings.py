import re
from pathlib import Path

from tests.network.guide import GUIDE, https_environment
from tests.running import ROOT, run_command

PRODUCTION = https_environment()
VARIABLE = re.compile(r"\b(?:GROUNDWORK_[A-Z_]+|DATABASE_URL)\b")


def read_variables(folder: Path) -> set[str]:
    return {
        name.removesuffix("_FILE")
        for file in folder.rglob("*.py")
        for name in VARIABLE.findall(file.read_text())
    }


def test_every_variable_stands_in_the_self_hosting_guide():
    missing = read_variables(ROOT / "config") - set(VARIABLE.findall(GUIDE))
    assert missing == set()


def test_guide_names_no_variable_that_nothing_reads():
    known = read_variables(ROOT / "config") | {"GROUNDWORK_SECRET_KEY"}
    named = {name.removesuffix("_FILE") for name in VARIABLE.findall(GUIDE)}
    assert named - known == set()


def test_every_check_stands_in_the_self_hosting_guide():
    ids = set(re.findall(r"groundwork\.[IWE]\d{3}", (ROOT / "config" / "checks.py").read_text()))
    assert ids - set(re.findall(r"groundwork\.[IWE]\d{3}", GUIDE)) == set()


def test_deployment_check_is_clean_with_the_documented_settings(tmp_path):
    checked = run_command(
        "check", "--deploy", "--fail-level", "WARNING", GROUNDWORK_DATA=str(tmp_path), **PRODUCTION
    )
    assert checked.returncode == 0, checked.stderr
    assert "WARNINGS" not in checked.stderr


def test_wrong_value_ends_a_command_in_one_sentence(tmp_path):
    checked = run_command("check", GROUNDWORK_DATA=str(tmp_path), GROUNDWORK_DEBUG="perhaps")
    assert checked.returncode == 1
    assert checked.stderr == "GROUNDWORK_DEBUG is 'perhaps'. Write yes or no.\n"
