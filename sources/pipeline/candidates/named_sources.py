"""Every source that a text names: books, papers, records, web pages, and those who speak in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sources.pipeline.boilerplate import FURTHER
from sources.pipeline.candidates.cited import Cited, cited_in
from sources.pipeline.candidates.dates import dates_in
from sources.pipeline.candidates.speaking import can_be_asked
from sources.pipeline.candidates.words import words_in
from sources.pipeline.clean import FURTHER_WHY
from sources.pipeline.scenes import scenes_of
from sources.pipeline.speakers import Speaker, source_noun
from sources.pipeline.text import Block, Kind, ReadDocument

_WORK = (
    r"book|report|study|survey|census|letter|letters|diary|memoir|memoirs|memo|memorandum|minutes|"
    r"record|records|article|essay|paper|speech|statement|interview|poll|ledger|log|register|"
    r"archive|archives|bulletin|decree|map|photograph|dispatch|telegram|cable|almanac|inventory|"
    r"libro|informe|estudio|encuesta|censo|carta|cartas|diario|actas|artículo|discurso|entrevista|"
    r"decreto|registro"
)
_CAPITALS = r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:of|the|de|del|la|and|for|y)\s+){0,2}[A-ZÀ-Þ][\w’'.-]*)*"
_QUOTED_TITLE = re.compile(r"[“\"«]([^”\"»]{6,140})[”\"»]")
_TITLED = re.compile(
    rf"\b(?:{_WORK}|readings?|reading\s+include|titled|entitled|called|titulad[oa]|lecturas?)\b"
    r"[^“\"«.]{0,40}$",
    re.I,
)
_NEWSPAPER = re.compile(
    r"\b(?:[Tt]he\s+)?((?:[A-Z][\w’'-]+\s+){0,3}(?:Times|Post|Gazette|Herald|Tribune|Journal|Chronicle|"
    r"Mirror|Guardian|Telegraph|Observer|Courier|Mercury|Bulletin|Review|Express|Dispatch|Examiner|"
    r"Argus|Echo|Star|Daily\s+[A-Z]\w+|Evening\s+[A-Z]\w+))\b"
    r"|\b(El\s+(?:Diario|País|Mundo|Comercio|Mercurio|Universal|Tiempo)|La\s+(?:Razón|Prensa|Nación|"
    r"Jornada|Vanguardia)|Los\s+Tiempos|Página\s+Siete)\b"
)
_RECORD = re.compile(
    rf"\b(?:(?P<year>1[5-9]\d\d|20\d\d)\s+)?(?P<work>(?i:{_WORK}))\s+"
    rf"(?:of|by|from|to|de|del|por)\s+"
    rf"(?P<of>(?:the\s+|el\s+|la\s+)?(?:\d{{1,2}}\s+(?:de\s+[a-z]+|{_CAPITALS})(?:\s+(?:de\s+)?\d{{4}})?"
    rf"|{_CAPITALS}))"
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|según|de\s+acuerdo\s+con)\s+(?P<who>[^,.;:()“”\"]{3,80})", re.I
)
_ACADEMIC = re.compile(
    r"\((?P<who>[A-ZÀ-Þ][\w’'-]+(?:(?:\s+(?:and|&|y)\s+|\s+et\s+al\.?,?\s*|,\s+)[A-ZÀ-Þ]?[\w’'-]*)*),?\s+"
    r"(?P<year>(?:1[5-9]|20)\d\d)[a-z]?(?:,[^()]*)?\)"
    r"|\b(?P<name>[A-ZÀ-Þ][\w’'-]+)\s+\((?P<when>(?:1[5-9]|20)\d\d)[a-z]?\)"
)
_ADDRESS = re.compile(r"https?://[^\s<>()“”\"]+[^\s<>()“”\".,;:!?]|\bdoi:\s?10\.\d+/\S+[^\s.,;)]")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ARTICLE = re.compile(
    r"^(?:an?|the|one|another|some|several|un|una|el|la|los|las|unos|unas)\s+", re.I
)
_DEFINITE = re.compile(r"(?:^|\W)(?:the|el|la)\s+$", re.I)
_NEXT_CLAUSE = re.compile(r",\s+and\s+(?:he|she|they|it|the)\b")
_SPOKEN_OF = re.compile(
    r"\b(?:say|says|said|claims?|claimed|believes?|believed|thinks?|thought|fears?|feared|heard)\s+"
    r"that\b[^“\"]*$"
)
_OPENING_MARKS = " “\"‘'«"
_PRONOUNS = words_in(
    "him her them it this that these those us me you which who él ella ellos ellas eso esto"
)
SHORT_LENGTH = 80


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A source by name. type: book, newspaper, record, study, web, speaker or text. What the text
    does not tell is empty. sentence: where it is named first; times: in how many sentences.
    refers_back: “the diplomat”, who may have been named with more words before."""

    short: str
    type: str
    sentence: int
    times: int = 1
    title: str = ""
    maker: str = ""
    date: str = ""
    address: str = ""
    refers_back: bool = False

    @property
    def key(self) -> str:
        """The same for the same source, however it is written."""
        return _ARTICLE.sub("", self.short).casefold()


