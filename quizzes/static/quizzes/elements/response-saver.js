// <response-saver>: saves the controls inside it within a second of a change and says so.
// data-url: where to post; data-tab, data-base: which page this is and what it was built from;
// data-prefix: names of its controls on a page with several questions. Without this file the
// form's Save button does the same. Once another tab's answer stands, the answers of this page are
// kept and do not stand, until the learner loads the other or lets this one stand ("keep-mine").
const SAVE_AFTER = 600;
const SAVE_AT_LATEST = 4000;

class ResponseSaver extends HTMLElement {
  connectedCallback() {
    this.sequence = 0;
    this.seen = this.content().toString();
    this.addEventListener("input", () => this.soon());
    this.addEventListener("change", () => this.soon());
    this.form.addEventListener("submit", (event) => this.before(event));
    document.addEventListener("deadline-near", () => { this.hurry = true; this.flush(); });
    document.addEventListener("save-now", () => this.flush());
    document.addEventListener("keep-mine", () => this.keepMine());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
  }

  get form() { return this.closest("form"); }
  get box() { return document.querySelector("pending-saves"); }
  get prefix() { return this.dataset.prefix ? `${this.dataset.prefix}-` : ""; }

  // Who writes without a pause is saved every few seconds all the same. Leaving a text field tells
  // of a change that was seen before.
  soon() {
    const now = this.content().toString();
    if (now === this.seen) return;
    this.seen = now;
    this.tell("saving");
    if (!this.waiting) this.since = Date.now();
    this.waiting = true;
    clearTimeout(this.timer);
    const left = this.since + SAVE_AT_LATEST - Date.now();
    this.timer = setTimeout(() => this.flush(), this.hurry ? 0 : Math.max(0, Math.min(SAVE_AFTER, left)));
  }

  hidden(name) { return this.querySelector(`[name="${this.prefix}${name}"]`); }

  // What this question holds now, as the form would post it.
  content() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (name.startsWith(this.prefix)) body.append(name, value);
    }
    for (const name of ["csrfmiddlewaretoken", `${this.prefix}base`, `${this.prefix}sequence`]) body.delete(name);
    return body;
  }

  entry() {
    const body = this.content();
    this.sequence += 1;
    body.set("tab", this.dataset.tab);
    body.set(`${this.prefix}sequence`, String(this.sequence));
    body.set(`${this.prefix}base`, this.dataset.base);
    body.set("prefix", this.dataset.prefix ?? "");
    return { url: this.dataset.url, tab: this.dataset.tab, body: body.toString() };
  }

  async flush() {
    if (!this.waiting || !this.box) return;
    clearTimeout(this.timer);
    this.waiting = false;
    this.settle(await this.box.send(this.entry()));
  }

  // A button that leaves the page waits until everything is saved; without a network it stays.
  async before(event) {
    if (event.defaultPrevented) return;
    if (!this.waiting && !this.box?.read().length) return this.number();
    event.preventDefault();
    await this.flush();
    await this.box.line;
    if (!this.box.read().length) this.form.requestSubmit(event.submitter);
  }

  // The form post is one more save of this page, later than all before it.
  number() {
    const hidden = this.hidden("sequence");
    if (hidden && this.sequence) hidden.value = String(this.sequence + 1);
  }

  settle({ state, message, status, reply }) {
    if (state === "replaced") return;
    if (state === "waits") return this.tell(message ? "refused" : "offline", message ?? String(this.box.read().length));
    if (reply.standing !== undefined) this.newer = reply.base;
    else if (reply.base) this.rebase(reply.base);
    if (this.waiting) return;
    if (status === 200) this.tell(reply.saved ? "saved" : "blank", "", reply);
    else this.tell(reply.standing === undefined ? "refused" : "stale", reply.message, reply);
  }

  // A save that had to wait went out. If an earlier page made it, this one shows an older answer.
  arrived(entry, result) {
    if (entry.tab === this.dataset.tab || result.status !== 200) this.settle(result);
    else if (!this.waiting && !this.sequence) location.replace(location.pathname);
  }

  rebase(base) {
    this.dataset.base = String(base);
    const hidden = this.hidden("base");
    if (hidden) hidden.value = String(base);
  }

  keepMine() {
    if (!this.newer) return;
    this.rebase(this.newer);
    this.newer = 0;
    this.waiting = true;
    this.flush();
  }

  tell(state, message = "", reply = {}) {
    this.dispatchEvent(new CustomEvent("save-state", { bubbles: true, detail: { state, message, reply } }));
  }
}

customElements.define("response-saver", ResponseSaver);
