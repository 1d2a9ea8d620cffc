"""Quizzes and their sections: rules, questions, checks, and the acts of publishing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.admin.picking import PicksItems
from quizzes.forms.quizzes import QuizForm, SectionForm, SectionRowForm
from quizzes.models import Quiz, Section, Slot
from quizzes.operations.blind import audit_of
from quizzes.operations.publishing import (
    QuizInUse,
    QuizNotPublished,
    findings_of_quiz,
    placed_items,
    publish_quiz,
    retire_quiz,
)
from rosters.admin.scoping import ScopedRelatedFilter, person_of_admin
from rosters.operations.acts import Verb, record
from sources.admin.content import (
    Act,
    ContentAdmin,
    QuickChangeList,
    SaveRefused,
    is_edited,
    split_findings,
    tell_findings,
)
from sources.admin.inlines import ContentInline
from sources.admin.ordering import OrderedAdmin, move_buttons
from sources.operations.findings import NotReadyToPublish
from sources.permissions import changeable_collections


class SectionInline(ContentInline):
    """Sections in order; each is opened to choose its questions."""

    model = Section
    form = SectionRowForm
    fields = ("title", "draw", "weight", "questions", "position", "move")
    readonly_fields = ("questions", "move")
    show_change_link = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        rows: QuerySet[Section] = super().get_queryset(request)
        return rows.annotate(held=Count("slots"))

    @admin.display(description=_("questions"))
    def questions(self, obj: Section) -> str:
        return str(getattr(obj, "held", "")) if obj.pk else ""

    @admin.display(description=_("move"))
    def move(self, obj: Section) -> SafeString | str:
        return move_buttons(obj, "sections") if obj.pk else ""


class ChecksWhatIsPublished(ContentAdmin):
    """Takes a save back that would bring a published quiz below its checks."""

    def quiz_of(self, obj: Any) -> Quiz | None:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        quiz = self.quiz_of(obj)
        known: set[str] = set()
        if quiz is not None and quiz.pk and quiz.status == Quiz.Status.PUBLISHED:
            known = _blocking(Quiz.objects.select_related("collection").get(pk=quiz.pk))
        request.__dict__["_known"] = known
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        quiz = self.quiz_of(form.instance)
        if quiz is not None and is_edited(request, form, formsets):
            Quiz.objects.filter(pk=quiz.pk).update(edited_by=person_of_admin(request))
        if quiz is None or quiz.status != Quiz.Status.PUBLISHED:
            return
        now = _blocking(Quiz.objects.select_related("collection").get(pk=quiz.pk))
        if new := now - request.__dict__["_known"]:
            raise SaveRefused(sorted(new))
        if is_edited(request, form, formsets):
            record(
                Verb.CHANGED_SETTINGS,
                by=person_of_admin(request),
                subject=quiz,
                detail={"fields": form.changed_data},
            )


def _blocking(quiz: Quiz) -> set[str]:
    return {finding.message for finding in findings_of_quiz(quiz) if finding.blocks}


@admin.register(Quiz)
class QuizAdmin(OrderedAdmin, ChecksWhatIsPublished):
    """Changed settings hold for new attempts; items are taken up anew by publishing again."""

    form = QuizForm
    nothing = _("No quiz fits. A quiz begins as a draft, and is published after its checks.")
    inlines = (SectionInline,)
    list_display = ("title", "purpose", "status", "question_count", "collection", "rules")
    list_filter = ("status", "purpose", ("collection", ScopedRelatedFilter))
    search_fields = ("title", "slug")
    list_select_related = ("collection",)
    ordering = ("collection", "position", "pk")
    fieldsets = (
        (None, {"fields": ("title", "slug", "collection", "purpose", "intro", "position")}),
        (_("Questions"), {"fields": ("questions",)}),
        (_("Rules"), {"fields": (
            ("time_limit_minutes", "attempts_allowed"), "counts", "pass_percent",
            "show_feedback", "certainty")}),
        (_("On the page"), {"fields": ("layout", "shuffle_items", "shuffle_options")}),
    )  # fmt: skip
    ordered = {"sections": (Section, "quiz")}

    def quiz_of(self, obj: Any) -> Quiz | None:
        return obj if isinstance(obj, Quiz) else None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("collection", "slug", "questions") if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None:
            return self.fieldsets
        (_name, first), _questions, *others = self.fieldsets
        fields = tuple(name for name in first["fields"] if name != "collection")
        return ((None, {"fields": fields}), *others)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return QuickChangeList

    def describe_rows(self, request: HttpRequest, rows: Sequence[Quiz]) -> None:
        """How many questions the rows shown hold. One query."""
        counts = dict(
            Slot.objects.filter(section__quiz__in=rows)
            .order_by()
            .values_list("section__quiz")
            .annotate(held=Count("pk"))
        )
        for row in rows:
            row.__dict__["held"] = counts.get(row.pk, 0)

    @admin.display(description=_("questions"))
    def question_count(self, obj: Quiz) -> int:
        return int(obj.__dict__.get("held", 0))

    @admin.display(description=_("rules"))
    def rules(self, obj: Quiz) -> str:
        parts = []
        if obj.time_limit_minutes:
            parts.append(_t("%(n)d minutes") % {"n": obj.time_limit_minutes})
        if obj.attempts_allowed:
            parts.append(_t("%(n)d attempts") % {"n": obj.attempts_allowed})
        return ", ".join(parts)

    @admin.display(description=_("asked"))
    def questions(self, obj: Quiz) -> SafeString:
        sections, placed = placed_items(obj)
        audits = [
            (place.version, worst[0]) for place in placed if (worst := audit_of(place.version)[:1])
        ]
        context = {"sections": sections, "placed": placed, "audits": audits}
        return render_to_string("admin/quizzes/_questions.html", context)

    def state_of(self, obj: Quiz) -> str:
        return str(obj.get_status_display())

    # Acts

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:quiz_id>/publish/", wrap(self.publish_view), name="quizzes_quiz_publish"),
            path("<int:quiz_id>/retire/", wrap(self.retire_view), name="quizzes_quiz_retire"),
            *super().get_urls(),
        ]

    def quiz_to_change(self, request: HttpRequest, quiz_id: int) -> Quiz:
        """The quiz of an act. Raises Http404 for another's, and for anything but POST."""
        quiz: Quiz = get_object_or_404(self.get_queryset(request), pk=quiz_id)
        if request.method != "POST" or not self.has_change_permission(request, quiz):
            raise Http404
        return quiz

    def publish_view(self, request: HttpRequest, quiz_id: int) -> HttpResponse:
        """Publish, or publish again with the current version of every question."""
        quiz = self.quiz_to_change(request, quiz_id)
        try:
            publish_quiz(quiz, by=person_of_admin(request))
        except NotReadyToPublish as refused:
            tell_findings(request, refused)
        else:
            self.log_change(request, quiz, "Published.")
            messages.success(request, _t("Published. New attempts get the questions below."))
        return redirect("admin:quizzes_quiz_change", quiz.pk)

    def uses_of(self, quiz: Quiz) -> Sequence[str]:
        """Where learners still meet this quiz; the layer above knows."""
        return ()

    def retire_view(self, request: HttpRequest, quiz_id: int) -> HttpResponse:
        """Take a quiz away from new attempts."""
        quiz = self.quiz_to_change(request, quiz_id)
        uses = self.uses_of(quiz)
        try:
            if uses:
                raise QuizInUse(quiz.pk)
            retire_quiz(quiz, at=timezone.now(), by=person_of_admin(request))
        except QuizInUse:
            where = ", ".join(uses) or _t("an assignment that is open or to come")
            messages.error(request, _t("Still in use: %(where)s.") % {"where": where})
        except QuizNotPublished:
            messages.info(request, _t("It is not published."))
        else:
            self.log_change(request, quiz, "Retired.")
            messages.success(request, _t("Retired. What learners did with it stays."))
        return redirect("admin:quizzes_quiz_change", quiz.pk)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is None or not obj.pk:
            return context
        acts = [Act(_t("Preview as a learner"), reverse("quizzes:quiz-preview", args=[obj.pk]))]
        if obj.status == Quiz.Status.PUBLISHED:
            path_to_classes = f"{reverse('lessons:assign-start')}?what=quiz-{obj.pk}"
            acts.append(Act(_t("Assign to a class"), path_to_classes, is_link=True))
        if self.has_change_permission(request, obj):
            publish = reverse("admin:quizzes_quiz_publish", args=[obj.pk])
            is_out = obj.status == Quiz.Status.PUBLISHED
            label = _t("Publish again") if is_out else _t("Publish")
            acts.insert(0, Act(label, publish, is_quiet=is_out))
            if is_out:
                retire = reverse("admin:quizzes_quiz_retire", args=[obj.pk])
                acts.append(Act(_t("Retire"), retire, is_danger=True))
        return {**context, "acts": acts, "findings": split_findings(findings_of_quiz(obj))}


