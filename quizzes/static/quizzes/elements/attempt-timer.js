// <attempt-timer>: counts down to the server's deadline and hands in when it is reached.
// data-seconds: seconds left when the page was made; data-form: id of the form that hands in.
// A save's reply says how much is left by then: staff may have moved the end. The server also asks
// before it takes this page's word that the time is up.
// Without this file the time of the deadline stands there, and the server holds it.
const [HAND_IN_AFTER, SLACK] = [1500, 2500];

class AttemptTimer extends HTMLElement {
  // By the clock, which goes on while a computer sleeps.
  connectedCallback() {
    this.end = Date.now() + Number(this.dataset.seconds) * 1000;
    this.output = this.querySelector("[data-left]");
    this.timer = setInterval(() => this.tick(), 500);
    this.hear = ({ detail }) => this.move(detail.reply?.left);
    document.addEventListener("save-state", this.hear);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("save-state", this.hear);
  }

  // Seconds are whole, so the end moves only when they say something else.
  move(left) {
    const end = Date.now() + left * 1000;
    if (typeof left !== "number" || Math.abs(end - this.end) < SLACK) return;
    this.end = end;
    if (left > 5) this.near = false;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 500);
    this.tick();
  }

  tick() {
    const left = Math.max(0, Math.ceil((this.end - Date.now()) / 1000));
    this.show(left);
    if (left <= 5 && !this.near) {
      this.near = true;
      document.dispatchEvent(new CustomEvent("deadline-near"));
    }
    if (left > 0) return;
    // Again and again: while the network is down the form is held back.
    clearInterval(this.timer);
    this.timer = setInterval(() => this.handIn(), HAND_IN_AFTER);
  }

  handIn() { document.getElementById(this.dataset.form)?.requestSubmit(); }

  show(left) {
    const minutes = Math.floor(left / 60);
    const text = left >= 120 ? this.dataset.minutes.replace("{}", String(Math.ceil(left / 60)))
      : `${minutes}:${String(left % 60).padStart(2, "0")}`;
    if (this.output && this.output.textContent !== text) this.output.textContent = text;
  }
}

customElements.define("attempt-timer", AttemptTimer);
