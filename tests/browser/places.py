"""Every address that the site knows, from its URL resolver, with examples to visit each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.generic import RedirectView

from lessons.models import Lesson, Module, Release, Step
from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Item, Quiz, Section
from rosters.models import User
from sources.models import Claim, Document, Event, SourceCard, Term
from tests.addresses import Address, NoExample, all_addresses
from tests.browser.builds import of_builds
from tests.browser.documents import of_reviews, of_variants
from tests.browser.imports import of_imports
from tests.browser.rounds import of_rounds
from tests.browser.samples import MODULE, Samples, steps_of_kind

ADMIN_KINDS = ("changelist", "add", "change", "history", "delete")


# Content that an author may own, and the way from it to the owner.
OWNER_OF: Mapping[Any, str] = {
    **dict.fromkeys((Document, SourceCard, Term, Event, Item, Quiz, Module), "collection__owner"),
    Claim: "document__collection__owner",
    Section: "quiz__collection__owner",
    Release: "module__collection__owner",
    Lesson: "release__module__collection__owner",
    Step: "lesson__release__module__collection__owner",
}

# What answers every GET with “not found” or “not open to you”: deleting is off, texts are imported,
# attempts are taken, and these acts take a POST only.
NO_PAGE = frozenset(
    {
        "admin:autocomplete",
        "admin:view_on_site",
        "admin:lessons_module_archive",
        "admin:lessons_module_edit",
        "admin:lessons_release_add",
        "admin:lessons_release_discard",
        "admin:lessons_release_publish",
        "admin:lessons_step_preview",
        "admin:lessons_stepnote_add",
        "admin:quizzes_assignment_add",
        "admin:quizzes_attempt_add",
        "admin:quizzes_item_archive",
        "admin:quizzes_item_preview",
        "admin:quizzes_quiz_publish",
        "admin:quizzes_quiz_retire",
        "admin:rosters_act_add",
        "admin:sources_document_add",
        "admin:sources_sourcecard_preview",
        "admin:django_tasks_database_dbtaskresult_add",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """One address to visit, as whom, and what is to be seen there."""

    path: str
    person: User | None = None
    about: str = ""


def all_names() -> list[str]:
    """The name of every address, once. What only sends on to another address has none."""
    for address in all_addresses():
        assert address.name.strip(":") not in ("", "admin") or _is_way_on(address), address.route
    return list(dict.fromkeys(a.name for a in all_addresses() if not _is_way_on(a)))


def _is_way_on(address: Address) -> bool:
    """Whether an entry only redirects: the admin's old and unknown addresses."""
    view = getattr(address.callback, "view_class", None)
    return view is RedirectView or address.callback.__name__ == "catch_all_view"


def places_of(name: str, samples: Samples) -> list[Place]:
    """The examples of a pattern. Raises NoExample."""
    if name.startswith("admin:"):
        return _admin_places(name, samples)
    known = {**_config(samples), **_rosters(samples), **_quizzes(samples), **_lessons(samples)}
    known |= _marking(samples) | _attempts_of_staff(samples)
    for of_some in (of_reviews, of_imports, of_rounds, of_builds, of_variants):
        known |= {
            name: [Place(*found) for found in visited] for name, visited in of_some(samples).items()
        }
    if name.startswith("lessons:preview:"):
        known |= _previews(samples)
    try:
        return known[name]
    except KeyError:
        raise NoExample(name) from None


Examples = Mapping[str, list[Place]]


def _config(s: Samples) -> dict[str, list[Place]]:
    names = ("theme", "accessibility", "about-you", "healthz")
    health = [Place(reverse("health"), s.root)]
    return {name: [Place(reverse(name))] for name in names} | {"health": health}


