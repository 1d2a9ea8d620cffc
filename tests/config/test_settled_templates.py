"""Settled templates say what Django's own reading of the same templates says."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Engine
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

SETTLED = "config.settled_templates.Loader"
LOCMEM = "django.template.loaders.locmem.Loader"
BUILTINS = ["config.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"]


def engine(templates, *, settled=True, debug=False):
    inner = (LOCMEM, templates | {"ui/_progress_bar.html": "{{ done }} of {{ total }}"})
    loaders = [(SETTLED, [inner])] if settled else [inner]
    return Engine(loaders=loaders, builtins=BUILTINS, debug=debug)


def shown(templates, variables=None, *, name="page", **options):
    found = engine(templates, **options).get_template(name)
    return found.render(Context(variables or {}))


def nodes(templates, **options):
    return engine(templates, **options).get_template("page").nodelist


CONSTANT = (
    "{% comment %}No words{% endcomment %}<p>{% translate 'Sign in' %} & more</p>"
    "{% icon 'hit' 24 'mark' %}<a href=\"{% url 'lessons:catalogue' %}\">"
    "{% static 'learner.css' %}</a>{% translate '100 %% sure' %}"
)


def test_settled_template_of_constants_is_one_text():
    assert [type(node).__name__ for node in nodes({"page": CONSTANT})] == ["TextNode"]


@pytest.mark.parametrize(
    "templates",
    [
        {"page": CONSTANT},
        {"page": "{% if a %}{% translate 'Modules' %}{% else %}{% icon 'warn' %}{% endif %}"},
        {"page": "{% for n in list %}{{ n }}{% translate 'Next' %}{% cycle 1 2 %}{% endfor %}"},
        {"page": "{% autoescape off %}{% translate 'Next' %}{{ a }}{% endautoescape %}"},
        {"page": "{% translate a %}{% translate 'Next' as b %}{{ b }}{{ b|upper }}"},
        {"page": "{% url 'nowhere' as b %}[{{ b }}]{% icon a %}"},
        {"page": "{% include 'part' with a='<x>' %}{{ a }}", "part": "{{ a }}{{ list|length }}"},
        {"page": "{% include 'part' with a=1 only %}", "part": "[{{ a }}{{ list }}]"},
        {
            "page": "{% include 'part' with a=1 only %}{{ a }}",
            "part": "{% progress_bar a 3 'x' %}[{{ list }}]",
        },
        {"page": "{{ a }}{{ safe }}{{ list }}{{ big }}{{ none }}{{ missing }}{{ yes }}{{ half }}"},
        {"page": "{% autoescape off %}{{ a }}{{ big }}{{ list }}{% endautoescape %}"},
        {"page": "{{ a|safe }}{{ a|upper }}{{ lazy }}{{ when }}"},
        {"page": "{% include 'part' %}[{{ b }}]", "part": "{% with b=1 %}{{ b }}{% endwith %}"},
        {"page": "{% include 'part' %}[{{ b }}]", "part": "{% translate 'Next' as b %}{{ b }}"},
        {"page": "{% for n in list %}{% include 'part' %}{% endfor %}", "part": "{% cycle 1 2 %}"},
        {"page": "{% include name %}", "part": "{{ a }}"},
        {"page": "{{ thing.word }}{{ thing.words.0 }}{{ thing.missing }}{{ thing.words.missing }}"},
        {"page": "{{ row.word }}{{ row.items }}{{ row.said.word }}"},
        {"page": "{{ thing.say }}{{ thing.say.real }}"},
        {"page": "{% if thing.word == 'w' and not row.no or thing.no %}y{% else %}n{% endif %}"},
        {"page": "{% for n in thing.words %}{{ n }}{{ forloop.counter }}{% endfor %}"},
        {"page": "{% blocktranslate with b=thing.word %}100 % {{ b }} {{ a }} {{ safe }}"
         "{% endblocktranslate %}{{ b }}"},
        {"page": "{% blocktranslate count n=list|length %}{{ n }} note of {{ a }}{% plural %}"
         "{{ n }} notes of {{ name }}{% endblocktranslate %}"},
        {"page": "{% blocktranslate asvar b with c=half %}{{ c }}{% endblocktranslate %}[{{ b }}]"},
        {"page": "{% blocktranslate %}[{{ missing }}]{{ a }}{% endblocktranslate %}"},
        {"page": "{% autoescape off %}{% blocktranslate %}{{ a }}{{ half }}{% endblocktranslate %}"
         "{% endautoescape %}{% blocktranslate trimmed %} a\n b {% endblocktranslate %}"},
        {"page": "{% extends 'part' %}{% block b %}{% translate 'Next' %}{{ block.super }}"
         "{% endblock %}", "part": "<{% block b %}{% icon 'hit' %}{% endblock %}>"},
    ],
)  # fmt: skip
def test_settled_template_shows_the_same(templates):
    thing = SimpleNamespace(word="<w>", words=["first", "second"], say=lambda: 7)
    variables = {
        "a": "<b>",
        "list": [1, 2, 3],
        "name": "part",
        "safe": mark_safe("<i>"),
        "big": 1234567,
        "none": None,
        "yes": True,
        "half": 0.5,
        "lazy": gettext_lazy("Next"),
        "when": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        "thing": thing,
        "row": {"word": "r", "said": thing, "items": "own"},
    }
    assert shown(templates, variables) == shown(templates, variables, settled=False)


def test_settled_template_that_includes_itself_ends():
    templates = {"page": "{{ n }}{% if list %}{% with list=none n=2 %}{% include 'page' %}"
                 "{% endwith %}{% endif %}"}  # fmt: skip
    assert shown(templates, {"list": [1], "n": 1}) == "12"


def test_settled_template_is_kept_for_each_language():
    read = engine({"page": "{% translate 'Monday' %}"})
    with translation.override("de"):
        assert read.get_template("page").render(Context()) == "Montag"
    with translation.override("fr"):
        assert read.get_template("page").render(Context()) == "lundi"


def test_settled_sentence_is_kept_for_each_language():
    read = engine({"page": "{% blocktranslate count counter=n %}{{ counter }} result{% plural %}"
                           "{{ counter }} results{% endblocktranslate %}"})  # fmt: skip
    with translation.override("de"):
        assert read.get_template("page").render(Context({"n": 2})) == "2 Ergebnisse"
    with translation.override("fr"):
        assert read.get_template("page").render(Context({"n": 1})) == "1 résultat"


def test_settled_template_is_kept_for_each_script_prefix():
    read = engine({"page": "{% url 'lessons:catalogue' %}"})
    assert read.get_template("page").render(Context()) == "/"
    try:
        set_script_prefix("/school/")
        assert read.get_template("page").render(Context()) == "/school/"
    finally:
        set_script_prefix("/")


def test_settled_template_complains_of_an_unknown_address_only_where_it_is_shown():
    templates = {"page": "{% if a %}{% url 'nowhere' %}{% endif %}x"}
    assert shown(templates) == "x"


def test_settled_template_stays_as_written_while_debugging():
    assert len(nodes({"page": CONSTANT}, debug=True)) > 5
