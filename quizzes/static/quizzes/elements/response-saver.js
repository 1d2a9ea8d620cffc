// <response-saver>: saves the controls inside it within a second of a change and says so.
// data-url: where to post; data-tab, data-base: which page this is and what it was built from;
// data-prefix: names of its controls on a page with several questions. Without this file the
// form's Save button does the same.
const SAVE_AFTER = 800;

class ResponseSaver extends HTMLElement {
  connectedCallback() {
    this.sequence = 0;
    this.addEventListener("input", () => this.soon());
    this.addEventListener("change", () => this.soon());
    document.addEventListener("deadline-near", () => { this.hurry = true; this.flush(); });
    this.form.addEventListener("submit", (event) => this.before(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
  }

  get form() { return this.closest("form"); }

  soon() {
    this.tell("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.hurry ? 0 : SAVE_AFTER);
    this.waiting = true;
  }

  // What this question holds now, as the form would post it.
  entry() {
    const body = new URLSearchParams();
    const prefix = this.dataset.prefix ? `${this.dataset.prefix}-` : "";
    for (const [name, value] of new FormData(this.form)) {
      if (!prefix || name.startsWith(prefix)) body.append(name, value);
    }
    for (const name of ["csrfmiddlewaretoken", "go"]) body.delete(name);
    this.sequence += 1;
    body.set("tab", this.dataset.tab);
    body.set(`${prefix}sequence`, String(this.sequence));
    body.set(`${prefix}base`, this.dataset.base);
    body.set("prefix", this.dataset.prefix ?? "");
    return { url: this.dataset.url, body: body.toString() };
  }

  async flush() {
    if (!this.waiting) return;
    clearTimeout(this.timer);
    this.waiting = false;
    const box = document.querySelector("pending-saves");
    if (!box) return;
    const answer = await box.send(this.entry());
    if (answer.sent) this.settle(answer);
    else this.tell("offline", answer.message);
  }

  // A button that leaves the page waits until everything is saved; without a network it stays.
  async before(event) {
    if (!this.waiting || event.defaultPrevented) return this.number();
    event.preventDefault();
    await this.flush();
    if (!document.querySelector("pending-saves")?.read().length) this.form.requestSubmit(event.submitter);
    return undefined;
  }

  // The form post is one more save of this page, later than all before it.
  number() {
    const hidden = this.form.querySelector(`[name="${this.dataset.prefix ? `${this.dataset.prefix}-` : ""}sequence"]`);
    if (hidden && this.sequence) hidden.value = String(this.sequence + 1);
  }

  settle({ status, reply }) {
    if (reply.base) this.dataset.base = String(reply.base);
    const hidden = this.form?.querySelector(`[name="${this.dataset.prefix ? `${this.dataset.prefix}-` : ""}base"]`);
    if (hidden && reply.base) hidden.value = String(reply.base);
    if (this.waiting) return;
    if (status === 200) this.tell(reply.saved ? "saved" : "blank", "", reply);
    else this.tell(status === 409 ? "stale" : "refused", reply.message, reply);
  }

  tell(state, message = "", reply = {}) {
    this.dispatchEvent(new CustomEvent("save-state", { bubbles: true, detail: { state, message, reply } }));
  }
}

customElements.define("response-saver", ResponseSaver);
