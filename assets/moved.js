/* Marks for a moment what a publication changed: tiles whose words differ from before. */
(function () {
  "use strict";
  const SHOWN_FOR = 6000;
  let address = "";
  let words = new Map();

  function tiles() {
    return Array.from(document.querySelectorAll("a.tile"));
  }

  function look() {
    const now = window.location.href;
    const found = new Map(tiles().map((tile) => [tile.pathname, tile.textContent]));
    if (now === address && found.size) {
      tiles()
        .filter((tile) => words.has(tile.pathname) && words.get(tile.pathname) !== tile.textContent)
        .forEach((tile) => {
          tile.classList.add("is-moved");
          setTimeout(() => tile.classList.remove("is-moved"), SHOWN_FOR);
        });
    }
    if (found.size || now !== address) {
      address = now;
      words = found;
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
})();
