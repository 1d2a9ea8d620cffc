// <submit-once data-busy="Making the accounts…">: around the buttons of a form whose work takes a
// while. The first press sends; until the answer comes, further ones do nothing and the status line
// says what is under way. The server knows a form that was sent twice all the same.
class SubmitOnce extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("submit", this);
    addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    this.form?.removeEventListener("submit", this);
    removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type === "pageshow") return this.say(false);
    if (this.isBusy) return event.preventDefault();
    this.say(true);
  }

  say(isBusy) {
    this.isBusy = isBusy;
    for (const button of this.querySelectorAll("button")) button.setAttribute("aria-disabled", isBusy);
    const status = this.querySelector("[role=status]");
    if (status) status.textContent = isBusy ? this.dataset.busy : "";
  }
}

customElements.define("submit-once", SubmitOnce);
