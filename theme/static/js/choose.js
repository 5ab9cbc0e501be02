// The list of chosen addresses of [data-module="choose"]: kept on this device and in the address of the page. A link with
// ?them=CODE adds one, ?ma=CODE,CODE shows a list somebody shared. Without this script codes are typed into the field.

import { isCode } from "./check-account.js";
import { copyButton } from "./copy.js";

export const MOST = 50;
const KEPT = "nhandao.chon";
const SHARED = 7; // letters of a code that the codes of one file share

/**
 * The codes of a list as people write it, each once.
 * @param {string} text
 */
export function codesOf(text) {
  const written = text.toUpperCase().split(/[\s,;+]+/);
  return [...new Set(written.map((part) => part.replace(/-/g, "").slice(0, 20)))].filter(Boolean);
}

/** @param {string[]} codes */
export function query(codes) {
  return codes.length ? `?ma=${codes.map(encodeURIComponent).join(",")}` : "";
}

function stored() {
  try {
    return codesOf(localStorage.getItem(KEPT) ?? "");
  } catch {
    return []; // no storage here: the address of the page is enough
  }
}

/** @param {string[]} codes */
function keep(codes) {
  try {
    localStorage.setItem(KEPT, codes.join(","));
  } catch {
    // as above
  }
}

/** @typedef {{state: string, title: string, needed: number}} Known */

/**
 * What the site knows of some codes.
 * @param {string[]} codes
 * @param {string} files
 * @returns {Promise<Map<string, Known>>}
 */
async function look(codes, files) {
  const right = codes.filter((code) => /^DC\d{2}[A-Z]\d{4}[0-9A-Z]$/.test(code) && isCode(code));
  /** @type {Map<string, Known>} */
  const known = new Map(codes.map((code) => [code, { state: "wrong", title: "", needed: 0 }]));
  await Promise.all(
    [...new Set(right.map((code) => code.slice(0, SHARED)))].map(async (shared) => {
      const answer = await fetch(`${files}${shared}.json`);
      if (!answer.ok && answer.status !== 404) {
        throw new Error(answer.statusText);
      }
      const file = answer.ok ? await answer.json() : {};
      for (const code of right.filter((one) => one.startsWith(shared))) {
        const [state = "unknown", title = "", needed = 0] = Object.hasOwn(file, code) ? file[code] : [];
        known.set(code, { state, title, needed });
      }
    }),
  );
  return known;
}

/** @param {HTMLFormElement} form */
function enable(form) {
  const words = /** @type {Record<string, string>} */ (form.dataset);
  const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("ma"));
  const sums = /** @type {HTMLInputElement} */ (form.elements.namedItem("tien"));
  const result = /** @type {HTMLElement} */ (form.querySelector("[role=status] ul"));
  const money = (/** @type {number} */ sum) => `${sum.toLocaleString(document.documentElement.lang)}\u00a0đ`;

  /** @param {(string | Node)[]} parts @param {boolean} good */
  function item(parts, good) {
    const made = document.createElement("li");
    made.className = good ? "checker__item checker__item--good" : "checker__item";
    made.append(...parts);
    return made;
  }

  /** @param {string} text @param {string} href @param {string} lang */
  function link(text, href, lang) {
    const made = document.createElement("a");
    made.href = href;
    made.lang = lang;
    made.textContent = text;
    return made;
  }

  /** @param {string[]} codes @param {string} code */
  function remover(codes, code) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = words.remove;
    made.setAttribute("aria-label", `${words.remove}: ${code}`);
    made.addEventListener("click", () => {
      change(codes.filter((one) => one !== code));
      field.focus();
    });
    return made;
  }

  /** @param {string[]} all */
  async function show(all) {
    const codes = all.slice(0, MOST);
    field.value = codes.join(", ");
    sums.value = "";
    history.replaceState(null, "", location.pathname + query(codes));
    /** @type {Map<string, Known>} */
    let known;
    try {
      known = await look(codes, words.files);
    } catch {
      result.replaceChildren(item([words.failed], false));
      return;
    }
    if (field.value !== codes.join(", ")) {
      return; // changed meanwhile
    }
    const items = codes.map((code) => {
      const { state, title, needed } = /** @type {Known} */ (known.get(code));
      const named = title ? link(title, `${words.pages}${code}/`, "vi") : "";
      const told = state === "open" ? `${words.needed} ${money(needed)}` : words[state];
      return item([`${code}: `, named, title ? " · " : "", told, " ", remover(codes, code)], state === "open");
    });
    const needed = codes.map((code) => known.get(code)?.needed ?? 0);
    sums.value = needed.join(",");
    if (all.length > MOST) {
      items.unshift(item([words.many.replace("{}", String(all.length))], false));
    }
    if (codes.length) {
      items.push(item([`${words.total} ${money(needed.reduce((sum, one) => sum + one, 0))}`], true));
      const shared = link(words.share, location.href, document.documentElement.lang);
      const select = () => getSelection()?.selectAllChildren(shared);
      items.push(item([shared, " ", copyButton(() => location.href, words.share, words, select)], true));
    }
    result.replaceChildren(...(items.length ? items : [item([words.empty], true)]));
  }

  /** @param {string[]} codes */
  function change(codes) {
    keep(codes.slice(0, MOST));
    return show(codes);
  }

  const asked = new URLSearchParams(location.search);
  const added = asked.get("them");
  const shared = asked.get("ma");
  if (added !== null) {
    change([...new Set([...stored(), ...codesOf(added)])]);
  } else {
    show(shared === null ? stored() : codesOf(shared));
  }
  field.addEventListener("change", () => change(codesOf(field.value)));
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll('form[data-module="choose"]')) {
    enable(/** @type {HTMLFormElement} */ (form));
  }
}
