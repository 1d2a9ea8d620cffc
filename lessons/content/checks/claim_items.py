"""Items whose key is a label: verdict, name the weakness, evidence choice, two sentences."""

from collections.abc import Iterator

from lessons.content.checks.content import maps, text, texts
from lessons.content.checks.index import PackIndex
from lessons.content.objects import Claim, Document, Item, Sentence
from lessons.content.problems import Json, Place, Problem
from sources.taxonomy import RECORDS, SUPPORTS


def check_verdict(index: PackIndex, item: Item) -> Iterator[Problem]:
    """Each key is the claim's support or record; on the record, evidence settles it."""
    document = index.documents.get(text(item.content, "document"))
    scale = text(item.content, "scale")
    if document is None:
        return
    if scale == "record" and document.edition == "practice":
        yield item.place.below("scale").error(
            "A practice passage has no record. Use `scale: support`."
        )
        return
    seen: set[str] = set()
    for position, row in enumerate(maps(item.content, "rows")):
        place = item.place.below("rows", position)
        key = text(row, "sentence")
        if key in seen:
            yield place.error(f"{key} has a row already. Keep one of them.")
        seen.add(key)
        found = index.sentence(key, document.id)
        if found:
            yield from _check_row(index, found, row, scale, place)


def _check_row(
    index: PackIndex,
    found: tuple[Document, Sentence],
    row: dict[str, Json],
    scale: str,
    place: Place,
) -> Iterator[Problem]:
    document, sentence = found
    claim = _own_claim(index, document, sentence)
    words = SUPPORTS if scale == "support" else RECORDS
    judged = [("key", text(row, "key")), *(("also_ok", one) for one in texts(row, "also_ok"))]
    for name, value in judged:
        if value not in words:
            yield place.below(name).error(
                f"`{value}` is not on the scale `{scale}`. Choose one of: {', '.join(words)}."
            )
    if text(row, "key") in texts(row, "also_ok"):
        yield place.below("also_ok").error("The key stands here too. Delete it.")
    if claim is None:
        yield place.below("sentence").error(f"{sentence.id} has no claim that could be judged.")
        return
    label = claim.support if scale == "support" else claim.record
    if text(row, "key") != label:
        yield place.below("key").error(
            f"The claim at {sentence.id} has `{scale}: {label or 'nothing'}`. Make the key the "
            "same, or change the claim."
        )
    if claim.contested:
        yield place.below("sentence").warning(f"{sentence.id} is contested. Ask about another.")
    yield from _check_settled(claim, row, scale, place)


def _check_settled(
    claim: Claim, row: dict[str, Json], scale: str, place: Place
) -> Iterator[Problem]:
    settled = texts(row, "settled_by")
    if scale == "support":
        if settled:
            yield place.below("settled_by").error(
                "Support is judged by the text alone. Delete `settled_by`."
            )
        return
    if text(row, "key") == "open" and settled:
        yield place.below("settled_by").error("`open` means that no card settles it. Delete this.")
    if text(row, "key") != "open" and not settled:
        yield place.below("key").warning("Name the cards that settle this, in `settled_by`.")
    cards = {evidence.card for evidence in claim.evidence}
    for position, card in enumerate(settled):
        if card not in cards:
            yield place.below("settled_by", position).warning(
                f"`{card}` is not among the evidence of the claim at {claim.first}."
            )


def check_name_weakness(index: PackIndex, item: Item) -> Iterator[Problem]:
    """The key is core, no other option is a label of the sentence, and the cue stands in it."""
    found = index.sentence(text(item.content, "sentence"))
    if found is None:
        return
    document, sentence = found
    labels = index.labels(document, sentence.id)
    if text(item.content, "cue") not in sentence.text:
        yield item.place.below("cue").error(
            f"The cue is not in {sentence.id}. Copy it letter for letter."
        )
    key = text(item.content, "key")
    if key not in labels.core:
        yield item.place.below("key").error(
            f"The claim at {sentence.id} does not have `{key}` as core."
        )
    if labels.is_contested:
        yield item.place.below("sentence").error(
            f"{sentence.id} is contested, so its label cannot be a key."
        )
    for position, option in enumerate(maps(item.content, "options")):
        name = text(option, "id")
        if name != key and name in labels.core | labels.also:
            yield item.place.below("options", position).error(
                f"The claim at {sentence.id} has `{name}` too, so that this option would be right. "
                "Choose another."
            )


def check_evidence_choice(index: PackIndex, item: Item) -> Iterator[Problem]:
    """The card of the key is evidence of the claim, with the stance that is keyed."""
    found = index.sentence(text(item.content, "sentence"))
    if found is None:
        return
    document, sentence = found
    key = text(item.content, "key")
    card = next(
        (text(o, "card") for o in maps(item.content, "options") if text(o, "id") == key), ""
    )
    claims = index.labels(document, sentence.id).claims
    stances = {e.stance for claim in claims for e in claim.evidence if card and e.card == card}
    stance = text(item.content, "stance")
    if stances and stance not in stances:
        yield item.place.below("stance").error(
            f"In the claim at {sentence.id}, `{card}` {' and '.join(sorted(stances))}. Make the "
            "stance the same, or change the claim."
        )
    elif card and not stances:
        yield item.place.below("key").warning(
            f"`{card}` is not among the evidence of the claim at {sentence.id}."
        )


def check_needs_more_support(index: PackIndex, item: Item) -> Iterator[Problem]:
    """The sentence of the key has a core weakness, and that of the other option has none."""
    key = text(item.content, "key")
    for position, option in enumerate(maps(item.content, "options")):
        found = index.sentence(text(option, "sentence"))
        if found is None:
            continue
        labels = index.labels(*_pair(found))
        place = item.place.below("options", position, "sentence")
        is_key = text(option, "id") == key
        if is_key and not labels.core:
            yield place.error(f"{found[1].id} is the key, and its claim has no core weakness.")
        if not is_key and labels.core:
            yield place.error(
                f"{found[1].id} is not the key, and its claim has a core weakness. Take a sound "
                "sentence."
            )
        if labels.is_contested:
            yield place.error(f"{found[1].id} is contested, so it cannot be compared.")


def _pair(found: tuple[Document, Sentence]) -> tuple[Document, str]:
    return found[0], found[1].id


def _own_claim(index: PackIndex, document: Document, sentence: Sentence) -> Claim | None:
    claims = [c for c in index.labels(document, sentence.id).claims if c.kind != "none"]
    return next((c for c in claims if c.at), claims[0] if claims else None)
