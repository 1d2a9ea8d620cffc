// <search-list>: shows only the entries that hold what stands in the search field, while one types.
// Case and accents do not matter. Without this file the form asks the server.
class SearchList extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[type=search]");
    this.told = this.querySelector("[role=status]");
    this.field.addEventListener("input", () => this.filter());
  }

  folded(text) { return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""); }

  filter() {
    this.entries ??= [...this.querySelectorAll("dl > div")].map((entry) => [entry, this.folded(entry.textContent)]);
    const wanted = this.folded(this.field.value.trim());
    for (const [entry, text] of this.entries) entry.hidden = !text.includes(wanted);
    const shown = this.entries.filter(([entry]) => !entry.hidden).length;
    this.told.textContent = this.told.dataset.words.replace("%n", String(shown));
  }
}

customElements.define("search-list", SearchList);
