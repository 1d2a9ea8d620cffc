"""An example of each address: what its open parts are in the world of the tests.

An address may have several, told apart by a word: `own` is Tess's private module, `shipped` the
site's own. Whatever has no example here fails the tests that go through all addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from lessons.models import Lesson, Step, StepNote
from quizzes.models import Item, Quiz, Section
from rosters.models import Accommodation, Act, Classroom, User
from sources.models import Claim, Collection, Document, Event, SourceCard, Term
from tests.addresses import Address, NoExample
from tests.world import World

OBJECT = "object_id"
NO_ROW = "0"


@dataclass(frozen=True, slots=True)
class Example:
    """One address to ask for. about: which of several; parts: of the route; query: of the URL."""

    about: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)

    def path(self, address: Address) -> str:
        path = address.path(self.parts)
        return f"{path}?{urlencode(self.query)}" if self.query else path


def examples_of(address: Address, world: World, cast: Mapping[str, User]) -> list[Example]:
    """The examples of an address. Raises NoExample."""
    if address.is_admin:
        return _of_admin(address, world, cast)
    if "release_id" in address.takes:
        return _of_preview(address, world)
    if "slug" in address.takes:
        return _of_module(address, world)
    if address.name == "quizzes:marking-release":
        return [Example("ada", {"assignment_id": world.written.attempt.assignment_id})]
    known: dict[tuple[str, ...], list[Example]] = {
        (): [Example()],
        ("quiz_id",): [
            Example("own", {"quiz_id": world.check.pk}),
            Example("shipped", {"quiz_id": _content(world)["quizzes.quiz"]["shipped"].pk}),
            Example("exam", {"quiz_id": world.exam.pk}),
            Example("unpublished", {"quiz_id": world.unpublished.pk}),
        ],
        ("assignment_id",): [Example("", {"assignment_id": world.assignment.pk})],
        ("attempt_id",): [
            Example("running", {"attempt_id": world.running.pk}),
            Example("handed-in", {"attempt_id": world.handed_in.pk}),
        ],
        ("attempt_id", "position"): [
            Example("running", {"attempt_id": world.running.pk, "position": 1}),
            Example("handed-in", {"attempt_id": world.handed_in.pk, "position": 1}),
        ],
        ("attempt_id", "number"): [
            Example("handed-in", {"attempt_id": world.handed_in.pk, "number": 1}),
        ],
        ("person_id",): [Example(who, {"person_id": cast[who].pk}) for who in ("ada", "oona")],
        ("response_id",): [Example("ada", {"response_id": world.written.pk})],
        ("classroom_id",): _of_class(address, world),
        ("classroom_id", "learner_id"): [
            Example(name, _in_class(world, learner_id=cast[name].pk)) for name in ("ada", "tess")
        ],
        ("classroom_id", "assignment_id"): [
            Example("near", _in_class(world, assignment_id=world.assignment.pk))
        ],
        ("classroom_id", "given_id"): [Example("near", _in_class(world, given_id=world.given.pk))],
        ("classroom_id", "person_id"): [
            Example(about, {"classroom_id": world.assignment.classroom_id, "person_id": who.pk})
            for about, who in (("ada", cast["ada"]), ("teacher", cast["tess"]))
        ],
        ("uidb64", "token"): [Example("ben", _reset_link(cast["ben"]))],
        **_of_documents(address, world),
    }
    if address.takes not in known:
        raise NoExample(address.route)
    return known[address.takes]


def _of_documents(address: Address, world: World) -> dict[tuple[str, ...], list[Example]]:
    """Addresses of documents, of their reviews, of what is built from them, and of imports."""
    own, rows = {"module_id": world.own.pk}, _rows_of_documents(world)
    text = rows["own"]
    texts = ["own", "shipped"] + (["rated"] if address.name == "sources:round-rate" else [])
    return {
        ("document_id",): [Example(about, {"document_id": rows[about].pk}) for about in texts],
        ("document_id", "sentence_id"): [
            Example("own", {"document_id": text.pk, "sentence_id": rows["sentence"].pk})
        ],
        ("document_id", "number"): [Example("own", _round_of(world))],
        ("document_id", "variant_id"): [
            Example("own", {"document_id": text.pk, "variant_id": rows["variant"].pk})
        ],
        ("document_id", "number", "claim_id"): [
            Example("own", _round_of(world, claim_id=rows["claim"].pk))
        ],
        ("import_id",): [
            Example(state, {"import_id": one.pk}) for state, one in world.arrived.items()
        ],
        ("module_id",): [Example("own", own), Example("shipped", {"module_id": world.shipped.pk})],
        ("module_id", "part_id"): [Example("own", own | {"part_id": world.candidate.pk})],
    }


def _rows_of_documents(world: World) -> dict[str, Any]:
    """Tess's text and what there is of it, and the site's."""

    def look_up() -> dict[str, Any]:
        text = _in(Document, world.own.collection)
        return {
            "own": text,
            "shipped": _in(Document, world.shipped.collection),
            "rated": text.collection.documents.get(slug="practice"),
            "sentence": text.sentences.earliest("pk"),
            "claim": text.claims.earliest("pk"),
            "variant": text.variants.earliest("pk"),
        }

    return _once(world, "documents", look_up)


def _once(world: World, name: str, look_up: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The rows, looked up for the first address that asks and not for each of hundreds."""
    if name not in world.looked_up:
        world.looked_up[name] = look_up()
    return world.looked_up[name]


