// <name-search-boxes>: the admin's search boxes (Select2) show what is chosen in a span with the
// role of a text box and without a name. It gets the label of the list that it stands for, also in
// rows that are added later.
const UNNAMED = ".select2-selection__rendered[role=textbox]:not([aria-label])";

class NameSearchBoxes extends HTMLElement {
  connectedCallback() {
    if (!document.querySelector(".admin-autocomplete")) return;
    this.watch = new MutationObserver(() => this.nameBoxes());
    this.watch.observe(document.body, { childList: true, subtree: true });
    this.nameBoxes();
  }

  disconnectedCallback() { this.watch?.disconnect(); }

  nameBoxes() {
    for (const box of document.querySelectorAll(UNNAMED)) {
      const list = box.closest(".select2")?.previousElementSibling;
      const name = list?.getAttribute("aria-label") ?? list?.labels?.[0]?.textContent;
      if (name) box.setAttribute("aria-label", name.trim().replace(/:$/, ""));
    }
  }
}

customElements.define("name-search-boxes", NameSearchBoxes);
