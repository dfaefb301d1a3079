/* Asks again for a page that could not be drawn because what it shows cannot be read now. */
(function () {
  "use strict";
  const EVERY = 5000;

  setInterval(function () {
    const link = document.querySelector("#main a.again");
    if (link && document.visibilityState === "visible") {
      link.click();
    }
  }, EVERY);
})();
