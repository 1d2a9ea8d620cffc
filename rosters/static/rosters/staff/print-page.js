// <print-page>Print the cards</print-page>: becomes a button that prints; without script it is a
// plain sentence, and the browser's own menu prints.
class PrintPage extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.append(...this.childNodes);
    button.addEventListener("click", () => print());
    this.append(button);
  }
}

customElements.define("print-page", PrintPage);
