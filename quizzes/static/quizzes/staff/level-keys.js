// <level-keys>: digits choose levels, and Ctrl+Enter saves, in the form inside it.
// A digit works only while the focus is on a level and [data-keys] is ticked (WCAG 2.1.4); the
// focus then goes to the next criterion. [data-save] is the button that Ctrl+Enter presses.
// Without this file arrow keys, Tab and the button do the same.
class LevelKeys extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return this.save(event);
    if (!this.querySelector("[data-keys]")?.checked) return;
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches("[type=radio]")) return;
    const level = this.querySelector(`[name="${CSS.escape(event.target.name)}"][value="${CSS.escape(event.key)}"]`);
    if (!level) return;
    event.preventDefault();
    level.click();
    this.after(level).focus();
  }

  save(event) {
    event.preventDefault();
    this.querySelector("form").requestSubmit(document.querySelector("[data-save]"));
  }

  // The level to stand on in the next criterion, or the comment after the last one.
  after(level) {
    const names = [...new Set([...this.querySelectorAll("[type=radio]")].map((radio) => radio.name))];
    const next = names[names.indexOf(level.name) + 1];
    if (!next) return this.querySelector("textarea");
    const levels = `[name="${CSS.escape(next)}"]`;
    return this.querySelector(`${levels}:checked`) ?? this.querySelector(levels);
  }
}

customElements.define("level-keys", LevelKeys);
