/* Keeps what a reader opened or closed when a publication draws the page again. */
(function () {
  "use strict";
  const chosen = new Map();

  function key(details) {
    const summary = details.querySelector("summary");
    return window.location.pathname + "|" + (summary ? summary.textContent : "");
  }

  function isKept(details) {
    return details.matches("main details:not(.menu)");
  }

  document.addEventListener(
    "click",
    function (event) {
      const summary = event.target.closest && event.target.closest("summary");
      if (summary && isKept(summary.parentElement)) {
        chosen.set(key(summary.parentElement), !summary.parentElement.open);
      }
    },
    true
  );

  function restore() {
    document.querySelectorAll("main details:not(.menu)").forEach(function (details) {
      const wanted = chosen.get(key(details));
      if (wanted !== undefined && details.open !== wanted) {
        details.open = wanted;
      }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  });
})();
