/* Copies what a button names, and says so. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copies]");
    if (!button) {
      return;
    }
    const field = document.getElementById(button.getAttribute("data-copies"));
    const before = button.textContent;
    function told() {
      button.textContent = button.getAttribute("data-copied");
      setTimeout(function () {
        button.textContent = before;
      }, 2000);
    }
    field.select();
    if (navigator.clipboard) {
      navigator.clipboard.writeText(field.value).then(told, told);
    } else {
      document.execCommand("copy");
      told();
    }
  });
})();
