"""A new version of a text takes over what people decided about the one before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction

from rosters.models import User
from sources.models import (
    Block,
    Claim,
    ClaimWeakness,
    Document,
    Evidence,
    Rating,
    ReviewAct,
    ReviewVerb,
    Sentence,
    Variant,
)
from sources.pipeline.align import Change, Match, align
from sources.pipeline.carried import Entry, What, Why, as_json
from sources.reports.claim_states import state_of, with_all

CLAIM_FIELDS = (
    *("kind", "also_kind", "support", "why", "record", "disputed", "known", "ask"),
    *("difficulty", "contested"),
)
POINTING = "pointing"
"""In the act: at which sentence evidence of other texts points, by the id of the evidence."""
_CLOSE = frozenset({Change.SAME, Change.NEAR})


class NotItsNewVersion(Exception):
    """Decisions are carried from a text to the version that supersedes it, to no other."""


@dataclass(slots=True)
class CarriedOver:
    """What became of the decisions about the older version.

    carried: claims on the new sentences, those that wait included; look_again: those of them that
    a person must decide again; lost: what could not be carried; near: keys of new sentences whose
    claims stand although a few words changed; keys: of each old sentence, the new sentence's key,
    "" where it is gone or says something else.
    """

    document: Document
    carried: int = 0
    look_again: list[Entry] = field(default_factory=list)
    lost: list[Entry] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def carry_over(old: Document, new: Document, *, by: User | None, at: datetime) -> CarriedOver:
    """Carry claims and what hangs on them from a version of a text to the one that follows it.

    A claim goes with its sentences if they stand in the new text, all of them, one after the
    other: with the same words, or with a few others. It keeps the weaknesses whose cue still
    stands letter for letter, its evidence, what was turned down, and its ratings. An accepted claim
    stays accepted; where the words changed more, or a part was lost, it is begun and not decided.
    Made sentences go with unchanged sentences, lesson marks with unchanged first sentences.
    Evidence of other texts' claims that points here follows. Where the new text has a claim
    already, that one stays. The lists are kept in one act of review (`sources.reports`
    reads it). The number of statements does not grow with the text, but for some thousands of rows
    at once. Raises NotItsNewVersion.
    """
    locked = Document.objects.select_for_update().get(pk=new.pk)
    if locked.supersedes_id != old.pk:
        raise NotItsNewVersion(new.pk)
    work = _Work(old, locked)
    rows = [row for claim in work.old_claims() if (row := work.carry(claim)) is not None]
    work.write(rows)
    work.carry_variants()
    work.carry_lesson_marks()
    elsewhere = work.follow_evidence_elsewhere()
    done = work.done
    states = {str(claim.pk): state_of(claim) for claim in with_all(work.written)}
    ReviewAct.objects.create(
        document=locked,
        by=by,
        at=at,
        verb=ReviewVerb.CARRY_OVER,
        before={
            "claims": dict.fromkeys(states),
            POINTING: {name: was for name, (was, _now) in elsewhere.items()},
        },
        after={
            "claims": states,
            POINTING: {name: now for name, (_was, now) in elsewhere.items()},
            "from": {"document": old.pk, "number": old.number},
            "carried": done.carried,
            "near": done.near,
            "look_again": [as_json(entry) for entry in done.look_again],
            "lost": [as_json(entry) for entry in done.lost],
            "keys": done.keys,
        },
    )
    return done


@dataclass(slots=True)
class _Carried:
    """A claim of the new version, not stored yet, with what hangs on it."""

    claim: Claim
    weaknesses: list[ClaimWeakness] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)


class _Work:
    """The two versions side by side."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.done = CarriedOver(document=new)
        self.old_sentences = list(old.sentences.select_related("block").order_by("position"))
        self.new_sentences = list(new.sentences.select_related("block").order_by("position"))
        self.index = {s.pk: i for i, s in enumerate(self.old_sentences)}
        self.matches = align(
            [old.text[s.start : s.end] for s in self.old_sentences],
            [new.text[s.start : s.end] for s in self.new_sentences],
        )
        self.taken = {(c.first_id, c.last_id) for c in new.claims.all()}
        self.joined: dict[int, tuple[int, int]] = {}
        for i, match in enumerate(self.matches):
            if match is not None and match.is_joined:
                begin, _ = self.joined.get(match.first, (i, i))
                self.joined[match.first] = (begin, i)
        for sentence, match in zip(self.old_sentences, self.matches, strict=True):
            followed = match is not None and match.change in _CLOSE
            self.done.keys[sentence.key] = (
                self.new_sentences[match.first].key if match is not None and followed else ""
            )

    def old_claims(self) -> Sequence[Claim]:
        """The older version's claims in reading order. Four queries."""
        return list(
            self.old.claims.select_related("first", "last")
            .prefetch_related("weaknesses", "evidence", "ratings")
            .order_by("first__position", "last__position", "pk")
        )

    def carry(self, claim: Claim) -> _Carried | None:
        """The claim on the new sentences; None, and an entry, if it cannot go there."""
        a, b = self.index[claim.first_id], self.index[claim.last_id]
        place = self._place(a, b)
        if isinstance(place, Why):
            self.done.lost.append(self._entry(What.CLAIM, place, a, b, status=claim.status))
            return None
        first, last = self.new_sentences[place.first], self.new_sentences[place.last]
        why = self._refused(first, last, self.old_sentences[a])
        if why is not None:
            self.done.lost.append(self._entry(What.CLAIM, why, a, b, status=claim.status))
            return None
        self.taken.add((first.pk, last.pk))
        values = {name: getattr(claim, name) for name in CLAIM_FIELDS}
        row = _Carried(Claim(document=self.new, first=first, last=last, **values))
        lost = [*self._weaknesses(claim, row, a, b), *self._evidence(claim, row, a, b)]
        lost += self._turned_down(claim, row, a, b)
        self._decide(claim, row, place.change, lost, (a, b))
        return row

    def _place(self, a: int, b: int) -> Match | Why:
        """Where old sentences a..b stand, as one range, or why they do not."""
        found = [m for m in self.matches[a : b + 1] if m is not None]
        if len(found) <= b - a:
            return Why.RANGE_BROKEN if found else Why.GONE
        if any(m.change is Change.TOO_MUCH for m in found):
            return Why.CHANGED
        for one, following in pairwise(found):
            is_same = following.is_joined and following.first == one.first
            if not is_same and following.first != one.last + 1:
                return Why.RANGE_BROKEN
        for match in found:
            begin, end = self.joined.get(match.first, (a, b))
            if match.is_joined and (begin < a or end > b):
                return Why.JOINED
        order = list(Change)
        worst = max((m.change for m in found), key=order.index)
        return Match(found[0].first, found[-1].last, worst)

    def _refused(self, first: Sentence, last: Sentence, was: Sentence) -> Why | None:
        if (first.pk, last.pk) in self.taken:
            return Why.DECIDED_HERE
        aside = first.block.set_aside or last.block.set_aside
        if aside and not was.block.set_aside:
            return Why.SET_ASIDE
        return None

    def _weaknesses(self, claim: Claim, row: _Carried, a: int, b: int) -> Iterator[Entry]:
        text = self._new_text(row.claim)
        for one in claim.weaknesses.all():
            if cue_stands(one.cue, text):
                row.weaknesses.append(
                    ClaimWeakness(
                        weakness=one.weakness,
                        standing=one.standing,
                        cue=one.cue,
                        position=one.position,
                    )
                )
            else:
                about = f"{one.weakness}: {one.cue}"
                yield self._entry(What.WEAKNESS, Why.CUE_GONE, a, b, about=about)

    def _evidence(self, claim: Claim, row: _Carried, a: int, b: int) -> Iterator[Entry]:
        for one in claim.evidence.all():
            sentence_id = one.sentence_id
            if sentence_id is not None and sentence_id in self.index:
                sentence_id = self._followed(sentence_id)
                if sentence_id is None:
                    yield self._entry(
                        What.EVIDENCE, Why.EVIDENCE_GONE, a, b, about=self._old_text(one)
                    )
                    continue
            row.evidence.append(
                Evidence(
                    card_id=one.card_id,
                    sentence_id=sentence_id,
                    stance=one.stance,
                    position=one.position,
                )
            )

    def _turned_down(self, claim: Claim, row: _Carried, a: int, b: int) -> Iterator[Entry]:
        text = self._new_text(row.claim)
        for one in claim.turned_down:
            if cue_stands(str(one.get("cue", "")), text):
                row.claim.turned_down.append(one)
            else:
                about = f"{one.get('id', '')}: {one.get('cue', '')}"
                yield self._entry(What.TURNED_DOWN, Why.CUE_GONE, a, b, about=about)

    def _decide(
        self,
        claim: Claim,
        row: _Carried,
        change: Change,
        lost: list[Entry],
        ends: tuple[int, int],
    ) -> None:
        """Whether the claim stands as it was, and the entries if it does not."""
        weighty = [entry for entry in lost if entry.what is not What.TURNED_DOWN]
        again = change is Change.ALTERED or bool(weighty)
        row.claim.status = claim.status
        row.claim.edited_by_id = claim.edited_by_id
        ratings = list(claim.ratings.all())
        if again and claim.status != Claim.Status.SUGGESTED:
            row.claim.status, row.claim.edited_by_id = Claim.Status.SUGGESTED, None
            why = Why.OTHER_WORDS if change is Change.ALTERED else Why.PART_LOST
            entry = self._entry(What.CLAIM, why, *ends, status=claim.status)
            self.done.look_again.append(entry)
        elif change is Change.NEAR:
            self.done.near.append(row.claim.first.key)
        if again and ratings:
            lost.append(self._entry(What.RATINGS, Why.OTHER_WORDS, *ends, about=str(len(ratings))))
        elif ratings:
            names = ("rater", "kind", "support", "weaknesses", "also_ok")
            row.ratings += [Rating(**{n: getattr(r, n) for n in names}) for r in ratings]
        self.done.lost += lost

    def write(self, rows: Sequence[_Carried]) -> None:
        """Store the claims and what hangs on them. Four INSERTs for all."""
        Claim.objects.bulk_create([row.claim for row in rows])
        for row in rows:
            parts: list[Any] = [*row.weaknesses, *row.evidence, *row.ratings]
            for part in parts:
                part.claim = row.claim
        ClaimWeakness.objects.bulk_create(part for row in rows for part in row.weaknesses)
        Evidence.objects.bulk_create(part for row in rows for part in row.evidence)
        Rating.objects.bulk_create(part for row in rows for part in row.ratings)
        self.done.carried = len(rows)
        self.written = Claim.objects.filter(pk__in=[row.claim.pk for row in rows])

    def carry_variants(self) -> None:
        """Made sentences that somebody decided on go with sentences of the same words."""
        fresh = []
        decided = self.old.variants.exclude(status=Variant.Status.OFFERED)
        for one in decided.order_by("pk"):
            i = self.index[one.sentence_id]
            match = self.matches[i]
            if match is None or match.change is not Change.SAME or match.first != match.last:
                if one.status == Variant.Status.APPROVED:
                    why = Why.GONE if match is None else Why.CHANGED
                    entry = self._entry(What.MADE_SENTENCE, why, i, i, about=one.text)
                    self.done.lost.append(entry)
                continue
            one.pk, one.document = None, self.new
            one.sentence = self.new_sentences[match.first]
            fresh.append(one)
        Variant.objects.bulk_create(fresh, ignore_conflicts=True)

    def carry_lesson_marks(self) -> None:
        """A block at which a lesson begins is one still, if its first sentence is the first."""
        begins = {s.block_id: s for s in reversed(self.new_sentences)}
        firsts = {s.pk: block for block, s in begins.items()}
        marked = set(self.old.blocks.filter(starts_lesson=True).values_list("pk", flat=True))
        chosen = []
        for i, sentence in enumerate(self.old_sentences):
            match = self.matches[i]
            if sentence.block_id in marked and match is not None and match.change in _CLOSE:
                marked.discard(sentence.block_id)
                block = firsts.get(self.new_sentences[match.first].pk)
                chosen += [block] if block is not None else []
        if chosen:
            Block.objects.filter(pk__in=chosen, set_aside=False).update(starts_lesson=True)

    def follow_evidence_elsewhere(self) -> dict[str, tuple[int, int]]:
        """Evidence of other texts' claims that points at an old sentence points at the new one.

        Returns by id of the evidence which sentence it pointed at, and which one it points at now.
        """
        elsewhere = Evidence.objects.filter(
            sentence__document=self.old, claim__document__superseded_at=None
        ).exclude(claim__document__in=[self.old.pk, self.new.pk])
        moved, ways = [], {}
        for one in elsewhere.order_by("pk"):
            pointed_at = one.sentence_id or 0
            followed = self._followed(pointed_at)
            if followed is None:
                i = self.index[pointed_at]
                self.done.lost.append(self._entry(What.EVIDENCE, Why.EVIDENCE_GONE, i, i))
            else:
                ways[str(one.pk)] = (pointed_at, followed)
                one.sentence_id = followed
                moved.append(one)
        Evidence.objects.bulk_update(moved, ["sentence"])
        return ways

    def _followed(self, sentence_id: int) -> int | None:
        match = self.matches[self.index[sentence_id]]
        if match is None or match.change not in _CLOSE:
            return None
        return self.new_sentences[match.first].pk

    def _new_text(self, claim: Claim) -> str:
        return self.new.text[claim.first.start : claim.last.end]

    def _old_text(self, evidence: Evidence) -> str:
        sentence = self.old_sentences[self.index[evidence.sentence_id or 0]]
        return self.old.text[sentence.start : sentence.end]

    def _entry(self, what: What, why: Why, a: int, b: int, **more: str) -> Entry:
        first, last = self.old_sentences[a], self.old_sentences[b]
        match, end = self.matches[a], self.matches[b]
        new = now = ""
        if match is not None and end is not None and match.first <= end.last:
            beginning = self.new_sentences[match.first]
            new = beginning.key
            now = self.new.text[beginning.start : self.new_sentences[end.last].end]
        text = self.old.text[first.start : last.end]
        keys = (first.key, last.key)
        return Entry(what=what, why=why, old=keys, text=text, new=new, now=now, **more)


def cue_stands(cue: str, text: str) -> bool:
    """Whether the words of a cue stand in a text letter for letter; “…” stands for a gap."""
    place = 0
    for part in (part.strip() for part in cue.split("…")):
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def point_evidence(before: Mapping[str, int], now: Mapping[str, int]) -> None:
    """Let evidence of other texts' claims point where it did before; what was changed since stays.

    before and now: sentences by the id of the evidence. A fixed number of queries for each
    thousand.
    """
    rows = Evidence.objects.filter(pk__in=[int(name) for name in before])
    moved = [one for one in rows if one.sentence_id == now.get(str(one.pk))]
    there = set(Sentence.objects.filter(pk__in=list(before.values())).values_list("pk", flat=True))
    moved = [one for one in moved if before[str(one.pk)] in there]
    for one in moved:
        one.sentence_id = before[str(one.pk)]
    Evidence.objects.bulk_update(moved, ["sentence"])
