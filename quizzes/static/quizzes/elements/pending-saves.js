// <pending-saves>: sends saves one after the other, and keeps those that could not go out.
// They wait in this browser under the person's number (data-person), survive a killed tab, go out
// when the network is back, and are erased when sent, at sign-out, or when somebody else signs in.
// Its <template> is the message for what arrives while another page stands open. Forms with
// data-hand-in or data-sign-out wait here until what is on its way has gone out.
const STORE = "groundwork:saves:";
const [RETRY_AFTER, ANSWER_WITHIN, LEAVE_WITHIN] = [1000, 4000, 2000];
const TRY_AGAIN = [403, 408, 425, 429];

class PendingSaves extends HTMLElement {
  connectedCallback() {
    this.line = Promise.resolve();
    this.key = STORE + this.dataset.person;
    this.forget((name) => name !== this.key);
    addEventListener("online", () => this.resend());
    addEventListener("beforeunload", (event) => { if (this.cutOff && this.read().length) event.preventDefault(); });
    document.addEventListener("submit", (event) => this.hold(event), true);
    this.resend();
  }

  // Where the browser keeps nothing, what waits lives as long as the page.
  read() {
    try { return JSON.parse(localStorage.getItem(this.key) ?? "[]"); } catch { return this.kept ?? []; }
  }

  write(entries) {
    this.kept = entries;
    try { localStorage.setItem(this.key, JSON.stringify(entries)); } catch { /* Full or off. */ }
    if (!entries.length) this.forget((name) => name === this.key);
  }

  forget(which) {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(STORE) && which(name)) localStorage.removeItem(name);
    } catch { /* Off. */ }
  }

  // Kept before it is sent, so that a tab that dies on the way loses nothing. A later answer of
  // the same page to the same question takes the place of one that still waits.
  send(entry) {
    if (this.closed) return Promise.resolve({ state: "replaced" });
    this.write([...this.read().filter((other) => other.url !== entry.url || other.tab !== entry.tab), entry]);
    this.line = this.line.then(() => this.drain(entry));
    return this.line;
  }

  resend() {
    clearTimeout(this.timer);
    if (this.read().length) this.line = this.line.then(() => this.drain(null));
  }

  // Oldest first; stops at the first that does not go out.
  async drain(wanted) {
    let answer = { state: "replaced" };
    for (const entry of this.read()) {
      const result = await this.post(entry);
      this.cutOff = result.state === "waits";
      clearTimeout(this.timer);
      if (this.cutOff) this.timer = setTimeout(() => this.resend(), RETRY_AFTER);
      if (this.cutOff) return result;
      this.write(this.read().filter((other) => other.url !== entry.url || other.body !== entry.body));
      if (wanted?.url === entry.url && wanted.body === entry.body) answer = result;
      else this.tell(entry, result);
    }
    return answer;
  }

  async post({ url, body }) {
    // The cookie's token is the right one even after signing in again in another tab.
    const token = document.cookie.match(/(?:^|; )groundwork-csrf=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(url, {
        method: "POST", body, keepalive: true, credentials: "same-origin", signal: AbortSignal.timeout(ANSWER_WITHIN),
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token },
      });
      const reply = await response.json();
      if (response.status >= 500 || TRY_AGAIN.includes(response.status)) return { state: "waits", message: reply.message };
      return { state: "sent", status: response.status, reply };
    } catch {
      return { state: "waits" };
    }
  }

  // What arrives later than its page expected: the page that shows the question tells it.
  tell(entry, result) {
    const saver = document.querySelector(`response-saver[data-url="${CSS.escape(entry.url)}"]`);
    if (saver) saver.arrived(entry, result);
    else this.say(result.status === 200 ? this.dataset.arrived : result.reply.message);
  }

  say(words) {
    const message = this.querySelector("template").content.cloneNode(true);
    message.querySelector("span").textContent = words;
    document.querySelector("main").prepend(message);
  }

  async hold(event) {
    const form = event.target;
    const signsOut = "signOut" in form.dataset;
    if (form === this.released || !(signsOut || "handIn" in form.dataset)) return;
    event.preventDefault();
    if (this.holding) return;
    this.holding = true;
    document.dispatchEvent(new Event("save-now"));
    // A form that is still telling of being sent takes no second sending: one turn later it does.
    const turn = (after) => new Promise((resolve) => { setTimeout(resolve, after); });
    await turn(0);
    await Promise.race([this.line, turn(LEAVE_WITHIN)]);
    this.holding = false;
    if (signsOut) {
      this.closed = true;
      this.write([]);
    } else if (this.read().length) return this.say(this.dataset.waits);
    this.released = form;
    form.requestSubmit(event.submitter);
  }
}

customElements.define("pending-saves", PendingSaves);