def _round_of(world: World, **parts: int) -> dict[str, int]:
    return {"document_id": _rows_of_documents(world)["own"].pk, "number": 1, **parts}


def _in_class(world: World, **parts: int) -> dict[str, int]:
    return {"classroom_id": world.assignment.classroom_id, **parts}


def _of_class(address: Address, world: World) -> list[Example]:
    """A page of Ada's class; where something is assigned to it, also with that chosen."""
    found = [Example("near", _in_class(world))]
    if address.name == "lessons:assign":
        found.append(Example("own", _in_class(world), {"what": f"module-{world.own.pk}"}))
    return found


def _of_preview(address: Address, world: World) -> list[Example]:
    draft = world.parts_of(world.own) | {"release_id": world.draft.pk}
    shipped = world.parts_of(world.shipped) | {"release_id": world.shipped.releases.get().pk}
    found = [Example("draft", draft), Example("shipped", shipped)]
    if "quiz" in address.takes:
        found += [Example(quiz, draft | {"quiz": quiz}) for quiz in ("exam", "unpublished")]
    if "step" in address.takes:
        found.append(Example("check", draft | {"step": "check"}))
    return found


def _of_module(address: Address, world: World) -> list[Example]:
    found = [
        Example(about, world.parts_of(module))
        for about, module in (("own", world.own), ("shipped", world.shipped))
    ]
    own = world.parts_of(world.own)
    found.append(Example("unreleased", world.parts_of(world.unreleased)))
    if "step" in address.takes:
        found += [Example(step, own | {"step": step}) for step in ("passage", "check")]
    if "document" in address.takes:
        found += [
            Example(f"{about}-practice", world.parts_of(module) | {"document": "practice"})
            for about, module in (("own", world.own), ("shipped", world.shipped))
        ]
    if "quiz" in address.takes:
        found += [Example(quiz, own | {"quiz": quiz}) for quiz in ("exam", "unpublished")]
    return found


