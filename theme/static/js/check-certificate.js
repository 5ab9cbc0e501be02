// Checks the code of a certificate against the newest release: the table of certificates is loaded and hashed here, and
// held against the release's list of hashes; no server is asked about the code. How codes are made: nhandao/records/
// certificate_codes.py.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * The check character of ISO/IEC 7064 MOD 37,36.
 * @param {string} body
 */
function checkCharacter(body) {
  let product = 36;
  for (const char of body) {
    product = (((product + LETTERS.indexOf(char)) % 36 || 36) * 2) % 37;
  }
  return LETTERS[(37 - product) % 36];
}

/**
 * The code that somebody typed, however it is spaced; empty for what cannot be one.
 * @param {string} typed
 */
export function readCode(typed) {
  const text = typed
    .slice(0, 100)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.‐‑‒–—−-]/g, "")
    .replace(/I/g, "1")
    .replace(/O/g, "0");
  const found = /^(?:CN)?([0-9A-HJ-NP-Z]{16})([0-9A-HJ-NP-Z])$/.exec(text);
  if (!found || checkCharacter(found[1]) !== found[2]) {
    return "";
  }
  return ["CN", ...(found[1].match(/.{4}/g) ?? []), found[2]].join("-");
}

/** @param {string} url @param {RequestCache} [cache] */
async function load(url, cache) {
  const answer = await fetch(url, { cache });
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  return answer.arrayBuffer();
}

/** @param {ArrayBuffer} content */
async function sha256(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {HTMLFormElement} form */
function enable(form) {
  const words = /** @type {Record<string, string>} */ (form.dataset);
  const result = /** @type {HTMLElement} */ (form.querySelector("[role=status] ul"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("ma"));
  const file = "certificates.json";

  /** @param {(string | Node)[]} parts @param {boolean} good */
  function say(parts, good) {
    const item = document.createElement("li");
    item.className = good ? "checker__item checker__item--good" : "checker__item";
    item.append(...parts);
    result.replaceChildren(item);
  }

  /** @param {string} release @returns {Promise<ArrayBuffer[]>} */
  const files = (release) => Promise.all([load(`${release}SHA256SUMS`), load(release + file)]);

  /** The newest release, also when it is newer than this page: the one before it has then left the site. */
  async function newest() {
    try {
      return await files(words.release);
    } catch {
      const page = new TextDecoder().decode(await load(location.pathname, "reload"));
      const now = new DOMParser().parseFromString(page, "text/html").querySelector("[data-release]");
      return files(now?.getAttribute("data-release") ?? words.release);
    }
  }

  /** @param {string} code */
  async function check(code) {
    const [sums, content] = await newest();
    const hash = await sha256(content);
    const decoder = new TextDecoder();
    if (!decoder.decode(sums).split("\n").includes(`${hash}  ${file}`)) {
      say([words.changed], false);
      return;
    }
    const { rows } = JSON.parse(decoder.decode(content));
    const row = rows.find((/** @type {{code: string}} */ one) => one.code === code);
    if (!row) {
      say([words.unknown], false);
      return;
    }
    const link = document.createElement("a");
    link.href = `${words.pages}${code}/`;
    link.textContent = words.open;
    const kept = words.kept.replace("{kept}", row.promises_kept).replace("{all}", row.promises);
    const said = words.good.replace("{code}", code).replace("{name}", () => row.name);
    say([said, " ", ...(row.kind === "pledge" ? [kept, " "] : []), link], true);
  }

  form.hidden = false;
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = readCode(field.value);
    if (!code) {
      say([words.wrong], false);
      return;
    }
    say([words.looking], true);
    try {
      await check(code);
    } catch {
      say([words.failed], false);
    }
  });
}

if (typeof document !== "undefined" && globalThis.crypto?.subtle) {
  for (const form of document.querySelectorAll('form[data-module="check-certificate"]')) {
    enable(/** @type {HTMLFormElement} */ (form));
  }
}
