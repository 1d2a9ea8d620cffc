// <pending-saves>: sends saves one after the other, and keeps those that could not go out.
// They wait in this browser under the person's number (data-person), survive a killed tab, go out
// when the network is back, and are erased when sent, at sign-out, or when somebody else signs in.
const STORE = "groundwork:saves:";
const RETRY_AFTER = 2000;

class PendingSaves extends HTMLElement {
  connectedCallback() {
    this.line = Promise.resolve();
    this.key = STORE + this.dataset.person;
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(STORE) && name !== this.key) localStorage.removeItem(name);
    }
    for (const form of document.querySelectorAll("form[data-sign-out]")) {
      form.addEventListener("submit", () => localStorage.removeItem(this.key));
    }
    addEventListener("online", () => this.resend());
    addEventListener("beforeunload", (event) => { if (this.read().length) event.preventDefault(); });
    this.resend();
  }

  read() { return JSON.parse(localStorage.getItem(this.key) ?? "[]"); }

  write(entries) {
    if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
    else localStorage.removeItem(this.key);
  }

  // Kept before it is sent, so that a tab that dies on the way loses nothing.
  send(entry) {
    this.write([...this.read(), entry]);
    this.line = this.line.then(() => this.drain(entry));
    return this.line;
  }

  resend() {
    clearTimeout(this.timer);
    if (this.read().length) this.line = this.line.then(() => this.drain(null));
  }

  // Oldest first; stops at the first that does not go out.
  async drain(wanted) {
    let answer = { sent: false, message: "" };
    for (const entry of this.read()) {
      const result = await this.post(entry);
      if (!result.sent) {
        this.timer = setTimeout(() => this.resend(), RETRY_AFTER);
        return result;
      }
      this.write(this.read().filter((other) => other.url !== entry.url || other.body !== entry.body));
      if (wanted && entry.body === wanted.body) answer = result;
      if (!wanted) this.tell(result);
    }
    return answer;
  }

  async post({ url, body }) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(url, {
        method: "POST", body, keepalive: true, credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token },
      });
      if (response.status >= 500 || response.status === 403) return { sent: false, message: String(this.read().length) };
      return { sent: true, status: response.status, reply: await response.json() };
    } catch {
      return { sent: false, message: String(this.read().length) };
    }
  }

  tell({ status, reply }) {
    const state = status === 200 ? "saved" : status === 409 ? "stale" : "refused";
    this.dispatchEvent(new CustomEvent("save-state", { bubbles: true, detail: { state, message: reply.message ?? "", reply } }));
  }
}

customElements.define("pending-saves", PendingSaves);
