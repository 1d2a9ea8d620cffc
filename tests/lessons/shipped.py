"""The two shipped packs, read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lessons.content import Pack, parse_pack, read_files
from lessons.content.checks.index import PackIndex
from lessons.content.objects import Claim

ROOT = Path(__file__).parents[2]
SLUGS = ("cold-war-diplomacy", "modern-alignment-debates")


@cache
def pack_of(slug: str) -> Pack:
    pack, problems = parse_pack(read_files(ROOT / "fixtures" / slug)[0])
    assert pack is not None, problems
    return pack


@cache
def index_of(slug: str) -> PackIndex:
    return PackIndex(pack_of(slug))


def claims_of(slug: str) -> Iterator[Claim]:
    for document in pack_of(slug).texts():
        yield from document.claims
