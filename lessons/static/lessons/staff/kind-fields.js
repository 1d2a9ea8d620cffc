// <kind-fields data-select="id_kind">: shows only the parts of the form that the chosen kind has.
// A part says its kind by a class, `for-passage`. Without script all parts are there.
class KindFields extends HTMLElement {
  connectedCallback() {
    const select = document.getElementById(this.dataset.select);
    const form = this.closest("form");
    if (!select || !form) return;
    const show = () => {
      for (const part of form.querySelectorAll("[class*='for-']")) {
        const kinds = [...part.classList].filter((name) => name.startsWith("for-"));
        if (kinds.length) part.hidden = !kinds.includes(`for-${select.value}`);
      }
    };
    select.addEventListener("change", show);
    // The parts stand below this element and may not be parsed yet.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    show();
  }
}
customElements.define("kind-fields", KindFields);
