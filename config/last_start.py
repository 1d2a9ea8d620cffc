"""What the last start told, for whoever asks afterwards how things are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from config.version import version

NAME = "last-start.json"


def note(pack_lines: Sequence[str]) -> None:
    """Remember what was said of the packs, one line each."""
    said = {"at": timezone.now().isoformat(), "version": version(), "packs": list(pack_lines)}
    (Path(settings.DATA_DIR) / NAME).write_text(json.dumps(said, indent=1), encoding="utf-8")


def pack_lines() -> list[str]:
    """What was said of the packs; nothing where no start noted it."""
    try:
        said = json.loads((Path(settings.DATA_DIR) / NAME).read_text(encoding="utf-8"))
        return [str(line) for line in said["packs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
