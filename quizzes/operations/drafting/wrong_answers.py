"""What only looks as if it settled a claim: another opinion, what is popular, the source again."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from quizzes.operations.drafting.answer_bank import Settles

OPINION = (
    Settles(
        _("A column by another writer who sees it the same way"),
        _("A second opinion adds a voice, and no evidence."),
    ),
    Settles(
        _("A comment by a reader whom the text has convinced"),
        _("It tells you about the reader, and nothing about the claim."),
    ),
    Settles(
        _("A speech by somebody who has always been of that opinion"),
        _("How long somebody has thought so shows nothing about what they think."),
    ),
    Settles(
        _("A letter to the editor from somebody who agrees"),
        _("Agreement is no evidence, however well it is put."),
    ),
    Settles(
        _("The word of a famous person from quite another field"),
        _("Being well known for one thing is no knowledge of another."),
    ),
)
POPULAR = (
    Settles(
        _("A short film about it that everybody has talked about"),
        _("Much talk makes a claim known, and leaves it as it was."),
    ),
    Settles(
        _("A post about it that thousands of people have shared"),
        _("Sharing shows that people liked it, not that anybody looked."),
    ),
    Settles(
        _("A novel that tells the same story very vividly"),
        _("A good story can be told about what was and about what was not."),
    ),
    Settles(
        _("A picture that goes well with the story and is widely known"),
        _("A picture without day and place shows nothing about this claim."),
    ),
    Settles(
        _("A saying about such things that everybody in the country knows"),
        _("That a saying is old does not make it fit this case."),
    ),
)
SAME_AGAIN = (
    Settles(
        _("Another page that repeats this text word for word"),
        _("The same words a second time are the same source, not a second one."),
    ),
    Settles(
        _("An interview in which the same writer says it once more"),
        _("It shows that the writer means it, and nothing beyond that."),
    ),
    Settles(
        _("A translation of the same text that came out later"),
        _("In another language it is still the same source."),
    ),
    Settles(
        _("A summary of this text in an encyclopedia for schools"),
        _("It has the claim from here, and can know no more than this text."),
    ),
    Settles(
        _("A later edition of the same text in a finer print"),
        _("A new print makes a source newer, and its evidence no better."),
    ),
)
SAME_WORDS = (
    Settles(
        _("Another page that says “%(cue)s” about it, too"),
        _("The same words a second time are the same source, not a second one."),
    ),
    Settles(
        _("A headline in large letters that has “%(cue)s” in it"),
        _("Larger letters add nothing to what is known."),
    ),
    Settles(
        _("A talk in which the writer explains why “%(cue)s” fits"),
        _("It shows that the writer means it, and nothing beyond that."),
    ),
)
"""The same source again, for where the right answer names the words of the sentence as well."""

WRONG: Mapping[str, tuple[Settles, ...]] = {
    "opinion": OPINION,
    "popular": POPULAR,
    "again": SAME_AGAIN,
}
