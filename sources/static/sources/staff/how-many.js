// <how-many>: around a form with one slider. The number beside it follows the thumb, and the form is
// sent when the thumb rests. It may be replaced by the answer while somebody moves on: the slider
// that takes its place then goes on from there. Without it the form has a button.
const REST = 250;

class HowMany extends HTMLElement {
  connectedCallback() {
    this.slider = this.querySelector("[type=range]");
    this.addEventListener("input", () => this.say());
    this.addEventListener("change", () => this.wait());
  }

  disconnectedCallback() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    setTimeout(() => document.querySelector("how-many")?.goOn(this.slider.value));
  }

  goOn(value) {
    this.slider.value = value;
    this.say();
    this.wait();
  }

  say() {
    this.querySelector("output").textContent = this.slider.value;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  send() {
    if (this.closest("[aria-busy=true]")) return this.wait();
    this.timer = 0;
    this.slider.form.requestSubmit();
  }
}

customElements.define("how-many", HowMany);
