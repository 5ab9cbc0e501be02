// A button that prints, in each [data-module="print"]. Without this script the words beside it tell how.

for (const place of document.querySelectorAll('[data-module="print"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = /** @type {HTMLElement} */ (place).dataset.print ?? "";
  button.addEventListener("click", () => print());
  place.append(" ", button);
}
