"""A small browser for rendered forms: what they hold, and what they would send."""

from html.parser import HTMLParser

from django.http import QueryDict

VOID = {"input", "use", "path", "br", "img", "hr", "meta", "link"}


class Page(HTMLParser):
    """Reads one piece of HTML; ``faults`` are tags that do not close where they should."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.faults: list[str] = []
        self.sent = QueryDict(mutable=True)
        self.select = self.area = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _attributes in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes, tuple(name for name, _own in self.open)))
        if tag == "input":
            self._input(attributes)
        elif tag == "select":
            self.select = attributes["name"]
            self.sent[self.select] = ""
        elif tag == "option" and "selected" in attributes:
            self.sent[self.select] = attributes["value"]
        elif tag == "textarea":
            self.area = attributes["name"]
            self.sent[self.area] = ""
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {n: v or "" for n, v in attrs}, tuple(n for n, _own in self.open)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing")
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            # A browser drops the first line break inside a text area.
            self.sent[self.area] += data.removeprefix("\n")

    def _input(self, attributes: dict[str, str]) -> None:
        if attributes["type"] in ("radio", "checkbox"):
            if "checked" in attributes:
                self.sent.appendlist(attributes["name"], attributes["value"])
        else:
            self.sent[attributes["name"]] = attributes["value"]

    def attribute_words(self) -> set[str]:
        """Every value of every attribute, whole and cut at spaces."""
        values = [value for _tag, attributes, _path in self.tags for value in attributes.values()]
        return set(values) | {word for value in values for word in value.split()}

    def unnamed_controls(self) -> list[str]:
        """Controls that neither a label nor an aria-label names."""
        labelled = {own["for"] for tag, own, _path in self.tags if tag == "label" and "for" in own}
        return [
            own["name"]
            for tag, own, path in self.tags
            if tag in ("input", "select", "textarea")
            and own.get("type") != "hidden"
            and "label" not in path
            and "aria-label" not in own
            and own.get("id") not in labelled
        ]

    def controls(self) -> list[str]:
        """Names of all controls."""
        return [o["name"] for t, o, _path in self.tags if t in ("input", "select", "textarea")]
