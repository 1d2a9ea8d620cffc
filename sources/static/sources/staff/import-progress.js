// <import-progress data-state="…/state/">: asks the server now and then how far the reading of a
// file is, and opens the page anew when it is over. Without it the page opens itself anew.
const PAUSE = 1000;

class ImportProgress extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.ask(), PAUSE / 2);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.state, { headers: { Accept: "application/json" } });
      // Put away, signed out, or no longer hers: the page itself says which.
      if (!answer.ok || answer.redirected) return location.reload();
      this.show(await answer.json());
    } catch {
      // The server is away for a moment: ask again.
    }
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  show(state) {
    if (!state.is_under_way) return location.reload();
    this.querySelector("progress").value = state.percent;
    const words = this.querySelector("[role=status]");
    if (words.textContent !== state.words) words.textContent = state.words;
  }
}

customElements.define("import-progress", ImportProgress);
