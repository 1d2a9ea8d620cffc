"""The site's own settings, and one more address that tells how its connections are set up."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.durability.probe_urls"
