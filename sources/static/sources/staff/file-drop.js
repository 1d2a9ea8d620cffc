// <file-drop data-most-bytes data-most-files …>: around an input of files. Files can be dropped
// anywhere on the page; what is chosen is listed with its size and a button that takes it away, and
// what the server would refuse for its size or number, and folders, are said before anything is
// sent. Without it the input works by itself.
const MEGABYTE = 1024 * 1024;
const DRAGS = ["dragenter", "dragover", "dragleave", "drop"];

class FileDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".dropped");
    if (!this.input) return;
    this.folders = [];
    this.classList.add("is-ready");
    this.dropWords();
    // On the whole page: a file dropped beside the frame would otherwise open in place of the form.
    for (const name of DRAGS) document.addEventListener(name, this);
    this.input.addEventListener("change", this);
    this.input.form.addEventListener("submit", this, { capture: true });
    this.show();
  }

  disconnectedCallback() {
    for (const name of DRAGS) document.removeEventListener(name, this);
  }

  dropWords() {
    const words = document.createElement("p");
    words.className = "small soft";
    words.textContent = this.dataset.drop;
    this.prepend(words);
  }

  handleEvent(event) {
    if (event.type === "change") return this.choose([...this.input.files]);
    if (event.type === "submit") return this.hold(event);
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const isGone = event.type === "drop" || (event.type === "dragleave" && !event.relatedTarget);
    this.classList.toggle("is-over", !isGone);
    if (event.type === "drop") this.take([...event.dataTransfer.items]);
  }

  hold(event) {
    if (!this.wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.input.focus();
    this.list.scrollIntoView({ block: "nearest" });
  }

  take(items) {
    const dropped = items.filter((item) => item.kind === "file");
    const isFolder = (item) => item.webkitGetAsEntry?.()?.isDirectory;
    const folders = dropped.filter(isFolder).map((item) => item.getAsFile()?.name ?? "");
    const files = dropped.filter((item) => !isFolder(item)).map((item) => item.getAsFile());
    const kept = this.dataset.mostFiles === "1" && files.length ? [] : [...this.input.files];
    this.choose([...kept, ...files.filter(Boolean)], folders);
  }

  choose(files, folders = []) {
    const all = new DataTransfer();
    const isSame = (one, other) => ["name", "size", "lastModified"].every((part) => one[part] === other[part]);
    for (const file of files) if (![...all.files].some((other) => isSame(file, other))) all.items.add(file);
    this.input.files = all.files;
    this.folders = folders;
    this.show();
  }

  show() {
    const files = [...this.input.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    this.wrong =
      files.length > Number(this.dataset.mostFiles) ? this.dataset.tooMany
      : bytes > Number(this.dataset.mostBytes) ? this.dataset.tooMuch
      : "";
    this.list.replaceChildren(
      ...files.map((file) => this.chosen(file)),
      ...this.folders.map((name) => this.line(this.dataset.folder.replace("{name}", name), "is-wrong")),
      ...(this.wrong ? [this.line(this.wrong, "is-wrong")] : []),
    );
    this.input.setCustomValidity(this.wrong);
  }

  chosen(file) {
    const item = this.line(`${file.name}, ${this.size(file.size)}`, "row is-apart");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn is-quiet";
    button.textContent = this.dataset.takeAway;
    button.setAttribute("aria-label", `${this.dataset.takeAway}: ${file.name}`);
    button.addEventListener("click", () => {
      this.choose([...this.input.files].filter((other) => other !== file));
      this.input.focus();
    });
    item.append(button);
    return item;
  }

  line(words, name) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("span"), { textContent: words }));
    item.className = name;
    return item;
  }

  size(bytes) {
    const language = document.documentElement.lang || undefined;
    const amount = bytes < MEGABYTE ? Math.ceil(bytes / 102.4) / 10 : bytes / MEGABYTE;
    const unit = bytes < MEGABYTE ? "kB" : "MB";
    return `${amount.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
  }
}

customElements.define("file-drop", FileDrop);
