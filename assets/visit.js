/* Remembers, in this browser only, the day of the visit before today's. */
(function () {
  "use strict";
  const today = new Date().toISOString().slice(0, 10);
  const cookie = document.cookie.match(/(?:^|; )fpt_visits=([\d-]*)_([\d-]*)/);
  const last = cookie && cookie[2] !== today ? cookie[2] : cookie ? cookie[1] : "";
  const kept = "; path=/; max-age=31536000; SameSite=Strict";
  document.cookie = "fpt_visits=" + last + "_" + today + kept;
  document.cookie = "fpt_last_visit=" + last + kept;
})();
