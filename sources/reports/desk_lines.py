"""The text of the workbench, line by line: the words that count, and what stands below each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sources.models import Document, Sentence, Suggestion
from sources.reports.desk_claims import DeskClaim
from sources.taxonomy import WEAKNESSES

GAP = "…"


@dataclass(frozen=True, slots=True)
class Hint:
    """One line below a sentence: an icon, a name, and what became of it."""

    icon: str
    name: str
    said: str
    tone: str = ""


@dataclass(slots=True)
class DeskLine:
    """One sentence. pieces: its text in parts, with whether the part is a cue."""

    sentence: Sentence
    pieces: list[tuple[str, bool]]
    hints: list[Hint] = field(default_factory=list)
    is_current: bool = False
    is_in_range: bool = False


@dataclass(slots=True)
class DeskBlock:
    """A block with its lines, as learners see it, or set aside."""

    pk: int
    kind: str
    level: int
    set_aside: bool
    why: str
    starts_lesson: bool
    lines: list[DeskLine] = field(default_factory=list)

    @property
    def has_current(self) -> bool:
        return any(line.is_current for line in self.lines)


def blocks_of(
    document: Document,
    sentences: Sequence[Sentence],
    claims: Iterable[DeskClaim],
    *,
    shown: set[int],
    current: Sentence | None,
) -> Sequence[DeskBlock]:
    """Lines in their blocks. shown: ids of sentences whose suggestion is on the list."""
    at: dict[int, list[DeskClaim]] = {}
    begin, end = (sentences[0].position, sentences[-1].position) if sentences else (1, 0)
    for claim in claims:
        if claim.is_of_text:
            continue
        for position in range(max(claim.first, begin), min(claim.last, end) + 1):
            at.setdefault(position, []).append(claim)
    ranged = _range_of(current, at)
    found: dict[int, DeskBlock] = {}
    for one in sentences:
        row = one.block
        block = found.setdefault(
            row.pk,
            DeskBlock(row.pk, row.kind, row.level, row.set_aside, row.why, row.starts_lesson),
        )
        suggestion = getattr(one, "suggestion", None) if one.pk in shown else None
        here = at.get(one.position, [])
        text = document.text[one.start : one.end]
        is_current = current is not None and one.pk == current.pk
        block.lines.append(
            DeskLine(
                sentence=one,
                pieces=pieces_of(text, _cues(here, suggestion)),
                hints=list(_hints(one, here, suggestion)),
                is_current=is_current,
                is_in_range=not is_current and one.position in ranged,
            )
        )
    return list(found.values())


def pieces_of(text: str, cues: Iterable[str]) -> list[tuple[str, bool]]:
    """A text cut where its cues begin and end; a cue with a gap is found part by part."""
    spans: list[tuple[int, int]] = []
    for cue in cues:
        begin = 0
        for part in filter(None, (part.strip() for part in cue.split(GAP))):
            found = text.find(part, begin)
            if found < 0:
                found = text.find(part)
            if found >= 0:
                spans.append((found, found + len(part)))
                begin = found + len(part)
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        start = max(start, done)
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def weakness_name(weakness_id: str) -> str:
    """A weakness in the reader's language; its id if the taxonomy does not know it."""
    known = WEAKNESSES.get(weakness_id)
    return _(known.name) if known else weakness_id


def _range_of(current: Sentence | None, at: dict[int, list[DeskClaim]]) -> range:
    """The positions of the claim that begins at the current sentence."""
    if current is None:
        return range(0)
    mine = [claim for claim in at.get(current.position, []) if claim.first == current.position]
    return range(mine[-1].first, mine[-1].last + 1) if mine else range(0)


def _cues(claims: Iterable[DeskClaim], suggestion: Suggestion | None) -> list[str]:
    decided = [claim for claim in claims if claim.is_decided]
    cues = [one["cue"] for claim in decided for one in claim.weaknesses]
    if not decided and suggestion is not None:
        cues += [one["cue"] for one in suggestion.weaknesses]
    return cues


def _hints(
    sentence: Sentence, claims: Sequence[DeskClaim], suggestion: Suggestion | None
) -> Iterable[Hint]:
    """What became of a sentence: what was decided, begun or is suggested; nothing else."""
    for claim in claims:
        if claim.first == sentence.position:
            yield from hints_of_claim(claim)
        elif claim.is_decided:
            yield Hint("up", _("Belongs to the claim above"), "")
    if any(claim.is_decided for claim in claims) or suggestion is None:
        return
    for one in suggestion.weaknesses:
        yield Hint("ask", weakness_name(one["id"]), _("suggested"))
    if not suggestion.weaknesses:
        yield Hint("ask", _("Claims something"), _("suggested; no weakness found"))


def hints_of_claim(claim: DeskClaim) -> Iterable[Hint]:
    """The lines of one claim: each weakness, each that was turned down, or that it is sound."""
    who = claim.by
    if not claim.is_decided:
        yield Hint("pencil", _("Begun"), who)
        return
    if claim.contested:
        yield Hint("contested", _("Contested"), who)
    for one in claim.weaknesses:
        also = one["standing"] == "also"
        said = _("also acceptable") if also else _("accepted")
        yield Hint("also" if also else "hit", weakness_name(one["id"]), _said(said, who), "is-yes")
    if claim.has_no_weakness and not claim.contested:
        yield Hint("left", claim.name_without_weakness, _said(_("no weakness"), who), "is-yes")
    for one in claim.turned_down:
        said = _said(_("rejected"), one.get("reason") or who)
        yield Hint("false", weakness_name(one["id"]), said, "is-no")
    if claim.is_rejected and not claim.turned_down:
        yield Hint("false", _("Claims something"), _said(_("rejected"), who), "is-no")


def _said(what: str, more: str) -> str:
    return f"{what} · {more}" if more else what
