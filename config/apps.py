import django_stubs_ext
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """The site itself: base templates, commands, system checks."""

    name = "config"
    verbose_name = _("Groundwork")

    def ready(self) -> None:
        from django.contrib.auth.forms import SetPasswordMixin

        from config import checks  # noqa: F401  importing registers them

        # The settings do this for what may be imported before the models are there.
        django_stubs_ext.monkeypatch(extra_classes=[SetPasswordMixin])
