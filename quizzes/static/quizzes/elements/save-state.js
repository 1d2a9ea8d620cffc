// <save-state>: the words beside the slip icon. It hears what the savers of the page say.
// Each state has its own line in the page (data-when); this element shows one and fills it in.
// [data-keep-mine] is the button by which a tab that was overtaken says that its answer shall stand.
class SaveState extends HTMLElement {
  connectedCallback() {
    document.addEventListener("save-state", (event) => this.show(event.detail));
    this.querySelector("[data-keep-mine]")?.addEventListener("click", () => document.dispatchEvent(new Event("keep-mine")));
  }

  show({ state, message, reply }) {
    const fill = { at: reply.at, code: reply.code, message, standing: reply.standing, sent: reply.sent };
    for (const [name, value] of Object.entries(fill)) {
      if (value === undefined) continue;
      for (const place of this.querySelectorAll(`[data-when="${state}"] [data-fill="${name}"]`)) place.textContent = value;
    }
    for (const line of this.querySelectorAll("[data-when]")) {
      line.hidden = line.dataset.when !== state;
    }
  }
}

customElements.define("save-state", SaveState);
