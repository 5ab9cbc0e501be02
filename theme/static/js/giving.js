// Small proofs of work for the forms of [data-module="giving"]: a browser counts for a second before a form is sent, so
// that nobody sends forms by the thousand. Without this script a form is sent all the same, and a person looks at it.

/**
 * @typedef {{algorithm: string, challenge: string, maxnumber?: number, maxNumber?: number, salt: string, signature: string}} Challenge
 */

const FRESH = 20 * 60 * 1000; // ms; the server takes a proof for longer

/**
 * The number whose SHA-256 with the salt is the challenge, or -1.
 * @param {Challenge} asked
 */
export async function solved(asked) {
  const encoder = new TextEncoder();
  const most = asked.maxnumber ?? asked.maxNumber ?? 0;
  for (let number = 0; number <= most; number += 1) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(asked.salt + number));
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex === asked.challenge) {
      return number;
    }
  }
  return -1;
}

/**
 * A proof as the server reads it, "" when there is none to be had.
 * @param {string} url
 */
async function proof(url) {
  try {
    const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    const asked = /** @type {Challenge} */ (await answer.json());
    const number = answer.ok && asked.algorithm === "SHA-256" ? await solved(asked) : -1;
    const { algorithm, challenge, salt, signature } = asked;
    return number < 0 ? "" : btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  } catch {
    return "";
  }
}

/** @param {HTMLFormElement} form */
function prepare(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("altcha"));
  const nonce = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("nonce"));
  /** @type {Promise<string> | undefined} */
  let working;
  let since = 0;
  let sending = false;
  const start = () => {
    if (!working || Date.now() - since > FRESH) {
      since = Date.now();
      working = proof(form.dataset.challenge ?? "");
    }
    return working;
  };
  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) {
      return; // pressed twice
    }
    sending = true;
    field.value = await start();
    form.submit();
  });
  // Back from the answer, the form can be sent again, with a proof of its own.
  addEventListener("pageshow", () => {
    sending = false;
    working = undefined;
    field.value = "";
    if (nonce) {
      nonce.value = crypto.randomUUID?.() ?? "";
    }
  });
}

document.querySelectorAll('form[data-module="giving"]').forEach((form) => prepare(/** @type {HTMLFormElement} */ (form)));
