from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """The site itself: base templates, commands, system checks."""

    name = "config"
    verbose_name = _("Groundwork")

    def ready(self) -> None:
        from config import checks  # noqa: F401  importing registers them
