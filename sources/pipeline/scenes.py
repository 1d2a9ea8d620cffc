"""The scenes of a document: each sentence with its neighbours, its quotation and its speaker."""

from sources.pipeline.phrases import words_of
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import Quotation, Speaker
from sources.pipeline.text import Kind, ReadDocument

LONGEST_SENTENCE = 2_000
"""In characters; of what is longer the rules see so much, for its cost grows faster than it."""
_SILENT = frozenset({Kind.HEADING, Kind.CAPTION, Kind.PULL_QUOTE, Kind.BOILERPLATE})


def may_claim(document: ReadDocument, block: int) -> bool:
    """The block is a part of the text in which sentences may claim something."""
    found = document.blocks[block]
    return found.kind not in _SILENT and not found.set_aside


def scenes_of(document: ReadDocument) -> tuple[Scene | None, ...]:
    """One scene for each sentence; None for those of headings, captions, pull quotes and
    boilerplate. Linear in the number of sentences."""
    sentences = document.sentences
    scenes: list[Scene | None] = []
    opener: Speaker | None = None
    last: Speaker | None = None
    for at, sentence in enumerate(sentences):
        if not may_claim(document, sentence.block):
            scenes.append(None)
            continue
        same_before = at > 0 and sentences[at - 1].block == sentence.block
        same_after = at + 1 < len(sentences) and sentences[at + 1].block == sentence.block
        if not same_before:
            last = None
        if not sentence.quoted:
            opener = None
        text = sentence.text[:LONGEST_SENTENCE]
        words = words_of(text)
        scene = Scene(
            text=text,
            before=sentences[at - 1].text[-LONGEST_SENTENCE:] if same_before else "",
            after=sentences[at + 1].text[:LONGEST_SENTENCE] if same_after else "",
            open_quote=sentence.quoted,
            opener=opener,
            nearby=last if same_before else None,
            kind=document.blocks[sentence.block].kind.value,
            words=words,
        )
        scenes.append(scene)
        speakers = scene.speakers
        if speakers:
            last = speakers[-1]
        opener = _opener(scene, opener)
    return tuple(_with_closers(scenes))


def _opener(scene: Scene, opener: Speaker | None) -> Speaker | None:
    """Who speaks in the quotation that is still open after the sentence."""
    marks = scene.quotations
    if not marks or marks[-1].closed:
        return None
    if marks[-1].inherited:
        return opener
    before = [speaker for speaker in scene.speakers if speaker.end <= marks[-1].start]
    return before[-1] if before else scene.nearby


def _with_closers(scenes: list[Scene | None]) -> list[Scene | None]:
    """A quotation that runs on and names its speaker only at its end lends him to its beginning."""
    owner: Speaker | None = None
    found = list(scenes)
    for at in range(len(scenes) - 1, -1, -1):
        scene = scenes[at]
        if scene is None:
            owner = None
            continue
        marks = scene.quotations
        open_at_end = bool(marks) and not marks[-1].closed
        if open_at_end and owner is not None and scene.opener is None and not scene.speakers:
            found[at] = _spoken_by(scene, owner)
        if not scene.open_quote:
            owner = None
        elif marks and marks[0].closed:
            owner = _closer(scene, marks[0])
    return found


def _closer(scene: Scene, mark: Quotation) -> Speaker | None:
    return next((speaker for speaker in scene.speakers if speaker.start >= mark.end), None)


def _spoken_by(scene: Scene, owner: Speaker) -> Scene:
    return Scene(
        text=scene.text,
        before=scene.before,
        after=scene.after,
        open_quote=scene.open_quote,
        opener=owner,
        nearby=scene.nearby or owner,
        kind=scene.kind,
        words=scene.words,
    )
