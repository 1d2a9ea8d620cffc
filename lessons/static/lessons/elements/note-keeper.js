// <note-keeper>: saves the text box inside it within a second of a change and says so.
// data-url: where to post; data-person: whose note it is. What could not be sent waits in this
// browser under that number, and is erased when sent, at sign-out, or when somebody else comes.
// Without this file the Save button, and Next, do the same.
const NOTES = "groundwork:notes:";
const SAVE_NOTE_AFTER = 800;
const RETRY_NOTE_AFTER = 4000;

function forgetNotes(which) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(NOTES) && which(name)) localStorage.removeItem(name);
  }
}

class NoteKeeper extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea");
    this.form = this.closest("form");
    this.key = `${NOTES}${this.dataset.person}:${this.dataset.url}`;
    this.base = this.box.value;
    this.line = Promise.resolve();
    this.forgetOthers();
    this.box.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", (event) => this.before(event));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.flush(); });
    addEventListener("online", () => this.flush());
    this.restore();
  }

  forgetOthers() {
    const mine = `${NOTES}${this.dataset.person}:`;
    forgetNotes((name) => !name.startsWith(mine));
  }

  // A text that never reached the server stands in the box again and goes out; if the note was
  // changed elsewhere in between, it stands below that.
  restore() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    if (kept.text === this.base) localStorage.removeItem(this.key);
    else {
      this.box.value = kept.base === this.base ? kept.text : `${this.base}\n\n${kept.text}`;
      this.soon();
    }
  }

  soon() {
    localStorage.setItem(this.key, JSON.stringify({ text: this.box.value, base: this.base }));
    this.tell("saving");
    this.waiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SAVE_NOTE_AFTER);
  }

  // One after the other, so that an older text never arrives after a newer one.
  flush() {
    if (this.waiting) {
      clearTimeout(this.timer);
      this.waiting = false;
      this.line = this.line.then(() => this.send(this.box.value));
    }
    return this.line;
  }

  async send(text) {
    const { status, reply } = await this.post(text);
    if (status === 200) this.settle(text, reply);
    else if (status === 422 || status === 403) this.tell("refused", { message: reply.message });
    else {
      this.tell("offline");
      this.waiting = true;
      this.timer = setTimeout(() => this.flush(), RETRY_NOTE_AFTER);
    }
  }

  async post(text) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(this.dataset.url, {
        method: "POST", body: new URLSearchParams({ text }), keepalive: true,
        credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": token },
      });
      return { status: response.status, reply: await response.json() };
    } catch {
      return { status: 0, reply: {} };
    }
  }

  // A visitor's first save makes a guest, and with it a new token for every form of the page.
  settle(text, reply) {
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = reply.token;
    this.base = text;
    if (this.box.value !== text) return;
    localStorage.removeItem(this.key);
    this.tell("saved", reply);
  }

  // Next and Save wait for what is on its way, and then go, saved or not: they carry the text too.
  async before(event) {
    if (this.leaving) return;
    event.preventDefault();
    this.leaving = true;
    await this.flush();
    // A form that is still telling of being sent takes no second sending: one turn later it does.
    await new Promise((resolve) => { setTimeout(resolve); });
    clearTimeout(this.timer);
    this.form.requestSubmit(event.submitter);
    this.leaving = false;
  }

  tell(state, fill = {}) {
    for (const line of this.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== state;
    for (const [name, value] of Object.entries(fill)) {
      for (const place of this.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = value;
    }
  }
}

customElements.define("note-keeper", NoteKeeper);

// On every page, with a note on it or not: who signs out leaves nothing behind.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-sign-out]")) forgetNotes(() => true);
});
