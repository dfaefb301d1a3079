(function () {
  "use strict";
  addEventListener("message", function (event) {
    const told = event.data;
    if (!told || told.type !== "fpt:height" || !(told.height > 0)) {
      return;
    }
    document.querySelectorAll("iframe").forEach(function (frame) {
      if (frame.contentWindow === event.source) {
        frame.style.height = Math.min(told.height, 4000) + "px";
      }
    });
  });
  // A frame that was there first has told its height already, to nobody.
  document.querySelectorAll("iframe").forEach(function (frame) {
    frame.contentWindow.postMessage({ type: "fpt:height?" }, "*");
  });
})();
