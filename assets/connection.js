/* Shows that the server cannot be reached, and heals the page once it can. */
(function () {
  "use strict";
  const EVERY = 10000;
  let lost = false;

  function say(key) {
    const bar = document.querySelector(".connection");
    if (bar) {
      const words = document.createElement("div");
      words.className = "wrap";
      words.textContent = bar.getAttribute("data-" + key) || "";
      bar.replaceChildren(words);
      bar.className = "connection is-" + key;
    }
  }

  function tell(reached) {
    if (!reached && !lost) {
      say("lost");
    } else if (reached && lost) {
      say("back");
      setTimeout(() => say("none"), 4000);
    }
    lost = !reached;
  }

  function look() {
    fetch("/healthz", { cache: "no-store" }).then(
      (answer) => tell(answer.ok),
      () => tell(false)
    );
  }

  window.addEventListener("offline", () => tell(false));
  window.addEventListener("online", look);
  setInterval(() => document.visibilityState === "visible" && look(), EVERY);
})();
