"""The one contract: every registered type, by its own samples, twins and gallery item."""

import json
from random import Random

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import get_template

from quizzes.grading.outcomes import Completion
from quizzes.itemtypes.base import ITEM_FIELDS
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import all_item_types
from tests.quizzes.itemtypes.gallery import GALLERY, GalleryLibrary, gallery_item
from tests.quizzes.itemtypes.pages import Page

TYPES = [pytest.param(kind, id=kind.slug) for kind in all_item_types()]
SAMPLES = [
    pytest.param(kind, sample, id=f"{kind.slug}: {sample.name}")
    for kind in all_item_types()
    for sample in kind.samples()
]
VALID = [param for param in SAMPLES if param.values[1].fields is None]
INVALID = [param for param in SAMPLES if param.values[1].fields is not None]
ID_FIELDS = ("id", "sentence", "card", "event", "term", "slug")


def seeded() -> Random:
    return Random(7)  # noqa: S311 - an order to show, not a secret


def first_order(kind, definition):
    return kind.order(definition, shuffle=True, rng=seeded())


def posted(fields) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def pack_ids(value) -> set[str]:
    if isinstance(value, dict):
        own = {value[name] for name in ID_FIELDS if isinstance(value.get(name), str)}
        return own.union(*map(pack_ids, value.values()))
    return set().union(*map(pack_ids, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(("kind", "sample"), VALID)
def test_sample_earns_what_its_type_promises(kind, sample):
    outcome = kind.grade(kind.load(sample.definition), sample.response)
    expected = Completion.NEEDS_MARKING if sample.waits else Completion.GRADED
    assert (outcome.completion, outcome.fraction) == (expected, sample.fraction)


@pytest.mark.parametrize(("kind", "sample"), INVALID)
def test_invalid_sample_is_refused_with_a_sentence(kind, sample):
    definition = kind.load(sample.definition)
    form = kind.form(definition, first_order(kind, definition), data=posted(sample.fields))
    assert not form.is_valid()
    sentences = form.sentences_of_errors()
    assert sentences
    assert all(s[0].isupper() or s[0] == "“" for s in sentences)
    assert all(s.endswith(".") for s in sentences)


@pytest.mark.parametrize(("kind", "sample"), INVALID)
def test_invalid_sample_is_shown_again_with_its_sentence(kind, sample):
    definition = kind.load(sample.definition)
    form = kind.form(definition, first_order(kind, definition), data=posted(sample.fields))
    page = Page(form.render_parts())
    assert page.faults == []
    assert any(own.get("id") == "errors" for _tag, own, _path in page.tags)
    assert any("errors" in own.get("aria-describedby", "").split() for _t, own, _p in page.tags)


@pytest.mark.parametrize(("kind", "sample"), VALID)
def test_sample_survives_the_page(kind, sample):
    """A browser that gets the saved response and sends it back changes nothing."""
    definition = kind.load(sample.definition)
    order = first_order(kind, definition)
    html = kind.form(definition, order, initial=sample.response, prefix="q3").render_parts()
    form = kind.form(definition, order, data=Page(html).sent, prefix="q3")
    assert form.is_valid(), form.errors
    assert form.cleaned_response() == sample.response


@pytest.mark.parametrize("kind", TYPES)
def test_samples_hold_each_kind_of_response(kind):
    names = " ".join(sample.name for sample in kind.samples())
    needed = ["blank", "invalid"] if kind.needs_person else ["correct", "incorrect", "blank"]
    assert [word for word in needed if word not in names] == []
    assert any(sample.fields for sample in kind.samples())


@pytest.mark.parametrize("kind", TYPES)
def test_blank_is_graded_0(kind):
    definition = kind.load(kind.samples()[0].definition)
    outcome = kind.grade(definition, kind.blank())
    assert (outcome.completion, outcome.fraction) == (Completion.GRADED, 0)
    assert not kind.is_answered(kind.blank())


@pytest.mark.parametrize("kind", TYPES)
def test_untouched_page_is_a_blank(kind):
    definition = kind.load(kind.samples()[0].definition)
    order = first_order(kind, definition)
    form = kind.form(definition, order, data=Page(kind.form(definition, order).render_parts()).sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_response() is None


@pytest.mark.parametrize(("kind", "sample"), SAMPLES)
def test_definition_survives_load_and_dump(kind, sample):
    loaded = kind.load(sample.definition)
    assert kind.dump(loaded) == sample.definition
    assert kind.load(json.loads(json.dumps(kind.dump(loaded)))) == loaded


@pytest.mark.parametrize("kind", TYPES)
def test_load_passes_over_the_fields_of_every_item(kind):
    own = kind.samples()[0].definition
    whole = dict.fromkeys(ITEM_FIELDS, "anything") | dict(own)
    assert kind.load(whole) == kind.load(own)


@pytest.mark.parametrize("kind", TYPES)
def test_load_refuses_an_unknown_field_by_its_name(kind):
    with pytest.raises(DefinitionInvalid, match="colour is not a field"):
        kind.load(dict(kind.samples()[0].definition) | {"colour": "red"})


@pytest.mark.parametrize("kind", TYPES)
def test_load_says_what_is_missing(kind):
    with pytest.raises(DefinitionInvalid) as caught:
        kind.load({})
    assert caught.value.messages


@pytest.mark.parametrize("kind", TYPES)
def test_order_does_not_depend_on_the_key(kind):
    first, second = (kind.load(definition) for definition, _order in kind.twins())
    for seed in range(20):
        orders = [kind.order(d, shuffle=True, rng=Random(seed)) for d in (first, second)]  # noqa: S311
        assert orders[0] == orders[1] == json.loads(json.dumps(orders[0]))


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("read_only", [False, True])
def test_page_before_release_holds_no_secret(kind, read_only):
    """Another key, other feedback, ids, cards, model answers: the same bytes."""
    first, second = [
        kind.form(kind.load(own), order, prefix="q1", label="Question 1", read_only=read_only)
        for own, order in kind.twins()
    ]
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    pages = [template.render(Context({"form": form})) for form in (first, second)]
    assert pages[0] == pages[1]
    assert kind.twins()[0][0] != kind.twins()[1][0]


@pytest.mark.parametrize("kind", TYPES)
def test_page_before_release_holds_no_pack_id(kind):
    for own, order in kind.twins():
        html = kind.form(kind.load(own), order).render_parts()
        assert "SECRET" not in html
        assert "FEED" not in html
        ids = pack_ids(own)
        assert Page(html).attribute_words() & ids == set()
        assert [own_id for own_id in ids if len(own_id) > 4 and own_id in html] == []


@pytest.mark.parametrize("kind", TYPES)
def test_page_is_whole_and_every_control_has_a_name(kind):
    own, order = kind.twins()[0]
    page = Page(kind.form(kind.load(own), order, prefix="q2").render_parts())
    assert page.faults == []
    assert page.unnamed_controls() == []
    assert page.controls()
    assert [name for name in page.controls() if not name.startswith("q2-")] == []


@pytest.mark.parametrize("kind", TYPES)
def test_page_has_no_inline_style_or_script(kind):
    own, order = kind.twins()[0]
    definition = kind.load(own)
    reveal = kind.review(definition, order, None)
    for html in (
        kind.form(definition, order).render_parts(),
        kind.form(definition, order, reveal=reveal).render_parts(),
    ):
        page = Page(html)
        names = {name for _tag, attributes, _path in page.tags for name in attributes}
        assert not [name for name in names if name == "style" or name.startswith("on")]
        assert "script" not in {tag for tag, _attributes, _path in page.tags}


@pytest.mark.parametrize(("kind", "sample"), VALID)
def test_review_is_whole_and_asks_nothing(kind, sample):
    definition = kind.load(sample.definition)
    order = first_order(kind, definition)
    reveal = kind.review(definition, order, sample.response)
    page = Page(kind.form(definition, order, reveal=reveal, prefix="q4").render_parts())
    assert page.faults == []
    assert page.controls() == []


@pytest.mark.parametrize("kind", TYPES)
def test_review_tells_keys_apart(kind):
    """What is hidden before release is shown after it."""
    pages = []
    for own, order in kind.twins():
        definition = kind.load(own)
        reveal = kind.review(definition, order, None)
        pages.append(kind.form(definition, order, reveal=reveal).render_parts())
    assert (pages[0] == pages[1]) is kind.needs_person


@pytest.mark.parametrize("kind", TYPES)
def test_review_names_cards_once_with_their_copies(kind):
    sample = kind.samples()[0]
    definition = kind.load(sample.definition)
    cards = kind.review(definition, first_order(kind, definition), sample.response)["cards"]
    ids = [card["id"] for card in cards]
    assert len(ids) == len(set(ids))
    assert all({"id", "short", "title"} <= set(card) for card in cards)


@pytest.mark.parametrize("kind", TYPES)
def test_review_passes_feedback_through_the_page_prose(kind):
    sample = kind.samples()[0]
    definition = kind.load(sample.definition)
    heard = []
    kind.review(
        definition,
        first_order(kind, definition),
        sample.response,
        prose=lambda text: heard.append(text) or text,
    )
    without = {"essay", "numeric", "short-text"}  # no feedback for a right answer
    assert bool(heard) is (kind.slug not in without)


@pytest.mark.parametrize("kind", TYPES)
def test_response_to_another_version_is_never_an_error(kind):
    """A regrade reads old responses with a new key: what is gone counts for nothing."""
    other, order = kind.twins()[1]
    definition = kind.load(other)
    for sample in kind.samples():
        if sample.fields is None:
            outcome = kind.grade(definition, sample.response)
            assert outcome.fraction is None or 0 <= outcome.fraction <= 1
            kind.review(definition, order, sample.response)
            kind.summarise(definition, sample.response)
            kind.observations(definition, sample.response)
            assert isinstance(kind.counts(definition, sample.response)["sentence"], str)
            kind.form(definition, order, initial=sample.response).render_parts()


@pytest.mark.parametrize(("kind", "sample"), VALID)
def test_summary_is_a_line_for_an_answer_and_nothing_for_a_blank(kind, sample):
    summary = kind.summarise(kind.load(sample.definition), sample.response)
    assert isinstance(summary, str)
    if sample.response is None:
        assert summary == ""


@pytest.mark.parametrize("kind", TYPES)
def test_key_summary_is_what_the_right_sample_says(kind):
    sample = kind.samples()[0]
    definition = kind.load(sample.definition)
    assert kind.key_summary(definition)
    if sample.fraction == 1 and kind.slug not in ("cloze", "short-text", "numeric", "verdict"):
        assert kind.key_summary(definition) == kind.summarise(definition, sample.response)


@pytest.mark.parametrize("kind", TYPES)
def test_type_holds_no_state(kind):
    assert vars(kind) == {}


@pytest.mark.parametrize("kind", TYPES)
def test_type_has_its_template(kind):
    assert get_template(kind.template)


@pytest.mark.parametrize("kind", TYPES)
def test_gallery_item_is_complete_and_without_problems(kind):
    item = gallery_item(kind.slug)
    assert item["type"] == kind.slug
    definition = kind.load(kind.complete(item, GalleryLibrary()))
    assert kind.problems(definition) == []
    assert {"title", "stem", "explanation", "difficulty", "skills"} <= set(item)


@pytest.mark.parametrize("kind", TYPES)
def test_gallery_item_renders_for_answering_and_review(kind):
    definition = kind.load(kind.complete(gallery_item(kind.slug), GalleryLibrary()))
    order = first_order(kind, definition)
    reveal = kind.review(definition, order, None)
    for form in (kind.form(definition, order), kind.form(definition, order, reveal=reveal)):
        assert Page(form.render_parts()).faults == []


def test_gallery_holds_nothing_else():
    assert {path.stem for path in GALLERY.glob("*.yaml")} == {
        param.values[0].slug for param in TYPES
    }


@pytest.mark.parametrize("kind", TYPES)
def test_authoring_form_gives_back_the_gallery_item(kind):
    """What an author sees and saves unchanged is what was there, and makes the same version."""
    item = gallery_item(kind.slug)
    own = {name: value for name, value in item.items() if name not in ITEM_FIELDS}
    library = GalleryLibrary()
    form_class = kind.authoring_form()
    shown = form_class(pack=own)
    data = {name: shown[name].value() for name in shown.fields}
    sent = posted({name: value for name, value in data.items() if value is not None})
    form = form_class(sent, library=library, sources=item.get("sources", ()))
    assert form.is_valid(), form.errors
    assert form.pack_fields() == own
    assert kind.load(form.definition()) == kind.load(kind.complete(item, library))
