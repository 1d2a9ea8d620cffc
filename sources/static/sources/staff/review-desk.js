// <review-desk>: the workbench without a new page for each decision. Forms and [data-page] links
// inside it go by fetch; the parts of the page ([data-part], by id) are replaced, and place, focus
// and scroll stay. Keys press what has data-key, while [data-keys] is ticked (it is remembered)
// and no text field has the focus (WCAG 2.1.4). data-lost, data-offline: words for a session that
// ended and for a broken line. Without this file the same forms and links load pages.
const KEYS = "groundwork:review-keys";
const TYPED = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";

class ReviewDesk extends HTMLElement {
  connectedCallback() {
    this.dataset.live = "";
    this.addEventListener("submit", (event) => this.send(event));
    this.addEventListener("click", (event) => this.follow(event));
    this.addEventListener("change", (event) => this.tick(event));
    this.press = (event) => this.pressed(event);
    this.back = () => this.ask(location.href, {}, { isNew: false });
    document.addEventListener("keydown", this.press);
    addEventListener("popstate", this.back);
    this.showKeys();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
    removeEventListener("popstate", this.back);
  }

  get keysOn() {
    try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; }
  }

  showKeys() {
    for (const label of this.querySelectorAll("[data-keys-label]")) label.hidden = false;
    for (const box of this.querySelectorAll("[data-keys]")) box.checked = this.keysOn;
  }

  tick(event) {
    const add = event.target.matches("[name=more]:checked") && event.target.form.querySelector("[data-add]");
    if (add) event.target.form.requestSubmit(add);
    if (!event.target.matches("[data-keys]")) return;
    try { localStorage.setItem(KEYS, event.target.checked ? "on" : "off"); } catch { /* Off. */ }
  }

  pressed(event) {
    if (!this.querySelector("[data-keys]")?.checked || event.defaultPrevented || event.repeat) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest?.(TYPED)) return;
    const target = this.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target.matches("summary")) target.parentElement.querySelector("textarea, input")?.focus();
  }

  follow(event) {
    const link = event.target.closest("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.ask(link.href, {}, { focus: this.mark(link) });
  }

  async send(event) {
    const form = event.target;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const focus = this.mark(event.submitter ?? document.activeElement);
    const address = form.getAttribute("action") || location.pathname;
    if (form.method === "get") return this.ask(`${address}?${new URLSearchParams(data)}`, {}, { focus });
    const draft = form.closest("review-draft");
    await draft?.rest(data);
    if (event.submitter?.matches("[data-add]")) {
      const field = `[name="cue-${data.getAll("more").at(-1)}"]`;
      await this.ask(address, { method: "POST", body: data }, { focus: field });
      return this.querySelector(field)?.scrollIntoView({ block: "center", behavior: "instant" });
    }
    return this.ask(address, { method: "POST", body: data }, { focus, draft });
  }

  // How to find a control again in the new part: by its key, its id, or its name and value.
  mark(control) {
    if (!control || !this.contains(document.activeElement)) return "";
    if (control.dataset.key) return `[data-key="${control.dataset.key}"]`;
    if (control.id) return `#${CSS.escape(control.id)}`;
    return control.name ? `[name="${control.name}"][value="${CSS.escape(control.value)}"]` : "";
  }

  async ask(address, options, { focus = "", draft = null, isNew = true } = {}) {
    if (this.busy) return;
    this.busy = true;
    this.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(address, { credentials: "same-origin", ...options });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.querySelector("review-desk");
      if (!fresh) return this.say(this.dataset.lost, true);
      if (reply.ok) draft?.forget();
      if (isNew && reply.url.split("?")[0] === new URL(location.pathname, location.href).href) history.pushState(null, "", reply.url);
      this.show(page, fresh, focus);
    } catch { this.say(this.dataset.offline, true); } finally {
      this.busy = false;
      this.removeAttribute("aria-busy");
    }
  }

  show(page, fresh, focus) {
    const was = this.querySelector(".line.is-current");
    const [sentence, top] = [was?.dataset.sentence, was?.getBoundingClientRect().top];
    const open = [...this.querySelectorAll(".bench-card details[open]")].map((part) => `.${part.classList[0]}`);
    for (const part of this.querySelectorAll("[data-part]")) {
      part.replaceChildren(...(fresh.querySelector(`#${part.id}`)?.childNodes ?? []));
    }
    document.querySelector("ul.messages")?.remove();
    const messages = page.querySelector("ul.messages");
    if (messages) this.before(messages);
    this.showKeys();
    const line = this.querySelector(".line.is-current");
    if (line && line.dataset.sentence === sentence) {
      for (const part of open) this.querySelector(`.bench-card ${part}`)?.setAttribute("open", "");
      scrollBy({ top: line.getBoundingClientRect().top - top, behavior: "instant" });
    } else line?.scrollIntoView({ block: innerWidth < 1024 ? "start" : "nearest", behavior: "instant" });
    const again = focus ? this.querySelector(focus) ?? this.querySelector(".bench-card") : null;
    again?.focus({ preventScroll: true });
    const told = again?.matches("[type=range]") ? ["[data-progress]", "[data-shown]"] : [".bench-card > header", "#card-title"];
    this.say([messages, ...told.map((part) => this.querySelector(part))].map((part) => part?.textContent.trim()).filter(Boolean).join(" · "));
  }

  say(words, isTrouble = false) {
    const place = this.querySelector("[data-said]");
    place.textContent = words ?? "";
    place.classList.toggle("vh", !isTrouble);
    if (isTrouble) place.scrollIntoView({ block: "nearest" });
  }
}

customElements.define("review-desk", ReviewDesk);
