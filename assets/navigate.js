/* Follows a link within the dashboard without loading the document again. */
(function () {
  "use strict";

  function isPage(link, event) {
    return (
      link &&
      link.origin === window.location.origin &&
      !link.pathname.startsWith("/api/") &&
      !link.hasAttribute("download") &&
      (!link.target || link.target === "_self") &&
      link.getAttribute("href").charAt(0) !== "#" &&
      !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    );
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (event.button !== 0 || event.defaultPrevented || !isPage(link, event)) {
      return;
    }
    event.preventDefault();
    const samePath = link.pathname === window.location.pathname;
    window.dash_clientside.set_props("location", {
      pathname: link.pathname,
      search: link.search,
    });
    if (!samePath) {
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
  });
})();
