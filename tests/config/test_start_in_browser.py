"""What a browser makes of the real server: hashed files, headers and all."""

import pytest

from tests.running import running_site

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with running_site(tmp_path_factory.mktemp("site") / "data") as site:
        yield site


@pytest.mark.parametrize("path", ["accessibility/", "about-you/", "accounts/sign-in/"])
def test_page_loads_everything_from_the_site_itself(page, site, path):
    answers = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    page.goto(site.address + path)
    page.wait_for_load_state("networkidle")
    assert [answer for answer in answers if not answer[0].startswith(site.address)] == []
    assert [answer for answer in answers if answer[1] != 200] == []


def test_missing_page_is_a_page_of_the_site(page, site, recwarn):
    answer = page.request.get(site.address + "nothing/here/")
    assert answer.status == 404
    assert "Content-Security-Policy".lower() in answer.headers
