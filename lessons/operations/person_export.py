"""Everything that the site keeps of a person, as one zip that her parents can read."""

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lessons.models import (
    Build,
    LessonCompletion,
    Module,
    ModuleAssignment,
    Release,
    Step,
    StepCompletion,
    StepNote,
)
from lessons.reports.answers import answers_told_to
from lessons.reports.skills import Skill, skill_report
from quizzes.operations.person_export import export_quizzes, stamp
from rosters.models import Act, School, User
from rosters.operations.acts import Verb, record
from rosters.operations.person_export import export_rosters
from sources.models import (
    Collection,
    CollectionShare,
    HistoryEntry,
    Import,
    ReviewAct,
    ReviewRound,
    ReviewVisit,
    RoundLabel,
    RoundRater,
    Variant,
)

Values = dict[str, Any]

FORMAT = "groundwork-person/1"
OWN_PER_HOUR = 3
"""How often somebody may download her own data within an hour."""

COLUMNS = ("attempt", "module", "quiz", "handed_in_at", "position", "title", "question", "answer",
           "saved_at", "receipt", "score", "max_score", "comment")  # fmt: skip


class TooManyExports(Exception):
    """She has downloaded her data several times within the hour."""


class OwnDataNotOffered(Exception):
    """The school makes exports itself."""


def export_person(person: User, *, by: User | None, at: datetime, reason: str = "") -> bytes:
    """The zip: index.html to read, data.json with everything, notes.txt, answers.csv, README.txt.

    Records who made it. by: None stands for a command at the computer itself.
    """
    with transaction.atomic():
        values = collect(person, at=at)
        record(Verb.EXPORTED_PERSON, by=by, person=person, reason=reason)
    return zip_of(files_of(values))


def export_own(person: User, *, at: datetime) -> bytes:
    """The same for herself. Raises OwnDataNotOffered, or TooManyExports within the hour."""
    if not is_offered_to(person):
        raise OwnDataNotOffered
    made = Act.objects.filter(
        verb=Verb.EXPORTED_PERSON, actor=person, person=person, at__gt=at - timedelta(hours=1)
    )
    if made.count() >= OWN_PER_HOUR:
        raise TooManyExports
    return export_person(person, by=person, at=at)


def is_offered_to(person: User) -> bool:
    """Whether her school lets her download her own data. No query when the school is at hand."""
    return not person.is_guest and (person.school is None or person.school.own_data_offered)


def collect(person: User, *, at: datetime) -> Values:
    """Everything of one person, by names that stay the same; README.txt says what each one holds.

    Of other people nothing: classmates do not occur, staff by their role.
    """
    shares = CollectionShare.objects.filter(user=person).select_related("collection")
    return {
        "format": FORMAT,
        "made_at": stamp(at),
        "made_for_school": _school_name(person),
        **export_rosters(person),
        "modules": _modules(person),
        "skills": _skills(person, at),
        **export_quizzes(person, at=at),
        "made_in_modules": {
            "collections_owned": [c.title for c in Collection.objects.filter(owner=person)],
            "collections_shared_with_this_person": [s.collection.title for s in shares],
            "changes_to_cards_terms_events": HistoryEntry.objects.filter(by=person).count(),
            "modules_assigned": ModuleAssignment.objects.filter(created_by=person).count(),
            "drafts_edited_last": Release.objects.filter(edited_by=person).count(),
            **_documents(person),
        },
    }


def _documents(person: User) -> Values:
    """What she did with documents: the texts and decisions are content of the site."""
    return {
        "files_imported": list(
            Import.objects.filter(by=person).order_by("pk").values_list("name", flat=True)
        ),
        "documents_reviewed": list(
            ReviewVisit.objects.filter(user=person)
            .order_by("pk")
            .values_list("document__title", flat=True)
        ),
        "acts_of_review": ReviewAct.objects.filter(by=person).count(),
        "independent_reviews_opened": ReviewRound.objects.filter(opened_by=person).count(),
        "independent_reviews": RoundRater.objects.filter(user=person).count(),
        "labels_in_independent_reviews": RoundLabel.objects.filter(rater__user=person).count(),
        "made_sentences_decided": Variant.objects.filter(decided_by=person).count(),
        "modules_built": Build.objects.filter(by=person).count(),
    }


def files_of(values: Values) -> dict[str, str]:
    """The files of the zip by name."""
    style = render_to_string("lessons/person_export/style.css")
    # A page that stands alone: no template of the site holds a style of its own.
    page = render_to_string("lessons/person_export/index.html", {"its": _with_times(values)})
    styled = page.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)
    return {
        "index.html": styled,
        "data.json": json.dumps(values, ensure_ascii=False, indent=2) + "\n",
        "notes.txt": _notes_text(values["modules"]),
        "answers.csv": _answers_table(values["attempts"]),
        "README.txt": render_to_string("lessons/person_export/README.txt", {"its": values}),
    }


