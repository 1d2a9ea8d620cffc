// <live-preview data-form="item_form" data-url="…">: asks the server how learners will see what
// the form holds now, a moment after each change. Without script its button does the same.
const PAUSE = 500;

class LivePreview extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.dataset.form);
    this.pane = this.querySelector("[data-pane]");
    this.status = this.querySelector("[role=status]");
    if (!this.form || !this.pane) return;
    const button = this.querySelector("button[name=_preview]");
    if (button) button.hidden = true;
    this.onInput = () => {
      clearTimeout(this.timer);
      this.say("waiting");
      this.timer = setTimeout(() => this.refresh(), PAUSE);
    };
    this.form.addEventListener("input", this.onInput);
    this.form.addEventListener("change", this.onInput);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.form?.removeEventListener("input", this.onInput);
    this.form?.removeEventListener("change", this.onInput);
  }

  async refresh() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const reply = await fetch(this.dataset.url, { method: "POST", body: new FormData(this.form) });
      if (turn !== this.turn) return;
      if (!reply.ok) throw new Error(reply.status);
      const open = [...this.pane.querySelectorAll("details[open]")].map((each) => each.id);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      this.pane.replaceChildren(...page.body.childNodes);
      for (const id of open) this.pane.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
      this.say("current");
    } catch {
      this.say("failed");
    }
  }

  say(state) {
    if (this.status) this.status.textContent = this.dataset[state] ?? "";
  }
}
customElements.define("live-preview", LivePreview);
