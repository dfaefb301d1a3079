"""One stylesheet of many files: all rules in it, none that nothing wears, no name unset."""

import re
from pathlib import Path

import httpx

from dashboard.theme import LOOKS
from dashboard.web import stylesheet
from data.home import Home
from tests.serving import PATIENCE, serving

ROOT = Path(__file__).parents[2]
STYLES = {
    path.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for path in stylesheet.FOLDER.glob("*.css")
}
SELECTORS = "\n".join(re.findall(r"[^{};]+(?=\{)", "".join(STYLES.values())))
WRITTEN = "\n".join(
    path.read_text(encoding="utf-8")
    for kind in ("dashboard/**/*.py", "assets/*.js")
    for path in ROOT.glob(kind)
)
# Words that are put together where they are worn, and those of libraries.
PUT_TOGETHER = {f"st-{look.css}" for look in LOOKS.values()} | {
    *("is-yes", "is-no", "is-no_report", "is-lost", "is-back", "sw-lacks", "sw-silent"),
    *("skel-title", "skel-block"),
}
OF_LIBRARIES = re.compile(r"ag-|dash-|js-plotly-plot|plotly|main-svg")


def test_every_file_is_in_it_once_and_the_shared_ones_come_first() -> None:
    whole = stylesheet.stylesheet()
    for path in stylesheet.FOLDER.glob("*.css"):
        assert whole.count(path.read_text(encoding="utf-8")) == 1, path.name
    assert whole.startswith((stylesheet.FOLDER / "tokens.css").read_text(encoding="utf-8"))


def test_something_wears_every_class() -> None:
    named = set(re.findall(r"\.([a-zA-Z][\w-]*)", SELECTORS)) - PUT_TOGETHER
    worn = set(re.findall(r"(?<=[\"' ])[\w-]+(?=[\"' ])", WRITTEN))
    assert {name for name in named - worn if not OF_LIBRARIES.match(name)} == set()


def test_every_name_a_rule_reads_is_set_somewhere() -> None:
    read = set(re.findall(r"var\((--[\w-]+)", "".join(STYLES.values())))
    told = set(re.findall(r"(--[\w-]+)[\"']?\s*:", "".join(STYLES.values()) + WRITTEN))
    assert read - told == set()


def test_pages_link_it_and_browsers_keep_it_for_good(sample_template: Path) -> None:
    with serving(Home(sample_template)) as address:
        for path in ("/objective/A1", "/sign-in"):
            assert (
                f'href="{stylesheet.address()}"' in httpx.get(address + path, timeout=PATIENCE).text
            )
        answer = httpx.get(address + stylesheet.address(), timeout=PATIENCE)
    assert answer.text == stylesheet.stylesheet()
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
