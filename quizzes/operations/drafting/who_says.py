"""Who says so? A quotation of the text, and who, if anybody, is named for it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.speaking import Quoted
from quizzes.operations.drafting.words import (
    base_fields,
    explanation,
    placed,
    reference,
    sentence_name,
    slug_of,
)
from sources.operations.explaining import ASK_OF_SUPPORT, escaped, weakness_words
from sources.pipeline.phrases import shortened
from sources.taxonomy import SUPPORTS, WEAKNESSES

MOST_PER_SECTION = 3
OPTIONS = 4
TITLE_WORDS = 6
OF_SOURCES = ("anon-source", "orphan-quote")


def draft_who(passage: Passage, quoted: Mapping[int, Quoted]) -> Iterator[DraftItem]:
    """A few quotations of each section whose source is settled by an accepted claim.

    quoted: by position. A claim with support “named” needs a name beside the words, “anon” one
    without, and an orphan quotation nobody; where text and claim differ, nothing is asked.
    """
    names = _names(passage, quoted)
    for section in passage.sections:
        fit = [one for one in section if one.can_key and one.own and one.position in quoted]
        known = [(one, key) for one in fit if (key := _key(one, quoted[one.position]))]
        for one, key in known[:MOST_PER_SECTION]:
            yield _item(passage, one, quoted[one.position], key, names)


def _names(passage: Passage, quoted: Mapping[int, Quoted]) -> list[str]:
    """The speakers of accepted statements, each once by the last word of the name."""
    found: dict[str, str] = {}
    for one in passage.keys:
        said = quoted.get(one.position)
        if said is not None and said.speaker and one.support in ("named", "cited"):
            found.setdefault(_surname(said.speaker), said.speaker)
    return list(found.values())


def _surname(name: str) -> str:
    return name.split()[-1].casefold()


def _key(one: Labelled, said: Quoted) -> str:
    """What is right: `named`, `anon`, `nobody`, or empty where text and claim differ."""
    if "orphan-quote" in one.weaknesses:
        return "nobody" if said.named is None else ""
    if one.support == "named" and said.speaker:
        return "named"
    if one.support == "anon" and said.named is False:
        return "anon"
    return ""


def _fixed() -> dict[str, tuple[str, str]]:
    """The options that fit every quotation: words and feedback."""
    return {
        "anon": (
            _("Somebody whose name is not given"),
            _("A voice without a name: you cannot ask how it knows."),
        ),
        "nobody": (
            _("Nobody: no speaker is mentioned"),
            _("Somebody stands beside the words: read the whole sentence, and those around it."),
        ),
        "writer": (
            _("The writer of the text"),
            _("Quotation marks say that the words are somebody else's."),
        ),
    }


def _item(passage: Passage, one: Labelled, said: Quoted, key: str, names: list[str]) -> DraftItem:
    slug = slug_of(passage, "who", one.key)
    shown = " ".join(said.words.split()[:TITLE_WORDS])
    stem = _(
        "In %(place)s the text has these words in quotation marks:\n“%(words)s”\n\n"
        "Look them up, with the sentences around them. Who says so?"
    )
    return DraftItem(
        slug=slug,
        fields={
            **base_fields(
                "choice",
                _("Who says so? “%(words)s”") % {"words": shown},
                stem % {"place": sentence_name(one), "words": escaped(said.words)},
            ),
            "options": placed(_options(one, said, key, names), slug),
            "key": key,
            "explanation": explanation(cue=shortened(said.words), why=_why(one), ask=_ask(one)),
            "difficulty": one.difficulty,
            "skills": _skills(one),
            "about": [reference(passage, one)],
        },
        purpose="who",
        weakness=_of_source(one),
        document=passage.slug,
        first=one.key,
        last=one.key,
        begins=one.position,
        ends=one.position,
    )


def _options(one: Labelled, said: Quoted, key: str, names: list[str]) -> list[dict[str, str]]:
    """The key first, then other speakers of the text, then what fits every quotation."""
    fixed = _fixed()
    own = _surname(said.speaker) if said.speaker else ""
    others = [name for name in names if _surname(name) != own and name not in one.text]
    if key == "named":
        first = {"id": key, "text": said.speaker, "feedback": _right(one)}
    else:
        first = {"id": key, "text": fixed[key][0], "feedback": _right(one)}
    options = [first]
    options += [
        {
            "id": f"other-{place}",
            "text": name,
            "feedback": _("This speaker stands in the text as well, and says something else."),
        }
        for place, name in enumerate(others[: OPTIONS - 2], start=1)
    ]
    options += [
        {"id": own_id, "text": text, "feedback": feedback}
        for own_id, (text, feedback) in fixed.items()
        if own_id != key
    ]
    return options[:OPTIONS]


def _right(one: Labelled) -> str:
    return _("Yes.\n%(why)s") % {"why": _why(one)}


def _why(one: Labelled) -> str:
    """What bears on the speaker: the reviewer's words where nothing else is weak in it."""
    own = _of_source(one)
    if set(one.weaknesses) <= {own}:
        return one.why
    if own:
        return weakness_words(own, one.weaknesses[own])
    return _(SUPPORTS[one.support].meaning)


def _ask(one: Labelled) -> str:
    own = _of_source(one)
    if set(one.weaknesses) <= {own}:
        return one.ask
    return _(WEAKNESSES[own].question) if own else str(ASK_OF_SUPPORT[one.support])


def _of_source(one: Labelled) -> str:
    return next((w for w in OF_SOURCES if w in one.weaknesses), "")


def _skills(one: Labelled) -> list[str]:
    return ["sourcing", *(w for w in OF_SOURCES if w in one.weaknesses)]