def _rosters(s: Samples) -> dict[str, list[Place]]:
    def of(name: str, *people: User | None, **kwargs: Any) -> list[Place]:
        return [Place(reverse(f"rosters:{name}", kwargs=kwargs), person) for person in people]

    reset = {
        "uidb64": urlsafe_base64_encode(force_bytes(s.newcomer.pk)),
        "token": default_token_generator.make_token(s.newcomer),
    }
    places = {
        "account": of("account", s.ada, s.teacher),
        "sign-in": of("sign-in", None, s.guest),
        "sign-out": of("sign-out", s.newcomer),
        "finish": of("finish", s.guest),
        "register": of("register", None, s.guest),
        "join": of("join", s.ada),
        "password-change": of("password-change", s.ada),
        "password-change-done": of("password-change-done", s.ada),
        "password-reset": of("password-reset", None),
        "password-reset-done": of("password-reset-done", None),
        "password-reset-complete": of("password-reset-complete", None),
        "password-reset-confirm": of("password-reset-confirm", None, **reset)
        + of("password-reset-confirm", None, uidb64="MQ", token="worn-out"),
        "notices": of("notices", s.late_attempt.learner, s.newcomer),
        "notices-put-away": of("notices-put-away", s.newcomer),
        "staff-sign-in": of("staff-sign-in", None),
        "staff-sign-out": of("staff-sign-out", s.root),
        "staff-password-change": of("staff-password-change", s.root),
    }
    places |= {name: of(name, s.teacher, **parts) for name, parts in _of_a_class(s).items()}
    return {f"rosters:{name}": found for name, found in places.items()}


def _of_a_class(s: Samples) -> dict[str, dict[str, Any]]:
    """The pages about classes and what each takes."""
    room = {"classroom_id": s.assignment.classroom_id}
    her, his = room | {"person_id": s.ada.pk}, room | {"person_id": s.teacher.pk}
    of_class = ["seat", "passwords", "settings", "code", "archive", "bring-back", "teacher-add",
                "find", "people"]  # fmt: skip
    of_person = ["", "-password", "-move", "-out", "-in"]
    return {
        "classes": {},
        "class-new": {},
        **{f"class-{name}": room for name in of_class},
        **{f"class-person{name}": her for name in of_person},
        "class-teacher-remove": his,
    }


def _quizzes(s: Samples) -> dict[str, list[Place]]:
    def at(name: str, person: User, about: str = "", **kwargs: Any) -> Place:
        return Place(reverse(f"quizzes:{name}", kwargs=kwargs), person, about)

    gus, quiz = s.open_attempt.learner, s.handed_in.quiz
    types = [kind.slug for kind in all_item_types()]
    items = [
        at("attempt-item", attempt.learner, f"{slug}, {state}", attempt_id=attempt.pk, position=n)
        for state, attempt in (("open", s.open_attempt), ("checked", s.checked_attempt))
        for n, slug in enumerate(types, start=1)
    ]
    one_page = at("attempt-item", gus, "all on one", attempt_id=s.one_page_attempt.pk, position=1)
    reviews = [s.handed_in, s.exam_review]
    attempts = {
        name: [at(name, gus, attempt_id=s.open_attempt.pk)]
        for name in ("attempt", "attempt-overview", "attempt-submit")
    }
    places = attempts | {
        "quiz": [at("quiz", gus, quiz_id=quiz.pk), at("quiz", s.newcomer, quiz_id=quiz.pk)],
        "quiz-start": [at("quiz-start", gus, quiz_id=quiz.pk)],
        "quiz-preview": [at("quiz-preview", s.teacher, quiz_id=quiz.pk)],
        "assignment": [
            at("assignment", person, assignment_id=s.assignment.pk)
            for person in (s.examinee, s.newcomer)
        ],
        "assignment-start": [at("assignment-start", s.newcomer, assignment_id=s.assignment.pk)],
        "attempt-item": [*items, one_page],
        "response-save": [at("response-save", gus, attempt_id=s.open_attempt.pk, position=1)],
        "attempt-review": [
            at("attempt-review", each.learner, each.quiz.purpose, attempt_id=each.pk)
            for each in reviews
        ],
        "attempt-receipts": [
            at("attempt-receipts", each.learner, attempt_id=each.pk)
            for each in (s.checked_attempt, s.blank_attempt)
        ],
        "receipt-check": [at("receipt-check", gus)],
    }
    return {f"quizzes:{name}": found for name, found in places.items()}


