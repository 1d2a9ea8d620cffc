from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.models import Group

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(StockGroupAdmin):
    """Groups of permissions, for superusers: a plain list, because the stock chooser with two
    columns names its parts in a way that screen readers may not be told."""

    filter_horizontal = ()
