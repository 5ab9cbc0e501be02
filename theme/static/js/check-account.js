// Holds a pasted message against the genuine accounts, codes and host: all on this machine, nothing is sent.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HIDDEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const LINK = /[a-z][a-z0-9+.-]*:\/\/\S+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?/giu;
const CODE = /\b(?:DC|QC|CK)[ -]?\d{2}[ -]?[A-Z][ -]?\d{4}[ -]?[0-9A-Z]\b/gi;
// Digits, perhaps in groups, that are no amount of money; or letters and digits written together.
const ACCOUNT =
  /\b\d(?:[ .-]?\d){5,18}\b(?!\s*(?:đồng|dong|vnđ|vnd|đ|d)(?!\p{L}))|\b(?=[0-9A-Z]*\d{3})(?=[0-9A-Z]*[A-Z])[0-9A-Z]{6,19}\b/giu;

/**
 * Whether the last character is the ISO/IEC 7064 MOD 37,36 check character of the others.
 * @param {string} code
 */
export function isCode(code) {
  let product = 36;
  for (const char of code.slice(0, -1)) {
    const total = (product + ALPHABET.indexOf(char)) % 36 || 36;
    product = (total * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36] === code.at(-1);
}

/** @param {string} text */
function compact(text) {
  return text.replace(/[ .-]/g, "").toUpperCase();
}

/**
 * What a text contains, as pairs of a finding's name and the words it is about.
 * @param {string} pasted
 * @param {{accounts: string[], former: string[], host: string}} known
 * @returns {[string, string][]}
 */
export function findings(pasted, known) {
  /** @type {[string, string][]} */
  const found = [];
  let text = pasted.normalize("NFKC");
  if (HIDDEN.test(pasted)) {
    found.push(["hidden", ""]);
    text = text.replace(HIDDEN, "");
  }
  text = text.replace(LINK, (link) => {
    let host = "";
    try {
      host = new URL(link.includes("://") ? link : `https://${link}`).host;
    } catch {
      host = link;
    }
    found.push([host === known.host ? "linkGood" : "linkBad", host]);
    return "\n";
  });
  text = text.replace(CODE, (written) => {
    const code = compact(written);
    found.push([isCode(code) ? "codeGood" : "codeBad", code]);
    return "\n";
  });
  for (const [written] of text.matchAll(ACCOUNT)) {
    const number = compact(written);
    if (known.accounts.includes(number)) {
      found.push(["accountGood", number]);
    } else if (known.former.includes(number)) {
      found.push(["accountFormer", number]);
    } else {
      found.push(["accountBad", number]);
    }
  }
  return found.length ? found : [["nothing", ""]];
}

/** @param {HTMLFormElement} form */
function enable(form) {
  const words = form.dataset;
  const list = (/** @type {string | undefined} */ text) => (text ?? "").split(" ").filter(Boolean);
  const known = {
    accounts: list(words.accounts),
    former: list(words.former),
    host: words.host || location.host,
  };
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const result = /** @type {HTMLElement} */ (form.querySelector("[role=status] ul"));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    result.replaceChildren(
      ...findings(field.value, known).map(([kind, about]) => {
        const item = document.createElement("li");
        item.className = kind.endsWith("Good") ? "checker__item checker__item--good" : "checker__item";
        item.textContent = (words[kind] ?? "").replace("{}", about);
        return item;
      }),
    );
  });
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll('form[data-module="check-account"]')) {
    enable(/** @type {HTMLFormElement} */ (form));
  }
}