def _attempts_of_staff(s: Samples) -> dict[str, list[Place]]:
    def at(name: str, about: str = "", **kwargs: Any) -> Place:
        return Place(reverse(f"quizzes:{name}", kwargs=kwargs), s.teacher, about)

    acts = ("add-time", "allow", "reopen", "set-aside", "bring-back", "late-answers")
    seen = (("running", s.open_attempt), ("with late answers", s.late_attempt))
    late = {"attempt_id": s.late_attempt.pk}
    places = {
        **{
            name: [at(name, assignment_id=s.assignment.pk)]
            for name in ("assignment-class", "assignment-add-time")
        },
        **{f"attempt-{act}": [at(f"attempt-{act}", **late)] for act in acts},
        "attempt-staff": [at("attempt-staff", state, attempt_id=a.pk) for state, a in seen],
        "attempt-late-answer": [at("attempt-late-answer", number=1, **late)],
    }
    return {f"quizzes:{name}": found for name, found in places.items()}


def _marking(s: Samples) -> dict[str, list[Place]]:
    """The queue, and two answers: one waits, of the other the mark is released."""
    waits, released = (
        {"response_id": attempt.responses.get(item_version__type_slug="essay").pk}
        for attempt in (s.exam_review, s.handed_in)
    )
    taken: dict[str, list[dict[str, int]]] = {
        "marking": [{}],
        "marking-names": [{}],
        "marking-response": [waits, released],
        "marking-take-back": [waits],
        "marking-release": [{"assignment_id": s.assignment.pk}],
    }
    return {
        f"quizzes:{name}": [
            Place(reverse(f"quizzes:{name}", kwargs=kwargs), s.teacher) for kwargs in examples
        ]
        for name, examples in taken.items()
    }


def _module_kwargs() -> dict[str, list[dict[str, str]]]:
    """What the pages of a module take besides the module."""
    collection = {"collection__slug": MODULE}
    quiz = {"quiz": Quiz.objects.get(slug="module-quiz", **collection).slug}
    steps = [
        {"lesson": step.lesson.slug, "step": step.slug}
        for step in (steps_of_kind(kind) for kind in Step.Kind.values)
    ]
    document = Document.objects.filter(**collection, supersedes=None).earliest("pk")
    return {
        "module": [{}],
        "glossary": [{}],
        "timeline": [{}],
        "document": [{"document": document.slug}],
        "card": [{"card": SourceCard.objects.filter(**collection).earliest("pk").slug}],
        "module-quiz": [quiz],
        "module-quiz-start": [quiz],
        "lesson": [{"lesson": steps[0]["lesson"]}],
        **dict.fromkeys(("step", "step-read", "note-save", "step-quiz-start"), steps),
    }


def paths_of_module(slug: str) -> list[str]:
    """Every step, document and quiz of a shipped module, its glossary and its timeline."""
    steps = Step.objects.filter(
        lesson__release__module__slug=slug, lesson__release__status=Release.Status.PUBLISHED
    )
    found = steps.order_by("lesson__position", "position").values_list("lesson__slug", "slug")
    paths = [reverse("lessons:step", args=[slug, *step]) for step in found]
    shipped = Document.objects.current().filter(collection__slug=slug)
    paths += [reverse("lessons:document", args=[slug, document.slug]) for document in shipped]
    return [*paths, *(reverse(f"lessons:{name}", args=[slug]) for name in ("glossary", "timeline"))]


def _lessons(s: Samples) -> dict[str, list[Place]]:
    people = {"module": [None, s.ada], "step": [None, s.ada], "module-quiz": [s.newcomer, s.ada]}
    places = {
        f"lessons:{name}": [
            Place(reverse(f"lessons:{name}", kwargs={"slug": MODULE, **kwargs}), person)
            for kwargs in examples
            for person in people.get(name, [s.ada])
        ]
        for name, examples in _module_kwargs().items()
    }
    everybody = [None, s.guest, s.newcomer, s.ada, s.teacher]
    mine = reverse("lessons:progress-module", kwargs={"slug": MODULE})
    erase = reverse("lessons:person-erase", args=[s.ada.pk])
    return places | {
        "lessons:own-data": [Place(reverse("lessons:own-data"), s.ada)],
        "lessons:person-export": [Place(reverse("lessons:person-export", args=[s.ada.pk]), s.root)],
        "lessons:person-erase": [
            Place(erase, s.root),
            Place(f"{erase}?go-on", s.root, "second step"),
        ],
        **_given(s),
        "lessons:catalogue": [Place(reverse("lessons:catalogue"), each) for each in everybody],
        "lessons:progress": [Place(reverse("lessons:progress"), each) for each in everybody[1:4]],
        "lessons:progress-module": [Place(mine, each) for each in (s.newcomer, s.ada)],
    }


