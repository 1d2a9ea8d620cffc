"""https behind nginx, by the configuration and the settings that the guide gives."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import NamedTuple

import pytest

from tests.durability.clients import eventually
from tests.network.guide import CONTAINERFILE, NAME, NGINX, https_environment
from tests.network.hosts import (
    OTHER_VISITOR_ADDRESS,
    SERVER_ADDRESS,
    VISITOR_ADDRESS,
    Host,
    server_and_visitor,
)
from tests.network.visitor import Visitor
from tests.running import RunningSite, running_site

pytestmark = [pytest.mark.server, pytest.mark.network]

MAIN = """\
daemon off; user root; pid {folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off; include /etc/nginx/mime.types;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/groundwork.conf;
}}
"""
OURS = "/etc/ssl/groundwork/"


@contextmanager
def nginx(folder):
    """The documented configuration as it stands, but for where its certificate is."""
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
    missing = [name for name in ("nginx", "openssl") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}")
    make_certificate(folder)
    assert OURS in NGINX
    (folder / "groundwork.conf").write_text(NGINX.replace(OURS, f"{folder}/"))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    command = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert eventually(lambda: (folder / "pid").exists(), seconds=20), process.stderr.read()
            yield
        finally:
            process.terminate()


def make_certificate(folder):
    about = f"-days 2 -subj /CN={NAME} -addext subjectAltName=DNS:{NAME}"
    key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem"
    command = f"openssl req -x509 {key} {about} -out fullchain.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)


class BehindNginx(NamedTuple):
    """The site, its host, that of its visitors, and the certificate that they trust."""

    site: RunningSite
    server: Host
    visitor: Host
    certificate: str


@pytest.fixture(scope="module")
def behind_nginx(tmp_path_factory):
    folder = tmp_path_factory.mktemp("https")
    with (
        server_and_visitor() as (server, visitor),
        server.inside(),
        nginx(folder),
        running_site(folder / "data", "--demo", "--port", "8000", **https_environment()) as site,
    ):
        yield BehindNginx(site, server, visitor, str(folder / "fullchain.pem"))


@pytest.fixture
def site(behind_nginx):
    """The site; the test itself works on the visitors' host."""
    with behind_nginx.visitor.inside():
        yield behind_nginx.site


@pytest.fixture
def visit(behind_nginx, site):
    """Makes visitors who come by https."""
    return lambda source=VISITOR_ADDRESS: Visitor(
        SERVER_ADDRESS, 443, name=NAME, certificate=behind_nginx.certificate, source=source
    )


def sign_in(visitor, site):
    password = next(line.split()[1] for line in site.lines if line.startswith("  demo-cleo"))
    return visitor.send("/accounts/sign-in/", username="demo-cleo", password=password)


def test_http_leads_to_the_same_page_by_https(site):
    answer = Visitor(SERVER_ADDRESS, 80, name=NAME).ask("/progress/?lesson=1")
    assert (answer.status, answer.location) == (301, f"https://{NAME}/progress/?lesson=1")


def test_http_leads_to_https_whatever_a_header_says(site):
    answer = Visitor(SERVER_ADDRESS, 80, name=NAME).ask("/", X_Forwarded_Proto="https")
    assert answer.status == 301


def test_https_is_not_undone_by_a_header(visit):
    assert visit().ask("/", X_Forwarded_Proto="http").status == 200


def test_cookies_are_for_https_alone(visit, site):
    visitor = visit()
    assert sign_in(visitor, site).status == 302
    assert "Cleo" in visitor.ask("/").text
    visitor.send("/theme/", on="/accounts/", theme="dark")
    assert {name: bool(cookie["secure"]) for name, cookie in visitor.cookies.items()} == {
        "groundwork-session": True,
        "groundwork-csrf": True,
        "theme": True,
    }


def test_browsers_are_told_to_stay_with_https_for_a_year(visit):
    assert visit().ask("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_form_from_another_site_is_refused(visit, site):
    visitor = visit()
    sign_in(visitor, site)
    form = "csrfmiddlewaretoken=" + visitor.cookies["groundwork-csrf"].value
    refused = visitor.ask("/accounts/sign-out/", body=form, Origin="https://elsewhere.example")
    assert refused.status == 403
    assert "Cleo" in visitor.ask("/").text


def test_foreign_name_is_refused(visit):
    assert visit().ask("/", Host="elsewhere.example").status == 400


def test_throttle_counts_the_visitors_own_address_whatever_a_header_says(visit, site):
    fields = {"username": "nobody", "password": "wrong"}
    visit().send("/accounts/sign-in/", **fields)
    visit(OTHER_VISITOR_ADDRESS).send("/accounts/sign-in/", **fields)
    visit().send("/accounts/sign-in/", **fields, headers={"X-Forwarded-For": "203.0.113.9"})
    with closing(sqlite3.connect(site.data / "groundwork.sqlite3")) as database:
        rows = database.execute(
            "SELECT address_digest FROM rosters_signinfailure ORDER BY id DESC LIMIT 3"
        )
        lied, other, honest = (row[0] for row in rows)
    assert lied == honest
    assert other != honest


def test_upload_of_more_than_the_site_takes_is_refused_at_the_door(visit):
    answer = visit().ask("/theme/", body="", Content_Length=str(33 * 1024 * 1024))
    assert answer.status == 413


def test_upload_that_the_site_takes_passes(visit):
    assert visit().ask("/theme/", body="theme=dark&more=" + "x" * 2_000_000).status == 302


def test_static_files_are_kept_for_ever_and_sent_small(visit):
    page = visit().ask("/accessibility/").text
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = visit().ask(path, Accept_Encoding="gzip")
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


def test_health_check_of_the_image_finds_the_site_well(behind_nginx, site):
    """From inside, where no proxy is: the redirect to https must not be in its way."""
    found = re.search(r"^HEALTHCHECK .*?CMD (\[.*?\])$", CONTAINERFILE, re.MULTILINE)
    _, *arguments = json.loads(found[1])
    with behind_nginx.server.inside():
        asked = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
