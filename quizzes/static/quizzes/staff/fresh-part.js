// <fresh-part>: fetches its page again every data-every seconds and shows the new version of itself
// (by its id). It waits while the page is hidden or focus is inside, and says when it was last new.
// Without this file the link "Refresh" does the same.
class FreshPart extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.refresh(), Number(this.dataset.every) * 1000);
  }

  disconnectedCallback() { clearInterval(this.timer); }

  async refresh() {
    if (document.hidden || this.contains(document.activeElement)) return;
    try {
      const reply = await fetch(location.href, { credentials: "same-origin" });
      if (!reply.ok || reply.redirected) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById(this.id);
      if (fresh && !this.contains(document.activeElement)) this.replaceChildren(...fresh.childNodes);
    } catch { /* The next one may get through. */ }
  }
}

customElements.define("fresh-part", FreshPart);