def _reset_link(person: User) -> dict[str, str]:
    return {
        "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }


def _of_admin(address: Address, world: World, cast: Mapping[str, User]) -> list[Example]:
    if address.name == "admin:autocomplete":
        return _of_autocomplete()
    if address.takes == ("app_label",):
        return [
            Example(app, {"app_label": app}) for app in ("rosters", "sources", "quizzes", "lessons")
        ]
    if address.takes == ("url",):
        return [Example("", {"url": "nothing-here/"})]
    if address.takes == ("content_type_id", OBJECT):
        return [Example("", {"content_type_id": 1, OBJECT: 1})]
    label = _label_of(address)
    if not address.takes:
        return _of_whole_list(address, label, world)
    rows = _rows_of_admin(world, cast)
    if label not in rows:
        raise NoExample(address.route)
    name = address.takes[0]
    found = [
        Example(about, {name: row.pk if row else NO_ROW}) for about, row in rows[label].items()
    ]
    # The admin's oldest addresses only send on to the form.
    return found if address.name != "admin:" else found[:1]


def _label_of(address: Address) -> str:
    """`quizzes.item` of `admin/quizzes/item/<path:object_id>/change/`; empty for other pages."""
    words = address.route.split("/")
    label = ".".join(words[1:3])
    return label if label in _labels() else ""


@cache
def _labels() -> set[str]:
    return {model._meta.label_lower for model in apps.get_models()}


def _of_whole_list(address: Address, label: str, world: World) -> list[Example]:
    """Lists as they are; pages that make or preview something also on another's module."""
    if address.route.endswith("/preview/"):
        row = _content(world)[label]["own"]
        return [Example("own", {}, {"object": row.pk})]
    parents = {
        "quizzes.item": {"within": world.own.collection_id, "type": "choice"},
        "quizzes.quiz": {"within": world.own.collection_id},
        "quizzes.section": {"within": world.unpublished.pk},
        "sources.sourcecard": {"within": world.own.collection_id},
        "sources.term": {"within": world.own.collection_id},
        "sources.event": {"within": world.own.collection_id},
        "sources.document": {"within": world.own.collection_id},
        "sources.claim": {"within": _rows_of_documents(world)["own"].pk},
        "lessons.lesson": {"within": world.draft.pk},
        "lessons.step": {"within": _content(world)["lessons.lesson"]["draft"].pk},
    }
    found = [Example()]
    if address.route.endswith("/add/") and label in parents:
        found.append(Example("within-own", {}, parents[label]))
    return found


def _rows_of_admin(world: World, cast: Mapping[str, User]) -> dict[str, dict[str, Any]]:
    """Rows of the admin by model: Tess's own and the site's, or of people near and far."""
    return _content(world) | _once(world, "people", lambda: _people(cast))


def _content(world: World) -> dict[str, dict[str, Any]]:
    return _once(world, "content", lambda: _look_up_content(world))


def _look_up_content(world: World) -> dict[str, dict[str, Any]]:
    own, shipped = world.own.collection, world.shipped.collection
    steps = Step.objects.filter(slug="step-0")
    lessons = Lesson.objects.filter(slug="lesson-0")
    of_release = {
        "draft": world.draft,
        "own": world.published,
        "shipped": world.shipped.releases.get(),
    }
    content: dict[str, dict[str, Any]] = {
        "lessons.module": {"own": world.own, "shipped": world.shipped},
        "lessons.release": of_release,
        "lessons.lesson": {k: lessons.get(release=r) for k, r in of_release.items()},
        "lessons.step": {k: steps.get(lesson__release=r, lesson__slug="lesson-0")
                         for k, r in of_release.items()},
        "quizzes.quiz": {"own": world.check, "shipped": _in(Quiz, shipped)},
        "quizzes.section": {
            "own": Section.objects.get(quiz=world.check),
            "shipped": Section.objects.filter(quiz__collection=shipped).earliest("pk"),
        },
        "quizzes.assignment": {"own": world.assignment},
        "quizzes.attempt": {"ada": world.handed_in},
        "lessons.stepnote": {"ada": StepNote.objects.earliest("pk")},
        "sources.claim": {
            "own": Claim.objects.filter(document__collection=own).earliest("pk"),
            "shipped": Claim.objects.filter(document__collection=shipped).earliest("pk"),
        },
    }  # fmt: skip
    for model in (Document, SourceCard, Term, Event, Item):
        content[model._meta.label_lower] = {"own": _in(model, own), "shipped": _in(model, shipped)}
    return content


def _people(cast: Mapping[str, User]) -> dict[str, dict[str, Any]]:
    near, far = (Classroom.objects.get(name=name) for name in ("10b", "8c"))
    extra = Accommodation.objects.filter(user=cast["ada"]).first()
    return {
        "rosters.user": {name: cast[name] for name in ("ada", "tess", "oona", "root", "guest")},
        "rosters.classroom": {"near": near, "far": far},
        "rosters.school": {"near": near.school, "far": far.school},
        "rosters.accommodation": {"ada": extra},
        "rosters.act": {"near": Act.objects.first()},
        "auth.group": {"": Group.objects.first()},
        "django_tasks_database.dbtaskresult": {"": None},
    }


def _of_autocomplete() -> list[Example]:
    """Each model that can be looked up, once, through the first field that leads to it."""
    found: dict[str, Example] = {}
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        for place in model._meta.get_fields():
            target = place.related_model if place.concrete and place.is_relation else None
            if target not in site._registry or not site._registry[target].search_fields:
                continue
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name,
                     "field_name": place.name, "term": ""}  # fmt: skip
            about = f"{model._meta.model_name}.{place.name}"
            found.setdefault(target._meta.label, Example(about, {}, query))
    return list(found.values())


def _in(model: Any, collection: Collection) -> Any:
    return model.objects.filter(collection=collection).earliest("pk")
