// <file-drop data-most-bytes data-most-files …>: around an input of files. Files can be dropped on
// it; what is chosen is listed with its size, and what the server would refuse for its size is said
// before anything is sent. Without it the input works by itself.
const MEGABYTE = 1024 * 1024;

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".dropped");
    if (!this.input) return;
    this.classList.add("is-ready");
    this.dropWords();
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) this.addEventListener(name, this);
    this.input.addEventListener("change", this);
    this.show();
  }

  dropWords() {
    const words = document.createElement("p");
    words.className = "small soft";
    words.textContent = this.dataset.drop;
    this.prepend(words);
  }

  handleEvent(event) {
    if (event.type === "change") return this.show();
    event.preventDefault();
    this.classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer.files.length) this.take(event.dataTransfer.files);
  }

  take(files) {
    const all = new DataTransfer();
    const kept = this.input.multiple ? [...this.input.files] : [];
    for (const file of [...kept, ...files]) all.items.add(file);
    this.input.files = all.files;
    this.show();
  }

  show() {
    const files = [...this.input.files];
    this.list.replaceChildren(...files.map((file) => this.line(`${file.name}, ${this.size(file.size)}`)));
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const wrong =
      files.length > Number(this.dataset.mostFiles) ? this.dataset.tooMany
      : bytes > Number(this.dataset.mostBytes) ? this.dataset.tooMuch
      : "";
    if (wrong) this.list.append(this.line(wrong, "is-wrong"));
    this.input.setCustomValidity(wrong);
  }

  line(words, name = "") {
    const item = document.createElement("li");
    item.textContent = words;
    item.className = name;
    return item;
  }

  size(bytes) {
    const language = document.documentElement.lang || undefined;
    const amount = bytes < MEGABYTE ? bytes / 1024 : bytes / MEGABYTE;
    const unit = bytes < MEGABYTE ? "kB" : "MB";
    return `${amount.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
  }
}

customElements.define("file-drop", FileDrop);
