// <mark-sheet>: counts the ticked sentences and lets keys press buttons.
// [data-count-line] is shown and its [data-count] kept right; [data-keys] is the checkbox that
// turns keys on; [data-key="y"] is the button that the key presses while focus is inside
// (WCAG 2.1.4). Without this file checkboxes and buttons are enough.
class MarkSheet extends HTMLElement {
  connectedCallback() {
    for (const line of this.querySelectorAll("[data-count-line]")) line.hidden = false;
    this.addEventListener("change", () => this.count());
    this.addEventListener("keydown", (event) => this.press(event));
    this.count();
  }

  count() {
    const marked = this.querySelectorAll(".is-choice input:checked").length;
    for (const figure of this.querySelectorAll("[data-count]")) figure.textContent = String(marked);
  }

  press(event) {
    if (!this.querySelector("[data-keys]")?.checked) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
    const button = this.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
}

customElements.define("mark-sheet", MarkSheet);