def sources_of(document: ReadDocument) -> tuple[SourceCandidate, ...]:
    """Every source once, in the order in which the text names them. Linear.

    Lists of further reading name theirs too. Boilerplate, captions, pull quotes and headings do
    not; a caption that names the speaker of a pull quote repeats the body.
    """
    found: list[SourceCandidate] = []
    for at, scene in enumerate(scenes_of(document)):
        block = document.blocks[document.sentences[at].block]
        text = document.sentences[at].text
        if block.why == FURTHER_WHY and not block.set_aside:
            found += _of_further_reading(at, text, block)
        elif scene is not None:
            cited = cited_in(text)
            found += [
                SourceCandidate(one.name, one.type, at, maker=one.maker, date=one.date)
                for one in cited
            ]
            found += _of_text(at, text, cited)
            found += _speaking(at, text, scene.speakers, cited)
    return _once(found)


def _speaking(
    at: int, text: str, speakers: Iterable[Speaker], cited: tuple[Cited, ...]
) -> Iterator[SourceCandidate]:
    """Those who speak and could be asked. Who made a document of this sentence has its card."""
    for speaker in speakers:
        if _only_looks_like_one(speaker, text):
            continue
        name = _name(speaker, text)
        made = any(one.maker and one.maker.split()[-1] == name.split()[-1] for one in cited)
        large = speaker.text.split()[-1][:1].isupper()
        plain = name if large or " " in name else name.lower()
        if speaker.head not in _PRONOUNS and not made and can_be_asked(plain):
            article = f"{text[: speaker.start]}{speaker.text.split()[0]} "
            back = _DEFINITE.search(text[: speaker.start]) or _DEFINITE.search(article)
            yield SourceCandidate(name, "speaker", at, refers_back=bool(back) and not large)


def _only_looks_like_one(speaker: Speaker, text: str) -> bool:
    """“Fishermen feared”: a crowd at the beginning; “Penwick, and he was”: a place before another
    clause; “the Ellery Gazette”: a part of a newspaper's name; “Some say that Strand wanted”: he is
    spoken of, and says nothing."""
    if any(found.start() <= speaker.start < found.end() for found in _NEWSPAPER.finditer(text)):
        return True
    if _SPOKEN_OF.search(text[: speaker.start]):
        return True
    opens = not text[: speaker.start].strip(_OPENING_MARKS)
    if opens and source_noun(speaker.text.lower()) not in ("", speaker.text.lower()):
        return True
    return speaker.named and bool(_NEXT_CLAUSE.match(text, speaker.end))


def _of_text(at: int, text: str, cited: tuple[Cited, ...]) -> Iterator[SourceCandidate]:
    for match in _QUOTED_TITLE.finditer(text):
        title = match.group(1).strip(" ,.")
        if _TITLED.search(text[: match.start()]) and _has_capitals(title):
            yield SourceCandidate(title, "book", at, title=title)
    dates = dates_in(text) if _NEWSPAPER.search(text) else ()
    for match in _NEWSPAPER.finditer(text):
        name = next(group for group in match.groups() if group)
        issue = re.match(r"\s+(?:of|for|dated)\s+", text[match.end() :])
        begins = match.end() + issue.end() if issue else -1
        date = next((one.words for one in dates if one.start == begins), "")
        yield SourceCandidate(name, "newspaper", at, title=name, maker=name, date=date)
    for match in _RECORD.finditer(text):
        if any(one.start < match.end() and match.start() < one.end for one in cited):
            continue
        year = match["year"] or _year_in(match["of"])
        yield SourceCandidate(_capital(match.group().strip(" .")), "record", at, date=year)
    for match in _ACCORDING.finditer(text):
        who = match["who"].strip()
        inside = any(one.start < match.end("who") and match.start("who") < one.end for one in cited)
        if not inside and who.split()[0].lower() not in _PRONOUNS and can_be_asked(who):
            yield SourceCandidate(_capital(_shortened(who)), "text", at, date=_year_in(who))
    for match in _ACADEMIC.finditer(text):
        if match["name"] and re.search(r"\b[A-ZÀ-Þ][\w’'-]*\s+$", text[: match.start()]):
            continue  # “A Diplomatic Milestone (1945)” is a title
        who, year = match["who"] or match["name"], match["year"] or match["when"]
        yield SourceCandidate(f"{who} ({year})", "study", at, maker=who, date=year)
    yield from _of_addresses(at, text)


