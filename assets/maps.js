/* Fills each place for a map with the drawing at its address. */
(function () {
  "use strict";
  const wanted = new WeakMap();

  function show(box, svg) {
    const held = box.contains(document.activeElement) && document.activeElement.getAttribute("href");
    box.innerHTML = svg;
    const again = held && box.querySelector('a[href="' + CSS.escape(held) + '"]');
    if (again) {
      again.focus();
    }
  }

  function draw(box) {
    const address = box.getAttribute("data-map");
    if (wanted.get(box) === address) {
      return;
    }
    wanted.set(box, address);
    const current = function () {
      return wanted.get(box) === address;
    };
    fetch(address)
      .then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject(new Error(answer.status));
      })
      .then(function (svg) {
        if (current()) {
          show(box, svg);
        }
      })
      .catch(function () {
        if (current()) {
          box.textContent = box.getAttribute("data-failed");
        }
      });
  }

  function drawAll() {
    document.querySelectorAll("[data-map]").forEach(draw);
  }

  document.addEventListener("DOMContentLoaded", function () {
    new MutationObserver(drawAll).observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ["data-map"],
    });
    drawAll();
  });
})();
