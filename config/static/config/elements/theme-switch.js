// <theme-switch>: turns the theme form's post into an instant change.
// Without this file the form posts, the server sets the same cookie and renders data-theme.
const YEAR = 31536000;

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const saved = document.cookie.match(/(?:^|; )theme=(auto|light|dark)/)?.[1];
    this.show(saved ?? document.documentElement.dataset.theme ?? "auto");
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const theme = event.submitter.value;
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
      this.show(theme);
    });
  }

  show(theme) {
    document.documentElement.dataset.theme = theme;
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }
}

customElements.define("theme-switch", ThemeSwitch);
