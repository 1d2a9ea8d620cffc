"""The static bundles: plain concatenation of each app's style sheets and elements.

`learner.css`, `learner.js`, `staff.css` and `staff.js` are not files of the source. The finder
below offers them to `collectstatic`, to the development server and to tests as if they were.

Where a component goes:
- `<app>/static/<app>/css/*.css` and `<app>/static/<app>/elements/*.js` → learner bundles;
- `<app>/static/<app>/staff/*.css` and `*.js` → staff bundles.

Cascade layers settle which rule wins, so only config's own files need an order, and
`layers.css` has to stand first. Each element is wrapped in a block, so that two files may use
the same name for a constant; an element imports nothing.
"""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import File
from django.core.files.storage import Storage

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "rosters", "sources", "quizzes", "lessons")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file that pages link: all `suffix` files in `folder` of every app."""

    name: str
    folder: str
    suffix: str
    first: tuple[str, ...] = ()


BUNDLES = {
    bundle.name: bundle
    for bundle in (
        Bundle("learner.css", "css", ".css", ("layers.css", "tokens.css", "elements.css")),
        Bundle("learner.js", "elements", ".js"),
        Bundle("staff.css", "staff", ".css"),
        Bundle("staff.js", "staff", ".js"),
    )
}


def bundle_sources(bundle: Bundle, *, root: Path = ROOT) -> list[Path]:
    """The files of a bundle in the order in which they are joined.

    Apps from the bottom layer's neighbour `config` on; inside an app the files named in
    `bundle.first`, then the rest by name.
    """

    def place(path: Path) -> tuple[int, str]:
        ahead = path.name in bundle.first
        return (bundle.first.index(path.name) if ahead else len(bundle.first), path.name)

    found: list[Path] = []
    for app in APPS:
        folder = root / app / "static" / app / bundle.folder
        found += sorted(folder.glob(f"*{bundle.suffix}"), key=place)
    return found


def build_bundle(name: str, *, root: Path = ROOT) -> str:
    """The text of one bundle. Raises KeyError when no bundle has that name."""
    bundle = BUNDLES[name]
    texts = [path.read_text(encoding="utf-8").strip() for path in bundle_sources(bundle, root=root)]
    if bundle.suffix == ".js":
        texts = [f"{{\n{text}\n}}" for text in texts]
    return "\n".join(texts) + "\n"


def bundle_changed_at(name: str, *, root: Path = ROOT) -> datetime:
    """When the newest source of a bundle was last changed (UTC)."""
    times = [path.stat().st_mtime for path in bundle_sources(BUNDLES[name], root=root)]
    return datetime.fromtimestamp(max(times, default=0.0), tz=UTC)


def built_file(name: str) -> Path:
    """The path of a freshly built bundle in the data folder, for what wants a file on disk."""
    target = Path(settings.DATA_DIR) / "bundles" / name
    text = build_bundle(name)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{name}.{os.getpid()}")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    return target


class BundleStorage(Storage):
    """A read-only storage whose files are built when they are asked for."""

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return File(io.BytesIO(build_bundle(name).encode()), name=name)

    def path(self, name: str) -> str:
        return str(built_file(name))

    def exists(self, name: str) -> bool:
        return name in BUNDLES

    def get_modified_time(self, name: str) -> datetime:
        return bundle_changed_at(name)


class BundleFinder(BaseFinder):
    """Offers the bundles to Django's static files machinery."""

    def __init__(self, app_names: Iterable[str] | None = None) -> None:
        self.storage = BundleStorage()
        super().__init__()

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of a freshly built bundle (in a list with `find_all`), or an empty list."""
        if path not in BUNDLES:
            return []
        target = str(built_file(path))
        return [target] if find_all else target

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in BUNDLES:
            yield name, self.storage
