"""A batch whose every text is an attack, from its trial to its approval."""

from dataclasses import dataclass

from tests.access.people import Browser, Town, key_on

SCRIPT = "<script>alert(7)</script>"
ATTRIBUTE = '" onload="alert(7)" x="'
ADDRESS = "javascript:alert(7)"
CLOSING = "</title></text></svg></style></script><img src=x onerror=alert(7)>"
FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0")
HEADER = "indicator,place,period,value,activity,source,comment\n"
FILE = f"{SCRIPT}{ATTRIBUTE}\r\nX-Evil: yes.csv"
# The first row is refused: what was written in it is shown to who sent it and who decides.
ROWS = [
    (SCRIPT, "BEN", "2025-Q1", "1", "", CLOSING, ATTRIBUTE),
    ("A3.1", "BEN", "2024", "1", SCRIPT, ADDRESS, SCRIPT),
    ("A3.1", "BEN", "2023", "1", ATTRIBUTE, CLOSING, ATTRIBUTE),
    ("A3.1", "TGO", "2024", "1", CLOSING, SCRIPT, CLOSING),
    *(("A3.1", "BEN", str(2015 + n), "1", f, f, f) for n, f in enumerate(FORMULAS)),
]


@dataclass(frozen=True)
class Told:
    """What each side was shown on the way, as HTML."""

    batch: str
    pages: tuple[str, ...]


def tell(town: Town) -> Told:
    """Send it, ask, answer, and let it be approved."""
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    tried = attempt(ana, FILE, content())
    draft = tried.split('name="draft" value="')[1].split('"')[0]
    ana.post("/submit/send", data={"key": key_on(tried), "draft": draft})
    batch = "B-" + ana.get("/submit").text.split("/submit/B-")[1][:6]
    page = f"/review/{batch}"
    rosa.form(page, page, what="ask", why=SCRIPT + ATTRIBUTE)
    ana.form(f"/submit/{batch}", f"/submit/{batch}/answer", said=CLOSING + SCRIPT)
    assert rosa.form(page, page, what="approve", why=SCRIPT).status_code == 303
    seen = [ana.get(f"/submit/{batch}"), ana.get("/submit"), rosa.get(page), rosa.get("/review")]
    return Told(batch, (tried, *(each.text for each in seen)))


def attempt(browser: Browser, name: str, content: str) -> str:
    """The page that tells what would become of a file."""
    key = key_on(browser.get("/submit").text)
    files = {"file": (name, content.encode(), "text/csv")}
    answer = browser.post("/submit/try", data={"key": key, "locale": "en"}, files=files)
    assert answer.status_code == 200, answer.text
    return answer.text


def content() -> str:
    """The rows as CSV."""
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS]
    return HEADER + "\n".join(lines) + "\n"
