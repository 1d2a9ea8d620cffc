from django.conf import settings
from django.db import models


class Note(models.Model):
    """What somebody wrote."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text
