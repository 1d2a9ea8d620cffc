// <copy-text>: <code>the text</code> <button hidden>Copy</button> <span role="status" data-copied="Copied"></span>
// The button stays hidden without this file, or where the browser may not write the clipboard.
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const status = this.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(this.querySelector("code").textContent.trim());
        status.textContent = status.dataset.copied;
      } catch {
        getSelection().selectAllChildren(this.querySelector("code"));
      }
    });
  }
}

customElements.define("copy-text", CopyText);
