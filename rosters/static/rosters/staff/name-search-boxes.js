// The admin's search boxes (Select2) show what is chosen in a span with the role of a text box and
// without a name. It gets the label of the list that it stands for, also in rows added later.
const UNNAMED = ".select2-selection__rendered[role=textbox]:not([aria-label])";

const nameBoxes = () => {
  for (const box of document.querySelectorAll(UNNAMED)) {
    const list = box.closest(".select2")?.previousElementSibling;
    const name = list?.getAttribute("aria-label") ?? list?.labels?.[0]?.textContent;
    if (name) box.setAttribute("aria-label", name.trim().replace(/:$/, ""));
  }
};

if (document.querySelector(".admin-autocomplete")) {
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });
  nameBoxes();
}
