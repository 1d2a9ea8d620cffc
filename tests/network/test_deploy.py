"""The files of deploy/: what can be held of them where neither systemd nor containers run."""

import json
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from config import start_options
from tests.network.guide import CONTAINERFILE, https_environment
from tests.running import ROOT
from tests.test_docs import settings

DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
UNIT = (DEPLOY / "groundwork@.service").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(COMPOSE)["services"]
# Ten times what `systemd-analyze security` prints: below 2.0 it says "OK".
MOST_EXPOSURE = 15


def instructions(name):
    """The arguments of every such instruction of the container file, in order."""
    return re.findall(rf"^{name} (.*)$", CONTAINERFILE, re.MULTILINE)


def read_environment(text):
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))


def analyze(*arguments):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True)


@pytest.fixture
def unit(tmp_path):
    """The unit of port 8000, with a Python that is here."""
    path = tmp_path / "groundwork@8000.service"
    path.write_text(UNIT.replace("/opt/groundwork/.venv/bin/python", sys.executable))
    return str(path)


@pytest.mark.server
def test_unit_is_one_that_systemd_understands(unit):
    verified = analyze("verify", "--man=no", unit)
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.server
def test_unit_leaves_the_service_little_to_harm(unit):
    judged = analyze("security", "--offline=yes", f"--threshold={MOST_EXPOSURE}", unit)
    assert judged.returncode == 0, judged.stdout


def test_unit_starts_the_site_with_options_that_there_are():
    command = re.search(r"^ExecStart=\S+ manage.py start (.*)$", UNIT, re.MULTILINE)
    assert options_of(command[1].replace("%i", "8000").split()).port == 8000


def options_of(arguments):
    parser = start_options.argparse.ArgumentParser()
    start_options.add_arguments(parser)
    return parser.parse_args(arguments)


def test_environment_is_what_the_guide_says():
    example = read_environment((DEPLOY / "environment.example").read_text())
    example.pop("GROUNDWORK_TIME_ZONE")
    assert example == https_environment()


def test_deploy_sets_nothing_that_is_not_read():
    named = {
        name
        for path in DEPLOY.iterdir()
        for name in re.findall(r"\bGROUNDWORK_[A-Z_]+|\bDATABASE_URL\b", path.read_text())
    }
    assert named - settings() == set()


def test_image_runs_the_site_and_not_as_root():
    assert instructions("USER") == ["groundwork"]
    assert CONTAINERFILE.index("\nUSER") < CONTAINERFILE.index("\nCMD")
    command = json.loads(instructions("CMD")[-1])
    assert command[:3] == ["python", "manage.py", "start"]
    assert options_of(command[3:]).host == "0.0.0.0"


def test_image_keeps_its_data_in_a_volume_and_installs_nothing_at_start():
    variables = dict(pair.split("=", 1) for pair in shlex.split(instructions("ENV")[0]))
    assert variables["GROUNDWORK_DATA"] == instructions("VOLUME")[0] == "/data"
    assert variables["GROUNDWORK_BOOTSTRAP"] == "off"


def test_image_installs_by_hashed_lists_that_there_are():
    install = next(line for line in instructions("RUN") if "pip install" in line)
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(install.split())
    assert all((ROOT / name).exists() for name in re.findall(r"-r (\S+)", install))


def test_image_installs_what_the_site_needs_postgres_and_document_readers():
    def names(list_name):
        text = (ROOT / "config" / "requirements" / f"{list_name}.txt").read_text()
        return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))

    assert re.findall(r"requirements/(\w+)\.txt", CONTAINERFILE) == ["postgres", "documents"]
    assert names("runtime") <= names("postgres") & names("documents")


def test_image_holds_no_data_folder():
    left_out = (ROOT / ".dockerignore").read_text().splitlines()
    assert {"instance", ".venv", ".git", "deploy/.env", "deploy/environment"} <= set(left_out)


@pytest.mark.parametrize("name", [*instructions("FROM"), SERVICES["database"]["image"]])
def test_image_names_no_registry_and_its_version(name):
    assert re.fullmatch(r"[a-z]+:[\w.-]+", name)


def test_dump_tool_is_of_the_databases_version():
    server = SERVICES["database"]["image"].partition(":")[2]
    assert f"postgresql-client-{server}" in CONTAINERFILE


def test_two_web_services_share_database_keys_and_folder_but_no_port():
    web, second = SERVICES["web"], SERVICES["second"]
    assert web["volumes"] == ["data:/data"]
    assert web["environment"]["DATABASE_URL"].startswith("postgres://groundwork:${POSTGRES_")
    assert {key for key in web if web[key] != second[key]} == {"ports"}
    assert all(port.startswith("127.0.0.1:") for port in [*web["ports"], *second["ports"]])


def test_web_services_wait_for_a_database_that_answers():
    wanted = {"database": {"condition": "service_healthy"}}
    assert SERVICES["web"]["depends_on"] == wanted
    assert "pg_isready" in SERVICES["database"]["healthcheck"]["test"]


def test_web_services_may_do_nothing_but_serve():
    web = SERVICES["web"]
    assert web["read_only"] is True
    assert web["cap_drop"] == ["ALL"]
    assert web["security_opt"] == ["no-new-privileges:true"]


def test_volumes_are_declared():
    declared = set(yaml.safe_load(COMPOSE)["volumes"])
    used = {v.partition(":")[0] for service in SERVICES.values() for v in service["volumes"]}
    assert used == declared
