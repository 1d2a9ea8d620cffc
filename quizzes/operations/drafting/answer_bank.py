"""What would settle a claim that has a weakness, and what only looks as if it would.

By weakness: the evidence that would show whether the claim is so, and why. The others fit every
claim. All are nouns with about as many words, so that their form tells nothing.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Settles:
    """Evidence in words, and what to say of it."""

    text: Promise | str
    feedback: Promise | str


BANK: dict[str, Settles] = {
    "anon-source": Settles(
        _("The same statement with a name, a role and a date"),
        _("You could ask how this person knew, and whether the words are theirs."),
    ),
    "vague-attribution": Settles(
        _("A poll with its questions, or a statement with a name"),
        _("Now somebody holds the opinion, and you can see who and how many."),
    ),
    "orphan-quote": Settles(
        _("The speech or paper in which these words stand"),
        _("There you see who said it, to whom, and what came before and after."),
    ),
    "attribution-mismatch": Settles(
        _("The recording or the transcript of what was said"),
        _("It shows which words belong to which speaker."),
    ),
    "uncheckable-source": Settles(
        _("The catalogue entry of the source, and the page"),
        _("With it you can open the source and read whether it says so."),
    ),
    "quote-mining": Settles(
        _("The whole passage from which the words were cut"),
        _("The words around a quotation decide what it means."),
    ),
    "vague-amount": Settles(
        _("A count of the cases, with the total beside it"),
        _("A number and what it is part of: then “many” can be tested."),
    ),
    "unmeasured": Settles(
        _("A ranking with its unit and with other cases"),
        _("A measure and something to compare with: then “big” can be tested."),
    ),
    "missing-anchor": Settles(
        _("A dated record, such as a roll-call or a register"),
        _("A record with its day and place says which event is meant."),
    ),
    "post-hoc": Settles(
        _("Figures before and after, here and in a like place"),
        _("If the same happened where the cause was missing, the cause is not shown."),
    ),
    "single-cause": Settles(
        _("A comparison with cases where that cause is missing"),
        _("It can show that something else was at work, or that nothing was."),
    ),
    "generalise": Settles(
        _("A list of all cases, and how each was chosen"),
        _("One case against it is enough to answer “all” or “never”."),
    ),
    "motive": Settles(
        _("A letter or diary of that person from those days"),
        _("It is the nearest that a reader comes to what somebody wanted."),
    ),
    "hindsight": Settles(
        _("Papers from before the end, by people of the time"),
        _("They show what people expected when they could not know."),
    ),
    "prediction-as-fact": Settles(
        _("The method of the forecast, and how earlier ones fared"),
        _("A forecast is worth as much as its method has been so far."),
    ),
    "opinion-as-fact": Settles(
        _("The yardstick for the judgement, and who applies it"),
        _("Then readers can see what is measured, and judge for themselves."),
    ),
    "loaded": Settles(
        _("An account of what was done, in each side's words"),
        _("The deed can be checked; what to call it is the reader's to judge."),
    ),
    "loaded-question": Settles(
        _("A record of whether the thing it assumes took place"),
        _("The hidden claim has to be shown before the question makes sense."),
    ),
    "circular": Settles(
        _("A reason with a source that does not repeat the claim"),
        _("Only a second reason can carry the first."),
    ),
    "false-balance": Settles(
        _("A count of those who study it, on either side"),
        _("It shows whether the two sides weigh the same."),
    ),
    "internal-contradiction": Settles(
        _("The record that both of the sentences go back to"),
        _("It decides which of the two is right, if either is."),
    ),
}

SAME_AGAIN = (
    Settles(
        _("Another page that repeats this text word for word"),
        _("The same words a second time are the same source, not a second one."),
    ),
    Settles(
        _("An interview in which the same writer says it once more"),
        _("It shows that the writer means it, and nothing beyond that."),
    ),
)
POPULAR = (
    Settles(
        _("A post about it that thousands of people have shared"),
        _("Sharing shows that people liked it, not that anybody looked."),
    ),
    Settles(
        _("A short film about it that everybody has talked about"),
        _("Much talk makes a claim known, and leaves it as it was."),
    ),
)
OPINION = (
    Settles(
        _("A column by another writer who sees it the same way"),
        _("A second opinion adds a voice, and no evidence."),
    ),
    Settles(
        _("A comment by a reader whom the text has convinced"),
        _("It tells you about the reader, and nothing about the claim."),
    ),
)
