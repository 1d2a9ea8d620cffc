"""The forms of a page and its links with a question, read from its HTML as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

Pairs = list[tuple[str, str]]
"""What is sent: names and values, in order."""


@dataclass
class Form:
    """A form as it stands on its page. sent: what every button sends; buttons: one of these too."""

    action: str
    method: str
    sent: Pairs = field(default_factory=list)
    offered: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all that a person, or a script of hers, could change."""
        return tuple(dict.fromkeys(name for name, _ in (*self.sent, *self.offered, *self.buttons)))


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.links: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._elsewhere: list[tuple[str, list[tuple[str, str | None]]]] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(urljoin(self.page, own.get("action", "")), own.get("method", "get"))
            self.forms.append(self._open)
            self._by_id[own.get("id", "")] = self._open
        elif tag == "a" and "?" in own.get("href", ""):
            where = urlsplit(urljoin(self.page, own["href"]))
            if not where.netloc:
                sent = parse_qsl(where.query, keep_blank_values=True)
                self.links.append(Form(where.path, "get", sent))
        elif tag in ("input", "button", "select", "textarea", "option"):
            if "form" in own:
                self._elsewhere.append((tag, attrs))
            elif self._open is not None:
                self._control(tag, own, self._open)

    def _control(self, tag: str, own: dict[str, str], form: Form) -> None:
        name, value = own.get("name", ""), own.get("value", "")
        if tag == "option" and self._select:
            sent = form.sent if "selected" in own else form.offered
            sent.append((self._select, value))
        elif not name:
            return
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea, self._text = name, ""
        elif tag == "button" or own.get("type") in ("submit", "image"):
            form.buttons.append((name, value))
        elif own.get("type") in ("checkbox", "radio") and "checked" not in own:
            form.offered.append((name, value))
        else:
            form.sent.append((name, value))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea and self._open is not None:
            self._open.sent.append((self._textarea, self._text.removeprefix("\n")))
            self._textarea = None

    def close(self) -> None:
        super().close()
        for tag, attrs in self._elsewhere:
            own = {name: value or "" for name, value in attrs}
            if own["form"] in self._by_id:
                self._control(tag, own, self._by_id[own["form"]])


def forms_of(html: str, page: str) -> list[Form]:
    """The forms of the page at this path, then its links that ask something (`?page=2`)."""
    parser = _Forms(page)
    parser.feed(html)
    parser.close()
    return parser.forms + parser.links
