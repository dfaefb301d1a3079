/* Fills each place for a map with the drawing at its address. */
(function () {
  "use strict";
  const KEPT = 8;
  const wanted = new WeakMap();
  const drawings = new Map();

  /* The drawing at an address, which names its snapshot: fetched once, shown again at once. */
  function drawing(address) {
    if (!drawings.has(address)) {
      const fetched = fetch(address).then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject(new Error(answer.status));
      });
      fetched.catch(() => drawings.delete(address));
      drawings.set(address, fetched);
      if (drawings.size > KEPT) {
        drawings.delete(drawings.keys().next().value);
      }
    }
    return drawings.get(address);
  }

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
    drawing(address)
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
