/* The grid of measures: fetches its script when its place comes near, draws links, opens them. */
(function () {
  "use strict";
  const AHEAD = "600px";
  const WIDE = "(min-width: 760px)";
  let near = null;

  function fetchScript(slot) {
    const script = document.createElement("script");
    script.src = slot.dataset.script;
    script.onload = function () {
      window.dash_clientside.set_props("measures-ready", { data: true });
    };
    document.head.append(script);
  }

  function look() {
    const slot = document.getElementById("measures-slot");
    if (slot && !slot.closest("#painted") && near && window.matchMedia(WIDE).matches) {
      near.observe(slot);
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    const drawn = new MutationObserver(look);
    near = new IntersectionObserver(
      function (seen) {
        const found = seen.find((entry) => entry.isIntersecting);
        if (found && near) {
          drawn.disconnect();
          near.disconnect();
          near = null;
          fetchScript(found.target);
        }
      },
      { rootMargin: AHEAD },
    );
    drawn.observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", look);
  });

  /* Enter on a cell follows its link; Enter on a heading sorts, which the grid does itself. */
  document.addEventListener("keydown", function (event) {
    const cell = event.key === "Enter" && event.target.closest(".measures-grid .ag-cell");
    const link = cell && cell.querySelector("a[href]");
    if (link) {
      link.click();
    }
  });

  /* Words as text, never as markup; the server lets only web addresses through. */
  const draw = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  draw.MeasureLink = function (props) {
    const told = props.value;
    if (!told || !told.href) {
      return told ? told.words : null;
    }
    const attributes = { href: told.href, tabIndex: -1, rel: told.rel, title: told.words };
    return window.React.createElement("a", attributes, told.words);
  };
  draw.MeasureState = function (props) {
    const told = props.value;
    return told ? window.React.createElement("span", { className: told.css }, told.words) : null;
  };
})();
