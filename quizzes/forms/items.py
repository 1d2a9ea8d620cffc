"""One form for an item: what every type has, and the fields that its type brings along."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.authoring import AuthoringForm, WordsField
from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.choosing import AnyOf, all_cards, all_sentences, give
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.models import Item, ItemVersion
from quizzes.operations.choices import LibraryChoices
from quizzes.operations.items import build_version, pack_fields
from quizzes.operations.library import CollectionLibrary
from sources.forms.content import ContentForm
from sources.forms.entries import SLUG_HELP
from sources.forms.fields import MARKDOWN_HELP, MarkdownTextarea, give_pickers
from sources.taxonomy import SKILL_IDS, skill_name

DIFFICULTIES = [(1, _("1: most get it")), (2, _("2: takes thought")), (3, _("3: hard"))]


class ItemForm(ContentForm):
    """Edits the pack item of the item's current version; saving it may make a new version.

    After `is_valid()`, `pack_item` holds all fields and `version` the unsaved version. The class
    is completed for one type by `item_form`. choosing: more choices were asked for; the form is
    shown again with them, and what is still missing is not held against it.
    """

    item_type: ClassVar[ItemType[Any]]
    of_type: ClassVar[type[AuthoringForm]]
    choosing: ClassVar[bool] = False

    title = forms.CharField(label=_("title"), max_length=200)
    stem = forms.CharField(
        label=_("question"), widget=MarkdownTextarea(rows=5), help_text=MARKDOWN_HELP
    )
    explanation_cue = forms.CharField(
        label=_("words to look at"), required=False,
        help_text=_("Copied letter for letter from the text."),
    )  # fmt: skip
    explanation_why = forms.CharField(
        label=_("why it is so"), required=False, widget=MarkdownTextarea(rows=5)
    )
    explanation_ask = forms.CharField(label=_("question to ask"), required=False)
    item_difficulty = forms.TypedChoiceField(
        label=_("difficulty"), choices=DIFFICULTIES, coerce=int, initial=1
    )
    item_skills = forms.MultipleChoiceField(
        label=_("skills"), required=False, widget=forms.CheckboxSelectMultiple
    )
    item_about = WordsField(
        label=_("sentences that it is about"), required=False,
        help_text=_("When one of these is edited, the question is marked as out of step."),
    )  # fmt: skip
    item_sources = WordsField(
        label=_("source cards"), required=False,
        help_text=_("The review shows them."),
    )  # fmt: skip

    class Meta:
        model = Item
        fields = ("slug",)
        help_texts = {"slug": SLUG_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack_item: dict[str, Any] = {}
        self.version: ItemVersion | None = None
        if "item_skills" in self.fields:
            choices = [(skill, _(skill_name(skill))) for skill in SKILL_IDS]
            self.fields["item_skills"].choices = choices  # type: ignore[attr-defined]
        current = self.instance.current if self.instance.pk else None
        if current is not None:
            self.initial.update(self._as_initial(current))
        give_pickers(self.fields.values(), self.collection)
        if self.collection is not None and "item_about" in self.fields:
            self._offer(LibraryChoices(self.library))

    @cached_property
    def library(self) -> CollectionLibrary:
        """What the collection holds; only for a form that has one."""
        return CollectionLibrary(self.collection)  # type: ignore[arg-type]

    @property
    def errors(self) -> ErrorDict:
        """As always, and none while choices are asked for."""
        return ErrorDict() if self.choosing else super().errors

    def _offer(self, choices: LibraryChoices) -> None:
        source: Any = self.data if self.is_bound else self.initial
        self.of_type.offer(self.fields, choices, str(source.get("document") or ""))
        for name, options in (
            ("item_about", all_sentences(choices)),
            ("item_sources", all_cards(choices)),
        ):
            field = self.fields[name]
            give(self.fields, name, AnyOf(options, label=field.label), field.help_text)

    def _as_initial(self, current: ItemVersion) -> dict[str, Any]:
        fields = pack_fields(current)
        own = self.of_type(pack=fields).initial
        return {
            **own,
            "title": current.title,
            "stem": current.stem,
            "item_difficulty": current.difficulty,
            "item_skills": current.skills,
            "item_about": current.about,
            "item_sources": current.sources,
            **{f"explanation_{name}": text for name, text in current.explanation.items()},
        }

    def clean(self) -> dict[str, Any]:
        """Let the type read its own fields, then make the whole version, unsaved."""
        cleaned = super().clean()
        if self.collection is None or "title" not in self.fields or self.choosing:
            return cleaned
        library = self.library
        own = self.of_type(self.data, library=library, choices=LibraryChoices(library))
        if not own.is_valid():
            for name, errors in own.errors.items():
                if name not in self.errors:
                    self.add_error(None if name == "__all__" else name, errors)
        if self.errors:
            return cleaned
        self.pack_item = self._pack_item(cleaned, own.pack_fields())
        try:
            self.version, _ranges = build_version(self.pack_item, library)
        except DefinitionInvalid as error:
            self.add_error(None, error.messages)
        except LookupError as error:
            self.add_error(None, str(error.args[-1]))
        return cleaned

    def _in_order(self, skills: list[str]) -> list[str]:
        """Skills as they stood, and new ones after them."""
        before = [skill for skill in self.initial.get("item_skills", ()) if skill in skills]
        return list(dict.fromkeys([*before, *skills]))

    def _pack_item(self, cleaned: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
        words = {
            name: cleaned[f"explanation_{name}"].replace("\r\n", "\n").strip()
            for name in ("cue", "why", "ask")
        }
        fields: dict[str, Any] = {
            "type": self.item_type.slug,
            "title": cleaned["title"],
            "stem": cleaned["stem"].replace("\r\n", "\n"),
            **own,
            "explanation": {name: text for name, text in words.items() if text},
            "difficulty": cleaned["item_difficulty"],
            "skills": self._in_order(cleaned["item_skills"]),
        }
        for name in ("about", "sources"):
            if cleaned[f"item_{name}"]:
                fields[name] = cleaned[f"item_{name}"]
        return fields


def item_form(item_type: ItemType[Any]) -> type[ItemForm]:
    """The item form of one type, with the fields of its authoring form."""
    authoring = item_type.authoring_form()
    own: dict[str, Any] = dict(authoring.base_fields)
    return type(
        "ItemForm", (ItemForm,), {**own, "item_type": item_type, "of_type": authoring,
                                  "__module__": __name__}
    )  # fmt: skip
