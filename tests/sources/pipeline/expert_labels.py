"""What people marked in the two source texts, against what the rules suggest.

The labels are those of the shipped modules: their texts were rewritten from the sources sentence
by sentence and keep every weakness, so that the n-th sentence of a source has the labels of the
n-th sentence of its adaptation. `python -m tests.sources.pipeline.expert_labels` prints recall and
strays by weakness.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from sources.pipeline.prepare import prepare
from sources.pipeline.scenes import may_claim
from sources.pipeline.split import with_quotations
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT.parent / "shared" / "sources"
TEXTS = {
    "a-setting-the-stage-1945.txt": ("cold-war-diplomacy", "setting-the-stage"),
    "b-bolivia-courts-russian-interest.txt": ("modern-alignment-debates", "courting-an-ally"),
}
_KEY = re.compile(r"^#*\s*\[(\w\d+)\]\s*")


@dataclass(frozen=True, slots=True)
class Labels:
    """Of one sentence: weaknesses that have to be found, and those that may be."""

    core: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()


@dataclass(slots=True)
class Tally:
    """By weakness: labels, labels found, suggestions, suggestions that nobody labelled; and the
    sentences that are no running text and got a suggestion all the same."""

    core: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    suggested: Counter[str] = field(default_factory=Counter)
    strays: Counter[str] = field(default_factory=Counter)
    misplaced: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / self.core.total()

    @property
    def stray_share(self) -> float:
        return self.strays.total() / self.suggested.total()


def labels_of(module: str, document: str) -> dict[str, Labels]:
    """The labels of a shipped document, by the key of the sentence."""
    path = ROOT / "fixtures" / module / "claims.yaml"
    for listed in yaml.safe_load(path.read_text(encoding="utf-8")):
        if listed["document"] == document:
            return {claim["at"]: _labels(claim) for claim in listed["claims"]}
    raise KeyError(document)


def _labels(claim: dict) -> Labels:
    core, others = (
        frozenset(one["id"] for one in claim.get(name, ())) for name in ("weaknesses", "also_ok")
    )
    return Labels(core, core | others)


def adapted(module: str, document: str) -> tuple[ReadDocument, list[str]]:
    """A shipped document, cut as it is shipped, and the key of each sentence."""
    path = ROOT / "fixtures" / module / "documents" / f"{document}.md"
    body = path.read_text(encoding="utf-8").split("---", 2)[2]
    blocks: list[Block] = []
    keys: list[str] = []
    cut: list[tuple[int, int, int]] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        lines = chunk.splitlines()
        kind = Kind.HEADING if lines[0].startswith("#") else Kind.PARAGRAPH
        if lines[0].startswith(":::"):
            kind = Kind(lines.pop(0).strip(": ").replace("-", "_"))
        place = 0
        for line in lines:
            mark = _KEY.match(line)
            assert mark is not None, line
            size = len(line) - mark.end()
            keys.append(mark[1])
            cut.append((len(blocks), place, place + size))
            place += size + 1
        text = " ".join(_KEY.sub("", line) for line in lines)
        aside = kind in (Kind.PULL_QUOTE, Kind.CAPTION, Kind.BOILERPLATE)
        blocks.append(Block(kind, text, set_aside=aside))
    return ReadDocument(Provenance(), tuple(blocks), with_quotations(blocks, cut)), keys


def source(name: str) -> tuple[ReadDocument, list[str]]:
    """A source text as the machine reads it; sentences of running text have keys in order."""
    document = prepare((SOURCES / name).read_bytes(), name)
    keys: list[str] = []
    number = 0
    for one in document.sentences:
        number += may_claim(document, one.block)
        keys.append(f"s{number:02}" if may_claim(document, one.block) else "")
    return document, keys


def count(tally: Tally, document: ReadDocument, keys: list[str], labels: dict[str, Labels]) -> None:
    """Add what is suggested for one document; keys that do not begin with `s` have no claims."""
    made = {one.sentence: one for one in suggest(document, per_page=None).suggestions}
    for at, key in enumerate(keys):
        found = {weakness for weakness, _ in made[at].weaknesses} if at in made else set()
        if not key.startswith("s"):
            tally.misplaced += [document.sentences[at].text] if at in made else []
            continue
        expected = labels[key]
        tally.core.update(expected.core)
        tally.found.update(expected.core & found)
        tally.suggested.update(found)
        tally.strays.update(found - expected.accepted)


def tally_of_sources() -> Tally:
    tally = Tally()
    for name, place in TEXTS.items():
        count(tally, *source(name), labels_of(*place))
    return tally


def tally_of_adapted() -> Tally:
    tally = Tally()
    for place in TEXTS.values():
        count(tally, *adapted(*place), labels_of(*place))
    return tally


def printed(tally: Tally) -> str:
    """A line for each weakness, and one for all."""
    lines = ["weakness core found suggested strays"]
    for weakness in sorted(tally.core | tally.suggested):
        figures = (tally.core, tally.found, tally.suggested, tally.strays)
        lines.append(" ".join([weakness, *(str(each[weakness]) for each in figures)]))
    lines.append(f"all: recall {tally.recall:.2f}, strays {tally.stray_share:.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print("The shipped texts", printed(tally_of_adapted()), sep="\n")
    if SOURCES.exists():
        print("\nThe source texts", printed(tally_of_sources()), sep="\n")
