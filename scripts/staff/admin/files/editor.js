// Begins the form editor at once, keeps what the server refused in sight, and ends our session with the editor's own.
"use strict";

(() => {
  const base = document.currentScript.dataset.base;
  const key = "decap-cms-user";
  window.CMS_MANUAL_INIT = true; // words.js begins it, once it has all its words
  // The editor asks for a click before it begins, as it knows no login of its own: the session is the server's.
  localStorage.setItem(key, JSON.stringify({ backendName: "proxy" }));

  // The editor's own notice is gone after some seconds, too soon to mend several fields by it.
  const ask = window.fetch.bind(window);
  window.fetch = async (...question) => {
    const answer = await ask(...question);
    const url = new URL(answer.url || location.href);
    if (url.pathname === `${base}/api/v1` && !answer.ok && answer.status !== 404) {
      answer.clone().json().then(tell, () => {});
    } else if (url.pathname === `${base}/api/v1` && /"action":"(persistEntry|publish|update)/.test(question[1]?.body ?? "")) {
      document.getElementById("told").hidden = true;
    }
    return answer;
  };

  function tell(told) {
    const box = document.getElementById("told");
    const lines = [told.summary ?? told.error, ...(told.problems ?? [])].map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    });
    if (told.link) {
      const link = document.createElement("a");
      link.href = told.link;
      link.target = "_blank"; // what is being written here stays
      link.textContent = told.link_text;
      lines.at(-1).append(" ", link);
    }
    box.querySelector("ul").replaceChildren(...lines);
    box.hidden = false;
  }

  addEventListener("DOMContentLoaded", () => {
    document.querySelector("#told button").addEventListener("click", () => {
      document.getElementById("told").hidden = true;
    });
    // "Log out" in the editor's own menu only forgets who was there.
    setInterval(() => {
      if (!localStorage.getItem(key)) document.getElementById("leave").submit();
    }, 1000);
  });
})();
