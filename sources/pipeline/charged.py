"""The words that take a side by themselves, for the rules that need no more."""

from sources.pipeline.lists import categories_of, forms_of_stem

STRONG_SORTS = frozenset({"insult", "moral blame", "attack verb", "politics", "conspiracy"})
"""Sorts of charged words of which one is enough."""


def _in_full(phrase: str) -> list[str]:
    """A phrase, or each form of it when it begins with what the forms of a verb share."""
    first, _, rest = phrase.partition(" ")
    if not first.endswith("+"):
        return [phrase]
    return [f"{form} {rest}".strip() for form in forms_of_stem(first[:-1])]


STRONG = ", ".join(
    form
    for category in categories_of("loaded")
    if category.name in STRONG_SORTS
    for phrase in category.phrases
    for form in _in_full(phrase)
)
"""Words and phrases of those sorts, as `Phrases` takes them."""