class SlotInline(ContentInline):
    """The questions of a section, in order; more are chosen on a page of their own."""

    model = Slot
    fields = ("question", "version", "position", "move")
    readonly_fields = ("question", "version", "move")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Slot]:
        rows = super().get_queryset(request)
        return rows.select_related("item_version__item__current")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("question"))
    def question(self, obj: Slot) -> SafeString:
        return render_to_string("admin/quizzes/_item_link.html", {"version": obj.item_version})

    @admin.display(description=_("version"))
    def version(self, obj: Slot) -> str:
        current = obj.item_version.item.current
        number = obj.item_version.number
        if current is not None and current.number != number:
            words = {"pinned": number, "current": current.number}
            return _t("%(pinned)d; publishing takes %(current)d") % words
        return str(number)

    @admin.display(description=_("move"))
    def move(self, obj: Slot) -> SafeString:
        return move_buttons(obj, "slots")


@admin.register(Section)
class SectionAdmin(PicksItems, OrderedAdmin, ChecksWhatIsPublished):
    """One part of a quiz with its questions. Reached from the quiz."""

    form = SectionForm
    collection_path = "quiz__collection"
    within = "quiz"
    inlines = (SlotInline,)
    list_display = ("__str__", "quiz")
    list_select_related = ("quiz",)
    search_fields = ("title", "slug", "quiz__title")
    fields = ("quiz", "title", "slug", "draw", "weight", "position")
    ordered = {"slots": (Slot, "section")}

    def quiz_of(self, obj: Any) -> Quiz | None:
        return obj.quiz if isinstance(obj, Section) else None

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Not in the menu: a section is met in its quiz."""
        return {}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("quiz", "slug") if obj is not None else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj is not None else self.fields[1:]

    def parents(self, request: HttpRequest) -> QuerySet[Quiz]:
        return Quiz.objects.filter(
            ~Q(status=Quiz.Status.RETIRED), collection__in=changeable_collections(request.user)
        ).select_related("collection")

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is not None and obj.pk:
            quiz = reverse("admin:quizzes_quiz_change", args=[obj.quiz_id])
            context["acts"] = [Act(_t("Back to the quiz"), quiz, is_link=True)]
            if self.has_change_permission(request, obj):
                pick = reverse("admin:quizzes_section_pick", args=[obj.pk])
                act = Act(_t("Choose questions"), pick, is_link=True, is_quiet=False)
                context["acts"].insert(0, act)
        return context
