// Finds a giver's own gift in the ledger. What is typed is hashed here; of the hash only the first digits, which many
// gifts share, choose the file that is asked for. How the questions are written: nhandao/public/finding.py.

/**
 * Capital letters and digits only, without marks.
 * @param {string} text
 */
export function plain(text) {
  const ascii = text
    .replace(/[đĐ]/g, "D")
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "");
  return ascii.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/**
 * An amount in đồng: "2.000.000 đ", "2,000,000", "2000000,00". Empty for anything else.
 * @param {string} text
 */
export function amountOf(text) {
  const bare = text
    .normalize("NFKC")
    .trim()
    .replace(/\s*(?:đồng|vnđ|vnd|đ|d)\.?$/i, "")
    .replace(/[.,]00$/, "");
  if (!/^\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*$|^\d+$/.test(bare)) {
    return "";
  }
  return bare.replace(/\D/g, "").replace(/^0+/, "");
}

/**
 * A day as year-month-day: "1/6/2023", "01-06-2023", "2023-06-01". Empty for what is no day of the calendar.
 * @param {string} text
 */
export function dayOf(text) {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const [year, month, day] = iso ? iso.slice(1) : found ? found.slice(1).reverse() : ["", "", ""];
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(written) ? written : "";
}

/**
 * Everything a gift may be asked for by.
 * @param {string} reference
 * @param {string} amount
 * @param {string} day
 * @param {number} check letters at the end of a receipt code that only the society knows
 */
export function questions(reference, amount, day, check) {
  const code = plain(reference);
  const asked = [`code|${code}`, `code|${code.slice(0, -check)}`];
  return amount && day ? [`gift|${code}|${amount}|${day}`, ...asked] : asked;
}

/**
 * @param {string} question
 * @param {string} salt hexadecimal digits
 * @param {number} iterations
 */
async function slowHash(question, salt, iterations) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(question), "PBKDF2", false, ["deriveBits"]);
  const bytes = Uint8Array.from(salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes, iterations }, key, 88);
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {HTMLFormElement} form */
function enable(form) {
  const words = /** @type {Record<string, string>} */ (form.dataset);
  const digits = Number(words.digits);
  const pages = words.pages.replace(/\/$/, "");
  const result = /** @type {HTMLElement} */ (form.querySelector("[role=status] ul"));
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

  /** @param {(string | HTMLAnchorElement)[][]} items @param {boolean} good */
  function say(items, good) {
    result.replaceChildren(
      ...items.map((parts) => {
        const item = document.createElement("li");
        item.className = good ? "checker__item checker__item--good" : "checker__item";
        item.append(...parts);
        return item;
      }),
    );
  }

  /** @param {string} href @param {string} text */
  function link(href, text) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = text;
    return made;
  }

  /** @param {string} question @returns {Promise<string[]>} */
  async function look(question) {
    const hash = await slowHash(question, words.salt, Number(words.iterations));
    const answer = await fetch(`${words.files}${hash.slice(0, digits)}.json`);
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    const file = await answer.json();
    return file[hash.slice(digits, digits + 16)] ?? [];
  }

  /** @param {string} place */
  function found(place) {
    const [page, reference, account, shown] = place.split(" ");
    const parts = [`${words.found.replace("{}", reference)} `, link(`${pages}${page}#${reference}`, words.line)];
    return shown === "1"
      ? [...parts, " · ", link(`${pages}/dia-chi/${account}/`, words.address.replace("{}", account))]
      : parts;
  }

  async function find() {
    const typed = field("ma").value;
    const amount = amountOf(field("so-tien").value);
    const day = dayOf(field("ngay").value);
    const wrong = [];
    if (!plain(typed)) {
      wrong.push([words.noCode]);
    }
    if (field("so-tien").value.trim() && !amount) {
      wrong.push([words.badAmount.replace("{}", field("so-tien").value.trim())]);
    }
    if (field("ngay").value.trim() && !day) {
      wrong.push([words.badDay.replace("{}", field("ngay").value.trim())]);
    }
    if (wrong.length) {
      say(wrong, false);
      return;
    }
    for (const question of questions(typed, amount, day, Number(words.check))) {
      const places = await look(question);
      if (places.length) {
        say(places.map(found), true);
        return;
      }
    }
    say([[amount && day ? words.none : words.noneByCode]], false);
  }

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say([[words.looking]], true);
    try {
      await find();
    } catch {
      say([[words.failed]], false);
    }
  });
}

if (typeof document !== "undefined" && globalThis.crypto?.subtle) {
  for (const form of document.querySelectorAll('form[data-module="find-gift"]')) {
    enable(/** @type {HTMLFormElement} */ (form));
  }
}
