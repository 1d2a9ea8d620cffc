"""The bundles are what their sources say, and small enough."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static

from config.assets import BUNDLES, ROOT, build_bundle, bundle_sources

BUDGETS = {"learner.css": 14_000, "learner.js": 20_000}


def test_bundle_holds_every_source_once_in_the_stated_order(tmp_path):
    for name, text in {
        "config/static/config/css/zebra.css": "z {}",
        "config/static/config/css/layers.css": "@layer a;",
        "config/static/config/css/tokens.css": ":root {}",
        "quizzes/static/quizzes/css/alone.css": "q {}",
        "sources/static/sources/css/alone.css": "s {}",
        "sources/static/sources/staff/not-here.css": "x {}",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    assert build_bundle("learner.css", root=tmp_path) == ("@layer a;\n:root {}\nz {}\ns {}\nq {}\n")


def test_bundle_keeps_the_names_of_each_script_apart(tmp_path):
    folder = tmp_path / "config/static/config/elements"
    folder.mkdir(parents=True)
    (folder / "a.js").write_text("const X = 1;\n")
    (folder / "b.js").write_text("const X = 2;\n")
    assert build_bundle("learner.js", root=tmp_path) == "{\nconst X = 1;\n}\n{\nconst X = 2;\n}\n"


@pytest.mark.parametrize("name", BUNDLES)
def test_bundle_is_found_as_a_static_file(name):
    found = finders.find(name)
    assert isinstance(found, str)
    assert Path(found).read_text(encoding="utf-8") == build_bundle(name)


def test_collectstatic_writes_the_bundles_as_they_are_built(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in BUNDLES:
        collected = tmp_path / static(name).removeprefix("/static/")
        assert collected.read_text(encoding="utf-8") == build_bundle(name)


@pytest.mark.parametrize(("name", "most"), BUDGETS.items())
def test_bundle_stays_within_its_budget(name, most):
    assert len(gzip.compress(build_bundle(name).encode(), mtime=0)) <= most


@pytest.mark.parametrize("name", ["learner.css", "staff.css"])
def test_style_sheets_load_nothing_from_elsewhere(name):
    assert not re.search(r"url\(|@import|@font-face", build_bundle(name))


@pytest.mark.parametrize("name", ["learner.js", "staff.js"])
def test_elements_import_nothing_and_write_no_markup(name):
    assert not re.search(r"^\s*(import|export) |innerHTML|eval\(", build_bundle(name), re.MULTILINE)


def test_each_element_file_defines_the_element_of_its_name():
    for name in ("learner.js", "staff.js"):
        for path in bundle_sources(BUNDLES[name]):
            assert f'customElements.define("{path.stem}"' in path.read_text(encoding="utf-8"), path


def test_every_style_sheet_of_learners_stands_in_a_layer():
    for path in bundle_sources(BUNDLES["learner.css"]):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert text.strip().startswith(("@layer", "@media print {\n@layer")), path


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (ROOT / "config/static/config/icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    for app in ("config", "rosters", "sources", "quizzes", "lessons"):
        for path in (ROOT / app / "templates").rglob("*.html"):
            named = set(re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")))
            assert named <= drawn, path


def test_templates_have_no_inline_script_or_style():
    inline = re.compile(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=\"|javascript:")
    data_block = re.compile(r'<script[^>]*type="application/json"')
    for app in ("config", "rosters", "sources", "quizzes", "lessons"):
        for path in (ROOT / app / "templates").rglob("*.html"):
            text = data_block.sub("", path.read_text(encoding="utf-8"))
            assert not inline.search(text), path
