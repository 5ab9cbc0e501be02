// Finds addresses and pages in the index made with the site; what is typed and chosen stays in this browser.

const SHOWN = 12;
const MARKED = /[\u0300-\u036f]|đ/u;

/** @param {HTMLFormElement} form */
async function enable(form) {
  const words = /** @type {Record<string, string>} */ (form.dataset);
  const results = /** @type {HTMLElement} */ (form.nextElementSibling);
  const count = /** @type {HTMLElement} */ (results.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (results.querySelector("ul"));
  const more = /** @type {HTMLButtonElement} */ (results.querySelector("button"));
  const query = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const order = /** @type {HTMLSelectElement} */ (form.elements.namedItem("xep"));
  /** @type {HTMLSelectElement[]} */
  const filters = [...form.querySelectorAll("select[data-filter]")];
  const options = filters.flatMap((select) => [...select.options]).filter((option) => option.value);
  const names = new Map(options.map((option) => [option, option.text]));
  /** @type {any} */
  let pagefind;
  let turn = 0;
  /** @type {any[]} */
  let waiting = [];

  form.hidden = false;
  results.hidden = false;
  read();
  try {
    pagefind = await import(new URL(`${words.index}pagefind.js`, location.href).href);
    await pagefind.init();
    await pagefind.filters();
  } catch {
    count.textContent = words.failed;
    return;
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    query.value = asked.get("q") ?? "";
    for (const select of [...filters, order]) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  function write() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value) {
        asked.set(name, String(value).trim());
      }
    }
    const text = asked.toString().replaceAll("%2F", "/");
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  /** @param {Record<string, string>} chosen */
  async function ask(chosen) {
    const text = query.value.normalize("NFC").trim();
    const picked = order.selectedOptions[0].dataset;
    // Only addresses have an order of their own; asked for one, the index leaves out everything else.
    const addresses = (chosen.loai ?? "dia-chi") === "dia-chi";
    const usual = text || !addresses ? undefined : { "uu-tien": "asc" };
    const sort = picked.sort && addresses ? { [picked.sort]: picked.direction } : usual;
    // Typed with marks, a word is that word; typed without, it is every word of these letters.
    const marked = MARKED.test(text.toLowerCase().normalize("NFD"));
    await pagefind.options({ exactDiacritics: marked });
    const found = await pagefind.search(text || null, { filters: chosen, sort });
    if (!marked || found.results.length) {
      return found;
    }
    await pagefind.options({ exactDiacritics: false });
    return pagefind.search(text, { filters: chosen, sort });
  }

  function chosen() {
    return Object.fromEntries(filters.filter((select) => select.value).map((select) => [select.name, select.value]));
  }

  async function show() {
    const mine = ++turn;
    const all = chosen();
    const found = await ask(all);
    /** @type {Record<string, Record<string, number>>} */
    const counts = { ...found.filters };
    for (const name of Object.keys(all)) {
      // Of a list from which something is chosen, the others count as if nothing were.
      const { [name]: _, ...others } = all;
      counts[name] = (await ask(others)).filters[name];
    }
    if (mine !== turn) {
      return;
    }
    for (const [option, name] of names) {
      const select = /** @type {HTMLSelectElement} */ (option.closest("select"));
      const number = counts[select.name]?.[option.value] ?? 0;
      option.textContent = `${name} (${number})`;
      option.hidden = option.disabled = !number && !option.selected;
    }
    waiting = found.results;
    await next(mine, true);
    if (mine === turn) {
      const number = found.results.length;
      count.textContent = number ? words.count.replace("{}", number.toLocaleString(document.documentElement.lang)) : words.none;
    }
  }

  /** Shows the next results, after those shown or in their place. */
  async function next(mine = turn, fresh = false) {
    const loaded = await Promise.all(waiting.slice(0, SHOWN).map((result) => result.data()));
    if (mine !== turn) {
      return;
    }
    waiting = waiting.slice(SHOWN);
    more.hidden = !waiting.length;
    if (fresh) {
      list.replaceChildren();
    }
    const first = list.children.length;
    for (const { meta } of loaded) {
      const item = document.createElement("li");
      item.innerHTML = meta.card; // our own, escaped when the site was made
      list.append(item);
    }
    return list.children[first];
  }

  async function update() {
    write();
    try {
      await show();
    } catch {
      count.textContent = words.failed;
    }
  }

  let timer = 0;
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, 200);
  });
  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    update();
  });
  addEventListener("popstate", () => {
    read();
    show();
  });
  more.addEventListener("click", async () => {
    const item = await next();
    item?.querySelector("a")?.focus();
  });
  await show();
}

for (const form of document.querySelectorAll('form[data-module="search"]')) {
  enable(/** @type {HTMLFormElement} */ (form));
}
