/* Follows a link within the dashboard without loading the document again. */
(function () {
  "use strict";

  /* What is drawn elsewhere than by this application: data, pictures, pages behind the door. */
  const OTHER = /^\/(?:(?:api|chart|embed|frozen)\/|(?:sign-in|set-password|submit|review)(?:\/|$))/;

  /* Links of a map are of SVG, which has no pathname of its own. */
  function address(link) {
    return new URL(link.getAttribute("href"), document.baseURI);
  }

  /* Until the application has drawn its page, links are followed as the browser does. */
  function isPage(link, event) {
    return (
      link &&
      !document.getElementById("painted") &&
      address(link).origin === window.location.origin &&
      !OTHER.test(address(link).pathname) &&
      !link.hasAttribute("download") &&
      [null, "", "_self"].includes(link.getAttribute("target")) &&
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
    const to = address(link);
    const samePath = to.pathname === window.location.pathname;
    window.dash_clientside.set_props("location", {
      pathname: to.pathname,
      search: to.search,
    });
    if (!samePath) {
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
  });
})();
