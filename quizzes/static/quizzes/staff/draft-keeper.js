// <draft-keeper>: what somebody enters in the form inside it outlives a session that has ended.
// data-person, data-response: whose draft of what; data-unsaved: the page shows what came back
// unsaved. It waits in this browser until the page that
// follows a save says so (?after=), and is erased at sign-out or when somebody else comes: the name
// begins as those of learners' notes do, which <note-keeper>'s file sweeps on every page.
const DRAFTS = "groundwork:notes:";
const OF_MARKING = ":marking:";
const NOT_KEPT = ["csrfmiddlewaretoken", "base", "revision", "keys"];

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.mine = `${DRAFTS}${this.dataset.person}`;
    this.key = `${this.mine}${OF_MARKING}${this.dataset.response}`;
    this.forgetOthers();
    this.forgetSaved();
    this.restore();
    this.form.addEventListener("input", () => this.keep(false));
    this.form.addEventListener("submit", () => this.keep(true));
  }

  entered() {
    return [...new FormData(this.form)].filter(([name]) => !NOT_KEPT.includes(name));
  }

  // Where the browser keeps nothing, the page alone does.
  keep(sent) {
    try { localStorage.setItem(this.key, JSON.stringify({ entered: this.entered(), sent })); } catch { /* Full or off. */ }
  }

  read(key) {
    try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
  }

  forgetOthers() {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(DRAFTS) && !name.startsWith(`${this.mine}:`)) localStorage.removeItem(name);
    }
  }

  // Only what was sent: who goes back and writes on has a new draft.
  forgetSaved() {
    const saved = new URLSearchParams(location.search).get("after");
    const key = `${this.mine}${OF_MARKING}${saved}`;
    if (saved && this.read(key)?.sent) localStorage.removeItem(key);
  }

  restore() {
    const kept = this.read(this.key);
    if (!kept) return;
    if (JSON.stringify(kept.entered) === JSON.stringify(this.entered())) {
      if (!("unsaved" in this.dataset)) localStorage.removeItem(this.key);
      return;
    }
    for (const [name, value] of kept.entered) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    this.querySelector("[data-restored]").hidden = false;
  }
}

customElements.define("draft-keeper", DraftKeeper);