def _with_times(values: Any, name: str = "") -> Any:
    """The same for a page: what is written as a moment is one again, shown in the school's zone."""
    if isinstance(values, dict):
        return {key: _with_times(value, key) for key, value in values.items()}
    if isinstance(values, list):
        return [_with_times(value, name) for value in values]
    is_moment = values and (name in ("at", "since") or name.endswith("_at"))
    return datetime.fromisoformat(values) if is_moment else values


def zip_of(files: Mapping[str, str]) -> bytes:
    """Files as one compressed zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.encode())
    return buffer.getvalue()


def _school_name(person: User) -> str:
    school = person.school or School.objects.order_by("pk").first()
    return school.name if school else ""


def _modules(person: User) -> list[Values]:
    """Modules that she has begun, with lessons and steps in the words of the newest release."""
    steps = list(StepCompletion.objects.filter(learner=person).order_by("completed_at"))
    lessons = list(LessonCompletion.objects.filter(learner=person).order_by("completed_at"))
    notes = list(StepNote.objects.filter(learner=person).order_by("updated_at"))
    ids = {each.module_id for each in steps}
    ids |= {each.module_id for each in lessons} | {each.module_id for each in notes}
    modules = Module.objects.filter(pk__in=ids)
    names, prompts = _titles(ids)
    return [
        {
            "module": module.title,
            "lessons_completed": [
                {
                    "lesson": names.get((module.pk, each.lesson_slug), each.lesson_slug),
                    "completed_at": stamp(each.completed_at),
                }
                for each in lessons
                if each.module_id == module.pk
            ],
            "steps_read": [
                {
                    "step": names.get((module.pk, each.step_key), each.step_key),
                    "read_at": stamp(each.completed_at),
                }
                for each in steps
                if each.module_id == module.pk
            ],
            "notes": [
                {
                    "step": names.get((module.pk, each.step_key), each.step_key),
                    "prompt": prompts.get((module.pk, each.step_key), ""),
                    "note": each.text,
                    "saved_at": stamp(each.updated_at),
                }
                for each in notes
                if each.module_id == module.pk
            ],
        }
        for module in modules
    ]


Key = tuple[int, str]


def _titles(module_ids: Iterable[int]) -> tuple[dict[Key, str], dict[Key, str]]:
    """Titles of lessons and steps, and prompts, by module and key; the newest release last."""
    titles: dict[Key, str] = {}
    prompts: dict[Key, str] = {}
    released = Step.objects.filter(lesson__release__module__in=module_ids).exclude(
        lesson__release__status=Release.Status.DRAFT
    )
    for step in released.select_related("lesson__release").order_by("lesson__release__number"):
        module_id = step.lesson.release.module_id
        titles[module_id, step.lesson.slug] = step.lesson.title
        titles[module_id, step.key] = f"{step.lesson.title}: {step.title}"
        prompts[module_id, step.key] = step.prompt
    return titles, prompts


def _skills(person: User, at: datetime) -> Values:
    report = skill_report(answers_told_to(person, at=at))
    found = report.discernment
    return {
        "answers_counted": report.answer_count,
        "skills": [_skill(skill) for skill in report.skills],
        "tasks": [_skill(skill) for skill in report.tasks],
        "certainty": [
            {"level": level.level, "right": round(level.right, 3), "of": level.total}
            for level in report.calibration.levels
        ],
        "telling_weak_from_sound": {
            "passages": found.passages,
            "sensitivity": found.sensitivity,
            "bias": found.bias,
        },
    }


def _skill(skill: Skill) -> Values:
    return {
        "id": skill.id,
        "right": round(skill.right, 3),
        "of": skill.total,
        "low": round(skill.low, 3),
        "high": round(skill.high, 3),
        "enough_to_tell": skill.is_told,
    }


def _notes_text(modules: Iterable[Values]) -> str:
    """Her notes one below the other, as she would copy them into a notebook."""
    parts = []
    for module in modules:
        for note in module["notes"]:
            if note["note"]:
                head = f"{module['module']} · {note['step']}"
                asked = f"{note['prompt']}\n\n" if note["prompt"] else ""
                parts.append(f"{head}\n{'-' * len(head)}\n{asked}{note['note']}\n")
    return "\n\n".join(parts) or _("No notes were written.") + "\n"


def _answers_table(attempts: Iterable[Values]) -> str:
    """One row for each answer. A spreadsheet opens it; no cell begins like a formula."""
    file = io.StringIO()
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    file.write("\ufeff")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for attempt in attempts:
        for answer in attempt["answers"]:
            values: Values = defaultdict(str, {**attempt, **answer})
            values["attempt"] = attempt["attempt"]
            values["question"] = " ".join(answer["question"])
            values["receipt"] = _standing_receipt(answer["saves"])
            values["comment"] = answer["mark"]["comment"] if answer["mark"] else ""
            values["score"], values["max_score"] = answer["score"], answer["max_score"]
            rows.writerow([_cell(values[name]) for name in COLUMNS])
    return file.getvalue()


def _standing_receipt(saves: Iterable[Values]) -> str:
    return next((each["receipt"] for each in reversed(list(saves)) if each["counts"]), "")


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value
