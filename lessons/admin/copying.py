"""The page on which a module is copied: shipped ones above all, which nobody changes in place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lessons.models import Module
from lessons.operations.copying import AddressTaken, ModuleNotWhole, copy_module
from lessons.operations.exporting import NothingToExport
from rosters.admin.scoping import person_of_admin
from sources.admin.content import ContentAdmin


class CopyForm(forms.Form):
    """Under which name and address the copy stands."""

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("It cannot be changed later.")
    )


class CopiesModules(ContentAdmin):
    """Adds the page to the admin of modules: for everybody who may see a module."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.copy_view)
        return [
            path("<int:module_id>/copy/", view, name="lessons_module_copy"),
            *super().get_urls(),
        ]

    def copy_view(self, request: HttpRequest, module_id: int) -> HttpResponse:
        """GET: the form. POST: the copy, then its page."""
        module: Module = get_object_or_404(self.get_queryset(request), pk=module_id)
        initial = {"title": module.title, "slug": f"{module.slug}-2"[:80]}
        form = CopyForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            copy = self._copy(request, module, form)
            if copy is not None:
                return redirect("admin:lessons_module_change", copy.pk)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _t("Copy “%(module)s”") % {"module": module},
            "module": module,
            "form": form,
        }
        return TemplateResponse(request, "admin/lessons/copy.html", context)

    def _copy(self, request: HttpRequest, module: Module, form: CopyForm) -> Module | None:
        by = person_of_admin(request)
        try:
            copy = copy_module(module, by=by, at=timezone.now(), **form.cleaned_data)
        except AddressTaken:
            form.add_error("slug", _t("There is a module with this address and language."))
        except ModuleNotWhole as refused:
            form.add_error(None, refused.problems)
        except NothingToExport:
            form.add_error(None, _t("This module has no lessons to copy."))
        else:
            self.log_addition(request, copy, f"Copied from {module.slug}.")
            messages.success(request, _t("The copy is yours, and private. Its draft is open."))
            return copy
        return None
