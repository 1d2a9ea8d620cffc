"""What drafted parts say, to be read where somebody decides on them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.models import Step
from lessons.operations.building.decisions import Decision, Decisions
from lessons.operations.building.parts import Content, Kind
from lessons.operations.building.standing import Standing
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.keys import KeyRow, key_rows
from quizzes.itemtypes.registry import UnknownItemType, get_item_type
from quizzes.models import ItemVersion
from quizzes.models.quizzes import Feedback
from sources.models import Sentence
from sources.prose.dates import date_words
from sources.reports import page_references

Facts = list[tuple[str, str]]
Prose = Callable[[str], SafeString]
Passages = Mapping[int, Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A part in full: its text, its sentences or options, and what else it holds, by name.

    prose, and the values of facts where they are safe strings: HTML.
    """

    prose: SafeString
    rows: Sequence[KeyRow] = ()
    facts: Sequence[tuple[str, str]] = ()


def with_shown(decisions: Decisions, standing: Standing) -> Decisions:
    """The same decisions, each that is left with what the part says.

    Five queries at most, whatever there is: passages, what is cited, and words of the glossary.
    """
    left = decisions.left
    contents = [_content(one, standing) for one in left]
    versions = [standing.versions[one.part.slug] for one in left if _has_version(one, standing)]
    texts = [*_texts(contents), *(text for v in versions for text in _texts_of(v))]
    references = page_references(decisions.module.collection, texts)

    def prose(text: str) -> SafeString:
        return mark_safe(references.render(text)) if text else SafeString("")  # noqa: S308 nh3

    passages = _passages(contents)
    shown = {
        one.part.pk: _shown(one, content, standing, passages, prose)
        for one, content in zip(left, contents, strict=True)
    }
    for group in decisions.groups:
        group.decisions = [replace(one, shown=shown.get(one.part.pk)) for one in group.decisions]
    return decisions


def _content(one: Decision, standing: Standing) -> Content:
    part = one.part
    if one.is_candidate:
        return dict(part.content)
    return part.content.get("waits") or standing.contents[part.kind, part.slug]


def _has_version(one: Decision, standing: Standing) -> bool:
    return one.part.kind == Kind.ITEM and one.part.slug in standing.versions


def _texts_of(version: ItemVersion) -> Iterator[str]:
    return _texts([version.stem, version.explanation, version.definition])


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _passages(contents: Sequence[Content]) -> Passages:
    """The sentences of each document that a step shows, in order. One query."""
    wanted = {content["document_id"] for content in contents if content.get("document_id")}
    rows = Sentence.objects.filter(document__in=wanted, block__set_aside=False)
    found: dict[int, list[Sentence]] = {}
    for sentence in rows.select_related("document").order_by("position"):
        found.setdefault(sentence.document_id, []).append(sentence)
    return found


def _shown(
    one: Decision, content: Content, standing: Standing, passages: Passages, prose: Prose
) -> Shown:
    kind = one.part.kind
    if kind == Kind.ITEM:
        return _question(standing.versions[one.part.slug], prose)
    if kind == Kind.STEP:
        return _step(content, passages, prose)
    if kind == Kind.LESSON:
        return Shown(prose(content["summary"]), facts=_facts_of_lesson(content, prose))
    if kind == Kind.QUIZ:
        return Shown(prose(content["intro"]), facts=_facts_of_quiz(content))
    if kind == Kind.TERM:
        return Shown(
            prose(content["meaning"] or _("It has no meaning yet.")),
            facts=_kept((_("Other forms"), _all(content["also"]))),
        )
    if kind == Kind.EVENT:
        when = str(date_words(content["date"])) if content["date"] else ""
        return Shown(prose(content["why"]), facts=_kept((_("Date"), when)))
    return Shown(prose(content["says"]), facts=_facts_of_card(content, prose))


def _question(version: ItemVersion, prose: Prose) -> Shown:
    """The stem, what there is to mark or to choose with its key, and why."""
    item_type = get_item_type(version.type_slug)
    why = version.explanation
    try:
        rows = key_rows(item_type, item_type.load(version.definition), prose=prose)
    except (DefinitionInvalid, UnknownItemType):
        rows = []
    return Shown(
        prose(version.stem),
        rows,
        _kept(
            (_("The words to look at"), str(why.get("cue", ""))),
            (_("Why"), prose(str(why.get("why", "")))),
            (_("The question to ask"), str(why.get("ask", ""))),
        ),
    )


def _step(content: Content, passages: Passages, prose: Prose) -> Shown:
    """The text of a step, its passage with what stands beside it, and its prompt."""
    rows: list[KeyRow] = []
    if content["kind"] == Step.Kind.PASSAGE:
        beside = {note["at"]: note for note in content["notes"]}
        rows = [
            KeyRow(
                sentence.text,
                number=sentence.number or 0,
                feedback=prose(beside.get(sentence.key, {}).get("note", "")),
                ask=beside.get(sentence.key, {}).get("ask", ""),
            )
            for sentence in _between(content, passages.get(content["document_id"], ()))
        ]
    return Shown(
        prose(content["body"]),
        rows,
        _kept((_("Prompt"), prose(content["prompt"])), (_("Time"), _minutes(content))),
    )


def _between(content: Content, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    keys = [sentence.key for sentence in sentences]
    if content["from_key"] not in keys or content["to_key"] not in keys:
        return ()
    return sentences[keys.index(content["from_key"]) : keys.index(content["to_key"]) + 1]


def _facts_of_lesson(content: Content, prose: Prose) -> Facts:
    aims = format_html_join("", "<li>{}</li>", ((each,) for each in content["objectives"]))
    return _kept(
        (_("Objectives"), format_html("<ul>{}</ul>", aims) if aims else ""),
        (_("Time"), _minutes(content)),
        (_("For teachers only"), prose(content["teacher_notes"])),
    )


def _facts_of_quiz(content: Content) -> Facts:
    count = len(content["items"])
    asked = ngettext("%(n)d question; see below", "%(n)d questions; see below", count)
    percent = content["pass_percent"]
    return _kept(
        (_("Questions"), asked % {"n": count}),
        (_("Passed from"), _("%(percent)s per cent") % {"percent": percent} if percent else ""),
        (_("Answers are shown"), str(Feedback(content["show_feedback"]).label)),
    )


def _facts_of_card(content: Content, prose: Prose) -> Facts:
    return _kept(
        (_("Title"), content["title"]),
        (_("Made by"), content["maker"]),
        (_("Date"), content["date"]),
        (_("Type"), content["type"]),
        (_("Purpose"), content["purpose"]),
        (_("Limits"), prose(content["limits"])),
        (_("Citation"), content["citation"]),
        (_("Address"), content["address"]),
    )


def _kept(*facts: tuple[str, str]) -> Facts:
    """Those that say something."""
    return [(name, value) for name, value in facts if value]


def _all(words: Sequence[str]) -> str:
    return ", ".join(words)


def _minutes(content: Content) -> str:
    count = int(content["minutes"])
    return ngettext("About %(n)d minute", "About %(n)d minutes", count) % {"n": count}
