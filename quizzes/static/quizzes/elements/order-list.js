// <order-list data-said="Now at place {place} of {count}.">: buttons that move an entry up or down.
// Around an <ol> whose <li> each hold one number input; a <template> holds the two buttons.
// Without this file the numbers are typed. It only renumbers: saving is done by whoever listens.
class OrderList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    const buttons = this.querySelector("template");
    if (!this.list || !buttons || this.list.closest("fieldset")?.disabled) return;
    for (const entry of this.list.children) {
      if (entry.querySelector("[data-step]")) continue;
      entry.append(buttons.content.cloneNode(true));
      const text = entry.querySelector(".entry-text").textContent;
      for (const words of entry.querySelectorAll("[data-step] .vh")) words.append(text);
    }
    this.sort();
    this.addEventListener("click", (event) => this.press(event));
    this.addEventListener("change", (event) => this.typed(event));
  }

  // Entries follow their numbers, as long as these are all there and all different.
  sort() {
    const place = (entry) => Number(entry.querySelector("input").value);
    const places = new Set([...this.list.children].map(place));
    if (places.size < this.list.children.length || places.has(0)) return;
    this.list.append(...[...this.list.children].sort((a, b) => place(a) - place(b)));
    this.close();
  }

  press(event) {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const entry = button.closest("li");
    const index = [...this.list.children].indexOf(entry);
    this.move(entry, index + Number(button.dataset.step));
    // The button that was pressed may have come to an end; its neighbour goes on.
    (button.disabled ? entry.querySelector("[data-step]:not(:disabled)") : button).focus();
    this.changed(entry);
  }

  typed(event) {
    if (!event.isTrusted || !event.target.matches("input[type=number]")) return;
    const entry = event.target.closest("li");
    this.move(entry, Number(event.target.value) - 1);
    event.target.focus();
    this.say(entry);
  }

  move(entry, index) {
    const others = [...this.list.children].filter((child) => child !== entry);
    const place = Math.min(Math.max(index, 0), others.length);
    this.list.insertBefore(entry, others[place] ?? null);
    [...this.list.children].forEach((child, at) => {
      child.querySelector("input").value = String(at + 1);
    });
    this.close();
  }

  // The first entry cannot go up, the last one cannot go down.
  close() {
    [...this.list.children].forEach((entry, at, all) => {
      entry.querySelector("[data-step='-1']").disabled = at === 0;
      entry.querySelector("[data-step='1']").disabled = at === all.length - 1;
    });
  }

  changed(entry) {
    entry.querySelector("input").dispatchEvent(new Event("change", { bubbles: true }));
    this.say(entry);
  }

  say(entry) {
    const place = [...this.list.children].indexOf(entry) + 1;
    const status = this.querySelector("[data-status]");
    if (!status) return;
    status.textContent = this.dataset.said
      .replace("{place}", String(place))
      .replace("{count}", String(this.list.children.length));
  }
}

customElements.define("order-list", OrderList);
