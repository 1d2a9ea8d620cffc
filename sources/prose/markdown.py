"""Markdown as packs write it, to HTML that is safe to show.

Raw HTML in the source is text. `[@card]` cites, `[word](term:id)` links a term. Headings are
shifted so that the highest stands at the level that the page has room for. nh3 has the last
word on what comes out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import nh3
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sources.prose.links import CardLink, CardResolver, TermLink, TermResolver, citation_html

CITATION = re.compile(r"\[@([a-z0-9][a-z0-9-]*)\]")
TERM_SCHEME = "term:"
_TERM = re.compile(r"\]\(term:([a-z0-9][a-z0-9-]*)\)")
_OWN_ADDRESS = re.compile(r"(?!//)[^:]*(?:[/?#].*)?", re.DOTALL)

ATTRIBUTES = {
    "a": {"href", "title", "aria-label", "data-card"},
    "button": {"type", "popovertarget", "aria-label"},
    "div": {"role", "tabindex", "aria-label"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"scope"},
}
CLASSES = {
    "a": {"cite", "cite-link", "term"},
    "button": {"cite"},
    "div": {"scroll"},
    "td": {"is-center", "is-end"},
    "th": {"is-center", "is-end"},
}
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h2", "h3", "h4", "h5", "h6", "a", "button", "div", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@dataclass(frozen=True, slots=True)
class ProseProblem:
    """Something in a text that a learner would stumble over.

    kind: `unknown-card`, `unknown-term`, `image-without-alt` or `image-elsewhere`;
    target: the id or address that it is about.
    """

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class RenderedProse:
    """HTML, and what it refers to in order of first use."""

    html: str
    cited: list[str]
    terms: list[str]
    problems: list[ProseProblem]


@dataclass(slots=True)
class _Rewriting:
    """The state of rendering one text."""

    cards: CardResolver
    terms: TermResolver
    numbers: dict[str, int]
    cited: dict[str, None] = field(default_factory=dict)
    used_terms: dict[str, None] = field(default_factory=dict)
    problems: list[ProseProblem] = field(default_factory=list)

    def card(self, card_id: str) -> CardLink | None:
        return self.cards(card_id) if callable(self.cards) else self.cards.get(card_id)

    def term(self, term_id: str) -> TermLink | None:
        return self.terms(term_id) if callable(self.terms) else self.terms.get(term_id)


def render_prose(
    text: str,
    *,
    cards: CardResolver | None = None,
    terms: TermResolver | None = None,
    numbers: dict[str, int] | None = None,
    heading_level: int = 2,
    inline: bool = False,
) -> RenderedProse:
    """Markdown to safe HTML.

    cards, terms: what `[@id]` and `(term:id)` lead to, as mappings or functions.
    numbers: numbers given to citations so far on this page; new ones are added to it.
    heading_level: 2..6, the level of the highest heading in the text.
    inline: one line without paragraphs, for stems and options.
    What cannot be resolved is left out (a citation) or kept as plain words (a term), and listed
    in `problems`.
    """
    language = get_language()
    if "[@" not in text and TERM_SCHEME not in text:
        return _render_once(text, (), (), 0, heading_level, inline, language)[0]
    numbers = {} if numbers is None else numbers
    state = _Rewriting({} if cards is None else cards, {} if terms is None else terms, numbers)
    if text.count(TERM_SCHEME) != len(_TERM.findall(text)):
        # A term that is linked by another of Markdown's ways, which only parsing finds.
        return _render(text, state, heading_level, inline)
    cited, linked = references_in(text)
    rendered, given = _render_once(
        text,
        tuple(
            (name, card.id, card.label, card.url, card.has_popover, numbers.get(card.id))
            for name in cited
            if (card := state.card(name))
        ),
        tuple(
            (name, term.id, term.label, term.url) for name in linked if (term := state.term(name))
        ),
        len(numbers),
        heading_level,
        inline,
        language,
    )
    numbers.update(given)
    return rendered


@lru_cache(maxsize=2048)
def _render_once(
    text: str,
    cards: tuple[tuple[str, str, str, str, bool, int | None], ...],
    terms: tuple[tuple[str, str, str, str], ...],
    count: int,
    heading_level: int,
    inline: bool,
    language: str | None,
) -> tuple[RenderedProse, Mapping[str, int]]:
    """A text that leads to the same things looks the same, so it is rendered once.

    cards: by which name it is cited, then id, label, address, whether it opens on the page, and
    the number that it has already; terms likewise; count: how many sources have a number. All that
    the HTML is made of stands among the arguments, so nothing is shown that was true before.
    Returns the numbers of what is cited as well.
    """
    numbers = {card: number for _, card, _, _, _, number in cards if number is not None}
    numbers |= {f"other source {n}": n for n in range(count - len(numbers))}
    state = _Rewriting(
        {c[0]: CardLink(c[1], c[2], c[3], has_popover=c[4]) for c in cards},
        {t[0]: TermLink(t[1], t[2], t[3]) for t in terms},
        numbers,
    )
    rendered = _render(text, state, heading_level, inline)
    return rendered, {card: numbers[card] for card in rendered.cited}


def _render(text: str, state: _Rewriting, heading_level: int, inline: bool) -> RenderedProse:
    parser = _parser()
    tokens = parser.parseInline(text) if inline else parser.parse(text)
    _shift_headings(tokens, heading_level)
    for token in tokens:
        if token.children:
            _rewrite(token.children, state)
    html = parser.renderer.render(tokens, parser.options, {})
    return RenderedProse(
        html=_clean(html),
        cited=list(state.cited),
        terms=list(state.used_terms),
        problems=state.problems,
    )


def references_in(text: str) -> tuple[list[str], list[str]]:
    """Ids of the cards and of the terms that a text names, each in order of first use."""
    return (
        list(dict.fromkeys(CITATION.findall(text))),
        list(dict.fromkeys(_TERM.findall(text))),
    )


def plain_text(text: str) -> str:
    """The words of a Markdown text: no marks, no citations, paragraphs a blank line apart."""
    parts = []
    for token in _parser().parse(text):
        if token.type == "inline":
            parts.append(_words(token.children or []))
        elif token.type in ("fence", "code_block"):
            parts.append(token.content.strip())
    return "\n\n".join(part for part in parts if part)


def _words(tokens: Sequence[Token]) -> str:
    said = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            said.append(" ")
        elif token.type in ("text", "code_inline", "image"):
            said.append(token.content)
    return re.sub(r" +(?=[.,;:!?]|$| )", "", "".join(said)).strip()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.enable(["table", "strikethrough", "smartquotes"])
    parser.inline.ruler.before("link", "citation", _read_citation)
    parser.add_render_rule("citation", _render_meta_html)
    parser.add_render_rule("dropped", _render_nothing)
    parser.add_render_rule("table_open", _render_table_open)
    parser.add_render_rule("table_close", _render_table_close)
    for cell in ("th_open", "td_open"):
        parser.add_render_rule(cell, _render_cell)
    return parser


def _read_citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def _shift_headings(tokens: Sequence[Token], heading_level: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + heading_level, 6)}"


def _rewrite(tokens: list[Token], state: _Rewriting) -> None:
    """Resolve citations, terms and images among the tokens of one paragraph, in place."""
    is_dropping = False
    for place, token in enumerate(tokens):
        if token.type == "citation":
            _resolve_citation(token, tokens[place - 1] if place else None, state)
        elif token.type == "link_open":
            is_dropping = not _resolve_link(token, state)
        elif token.type == "link_close" and is_dropping:
            token.type, is_dropping = "dropped", False
        elif token.type == "image":
            _check_image(token, state)


def _resolve_citation(token: Token, before: Token | None, state: _Rewriting) -> None:
    link = state.card(token.content)
    if before is not None and before.type == "text" and before.content.endswith(" "):
        # A number never stands alone at the beginning of a line; without one no space is left.
        before.content = before.content[:-1] + ("\u00a0" if link else "")
    if link is None:
        token.type = "dropped"
        state.problems.append(ProseProblem("unknown-card", token.content))
        return
    state.cited[link.id] = None
    number = state.numbers.setdefault(link.id, len(state.numbers) + 1)
    token.meta["html"] = citation_html(link, number)


def _resolve_link(token: Token, state: _Rewriting) -> bool:
    """Turn a `term:` link into a link to the glossary; False when there is no such term."""
    href = str(token.attrGet("href") or "")
    if not href.startswith(TERM_SCHEME):
        return True
    term_id = href.removeprefix(TERM_SCHEME)
    link = state.term(term_id)
    if link is None:
        token.type = "dropped"
        state.problems.append(ProseProblem("unknown-term", term_id))
        return False
    state.used_terms[link.id] = None
    token.attrs = {"class": "term", "href": link.url, "data-card": link.element_id}
    return True


def _check_image(token: Token, state: _Rewriting) -> None:
    """Images come from this site and say in words what they show."""
    source = str(token.attrGet("src") or "")
    if not _OWN_ADDRESS.fullmatch(source):
        token.type = "text"
        state.problems.append(ProseProblem("image-elsewhere", source))
        return
    if not token.content.strip():
        state.problems.append(ProseProblem("image-without-alt", source))
    token.attrSet("loading", "lazy")


def _render_meta_html(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return str(tokens[idx].meta["html"])


def _render_nothing(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return ""


def _render_table_open(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    name = _("Table, may scroll sideways")
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table>'


def _render_table_close(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>"


def _render_cell(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """A cell whose alignment is a class, since a style attribute would be blocked."""
    token = tokens[idx]
    style = str(token.attrs.pop("style", ""))
    side = {"text-align:center": "is-center", "text-align:right": "is-end"}.get(style)
    scope = ' scope="col"' if token.tag == "th" else ""
    return f'<{token.tag}{scope} class="{side}">' if side else f"<{token.tag}{scope}>"


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,  # the site sends no referrer to others, and opens no windows
    ).strip()
