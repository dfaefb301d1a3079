/* Copies what a button of the newsletter kit names, and says so politely; fits its frames.
   Without it the fields can be selected and copied by hand, and the frames scroll. */
(function () {
  "use strict";

  function told(button, words) {
    const status = document.getElementById("kit-told");
    status.textContent = "";
    setTimeout(function () {
      status.textContent = words;
    }, 50);
    button.classList.add("copied-now");
    setTimeout(function () {
      button.classList.remove("copied-now");
    }, 2000);
  }

  /* The field, opened and selected: what is left to do is one key. */
  function byHand(field) {
    const details = field.closest("details");
    if (details) {
      details.open = true;
    }
    field.focus();
    field.select();
    return document.execCommand("copy");
  }

  function asDrawn(field) {
    const plain = document.getElementById(field.id.replace("-html-", "-txt-"));
    const item = new ClipboardItem({
      "text/html": new Blob([field.value], { type: "text/html" }),
      "text/plain": new Blob([plain.value], { type: "text/plain" }),
    });
    return navigator.clipboard.write([item]);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest && event.target.closest("[data-takes]");
    if (!button) {
      return;
    }
    const field = document.getElementById(button.getAttribute("data-takes"));
    const words = button.getAttribute("data-copied");
    function fallBack() {
      if (byHand(field)) {
        told(button, words);
      }
    }
    if (!navigator.clipboard) {
      fallBack();
      return;
    }
    const drawn = button.hasAttribute("data-drawn") && window.ClipboardItem;
    const copying = drawn ? asDrawn(field) : navigator.clipboard.writeText(field.value);
    copying.then(function () {
      told(button, words);
    }, fallBack);
  });

  function fit(frame) {
    const inside = frame.contentDocument && frame.contentDocument.body;
    if (inside && inside.scrollHeight) {
      frame.style.height = inside.scrollHeight + "px";
    }
  }

  document.addEventListener(
    "load",
    function (event) {
      if (event.target.matches && event.target.matches("iframe.kit-frame")) {
        fit(event.target);
      }
    },
    true
  );

  window.addEventListener("resize", function () {
    document.querySelectorAll("iframe.kit-frame").forEach(fit);
  });
})();
