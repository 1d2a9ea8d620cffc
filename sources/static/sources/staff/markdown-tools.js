// <markdown-tools>: buttons and pickers that write Markdown into the text area below them.
// Without script the tool bar stays hidden and the help text says what to type.
class MarkdownTools extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    const tools = this.querySelector(".tools");
    if (!this.area || !tools) return;
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const { around, before } = button.dataset;
      if (around) this.wrap(around);
      if (before) this.startLines(before);
    });
    tools.addEventListener("change", (event) => {
      const { value, dataset } = event.target;
      if (!value) return;
      if ("cite" in dataset) this.put(` [@${value}]`, this.area.selectionEnd);
      if ("term" in dataset) this.link(value, event.target.selectedOptions[0].text);
      event.target.value = "";
    });
  }

  wrap(mark) {
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    const chosen = value.slice(from, to);
    this.replace(from, to, `${mark}${chosen}${mark}`, from + mark.length, to + mark.length);
  }

  startLines(mark) {
    const { selectionStart, selectionEnd: to, value } = this.area;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const lines = value.slice(from, to).split("\n").map((line) => mark + line).join("\n");
    this.replace(from, to, lines, from, from + lines.length);
  }

  link(id, word) {
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    const text = `[${value.slice(from, to) || word}](term:${id})`;
    this.replace(from, to, text, from + text.length, from + text.length);
  }

  put(text, at) {
    this.replace(at, at, text, at + text.length, at + text.length);
  }

  replace(from, to, text, start, end) {
    const { area } = this;
    area.focus();
    area.setRangeText(text, from, to, "end");
    area.setSelectionRange(start, end);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("markdown-tools", MarkdownTools);
