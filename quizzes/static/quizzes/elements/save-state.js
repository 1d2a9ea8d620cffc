// <save-state>: the words beside the slip icon. It hears what the savers of the page say.
// Each state has its own line in the page (data-when); this element shows one and fills it in.
class SaveState extends HTMLElement {
  connectedCallback() {
    document.addEventListener("save-state", (event) => this.show(event.detail));
  }

  show({ state, message, reply }) {
    for (const line of this.querySelectorAll("[data-when]")) {
      line.hidden = line.dataset.when !== state;
    }
    const fill = { at: reply.at, code: reply.code, line: reply.line, message, standing: reply.standing, sent: reply.sent };
    for (const [name, value] of Object.entries(fill)) {
      if (!value) continue;
      for (const place of this.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = value;
    }
  }
}

customElements.define("save-state", SaveState);
