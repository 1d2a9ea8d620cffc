"""Widgets with which authors choose what an item points at, instead of typing ids.

They change how a field is shown and sent, never what it cleans to: ids stay text. What there is
to choose comes from ``Choices``, asked only when a page is rendered. An id that is not among the
choices stays chosen, under a label that says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _t

Pairs: TypeAlias = Sequence[tuple[str, str]]
"""Ids with what people read."""

Groups: TypeAlias = Sequence[tuple[str, Pairs]]
"""Headings with their pairs; the heading "" stands for none."""

ASK = "choices"
"""What the button that asks for the sentences of a document sends as ``_preview``."""

SHOWN = "document-shown"
"""The control that says whose sentences the page showed."""

_SELECT_LENGTH = 90


class Choices(Protocol):
    """What a collection holds, as ids with names. Nothing is read before a method is called."""

    def documents(self) -> Pairs:
        """Slugs and titles."""

    def sentences(self, document: str) -> Pairs:
        """Keys and texts in reading order, empty without such a document."""

    def cards(self) -> Pairs:
        """Ids and titles of source cards."""

    def weaknesses(self) -> Groups:
        """Ids and names by the question that they belong to."""

    def terms(self) -> Pairs:
        """Ids and words of the glossary."""

    def events(self) -> Pairs:
        """Ids and titles of the timeline, the earliest first, each with its date."""


def sentences_of(choices: Choices, document: str) -> Callable[[], Groups]:
    """The sentences of one document, by their keys."""
    return lambda: [("", choices.sentences(document))]


def all_sentences(choices: Choices) -> Callable[[], Groups]:
    """The sentences of every document, as ``document#sentence``."""
    return lambda: [
        (title, [(f"{slug}#{key}", text) for key, text in choices.sentences(slug)])
        for slug, title in choices.documents()
    ]


def all_cards(choices: Choices) -> Callable[[], Groups]:
    """Every source card."""
    return lambda: [("", choices.cards())]


def all_terms(choices: Choices) -> Callable[[], Groups]:
    """Every word of the glossary."""
    return lambda: [("", choices.terms())]


def all_events(choices: Choices) -> Callable[[], Groups]:
    """Every event of the timeline."""
    return lambda: [("", choices.events())]


def words_of(value: Any) -> list[str]:
    """The ids of a list, or of a text that sets them apart by commas or spaces."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [str(part) for part in value or ()]


def with_unknown(groups: Groups, chosen: Iterable[str]) -> list[tuple[str, Pairs]]:
    """The groups, and first whatever was chosen and is not among them."""
    known = {own for _heading, pairs in groups for own, _name in pairs}
    lost = [own for own in dict.fromkeys(chosen) if own and own not in known]
    said = [(own, _t("not in this module: %(id)s") % {"id": own}) for own in lost]
    return [*([("", said)] if said else []), *groups]


def give(
    fields: Mapping[str, forms.Field], name: str, widget: forms.Widget, help_text: Any
) -> None:
    """Show a field in another way, with other words below it."""
    field = fields[name]
    field.widget, field.help_text = widget, help_text
    widget.is_required = field.required


class OneOf(forms.Select):
    """A select. of_document: its ids mean sentences of the document that the page showed."""

    def __init__(
        self, options: Callable[[], Groups], *, of_document: bool = False, attrs: Any = None
    ) -> None:
        super().__init__(attrs)
        self.offered, self.of_document = options, of_document

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Headings with short names; nothing chosen comes first."""
        self.choices = [("", "—")]
        for heading, pairs in with_unknown(self.offered(), value):
            short = [(own, Truncator(text).chars(_SELECT_LENGTH)) for own, text in pairs]
            self.choices += [(heading, short)] if heading else short
        return super().optgroups(name, value, attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The id; none when the document was changed since its sentences were shown."""
        if self.of_document and is_moved(data):
            return ""
        return super().value_from_datadict(data, files, name)


class DocumentSelect(OneOf):
    """A select of documents, and a button that shows the sentences of the one chosen."""

    template_name = "quizzes/widgets/document.html"

    def __init__(self, options: Callable[[], Groups], *, shown: str) -> None:
        super().__init__(options)
        self.shown = shown

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Beside the select: whose sentences this page shows."""
        context = super().get_context(name, value, attrs)
        return {**context, "shown_name": SHOWN, "shown": self.shown, "ask": ASK}


def is_moved(data: Any) -> bool:
    """Whether a document was chosen, and the sentences sent with it are those of another one."""
    return bool(data.get(SHOWN, data.get("document")) != data.get("document"))


class AnyOf(forms.CheckboxSelectMultiple):
    """Checkboxes in a box that scrolls; its value is text, as a field of words takes it.

    Groups with a heading are folded, except those with something chosen in them. What was chosen
    before keeps its order. folded: the whole box is folded, under ``label``.
    """

    template_name = "quizzes/widgets/any_of.html"

    def __init__(
        self,
        options: Callable[[], Groups],
        *,
        label: Any,
        of_document: bool = False,
        folded: bool = False,
    ) -> None:
        super().__init__()
        self.offered, self.label = options, label
        self.of_document, self.folded = of_document, folded

    def format_value(self, value: Any) -> list[str]:
        """The ids chosen."""
        return words_of(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """``groups`` with ``heading``, ``chosen`` (how many) and ``boxes``."""
        context = super().get_context(name, None, attrs)
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        chosen, groups, count = words_of(value), [], 0
        for heading, pairs in with_unknown(self.offered(), chosen):
            boxes = [
                {"id": f"{own_id}_{at}", "value": own, "text": text, "on": own in chosen}
                for at, (own, text) in enumerate(pairs, start=count)
            ]
            count += len(boxes)
            ticked = sum(own in chosen for own, _text in pairs)
            groups.append({"heading": heading, "boxes": boxes, "chosen": ticked})
        return {
            **context,
            "groups": groups,
            "label": self.label,
            "folded": self.folded,
            "before": ", ".join(chosen),
            "chosen": len(chosen),
            "count": count,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The ids that are ticked, set apart by commas."""
        if self.of_document and is_moved(data):
            return ""
        ticked = [word for part in data.getlist(name) for word in words_of(part)]
        before = [word for word in words_of(data.get(f"{name}-before")) if word in ticked]
        return ", ".join(dict.fromkeys([*before, *ticked]))