def _given(s: Samples) -> dict[str, list[Place]]:
    """Assigning, and how far a class is."""
    room = {"classroom_id": s.assignment.classroom_id}
    quiz, module = room | {"assignment_id": s.assignment.pk}, room | {"given_id": s.given.pk}
    takes: dict[str, dict[str, Any]] = {
        "assign-start": {},
        **dict.fromkeys(("class", "class-report", "assign", "taken-back"), room),
        "class-learner": room | {"learner_id": s.ada.pk},
        **{f"given-quiz{name}": quiz for name in ("", "-take-back", "-again")},
        **{f"given-module{name}": module for name in ("", "-add", "-take-back", "-again")},
    }
    places = {
        f"lessons:{name}": [Place(reverse(f"lessons:{name}", kwargs=kwargs), s.teacher)]
        for name, kwargs in takes.items()
    }
    rules = reverse("lessons:assign", kwargs=room)
    what = f"module-{s.given.module_id}"
    places["lessons:assign"].append(Place(f"{rules}?what={what}", s.teacher, "rules"))
    return places


def _previews(s: Samples) -> dict[str, list[Place]]:
    taken = {"release_id": s.release.pk}
    return {
        f"lessons:preview:{name}": [
            Place(reverse(f"lessons:preview:{name}", kwargs=taken | kwargs), s.root)
            for kwargs in examples
        ]
        for name, examples in _module_kwargs().items()
    }


def _admin_places(name: str, s: Samples) -> list[Place]:
    plain = name.removeprefix("admin:")
    label, _, kind = plain.rpartition("_")
    if kind in ADMIN_KINDS and label in _models():
        return _model_places(name, kind, _models()[label], s)
    known = _admin_extras(s)
    if plain not in known:
        raise NoExample(name)
    people = [s.root, s.author] if plain in ("index", "app_list") else [s.root]
    return [Place(reverse(name, kwargs=taken), who) for taken in known[plain] for who in people]


def _model_places(name: str, kind: str, model: Any, s: Samples) -> list[Place]:
    """The admin's pages of a model: the site's own rows as root, an author's own as their owner."""
    owner = OWNER_OF.get(model)
    if kind in ("changelist", "add"):
        return [Place(reverse(name), s.author if owner else s.root)]
    first = model._default_manager.order_by("pk").first()
    if first is None:
        raise NoExample(f"{name}: there is no {model._meta.verbose_name}")
    places = [Place(reverse(name, kwargs={"object_id": first.pk}), s.root)]
    if owner:
        own = model._default_manager.filter(**{owner: s.author}).latest("pk")
        places.append(Place(reverse(name, kwargs={"object_id": own.pk}), s.author, "own"))
    return places


def _models() -> dict[str, Any]:
    return {f"{m._meta.app_label}_{m._meta.model_name}": m for m in apps.get_models()}


def _admin_extras(s: Samples) -> dict[str, list[dict[str, Any]]]:
    """What the admin's other addresses take."""
    item, quiz = Item.objects.earliest("pk"), Quiz.objects.earliest("pk")
    release, module = {"release_id": s.release.pk}, {"module_id": s.release.module_id}
    plain = [
        "index", "login", "logout", "password_change", "password_change_done", "autocomplete",
        "jsi18n", "quizzes_item_preview", "sources_sourcecard_preview", "lessons_step_preview",
    ]  # fmt: skip
    return {
        **{name: [{}] for name in plain},
        "app_list": [{"app_label": app} for app in ("rosters", "sources", "lessons", "quizzes")],
        "view_on_site": [{"content_type_id": 1, "object_id": 1}],
        "rosters_act_download": [{}],
        "lessons_module_edit": [module],
        "lessons_module_archive": [module],
        "lessons_module_copy": [module],
        "lessons_release_publish": [release],
        "lessons_release_discard": [release],
        "quizzes_item_archive": [{"item_id": item.pk}],
        "quizzes_section_pick": [{"section_id": Section.objects.earliest("pk").pk}],
        "quizzes_quiz_publish": [{"quiz_id": quiz.pk}],
        "quizzes_quiz_retire": [{"quiz_id": quiz.pk}],
    }
