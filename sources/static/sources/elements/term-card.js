// <term-card id="term-embassy" popover>: a glossary card that opens beside its word.
// Its links, <a class="term" data-card="term-embassy" href="…/glossary/#embassy">, lead to the
// glossary page by themselves. Here a plain click opens the card instead, and moves the focus
// into it; Escape or Close gives the focus back to the word.
class TermCard extends HTMLElement {
  connectedCallback() {
    if (!this.showPopover) return;
    this.links = document.querySelectorAll(`a[data-card="${CSS.escape(this.id)}"]`);
    for (const link of this.links) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
      link.addEventListener("click", (event) => this.open(event, link));
    }
    this.addEventListener("toggle", (event) => {
      if (event.newState === "closed") this.opener?.setAttribute("aria-expanded", "false");
    });
  }

  open(event, link) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener = link;
    if (this.matches(":popover-open")) this.hidePopover();
    this.showPopover({ source: link });
    this.tabIndex = -1;
    this.focus();
    link.setAttribute("aria-expanded", "true");
  }
}

customElements.define("term-card", TermCard);
