"""Quizzes and sections as teachers write them."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quizzes.models import Quiz, Section
from quizzes.models.quizzes import Feedback, Purpose
from sources.forms.content import ContentForm
from sources.forms.entries import SLUG_HELP
from sources.forms.fields import MARKDOWN_HELP, MarkdownTextarea


class QuizForm(ContentForm):
    """A quiz's own rules. They hold for attempts that start after the save."""

    class Meta:
        model = Quiz
        fields = (
            "title", "slug", "purpose", "intro", "time_limit_minutes", "attempts_allowed",
            "counts", "pass_percent", "show_feedback", "certainty", "layout", "shuffle_items",
            "shuffle_options", "position",
        )  # fmt: skip
        widgets = {"intro": MarkdownTextarea(rows=4)}
        help_texts = {
            "slug": SLUG_HELP,
            "intro": MARKDOWN_HELP,
            "purpose": _(
                "Practice and check are open to whoever may see them. An exam is taken only "
                "through an assignment, and its keys show after the window closes."
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("show_feedback") == Feedback.AFTER_EACH:
            if cleaned.get("attempts_allowed") is not None:
                self.add_error(
                    "show_feedback",
                    _("Feedback after each question needs unlimited attempts."),
                )
            elif cleaned.get("purpose") == Purpose.EXAM:
                self.add_error("show_feedback", _("An exam shows no key while it runs."))
        return cleaned


class SectionForm(ContentForm):
    """A part of a quiz."""

    class Meta:
        model = Section
        fields = ("title", "slug", "position", "draw", "weight")
        help_texts = {"slug": SLUG_HELP}


class SectionRowForm(forms.ModelForm[Section]):
    """A section as a row of its quiz; a new one gets its id from its title."""

    class Meta:
        model = Section
        fields = ("title", "draw", "weight", "position")

    def save(self, commit: bool = True) -> Any:
        if not self.instance.slug:
            taken = set(Section.objects.filter(quiz=self.instance.quiz).values_list("slug"))
            base = slugify(self.instance.title) or "section"
            names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
            self.instance.slug = next(name for name in names if (name,) not in taken)[:80]
        return super().save(commit)
