"""A question as words: what its page shows, with each control as it stands there."""

import re
from html.parser import HTMLParser

_LINES = frozenset(
    {"p", "div", "li", "label", "legend", "fieldset", "h1", "h2", "h3", "h4", "header", "dt", "dd",
     "tr", "blockquote", "ol", "ul", "br", "table"}
)  # fmt: skip
_SILENT = frozenset({"svg", "template", "button", "script"})
_NO_END = frozenset({"br", "input", "hr", "img", "use", "wbr", "path"})


def words_of(html: str) -> list[str]:
    """The lines that somebody reads on a page, without what only serves its looks.

    Choices stand as ( ) and (x), boxes as [ ] and [x], fields as [what they hold]; a list to
    choose from as [its choice], followed by everything it offers.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return [line for line in lines if line]


class _Reader(HTMLParser):
    """Collects text; leaves out what is hidden from readers and what only a mouse needs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []
        self._offered: list[str] | None = None
        self._chosen = ""
        self._value: str | None = None
        self._is_written = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        hidden = tag in _SILENT or "hidden" in named or named.get("aria-hidden") == "true"
        if self._silent or hidden:
            if tag not in _NO_END:
                self._silent.append(tag)
            return
        if tag in _LINES:
            self.parts.append("\n")
        if tag == "input":
            self.parts.append(_control(named))
        elif tag == "textarea":
            self._is_written = True
            self.parts.append("\n[")
        elif tag == "select":
            self._offered, self._chosen = [], ""
        elif tag == "option":
            self._value = named.get("value") or ""
            if "selected" in named and self._value:
                self._chosen = "→"

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag == "textarea":
            self._is_written = False
            self.parts.append("]\n")
        elif tag == "select" and self._offered is not None:
            chosen = self._chosen.removeprefix("→")
            self.parts.append(f" [{chosen}] ({' · '.join(self._offered)}) ")
            self._offered = None
        elif tag == "option":
            self._value = None
        elif tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._offered is not None:
            if self._value and data.strip():
                self._offered.append(data.strip())
                if self._chosen == "→":
                    self._chosen = f"→{data.strip()}"
            return
        # Lines that a learner made in a text of her own stay; others are only how HTML is written.
        self.parts.append(data if self._is_written else data.replace("\n", " "))


def _control(named: dict[str, str | None]) -> str:
    kind = named.get("type") or "text"
    if kind == "hidden":
        return ""
    is_on = "checked" in named
    if kind == "radio":
        return "(x) " if is_on else "( ) "
    if kind == "checkbox":
        return "[x] " if is_on else "[ ] "
    return f" [{named.get('value') or ''}] "
