/* Takes away the page that came with the document, once the application has drawn its own. */
(function () {
  "use strict";
  const DRAWN = "#react-entry-point #main > :not(.skeleton)";

  /* Where the reader was: the same link or field in the page that takes its place. */
  function counterpart(held, painted) {
    const names = ["id", "name", "href"].filter((name) => held.hasAttribute(name));
    const css = names.map((name) => "[" + name + '="' + CSS.escape(held.getAttribute(name)) + '"]');
    const alike = held.localName + css.join("");
    const turn = Array.from(painted.querySelectorAll(alike)).indexOf(held);
    return document.getElementById("react-entry-point").querySelectorAll(alike)[turn];
  }

  function swap(painted) {
    const held = painted.contains(document.activeElement) ? document.activeElement : null;
    const again = held && counterpart(held, painted);
    const written = held && held.value;
    painted.remove();
    if (again) {
      again.focus({ preventScroll: true });
      if (written) {
        again.value = written;
      }
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    const painted = document.getElementById("painted");
    if (!painted) {
      return;
    }
    const drawn = new MutationObserver(function () {
      if (document.querySelector(DRAWN)) {
        drawn.disconnect();
        swap(painted);
      }
    });
    drawn.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
  });
})();
