// Menus are plain details elements; this closes one that is left, chosen from or escaped.
(() => {
  const close = (menu) => menu.removeAttribute("open");
  const others = (kept) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu !== kept && close(menu));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("details.menu a");
    others(link ? null : event.target.closest("details.menu"));
  });
  document.addEventListener("focusin", (event) => others(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (menu) {
      close(menu);
      menu.querySelector("summary").focus();
    }
  });
})();
