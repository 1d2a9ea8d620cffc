"""Steps: Markdown beside a preview; which fields count follows from the kind."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lessons.admin.forms import StepForm
from lessons.admin.releases import InDraft, preview_url
from lessons.models import Lesson, Release, Step
from quizzes.models import Quiz
from sources.admin.content import Act, PreviewAdmin
from sources.models import Document
from sources.permissions import changeable_collections
from sources.reports import ShownBlock, document_lines, page_references


@admin.register(Step)
class StepAdmin(InDraft, PreviewAdmin):
    """One page of a lesson."""

    form = StepForm
    change_form_template = "admin/lessons/step_form.html"
    collection_path = "lesson__release__module__collection"
    draft_path = "lesson__release__status"
    within = "lesson"
    list_display = ("title", "kind", "lesson")
    list_select_related = ("lesson__release__module",)
    search_fields = ("title", "body")
    ordering = ("lesson", "position")
    fieldsets = (
        (None, {"fields": ("title", "slug", ("kind", "minutes"), ("purpose", "position"))}),
        (_("Passage"), {"classes": ("for-passage",), "fields": (
            "document", ("from_key", "to_key"), "notes")}),
        (_("Check"), {"classes": ("for-check",), "fields": ("quiz",)}),
        (_("Text"), {"fields": ("body", "prompt", "provenance_of")}),
    )  # fmt: skip

    def release_of(self, obj: Any) -> Release:
        return obj.lesson.release  # type: ignore[no-any-return]

    def parents(self, request: HttpRequest) -> QuerySet[Lesson]:
        return Lesson.objects.filter(
            release__status=Release.Status.DRAFT,
            release__module__collection__in=changeable_collections(request.user),
        ).select_related("release__module__collection")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """To read, only what the kind has; to write, all, since the kind may change."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        of_kind = {f"for-{obj.kind}"}
        return [
            (name, part) for name, part in self.fieldsets if set(part.get("classes", ())) <= of_kind
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("slug",) if obj is not None and _was_published(obj) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Documents and quizzes to choose from are the module's own."""
        form = super().get_form(request, obj, change, **kwargs)
        shelf = form.collection
        documents = Document.objects.current().filter(collection=shelf).defer("text")
        for name in ("document", "provenance_of"):
            if name in form.base_fields:
                chosen = getattr(obj, f"{name}_id", None) or 0
                kept = Document.objects.filter(pk=chosen).defer("text")
                form.base_fields[name].queryset = (documents | kept).distinct()
        if "quiz" in form.base_fields:
            form.base_fields["quiz"].queryset = Quiz.objects.filter(collection=shelf).exclude(
                status=Quiz.Status.RETIRED
            )
        return form

    def preview(self, request: HttpRequest, form: Any, obj: Any) -> SafeString:
        """As learners will see it; what is missing is left out."""
        collection = self.collection_for(request, obj)
        if collection is None:
            return SafeString("")
        if form.is_bound:
            form.full_clean()
        step: Step = form.instance
        notes = {str(note.get("at", "")): note for note in step.notes}
        links = page_references(
            collection, [step.body, step.prompt, *(note.get("note", "") for note in step.notes)]
        )
        blocks: Sequence[ShownBlock] = []
        if step.document is not None:
            blocks = document_lines(
                step.document, first=step.from_key, last=step.to_key, notes=notes
            )
        context = {"step": step, "links": links, "blocks": blocks}
        return render_to_string("admin/lessons/_step_preview.html", context)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        lesson = self.parent_of(request, obj)
        back = reverse("admin:lessons_lesson_change", args=[lesson.pk])
        acts = [Act(_t("Back to the lesson"), back, is_link=True)]
        if obj is not None and obj.pk:
            url = preview_url(lesson.release, lesson.slug, obj.slug)
            acts.append(Act(_t("Open it as a learner"), url, is_link=True))
        return {**context, "acts": acts}

    def state_of(self, obj: Step) -> str:
        release = obj.lesson.release
        return f"{obj.lesson} · {release} · {release.get_status_display()}"


def _was_published(step: Step) -> bool:
    """Whether learners' progress may hang on this step's id."""
    return (
        Step.objects.filter(
            lesson__release__module=step.lesson.release.module_id,
            lesson__slug=step.lesson.slug,
            slug=step.slug,
        )
        .exclude(lesson__release__status=Release.Status.DRAFT)
        .exists()
    )
