"""The admin, scoped by the same permission functions as the pages (decision 22).

`ScopedAdmin` and `ScopedInline` are for every app. What a member of staff does not see in a list
she meets nowhere else either: not by address, as a choice, in a filter, by autocomplete, in the
history, in a bulk action, or by filtering with an address made by hand. Django's own permission
rows are not asked. Nothing is deleted.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest

from rosters.admin.labels import NamedAutocomplete, NamedRows
from rosters.models import User
from rosters.permissions import Visitor, is_staff

M = TypeVar("M", bound=Model)
Choices = Mapping[type[Model], Callable[[Visitor], QuerySet[Any]]]


class ScopedChoices:
    """Offers in every choice what the person may see, and nothing else.

    `choices` maps a model to the function that gives what this person may choose. A model that is
    not in it offers what its own ScopedAdmin shows; without one only a superuser has choices.
    """

    choices: Choices = {}
    admin_site: admin.AdminSite
    raw_id_fields: Any
    get_autocomplete_fields: Callable[[HttpRequest], Any]

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name in self.raw_id_fields:
            # Its widget names whatever row is typed into it; autocomplete stays inside the scope.
            raise ImproperlyConfigured(f"{type(self).__name__}: use autocomplete_fields instead.")
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site))
        kwargs.setdefault("queryset", self.choices_for(db_field.related_model, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc,no-any-return]

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        kwargs.setdefault("queryset", self.choices_for(db_field.related_model, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc,no-any-return]

    def choices_for(self, model: Any, request: HttpRequest) -> QuerySet[Any]:
        """What this person may choose of a model. Raises ImproperlyConfigured when nobody said."""
        if model in self.choices:
            return self.choices[model](request.user)
        try:
            model_admin = self.admin_site.get_model_admin(model)
        except NotRegistered:
            model_admin = None
        if isinstance(model_admin, ScopedAdmin):
            return model_admin.get_queryset(request)
        if request.user.is_superuser:
            return model._default_manager.all()  # type: ignore[no-any-return]
        raise ImproperlyConfigured(f"{type(self).__name__}.choices says nothing of {model}.")


class ScopedAdmin(ScopedChoices, admin.ModelAdmin[M]):
    """A ModelAdmin whose rows come from permission functions.

    Say `may_see` in a subclass, and `may_change` and `may_add` where they are more than nothing.
    """

    show_full_result_count = False
    list_per_page = 50

    def may_see(self, user: Visitor) -> QuerySet[M]:
        """The rows that this person sees. Every subclass says it."""
        raise NotImplementedError

    def may_change(self, user: Visitor) -> QuerySet[M]:
        """The rows that this person changes; none unless a subclass says so."""
        return self.may_see(user).none()

    def may_add(self, user: Visitor) -> bool:
        """Whether this person makes new rows; nobody unless a subclass says so.

        Asked for the menu of every page: answer it without a statement.
        """
        return False

    def may_open(self, user: Visitor) -> bool:
        """Whether the list is in this person's menu; whoever is on the staff unless narrowed."""
        return is_staff(user)

    def changeable(self, request: HttpRequest, queryset: QuerySet[M]) -> QuerySet[M]:
        """Of the rows picked for a bulk action, those that this person may change."""
        return queryset.filter(pk__in=self.may_change(request.user).values("pk"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        rows = self.may_see(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> M | None:
        """One row, for the form and for the history. Raises Http404 for anyone else's."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        _answers(request)["see", self.model, found.pk] = True
        return found

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_open(request.user)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if not self.may_open(request.user):
            return False
        return obj is None or self._is_in(request, "see", self.may_see, obj)

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if not self.may_open(request.user):
            return False
        if obj is None:
            return type(self).may_change is not ScopedAdmin.may_change
        return self._is_in(request, "change", self.may_change, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_open(request.user) and self.may_add(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow filtering by address through the list's own filters only.

        Otherwise `?password__startswith=…` would read, letter by letter, what no list shows.
        """
        if not super().lookup_allowed(lookup, value, request):  # type: ignore[arg-type]
            return False
        first = lookup.split("__")[0]
        try:
            field = self.model._meta.get_field(first)
        except FieldDoesNotExist:
            return True
        if getattr(field, "primary_key", False) or first == self.date_hierarchy:
            return True
        filters = self.get_list_filter(request) if request is not None else self.list_filter
        names = [entry[0] if isinstance(entry, list | tuple) else entry for entry in filters]
        return any(isinstance(name, str) and name.split("__")[0] == first for name in names)

    def _is_in(
        self,
        request: HttpRequest,
        kind: str,
        rows: Callable[[Visitor], QuerySet[M]],
        obj: M,
    ) -> bool:
        """Ask once per request and row: the admin asks many times."""
        answers, key = _answers(request), (kind, self.model, obj.pk)
        if key not in answers:
            answers[key] = rows(request.user).filter(pk=obj.pk).exists()
        return answers[key]


def _answers(request: HttpRequest) -> dict[tuple[str, type[Model], Any], bool]:
    """What was asked about rows during this request, with the answers."""
    answers: dict[tuple[str, type[Model], Any], bool] = vars(request).setdefault(
        "scoped_answers", {}
    )
    return answers


class ScopedInline(ScopedChoices, admin.TabularInline[Any, Any]):
    """Rows inside another row's form: seen with it, changed by whoever may change it."""

    formset = NamedRows
    extra = 0
    can_delete = False
    show_change_link = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_change_parent(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_change_parent(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.can_delete and self._may_change_parent(request, obj)

    def _may_change_parent(self, request: HttpRequest, obj: Model | None) -> bool:
        parent: admin.ModelAdmin[Any] = self.admin_site.get_model_admin(self.parent_model)
        if obj is None or obj.pk is None:
            return parent.has_add_permission(request)
        return parent.has_change_permission(request, obj)


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """A list filter that names only rows which the person sees in their own list."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> Any:
        if not isinstance(model_admin, ScopedAdmin):
            raise ImproperlyConfigured("ScopedRelatedFilter is for a ScopedAdmin.")
        rows = model_admin.choices_for(field.related_model, request)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False,
            ordering=ordering,
            limit_choices_to={"pk__in": rows.order_by().values("pk")},
        )


def person_of_admin(request: HttpRequest) -> User:
    """Who works in the admin; its views let nobody else in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
