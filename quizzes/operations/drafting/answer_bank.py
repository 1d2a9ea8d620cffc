"""What would settle a claim that has a weakness.

By weakness: three pieces of evidence that would show whether the claim is so, and why; for some
a fourth that names the words of the sentence. All are nouns with about as many words as what only
looks like evidence (`wrong_answers`), so that their form tells nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Settles:
    """Evidence in words, and what to say of it. The words may hold `%(cue)s`."""

    text: Promise | str
    feedback: Promise | str


BANK: Mapping[str, tuple[Settles, ...]] = {
    "anon-source": (
        Settles(
            _("The same statement with a name, a role and a date"),
            _("You could ask how this person knew, and whether the words are theirs."),
        ),
        Settles(
            _("A record of the meeting at which these words were said"),
            _("A record shows who spoke, and in which office."),
        ),
        Settles(
            _("A document on the same matter, signed by somebody who was there"),
            _("A signature can be followed up; a voice without a name cannot."),
        ),
    ),
    "vague-attribution": (
        Settles(
            _("A poll with its questions, or a statement with a name"),
            _("Now somebody holds the opinion, and you can see who and how many."),
        ),
        Settles(
            _("Letters or speeches in which named people say so themselves"),
            _("With names you can count them, and ask how they came to think so."),
        ),
        Settles(
            _("A survey that says whom it asked, when, and what they answered"),
            _("It shows how many hold the opinion, and how many do not."),
        ),
    ),
    "orphan-quote": (
        Settles(
            _("The speech or paper in which these words stand"),
            _("There you see who said it, to whom, and what came before and after."),
        ),
        Settles(
            _("A recording on which you hear who says these words"),
            _("It gives the words an owner, and shows whether they are whole."),
        ),
        Settles(
            _("The notes of the interview, with the name of who was asked"),
            _("Words become a statement once you know whose they are."),
        ),
    ),
    "attribution-mismatch": (
        Settles(
            _("The recording or the transcript of what was said"),
            _("It shows which words belong to which speaker."),
        ),
        Settles(
            _("The writer's notes, with a name beside each statement"),
            _("They tell where one speaker ends and another begins."),
        ),
        Settles(
            _("A letter from each of the speakers about their own words"),
            _("Each of them can say which part is theirs."),
        ),
    ),
    "uncheckable-source": (
        Settles(
            _("The catalogue entry of the source, and the page"),
            _("With it you can open the source and read whether it says so."),
        ),
        Settles(
            _("The source itself, open at the place that says so"),
            _("Then you read it yourself, and see what stands around it."),
        ),
        Settles(
            _("Author, title and year of what the sentence calls upon"),
            _("These three are enough to find it in a library."),
        ),
    ),
    "quote-mining": (
        Settles(
            _("The whole passage from which the words were cut"),
            _("The words around a quotation decide what it means."),
        ),
        Settles(
            _("The speech as it was printed, from its beginning to its end"),
            _("There stands what was left out, and whether it matters."),
        ),
        Settles(
            _("A recording of the whole answer, with the question before it"),
            _("The question often shows how an answer was meant."),
        ),
    ),
    "vague-amount": (
        Settles(
            _("A count of the cases, with the total beside it"),
            _("A number and what it is part of: then the amount can be tested."),
        ),
        Settles(
            _("A list that names each of them, and says who kept it"),
            _("Whoever has the list can count for themselves."),
        ),
        Settles(
            _("Figures from a register, for this year and the year before"),
            _("Only beside another number do you see whether it is much or little."),
        ),
    ),
    "unmeasured": (
        Settles(
            _("A ranking with its unit and with other cases"),
            _("A measure and something to compare with: then a big word can be tested."),
        ),
        Settles(
            _("Measurements of it and of others, all taken in the same way"),
            _("What is measured alike can be compared."),
        ),
        Settles(
            _("A table with figures from before and from after"),
            _("It shows how large the difference is, if there is one."),
        ),
    ),
    "missing-anchor": (
        Settles(
            _("A dated record, such as a roll-call or a register"),
            _("A record with its day and place says which event is meant."),
        ),
        Settles(
            _("An entry in a log or a diary, with day and place"),
            _("With a day and a place you can look for other accounts of it."),
        ),
        Settles(
            _("The document itself, with its date and the names in it"),
            _("Once it is clear which one is meant, it can be checked."),
        ),
    ),
    "post-hoc": (
        Settles(
            _("Figures before and after, here and in a like place"),
            _("If the same happened where the cause was missing, the cause is not shown."),
        ),
        Settles(
            _("A comparison with a like place where nothing of this happened"),
            _("It shows what would have come about anyway."),
        ),
        Settles(
            _("Records of what else changed there in the same years"),
            _("They show whether another cause fits as well, or better."),
        ),
    ),
    "single-cause": (
        Settles(
            _("A comparison with cases where that cause is missing"),
            _("It can show that something else was at work, or that nothing was."),
        ),
        Settles(
            _("An inquiry that weighs several causes against each other"),
            _("Only where others were looked for can one be called the only one."),
        ),
        Settles(
            _("Cases in which the cause was there and nothing followed"),
            _("One such case shows that the cause alone is not enough."),
        ),
    ),
    "generalise": (
        Settles(
            _("A list of all cases, and how each was chosen"),
            _("One case against it is enough to answer “all” or “never”."),
        ),
        Settles(
            _("A search for cases against it, with what was found"),
            _("Whoever says “all” or “never” must have looked for the exception."),
        ),
        Settles(
            _("A survey of a sample that was drawn by lot"),
            _("A fair sample tells how many, and how sure one can be."),
        ),
    ),
    "motive": (
        Settles(
            _("A letter or diary from those days, by whoever wanted it"),
            _("It is the nearest that a reader comes to what somebody wanted."),
        ),
        Settles(
            _("Minutes of the meeting at which they gave their reasons"),
            _("Reasons that were written down at the time are no guess."),
        ),
        Settles(
            _("An interview in which they were asked why they did it"),
            _("Their own answer can be set beside what they did."),
        ),
    ),
    "hindsight": (
        Settles(
            _("Papers from before the end, by people of the time"),
            _("They show what people expected when they could not know."),
        ),
        Settles(
            _("A newspaper of that very week, and what it foresaw"),
            _("It was printed before anybody knew how things would go on."),
        ),
        Settles(
            _("Plans from those years, among them those that came to nothing"),
            _("What might have come instead shows how open things were."),
        ),
    ),
    "prediction-as-fact": (
        Settles(
            _("The method of the forecast, and how earlier ones fared"),
            _("A forecast is worth as much as its method has been so far."),
        ),
        Settles(
            _("The figures behind the forecast, with their margin of error"),
            _("A margin says how sure the forecast is, and of what."),
        ),
        Settles(
            _("A decision that is signed already, with the money for it"),
            _("A plan that is decided and paid for is more than a hope."),
        ),
    ),
    "opinion-as-fact": (
        Settles(
            _("The yardstick for the judgement, and who applies it"),
            _("Then readers can see what is measured, and judge for themselves."),
        ),
        Settles(
            _("An account of what happened, with the judgement left out"),
            _("What happened can be checked; what to think of it is yours to say."),
        ),
        Settles(
            _("The reasons of those who judge otherwise, beside the writer's own"),
            _("Reasons on both sides show what the judgement hangs on."),
        ),
    ),
    "loaded": (
        Settles(
            _("An account of what was done, in each side's words"),
            _("The deed can be checked; what to call it is the reader's to judge."),
        ),
        Settles(
            _("A record of the deeds themselves, without a word that judges"),
            _("With the judging word gone, you see what is left to judge."),
        ),
        Settles(
            _("Rulings or reports on it, by somebody who takes no side"),
            _("They say what was found, and by which rule."),
        ),
    ),
    "loaded-question": (
        Settles(
            _("A record of whether the thing it assumes took place"),
            _("The hidden claim has to be shown before the question makes sense."),
        ),
        Settles(
            _("Papers that show what was done, and by whom"),
            _("They answer what the question takes for granted."),
        ),
        Settles(
            _("An answer by those it is about, with their own papers"),
            _("They can say whether what is assumed of them is so."),
        ),
    ),
    "circular": (
        Settles(
            _("A reason with a source that does not repeat the claim"),
            _("Only a second reason can carry the first."),
        ),
        Settles(
            _("A test of the claim by somebody who did not make it"),
            _("It comes from outside, which the reason given does not."),
        ),
        Settles(
            _("Cases that would have gone otherwise if the claim were wrong"),
            _("They can speak against it, which is why they can speak for it."),
        ),
    ),
    "false-balance": (
        Settles(
            _("A count of those who study it, on either side"),
            _("It shows whether the two sides weigh the same."),
        ),
        Settles(
            _("A review of all studies, with what each of them found"),
            _("It weighs the evidence, and not the loudness."),
        ),
        Settles(
            _("The evidence of each side, set side by side"),
            _("There you see who has much of it, and who has little."),
        ),
    ),
    "internal-contradiction": (
        Settles(
            _("The record that both of the sentences go back to"),
            _("It decides which of the two is right, if either is."),
        ),
        Settles(
            _("A first-hand account that gives the same detail once more"),
            _("It bears one of the two sentences out."),
        ),
        Settles(
            _("The first draft of the text, with its corrections"),
            _("It may show which of the two was a slip."),
        ),
    ),
}

NAMED: Mapping[str, Settles] = {
    "anon-source": Settles(
        _("The name behind “%(cue)s”, with the day of the words"),
        _("You could ask how this person knew, and whether the words are theirs."),
    ),
    "vague-attribution": Settles(
        _("The names of those who stand behind “%(cue)s”"),
        _("Now somebody holds the opinion, and you can see who and how many."),
    ),
    "vague-amount": Settles(
        _("A count that puts a number in place of “%(cue)s”"),
        _("A number that somebody counted can be checked."),
    ),
    "unmeasured": Settles(
        _("A comparison with figures that shows how far “%(cue)s” goes"),
        _("A measure and something to compare with: then a big word can be tested."),
    ),
    "generalise": Settles(
        _("A list of every case that “%(cue)s” speaks of"),
        _("Whoever has the whole list can look for the exception."),
    ),
    "loaded": Settles(
        _("A report of the same thing that does without “%(cue)s”"),
        _("The deed can be checked; what to call it is the reader's to judge."),
    ),
}
"""Evidence that names the words which show the weakness, where they can be named."""
