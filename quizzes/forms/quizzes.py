"""Quizzes, sections and assignments as teachers write them."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Quiz, Section
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


class AssignmentForm(forms.ModelForm[Assignment]):
    """Which class takes a quiz, and when; an empty rule is the quiz's own."""

    class Meta:
        model = Assignment
        fields = (
            "quiz", "classroom", "opens_at", "closes_at", "attempts_allowed",
            "time_limit_minutes", "show_feedback", "certainty",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Decision 4: the keys of an exam show after its window, so it needs an end."""
        cleaned = super().clean() or self.cleaned_data
        quiz = cleaned.get("quiz") or getattr(self.instance, "quiz", None)
        closes_at = cleaned.get("closes_at")
        if quiz is None:
            return cleaned
        if quiz.is_exam and "closes_at" in self.fields and closes_at is None:
            self.add_error("closes_at", _("An exam closes: its keys show after that."))
        if cleaned.get("show_feedback") == Feedback.AFTER_CLOSING and closes_at is None:
            self.add_error("closes_at", _("Feedback after closing needs a time of closing."))
        if quiz.is_exam and cleaned.get("show_feedback") == Feedback.AFTER_EACH:
            self.add_error("show_feedback", _("An exam shows no key while it runs."))
        if closes_at is not None and closes_at <= timezone.now() and not self.instance.pk:
            self.add_error("closes_at", _("This is over already."))
        return cleaned
