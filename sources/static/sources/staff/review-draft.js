// <review-draft>: what is typed about a sentence is never lost. It waits in this browser at once,
// and a second later on the server as a draft, while nothing is decided yet (not [data-decided]).
// data-person, data-place: whose draft of what. The name begins as those of learners' notes do,
// which are swept at sign-out and when somebody else comes.
const DRAFTS = "groundwork:notes:";
const NOT_KEPT = ["csrfmiddlewaretoken", "claim", "seen", "show", "go", "offset"];

class ReviewDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.key = `${DRAFTS}${this.dataset.person}:review:${this.dataset.place}`;
    this.restore();
    this.form.addEventListener("input", (event) => this.changed(event));
  }

  disconnectedCallback() { clearTimeout(this.timer); }

  entered() {
    return [...new FormData(this.form)].filter(([name]) => !NOT_KEPT.includes(name));
  }

  changed(event) {
    if (NOT_KEPT.includes(event.target.name)) return;
    try { localStorage.setItem(this.key, JSON.stringify(this.entered())); } catch { /* Full or off. */ }
    clearTimeout(this.timer);
    if (!("decided" in this.form.dataset)) this.timer = setTimeout(() => { this.sending = this.save(); }, 1000);
  }

  // The decision goes after the draft, with the state that the draft left.
  async rest(data) {
    clearTimeout(this.timer);
    await this.sending;
    for (const name of ["claim", "seen"]) if (data.has(name)) data.set(name, this.form.elements[name].value);
  }

  forget() {
    try { localStorage.removeItem(this.key); } catch { /* Off. */ }
  }

  async save() {
    const data = new FormData(this.form);
    const sent = JSON.stringify(this.entered());
    data.set("act", "draft");
    try {
      const reply = await fetch(this.form.getAttribute("action"), { method: "POST", body: data, credentials: "same-origin" });
      if (!reply.headers.get("content-type")?.includes("json")) return this.say(this.dataset.kept);
      const kept = await reply.json();
      this.say(kept.said);
      if (!reply.ok) return;
      this.form.elements.claim.value = kept.claim ?? "";
      this.form.elements.seen.value = kept.seen;
      if (JSON.stringify(this.entered()) === sent) this.forget();
    } catch { this.say(this.dataset.kept); }
  }

  say(words) { this.querySelector("[data-draft]").textContent = words; }

  restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.key) ?? "null"); } catch { /* Not ours. */ }
    if (!kept || "unsaved" in this.form.dataset) return;
    if (JSON.stringify(kept) === JSON.stringify(this.entered())) return this.forget();
    for (const field of this.form.elements) {
      if (!field.name || NOT_KEPT.includes(field.name) || field.type === "submit") continue;
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    this.querySelector("[data-restored]").hidden = false;
  }
}

customElements.define("review-draft", ReviewDraft);
