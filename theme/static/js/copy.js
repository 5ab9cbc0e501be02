// A button beside each value of a [data-module="copy"] that copies it. Without this script the value can be selected.

/** @param {Element} list */
function addButtons(list) {
  const { copy = "", copied = "" } = /** @type {HTMLElement} */ (list).dataset;
  for (const value of list.querySelectorAll("[data-value]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    const name = value.previousElementSibling?.textContent ?? "";
    button.setAttribute("aria-label", `${copy}: ${name}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(/** @type {HTMLElement} */ (value).dataset.value ?? "");
        button.textContent = copied;
        button.setAttribute("aria-label", `${copied}: ${name}`);
      } catch {
        getSelection()?.selectAllChildren(value.firstElementChild ?? value);
      }
    });
    value.append(" ", button);
  }
}

document.querySelectorAll('[data-module="copy"]').forEach(addButtons);
