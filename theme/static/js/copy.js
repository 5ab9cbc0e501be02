// A button beside each value of a [data-module="copy"] that copies it. Without this script the value can be selected.

/**
 * A button that copies a text.
 * @param {() => string} text
 * @param {string} name of what is copied
 * @param {{copy?: string, copied?: string}} words
 * @param {() => void} otherwise what to do where nothing can be copied
 */
export function copyButton(text, name, { copy = "", copied = "" }, otherwise) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = copy;
  button.setAttribute("aria-label", `${copy}: ${name}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = copied;
      button.setAttribute("aria-label", `${copied}: ${name}`);
    } catch {
      otherwise();
    }
  });
  return button;
}

/** @param {Element} list */
function addButtons(list) {
  const words = /** @type {HTMLElement} */ (list).dataset;
  for (const value of list.querySelectorAll("[data-value]")) {
    const name = value.previousElementSibling?.textContent ?? "";
    const text = () => /** @type {HTMLElement} */ (value).dataset.value ?? "";
    const select = () => getSelection()?.selectAllChildren(value.firstElementChild ?? value);
    value.append(" ", copyButton(text, name, words, select));
  }
}

if (typeof document !== "undefined") {
  document.querySelectorAll('[data-module="copy"]').forEach(addButtons);
}
