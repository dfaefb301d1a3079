/* Keeps what a reader opened or closed when a publication draws the page again. */
(function () {
  "use strict";
  const chosen = new Map();

  function all() {
    return Array.from(document.querySelectorAll("main details:not(.menu)"));
  }

  function key(details) {
    return window.location.pathname + "|" + all().indexOf(details);
  }

  document.addEventListener(
    "click",
    function (event) {
      const summary = event.target.closest && event.target.closest("summary");
      if (summary && all().includes(summary.parentElement)) {
        chosen.set(key(summary.parentElement), !summary.parentElement.open);
      }
    },
    true
  );

  function restore() {
    all().forEach(function (details) {
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
