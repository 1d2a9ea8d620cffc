"""Modules as authors write them, and who shares them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lessons.models import Lesson, Module, Step
from quizzes.itemtypes.authoring import Row, RowsField
from rosters.models import User
from sources.forms.content import ContentForm
from sources.forms.entries import SLUG_HELP
from sources.forms.fields import MARKDOWN_HELP, LinesField, MarkdownTextarea
from sources.models import Collection
from sources.taxonomy import SKILL_IDS, skill_name


class ModuleForm(ContentForm):
    """The module's own words, and who may see and change it."""

    authors = LinesField(label=_("authors"), required=False, help_text=_("One name a line."))
    visibility = forms.ChoiceField(
        label=_("who may see and change it"),
        choices=Collection.Visibility.choices,
        initial=Collection.Visibility.PRIVATE,
        help_text=_("Of what is published, learners of your classes see it; if public, everybody."),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("shared with"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Colleagues who may see and change everything of this module."),
    )  # fmt: skip

    class Meta:
        model = Module
        fields = (
            "title", "slug", "language", "summary", "audience", "licence", "version", "authors",
            "position",
        )  # fmt: skip
        widgets = {"summary": MarkdownTextarea(rows=4), "audience": forms.Textarea({"rows": 2})}
        help_texts = {"slug": _("It stands in the module's address and cannot be changed later.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug, language = cleaned.get("slug"), cleaned.get("language")
        if self.instance.pk is not None or not slug or not language:
            return cleaned
        # A module at the address says so by its own constraint.
        shelves = Collection.objects.filter(slug=slug, language=language, module=None)
        if shelves.exists():
            raise ValidationError(_("There is a module with this address and language."))
        return cleaned


class LessonForm(ContentForm):
    """One lesson of a draft."""

    objectives = LinesField(
        label=_("objectives"), required=False,
        help_text=_("What a learner can do afterwards, one a line, beginning with a verb."),
    )  # fmt: skip
    skills = forms.MultipleChoiceField(
        label=_("skills"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Lesson
        fields = (
            "title", "slug", "summary", "minutes", "objectives", "skills", "teacher_notes",
            "position",
        )  # fmt: skip
        widgets = {
            "summary": MarkdownTextarea(rows=3),
            "teacher_notes": MarkdownTextarea(rows=5),
        }
        help_texts = {"slug": SLUG_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "skills" in self.fields:
            choices = [(skill, _(skill_name(skill))) for skill in SKILL_IDS]
            self.fields["skills"].choices = choices  # type: ignore[attr-defined]


class NotesField(RowsField):
    """Notes beside sentences, as rows: `[s03] A question?` and `> A note.`"""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(note, dict) for note in value):
            value = [
                Row(line=0, id=note.get("at", ""), text=note.get("ask", ""),
                    feedback=note.get("note", ""))
                for note in value
            ]  # fmt: skip
        return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        """The JSON of the step: `at`, `ask` and `note`."""
        rows = super().clean(value)
        without = [row.line for row in rows if not row.id]
        if without:
            raise ValidationError(
                _("Line %(line)d: begin with the sentence, as [s03]."), params={"line": without[0]}
            )
        return [{"at": row.id, "ask": row.text, "note": row.feedback} for row in rows]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(forms.CharField.has_changed(self, self.prepare_value(initial or []), data))


class StepForm(ContentForm):
    """One page of a lesson. Which fields count follows from the kind."""

    notes = NotesField(
        label=_("notes beside sentences"), required=False,
        help_text=_("A block each: “[s03] What to ask?” and below it lines with “> the note”."),
    )  # fmt: skip

    class Meta:
        model = Step
        fields = (
            "title", "slug", "kind", "purpose", "minutes", "position", "body", "prompt",
            "document", "from_key", "to_key", "notes", "quiz", "provenance_of",
        )  # fmt: skip
        widgets = {"body": MarkdownTextarea(rows=16), "prompt": forms.Textarea({"rows": 2})}
        help_texts = {
            "slug": _("Progress is kept by it: a new id counts as a new step."),
            "body": MARKDOWN_HELP,
            "from_key": _("The id of a sentence, such as s04. Empty: from the beginning."),
            "to_key": _("Empty: to the end."),
        }

    def clean(self) -> dict[str, Any]:
        """What does not belong to the kind is dropped; what it needs is asked for."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == Step.Kind.PASSAGE:
            if not cleaned.get("document"):
                self.add_error("document", _("A passage shows a document: choose one."))
        else:
            cleaned.update(document=None, from_key="", to_key="", notes=[])
        if kind == Step.Kind.CHECK:
            if not cleaned.get("quiz"):
                self.add_error("quiz", _("A check asks a quiz: choose one."))
        else:
            cleaned["quiz"] = None
        return cleaned
