"""How much a pack holds, for whoever writes or reviews one."""

from collections import Counter

from lessons.content.item_tables import ITEMS
from lessons.content.objects import Pack


def counts_of(pack: Pack) -> dict[str, int]:
    """Numbers by what they count, in the order in which to show them."""
    kinds = Counter(step.kind for lesson in pack.lessons for step in lesson.steps)
    types = Counter(item.type for item in pack.items)
    claims = [claim for text in pack.texts() for claim in text.claims]
    return {
        "lessons": len(pack.lessons),
        "steps": kinds.total(),
        **{f"steps: {kind}": kinds[kind] for kind in ("reading", "passage", "check")},
        "documents": len(pack.documents),
        "practice passages": len(pack.practice),
        "claims": sum(claim.kind != "none" for claim in claims),
        "claims: in documents": sum(
            claim.kind != "none" for text in pack.documents for claim in text.claims
        ),
        "labels that say “no claim”": sum(claim.kind == "none" for claim in claims),
        "cards": len(pack.cards),
        "terms": len(pack.terms),
        "events": len(pack.events),
        "quizzes": len(pack.quizzes),
        "items": types.total(),
        **{f"items: {slug}": types[slug] for slug in ITEMS},
    }
