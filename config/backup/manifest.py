"""What an archive says of itself, and which names its members may have. Plain Python."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from config.backup.errors import DamagedBackup, NewerBackup, NotABackup

FORMAT = 1
NAME = "groundwork-backup.json"
MOST_BYTES = 16_000_000

SQLITE_MEMBER = "database.sqlite3"
POSTGRES_MEMBER = "database.pgdump"
SECRET_KEY_MEMBER = "secret-key"  # noqa: S105  a file's name
SETTINGS_MEMBER = "settings.env"
KEYS = "receipt-keys/"
UPLOADS = "uploads/"
ALONE = (SQLITE_MEMBER, POSTGRES_MEMBER, SECRET_KEY_MEMBER, SETTINGS_MEMBER)

# What Windows takes for a drive, a stream or a device, and what no system takes.
UNSAFE = re.compile(r'[\x00-\x1f\\:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive. size: in bytes; sha256: 64 hex digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is known of an archive without unpacking it.

    migrations: applied ones by app; counts: rows by table; receipt_keys: ids of the keys that
    signed something, whether or not they are in the archive; site: tells sites apart (no secret).
    """

    version: str
    made_at: datetime
    reason: str
    site: str
    vendor: str
    database_version: str
    migrations: Mapping[str, Sequence[str]]
    counts: Mapping[str, int]
    receipt_keys: Sequence[str]
    members: Sequence[Member] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.size for member in self.members)

    def to_json(self) -> bytes:
        """The manifest as it stands in the archive."""
        said = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(said, indent=1, sort_keys=True).encode()


def read_manifest(text: bytes) -> Manifest:
    """Read what `to_json` wrote. Raises NotABackup, NewerBackup or DamagedBackup."""
    try:
        said = json.loads(text)
    except ValueError as error:
        raise DamagedBackup("Its list of contents cannot be read.") from error
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise NotABackup("It has no list of contents that Groundwork would write.")
    if said["format"] > FORMAT:
        raise NewerBackup(
            f"It was made by a newer Groundwork ({said.get('version', 'unknown')}). Install that "
            "version, or a later one, and restore with it."
        )
    try:
        return _manifest(said)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedBackup("Its list of contents is not whole.") from error


def _manifest(said: Mapping[str, Any]) -> Manifest:
    members = [
        Member(name=str(each["name"]), size=int(each["size"]), sha256=str(each["sha256"]))
        for each in said["members"]
    ]
    return Manifest(
        version=str(said["version"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        reason=str(said["reason"]),
        site=str(said["site"]),
        vendor=str(said["vendor"]),
        database_version=str(said["database_version"]),
        migrations={app: list(names) for app, names in said["migrations"].items()},
        counts={table: int(count) for table, count in said["counts"].items()},
        receipt_keys=list(said["receipt_keys"]),
        members=members,
    )


def is_safe_name(name: str) -> bool:
    """Whether a member may be unpacked: only names that an archive of ours can have.

    No name leads out of the folder that it is unpacked into, on any system.
    """
    if name in ALONE:
        return True
    parts = name.split("/")
    if UNSAFE.search(name) or any(part in ("", ".", "..") for part in parts):
        return False
    if name.startswith(KEYS):
        return len(parts) == 2
    return name.startswith(UPLOADS)
