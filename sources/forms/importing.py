"""The forms of the import: what comes, and what is known of it."""

import importlib.util
from typing import Any, TypeAlias

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.forms.sent import FormNumberField
from rosters.models import User
from sources.models import Collection, Document
from sources.operations.origins import LENGTHS, UNKNOWN_WORDS, stated_by, stated_of
from sources.operations.shelves import make_shelf, title_of_file
from sources.permissions import changeable_collections
from sources.pipeline.read.refusals import LIMITS, in_megabytes
from sources.pipeline.text import Provenance
from sources.reports.imports import refusal_sentence

ACCEPT = ".txt,.md,.markdown,.html,.htm,.xhtml,.docx,.odt,.epub,.pdf"
MOST_FILES = 20
# The server takes 32 MB in one form (`config.serving`); the rest of it needs some room.
MOST_BYTES = 31 * 1024 * 1024
MOST_PASTED = 500_000
Upload: TypeAlias = "UploadedFile[bytes]"
READERS = ("mammoth", "lxml", "pypdfium2", "syntok")


def can_read_files() -> bool:
    """Whether the packages that read documents are installed; a lean site has none."""
    return all(importlib.util.find_spec(name) is not None for name in READERS)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files, empty if there are none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        single = super().clean
        return [single(one, initial) for one in data or () if one]


class ImportForm(forms.Form):
    """Files, or pasted text, and the module that they go to."""

    documents = FilesField(
        label=_("Files"),
        required=False,
        widget=FilesInput(attrs={"accept": ACCEPT}),
    )
    form = FormNumberField()
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Empty lines between paragraphs and a line of its own for a heading help."),
    )
    text_title = forms.CharField(
        label=_("Title of the pasted text"), required=False, max_length=200
    )
    collection = forms.ModelChoiceField(
        label=_("Goes to"),
        queryset=Collection.objects.none(),
        required=False,
        empty_label=_("a new module of mine"),
        help_text=_(
            "Texts of one module share its cards and its glossary. A new module is private: "
            "nobody but you sees it until you share it."
        ),
    )
    title = forms.CharField(
        label=_("Title of the new module"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is the name of the first file. It can be changed later."),
    )

    def __init__(self, *args: Any, by: User, follows: Document | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by, self.follows = by, follows
        if follows is None:
            self.fields["collection"].queryset = changeable_collections(by)  # type: ignore[attr-defined]
        else:
            for name in ("collection", "title", "text_title"):
                del self.fields[name]
            self.fields["documents"].label = _("The file of the new version")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        where = [] if self.follows else [Fieldset(_("Where to"), "collection", "title")]
        pasted = ["text"] if self.follows else ["text_title", "text"]
        helper.layout = Layout(
            HTML('{% include "sources/documents/_drop.html" %}'),
            Fieldset(_("Or paste a text"), *pasted),
            *where,
            "form",
        )
        return helper

    def clean_documents(self) -> list[Upload]:
        files: list[Upload] = self.cleaned_data["documents"]
        most = 1 if self.follows else MOST_FILES
        if len(files) > most:
            said = _t("These are %(count)d files; %(most)d at a time.")
            if self.follows:
                said = _t("These are %(count)d files; a new version is one.")
            raise forms.ValidationError(said % {"count": len(files), "most": most})
        for file in files:
            if (file.size or 0) > LIMITS.file_bytes:
                most_mb = in_megabytes(LIMITS.file_bytes)
                said = refusal_sentence("file_bytes", {"limit": most_mb})
                raise forms.ValidationError(f"{file.name}: {said}")
        return files

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > MOST_PASTED:
            said = _t(
                "The text has more than %(most)s characters. Save it as a file and choose it."
            )
            raise forms.ValidationError(said % {"most": f"{MOST_PASTED:,}"})
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        files, text = cleaned.get("documents"), cleaned.get("text")
        if not self.errors and not files and not text:
            self.add_error("documents", _("Choose a file, or paste a text below."))
        if not self.errors and self.follows and files and text:
            self.add_error(
                "text", _("Choose a file or paste a text; a new version is one of them.")
            )
        return cleaned

    @property
    def its_texts(self) -> list[tuple[str, bytes]]:
        """Name and bytes of each file, the pasted text last, kept as a file of its own."""
        found = [(file.name or "", file.read()) for file in self.cleaned_data["documents"]]
        if text := self.cleaned_data["text"]:
            title = self.cleaned_data.get("text_title", "").strip() or _t("Pasted text")
            found.append((f"{title[:190]}.txt", text.replace("\r\n", "\n").encode()))
        return found

    def its_collection(self) -> Collection:
        """Where the texts go to; a new shelf is made here."""
        if self.follows is not None:
            return self.follows.collection
        chosen: Collection | None = self.cleaned_data["collection"]
        if chosen is not None:
            return chosen
        title = self.cleaned_data["title"].strip()
        if not title:
            title = title_of_file(self.its_names[0])
        return make_shelf(title[:200], by=self.by)

    @property
    def its_names(self) -> list[str]:
        names = [file.name or "" for file in self.cleaned_data["documents"]]
        return names or [self.cleaned_data.get("text_title", "").strip() or _t("Pasted text")]

    @property
    def limits(self) -> dict[str, int]:
        """For the page: what one form and one file may weigh."""
        return {
            "form_mb": in_megabytes(MOST_BYTES),
            "form_bytes": MOST_BYTES,
            "file_mb": in_megabytes(LIMITS.file_bytes),
            "pages": LIMITS.pages,
            "files": 1 if self.follows else MOST_FILES,
        }


class ProvenanceForm(forms.Form):
    """Where the text comes from, as far as anybody knows; empty is kept as unknown."""

    title = forms.CharField(label=_("Title"), max_length=LENGTHS["title"])
    author = forms.CharField(
        label=UNKNOWN_WORDS["author"], max_length=LENGTHS["author"], required=False
    )
    publisher = forms.CharField(
        label=UNKNOWN_WORDS["publisher"], max_length=LENGTHS["publisher"], required=False
    )
    published = forms.CharField(
        label=UNKNOWN_WORDS["published"],
        max_length=LENGTHS["published"],
        required=False,
        help_text=_("As exactly as it is known: 1945-04-18, 1970-06, 1960, 198X or 2010~."),
    )
    address = forms.CharField(
        label=UNKNOWN_WORDS["address"],
        max_length=LENGTHS["address"],
        required=False,
        help_text=_("An address, or the shelf mark of a library or an archive."),
    )
    rights = forms.CharField(
        label=UNKNOWN_WORDS["rights"], max_length=LENGTHS["rights"], required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=[("en", _("English")), ("es", _("Spanish"))]
    )

    def __init__(
        self, *args: Any, stated: Provenance, follows: Document | None = None, **kwargs: Any
    ) -> None:
        known = stated_by(stated)
        if follows is not None:
            # What somebody has found out about the text holds for its next version too.
            known |= {name: said for name, said in stated_of(follows).items() if said}
        kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        for name in UNKNOWN_WORDS:
            if not known[name]:
                help_text = self.fields[name].help_text
                said = _t("The file does not say: left empty, it is kept as unknown.")
                self.fields[name].help_text = f"{said} {help_text}".strip()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
