"""Nameless source: a person without a name is said to have said it."""

from collections.abc import Iterable

from sources.pipeline.documented import teller_end
from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import Speaker
from sources.pipeline.weaknesses.base import Rule, examples, found

_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "one",
        "some",
        "three",
        "retired",
        "high-ranking",
        "top",
        "unnamed",
        "anonymous",
        "leading",
        "another",
        "senior",
        "former",
        "current",
        "local",
        "western",
        "two",
        "several",
    ]
)
_REASON = Phrases(
    "asked not to be named, asked to remain anonymous, on condition of anonymity, "
    "not authorised to speak, not authorized to speak, for fear of, name withheld, "
    "whose name is known to"
)


_TOO_WIDE = frozenset({"critics", "experts", "historians", "scholars", "observers", "people",
                       "fans", "voters", "parents", "workers", "women", "men"})  # fmt: skip
"""Crowds without an article, which are vague rather than nameless."""


def is_nameless(speaker: Speaker, scene: Scene) -> bool:
    """The speaker has a role and no name here; nobody with a name stands just before."""
    first = speaker.text.split()[0].lower()
    crowd = first == speaker.text.lower() and first.endswith("s") and first not in _TOO_WIDE
    if speaker.named or (first not in _DETERMINERS and not crowd):
        return False
    return not (speaker.text.lower().startswith("the ") and _introduced(scene))


def _introduced(scene: Scene) -> bool:
    return scene.nearby is not None and scene.nearby.named


def _goes_on(scene: Scene) -> bool:
    """It is a quotation from its first mark on, and says nothing of whose."""
    return bool(scene.quotations) and scene.quotations[0].start == 0 and not scene.speakers


_FAMILIAR = Phrases(
    "people familiar with, person familiar with, people close to, person close to, "
    "sources close to, people with knowledge, person with knowledge, people briefed on, "
    "person briefed on, "
    "someone close to, someone familiar with, an unnamed, unnamed sources, anonymous sources"
)
"""Ways of pointing at somebody without a name."""


def find(scene: Scene) -> Iterable[Span]:
    """Nameless speakers of the sentence, or the one whose quotation it goes on with."""
    if scene.open_quote and scene.opener is not None and not scene.opener.named:
        end = scene.words[0].end if scene.words else len(scene.text)
        yield Span(0, end, scene.opener.text)
        return
    if _goes_on(scene) and scene.nearby is not None and not scene.nearby.named:
        end = scene.words[0].end if scene.words else len(scene.text)
        yield Span(0, end, scene.nearby.text)
        return
    if any(speaker.named for speaker in scene.speakers) or found(scene, _REASON):
        return
    yield from found(scene, _FAMILIAR)
    told_by = teller_end(scene.text)
    for speaker in scene.speakers:
        if is_nameless(speaker, scene) and speaker.start < told_by:
            yield Span(speaker.start, speaker.end, speaker.text)


RULE = Rule(
    id="anon-source",
    cues="a role without a name (“a senior official”) near a verb of saying",
    find=find,
    weight=0.9,
    weak=examples("""
A senior palace official said the budget was a fairy tale.
According to a former bank employee, the ledgers were burned in the courtyard.
“The harvest will fail,” warned an expert from the capital.
One insider told us that the vote had been settled a week before.
The well had been poisoned on purpose, a witness claimed.
A retired diplomat explained that the border had never been surveyed.
An aide close to the mayor describes the meeting as tense.
“We knew about the cracks,” said a worker at the mill.
Another observer noted that the guards left before midnight.
A local historian believes the tunnel leads to the abbey.
A Western analyst argued that the fleet was a bluff.
The ship was overloaded, a passenger's friend told the paper, and a dock official confirmed it.
"""),
    fine=examples("""
Palace budget director Lena Ortiz said the budget was a fairy tale.
According to Ole Brandt, a former bank employee, the ledgers were burned.
“The harvest will fail,” warned Dr Ruth Okafor, an expert on wheat rust.
The official opened the gate and walked back to his car.
An analyst named Pia Holm told us that the vote had been settled.
A nurse, who asked not to be named for fear of losing her post, said the wards were full.
The diplomat Karl Weiss explained that the border had never been surveyed.
Two historians sat in the front row during the trial.
Mayor Ines Duarte described the meeting as tense.
Witness Tom Adeyemi said the guards left before midnight.
The inquiry's report, published in 1912, recommended a board with three members from each side.
The minutes of 4 March 1911 record that a member had left the room.
The expert committee met on 4 March 1911.
A member of the council lives next to the mill.
"""),
)
