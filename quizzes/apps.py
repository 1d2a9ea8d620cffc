from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Item types use gettext and forms, so they can be imported only once apps are loaded.
        from quizzes.itemtypes.registry import discover

        discover()