def _of_further_reading(at: int, text: str, block: Block) -> Iterator[SourceCandidate]:
    """Titles in quotation marks; else a line of the list as it stands."""
    titles = [match.group(1).strip(" ,.") for match in _QUOTED_TITLE.finditer(text)]
    for title in titles:
        yield SourceCandidate(title, "book", at, title=title)
    if titles or (block.kind == Kind.HEADING and FURTHER.match(text.strip())):
        return
    addresses = _ADDRESS.findall(text)
    line = _ADDRESS.sub("", text).strip(" -–•*.")
    is_entry = block.kind in (Kind.LIST, Kind.HEADING) or bool(_YEAR.search(line))
    if len(line.split()) >= 2 and is_entry:
        yield SourceCandidate(
            line, "book", at, title=line, date=_year_in(line),
            address=addresses[0] if addresses else "",
        )  # fmt: skip
    elif addresses:
        yield from _of_addresses(at, text)


def _of_addresses(at: int, text: str) -> Iterator[SourceCandidate]:
    for match in _ADDRESS.finditer(text):
        address = match.group()
        site = re.sub(r"^https?://(?:www\.)?", "", address).split("/")[0]
        yield SourceCandidate(site, "web", at, address=address)


def _name(speaker: Speaker, text: str) -> str:
    """A speaker as the text calls him: a role with the name behind it, a name with its forename."""
    said = speaker.text
    behind = re.match(rf",?\s+({_CAPITALS})", text[speaker.end :])
    before = re.search(r"((?:[A-ZÀ-Þ][\w’'-]+\s+){1,3})$", text[: speaker.start])
    if source_noun(speaker.head):
        said = f"{said} {behind.group(1)}" if behind else said
    elif before:
        said = before.group(1) + said
    return _capital(_ARTICLE.sub("", said).strip())


def _once(found: Iterable[SourceCandidate]) -> tuple[SourceCandidate, ...]:
    """One card a source; a longer name that ends like a shorter one is the same source."""
    best: dict[str, SourceCandidate] = {}
    # Names can only be the same where the last word of one stands in the other.
    ending: dict[str, list[str]] = {}
    holding: dict[str, list[str]] = {}
    for named in found:
        one = replace(named, short=_shortened(named.short))
        words = one.key.split()
        if len(one.key) < 3:
            continue
        near = [*holding.get(words[-1], []), *(k for w in words for k in ending.get(w, []))]
        same = one.key if one.key in best else next((k for k in near if _same(k, one.key)), None)
        same = same or (_meant_by(one, near) if one.refers_back else None)
        if same is None:
            best[one.key] = one
            ending.setdefault(words[-1], []).append(one.key)
            for word in set(words):
                holding.setdefault(word, []).append(one.key)
            continue
        known = best[same]
        longer = one.short if len(one.short) > len(known.short) else known.short
        is_new = one.sentence != known.sentence
        best[same] = replace(known, short=longer, times=known.times + is_new)
    return tuple(best.values())


def _meant_by(one: SourceCandidate, near: Iterable[str]) -> str | None:
    """“the former diplomat”: the one named before with these words and more, the last of them."""
    words = one.key.split()
    fit = [k for k in near if k.split()[-1] == words[-1] and set(words) <= set(k.split())]
    return fit[-1] if fit else None


def _same(one: str, other: str) -> bool:
    """“Mayor Corran” and “Corran”, a record and the same with its year.

    Not “a diplomat” and “a former diplomat”, who may be two.
    """
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(f"{shorter} ") and any(letter.isdigit() for letter in longer):
        return True
    if len(shorter.split()) > 2 and shorter in longer:
        return True
    return " " not in shorter and longer.split()[-1] == shorter and len(longer.split()) < 4


def _has_capitals(title: str) -> bool:
    """Written with capitals as the titles of works are."""
    words = [word for word in re.findall(r"[\wÀ-ÿ’'-]+", title) if len(word) > 3]
    return bool(words) and 2 * sum(word[0].isupper() for word in words) >= len(words)


def _year_in(text: str) -> str:
    match = _YEAR.search(text)
    return match.group() if match else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= SHORT_LENGTH:
        return text
    return text[: SHORT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
