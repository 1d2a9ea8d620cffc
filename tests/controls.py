"""What a browser sends of a page as it stands, read from its HTML."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._name: str | None = None
        self._text = ""
        self._in_select = False
        self._first: str | None = None
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value = own.get("name"), own.get("value") or ""
        if tag == "input" and name:
            if own.get("type") not in ("checkbox", "radio") or "checked" in own:
                self._put(name, value)
        elif tag == "textarea":
            self._name, self._text = name, ""
        elif tag == "select":
            self._name, self._in_select = name, True
            self._first, self._chosen = None, []
        elif tag == "option" and self._in_select:
            self._first = value if self._first is None else self._first
            if "selected" in own:
                self._chosen.append(value)

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._name:
            # The parser drops no line break after the tag, a browser drops one.
            self._put(self._name, self._text.removeprefix("\n").replace("\n", "\r\n"))
        elif tag == "select" and self._name:
            first = [] if self._first is None else [self._first]
            for value in self._chosen or first:
                self._put(self._name, value)
            self._in_select = False
        else:
            return
        self._name = None

    def _put(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def controls_of(html: str) -> dict[str, list[str]]:
    """Every control with a name and what it sends; buttons send nothing by themselves."""
    parser = _Controls()
    parser.feed(html)
    return parser.sent
