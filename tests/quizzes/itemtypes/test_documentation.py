"""docs/adding-an-item-type.md holds a type that works; docs/scoring.md names every type."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from quizzes.itemtypes import registry
from tests.quizzes.itemtypes.pages import Page

DOCS = Path(__file__).resolve().parents[3] / "docs"


def block(language: str) -> str:
    page = (DOCS / "adding-an-item-type.md").read_text(encoding="utf-8")
    return re.search(rf"^```{language}\n(.*?)^```", page, re.S | re.M)[1]


@pytest.fixture
def estimate(monkeypatch):
    monkeypatch.setattr(registry, "_types", dict(registry._types))
    exec(compile(block("python"), "estimate", "exec"), {"__name__": "estimate"})  # noqa: S102
    return registry.get_item_type("estimate")


def test_example_grades_its_samples(estimate):
    for sample in estimate.samples():
        definition = estimate.load(sample.definition)
        if sample.fields is None:
            assert estimate.grade(definition, sample.response).fraction == sample.fraction
        else:
            form = estimate.form(definition, {}, data=sample.fields)
            assert form.sentences_of_errors() == ["Write a whole number in figures."]


def test_example_renders_without_its_secrets(estimate, monkeypatch):
    template = Template(block("html"))
    pages = []
    for own, order in estimate.twins():
        form = estimate.form(estimate.load(own), order, prefix="q1")
        item = estimate.present(form.definition, order, form)
        pages.append(template.render(Context({"item": item, "errors": [], "prefix": "q1-"})))
    assert pages[0] == pages[1]
    assert Page(pages[0]).unnamed_controls() == []


def test_example_form_gives_back_its_item(estimate):
    form = estimate.authoring_form()(estimate.samples()[0].definition)
    assert form.is_valid()
    assert form.pack_fields() == estimate.samples()[0].definition


@pytest.mark.parametrize("kind", list(registry.all_item_types()), ids=lambda kind: kind.slug)
def test_scoring_page_names_every_type(kind):
    page = (DOCS / "scoring.md").read_text(encoding="utf-8").lower()
    assert str(kind.name).lower().rstrip("?") in page
