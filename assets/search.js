/* The search of the header as a combobox (ARIA 1.2): results while typing, by keyboard too. */
(function () {
  "use strict";
  const WAIT = 150; // milliseconds after the last letter
  let timer = 0;
  let asked = null;
  let chosen = -1;

  const box = () => document.querySelector(".topbar .search");
  const part = (css) => box().querySelector(css);
  const field = () => part("input[name=q]");
  const options = () => Array.from(box().querySelectorAll("[role=option]"));
  const inBox = (node) => Boolean(node && node.closest && node.closest(".topbar .search"));
  const isField = (node) => inBox(node) && node.name === "q";
  const words = () => JSON.parse(box().dataset.words);

  function prepare() {
    const input = field();
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "search-list");
    input.setAttribute("aria-haspopup", "listbox");
    if (!input.hasAttribute("aria-expanded")) {
      input.setAttribute("aria-expanded", "false");
    }
  }

  function choose(number) {
    const all = options();
    chosen = number;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    if (all[number]) {
      field().setAttribute("aria-activedescendant", all[number].id);
      all[number].scrollIntoView({ block: "nearest" });
    } else {
      field().removeAttribute("aria-activedescendant");
    }
  }

  function show(open) {
    part(".search-pop").hidden = !open;
    field().setAttribute("aria-expanded", String(open && options().length > 0));
    choose(-1);
  }

  function close() {
    window.clearTimeout(timer);
    if (asked) {
      asked.abort();
    }
    if (box()) {
      show(false);
      part(".search-status").textContent = "";
    }
  }

  function made(tag, css, text) {
    const node = document.createElement(tag);
    node.className = css;
    node.textContent = text;
    return node;
  }

  function option(href, number) {
    const link = made("a", "search-option", "");
    link.href = href;
    link.id = "search-option-" + number;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    return link;
  }

  function page(path) {
    return path.split("/").map(encodeURIComponent).join("/") + "?" + box().dataset.keep;
  }

  function resultsPage(text) {
    return page("/search") + "&" + new URLSearchParams({ q: text });
  }

  function draw(text, results) {
    const list = part("#search-list");
    const said = words();
    list.replaceChildren();
    const kinds = new Map();
    results.forEach(function (result) {
      kinds.set(result.kind, (kinds.get(result.kind) || []).concat(result));
    });
    let number = 0;
    kinds.forEach(function (found, kind) {
      const group = made("div", "search-group", "");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", said.kinds[kind] || kind);
      const head = made("div", "search-kind", said.kinds[kind] || kind);
      head.setAttribute("aria-hidden", "true");
      group.append(head);
      found.forEach(function (result) {
        const link = option(page(result.path), number++);
        link.append(made("span", "search-name", result.name), " ");
        if (kind !== "partner") {
          link.append(made("span", "search-code", result.code));
        }
        group.append(link);
      });
      list.append(group);
    });
    if (results.length) {
      const all = option(resultsPage(text), number);
      all.textContent = said.all;
      all.classList.add("search-all");
      list.append(all);
    }
    part(".search-none").textContent = results.length ? "" : said.none;
    part(".search-status").textContent = results.length
      ? said.found.replace("{count}", results.length)
      : said.none;
    show(true);
  }

  function ask() {
    const text = field().value.trim();
    if (asked) {
      asked.abort();
    }
    if (!text) {
      close();
      return;
    }
    asked = new AbortController();
    const query = new URLSearchParams({ q: text, lang: box().dataset.lang });
    if (box().dataset.asof) {
      query.set("asof", box().dataset.asof);
    }
    fetch("/api/v1/search?" + query, { signal: asked.signal })
      .then((answer) => (answer.ok ? answer.json() : { results: [] }))
      .then(function (found) {
        if (document.activeElement === field() && field().value.trim() === text) {
          draw(text, found.results);
        }
      })
      .catch(function () {}); // aborted, or offline: the form still leads to the page
  }

  function moved(key) {
    const count = options().length;
    if (key === "ArrowDown") {
      return chosen + 1 < count ? chosen + 1 : 0;
    }
    return chosen > 0 ? chosen - 1 : count - 1;
  }

  function types(node) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || node.isContentEditable;
  }

  function inField(event) {
    const open = !part(".search-pop").hidden && options().length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) {
        choose(moved(event.key));
      } else {
        ask();
      }
    } else if (event.key === "Enter" && open && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (part(".search-pop").hidden) {
        field().blur();
      }
      close();
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (isField(event.target)) {
      inField(event);
    } else if (event.key === "/" && box() && !types(event.target)) {
      event.preventDefault();
      field().focus();
      field().select();
    }
  });

  document.addEventListener("focusin", function (event) {
    if (isField(event.target)) {
      prepare();
    }
  });

  document.addEventListener("focusout", function (event) {
    if (isField(event.target) && !inBox(event.relatedTarget)) {
      close();
    }
  });

  document.addEventListener("input", function (event) {
    if (isField(event.target)) {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    }
  });

  // A press on a result must not take the focus away before it is a click.
  document.addEventListener("mousedown", function (event) {
    if (event.target.closest && event.target.closest(".search-pop")) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".search-option")) {
      close();
      field().blur();
    }
  });

  document.addEventListener("submit", function (event) {
    const form = event.target.closest(".search-form");
    const input = form && form.querySelector("input[name=q]");
    if (!form || !box() || document.getElementById("painted")) {
      return; // the form works alone
    }
    event.preventDefault();
    if (input.value.trim()) {
      close();
      input.blur();
      const to = new URL(resultsPage(input.value.trim()), document.baseURI);
      window.dash_clientside.set_props("location", { pathname: to.pathname, search: to.search });
      window.scrollTo(0, 0);
      document.getElementById("main").focus({ preventScroll: true });
    }
  });
})();
