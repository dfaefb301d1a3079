"""Whether all words of a page can be read: none cut off, over another or beside the page."""

from playwright.sync_api import Page

# A desk, a laptop, a tablet either way, a phone, and a desk at 400 % (WCAG 1.4.10).
WIDTHS = (1440, 1240, 1024, 768, 390, 320)
# Words that a box scrolls to, that end in an ellipsis or that are there for the ear alone are left
# out. A pixel or two of leading do not count.
MISFITS = """() => {
  const found = new Set(), lines = [];
  const clips = way => way === "hidden" || way === "clip";
  const rolls = way => way === "auto" || way === "scroll";
  const fate = (element, box) => {
    let rolled = false, cut = "";
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at), around = at.getBoundingClientRect();
      if (around.width <= 2 || around.height <= 2) return "unseen";
      const wide = box.right > around.right + 1.5 || box.left < around.left - 1.5;
      const tall = box.bottom > around.bottom + 3 || box.top < around.top - 3;
      if ((rolls(style.overflowX) && wide) || (rolls(style.overflowY) && tall)) return "unseen";
      rolled ||= rolls(style.overflowX);
      if (style.textOverflow === "ellipsis" && wide) return "unseen";
      if (rolled) continue;
      if ((clips(style.overflowX) && wide) || (clips(style.overflowY) && tall)) cut = "cut";
    }
    const beside = !rolled && (box.right > innerWidth + 1 || box.left < -1);
    return cut || (beside ? "beside the page" : "");
  };
  const seen = it => it.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const silent = "script, style, noscript, option, title, desc, .skip, .js-plotly-plot";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent.trim(), element = walk.currentNode.parentElement;
    if (!words || element.closest(silent) || !seen(element)) continue;
    range.selectNodeContents(walk.currentNode);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 4) continue;
      const what = fate(element, box);
      if (what && what !== "unseen") found.add(`${what}: ${words}`);
      const floats = element.closest("header.topbar, .controls");
      if (!what && !floats) lines.push({ box, words, element });
    }
  }
  for (const mark of document.querySelectorAll("main i, main svg, main img")) {
    const box = mark.getBoundingClientRect();
    const drawn = box.width > 2 && box.height > 2 && !mark.closest("svg, .map") && seen(mark);
    if (drawn && fate(mark, box) === "cut")
      found.add(`cut: a mark of ${mark.closest("a, li, p, div").textContent}`);
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach((one, place) => {
    for (const other of lines.slice(place + 1)) {
      if (other.box.top > one.box.bottom - 4) break;
      const [a, b] = [one.box, other.box];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (one.element !== other.element && across > 2 && down > 4)
        found.add(`one over the other: ${one.words} | ${other.words}`);
    }
  });
  return [...found];
}"""


# What is folded up is looked at too, and folded up again; menus drop over the page on purpose.
UNFOLD = """() => document.querySelectorAll("main details.sum:not([open])").forEach(
  fold => { fold.open = true; fold.dataset.unfolded = ""; })"""
FOLD = """() => document.querySelectorAll("main details[data-unfolded]").forEach(
  fold => { fold.open = false; })"""
# Chromium may go on listing transitions that have ended, so each is asked whether it still runs.
STILL = "() => document.getAnimations().every(({ playState }) => playState !== 'running')"


def misfits(page: Page) -> dict[int, list[str]]:
    """What cannot be read at each width where something cannot; the page stays at the last one."""
    page.evaluate(UNFOLD)
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(STILL)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[width] = [*page.evaluate(MISFITS), *([f"{wide} wide"] if wide > width else [])]
    page.evaluate(FOLD)
    return {width: told for width, told in found.items() if told}
