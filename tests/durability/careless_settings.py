"""The site's settings with commits that are not written through: what the replay must notice."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES

_options = DATABASES["default"]["OPTIONS"]
_options["init_command"] = _options["init_command"].replace("=FULL", "=NORMAL")
