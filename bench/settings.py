"""The site's own settings, and a header on each reply that tells how many statements it took."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

MIDDLEWARE = ["bench.counting.StatementsMiddleware", *MIDDLEWARE]
