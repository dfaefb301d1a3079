"""The block as mail programs want it, in three languages, whatever partners call themselves."""

import re
from html.parser import HTMLParser

import pytest

from dashboard.newsletter.block import MOST_BYTES, block
from dashboard.newsletter.plain import markdown, plain_text
from data.text.i18n import LANGUAGES
from tests.dashboard import world
from tests.newsletter.small_issue import HOSTILE, address, edition, images, news

ALLOWED = {"table", "tr", "td", "a", "img", "span"}
CODES = [o.code for o in world.plan().objectives]
MANY = ("scorecard/all", "map/world", *(f"objective/{code}" for code in CODES[:10]))


class Read(HTMLParser):
    """Every tag with its attributes, the text, and whether all is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag != "img":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_tables_with_inline_styles_and_widths_under_102_kilobytes(lang: str) -> None:
    made = edition(lang, MANY, news(*HOSTILE))
    html = block(made, images(made), address)
    read = Read(html)
    assert len(html.encode()) < MOST_BYTES and html.isascii()
    assert {tag for tag, _ in read.tags} == ALLOWED
    assert all(table["role"] == "presentation" for table in read.all("table"))
    assert read.all("table")[0]["width"] == "600" and read.all("table")[0]["lang"] == lang
    assert all("style" in cell for cell in read.all("td"))
    styles = " ".join(attributes.get("style", "") for _, attributes in read.tags)
    assert not re.search(r"position|flex|grid|float|url\(|var\(|@|expression", styles)
    assert set(re.findall(r"font-family:(\w+)", styles)) == {"Arial", "Georgia"}
    assert not [
        name for _, a in read.tags for name in a if name.startswith("on") or name == "class"
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_image_has_its_text_its_size_and_a_whole_address(lang: str) -> None:
    made = edition(lang, MANY)
    read = Read(block(made, images(made), address))
    pictures = read.all("img")
    assert len(pictures) == 12
    for picture, chart in zip(pictures, made.charts, strict=True):
        assert picture["alt"] == chart.alt and len(chart.alt) <= 150
        assert (picture["width"], picture["height"]) == ("600", "340")
        assert "display:block" in picture["style"] and picture["border"] == "0"
    links = [a["href"] for a in read.all("a")] + [p["src"] for p in pictures]
    assert all(link.startswith("https://example.org/") for link in links)


@pytest.mark.parametrize(
    ("lang", "button", "sample"),
    [
        ("en", "See the live dashboard", "These are sample data"),
        ("fr", "Voir le tableau de bord en direct", "Ce sont des données d’exemple"),
        ("es", "Ver el panel en directo", "datos de ejemplo"),
    ],
)
def test_it_says_everything_in_its_language(lang: str, button: str, sample: str) -> None:
    made = edition(lang)
    pictures = images(made, "A1 → B")
    for written in (
        "".join(Read(block(made, pictures, address)).words),
        markdown(made, pictures, address),
        plain_text(made, pictures, address),
    ):
        assert button in written and sample in written
        assert made.headline in written and made.charts[1].finding in written
        assert made.ctx.t.date(made.issue.as_of) in written and made.ctx.info.id in written
        assert (
            made.ctx.t.gettext("Corrected since: {corrections}.", corrections="A1 → B") in written
        )
    assert made.ctx.t.gettext("Frozen") not in plain_text(
        edition(lang, frozen=False), images(made), address
    )


def test_what_the_headline_says_is_not_said_twice() -> None:
    made = edition()
    words = Read(block(made, images(made), address)).words
    assert words.count(made.headline) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words_and_nothing_else(name: str) -> None:
    made = edition("en", ("scorecard/all",), news(name))
    read = Read(block(made, images(made), address))
    assert {tag for tag, _ in read.tags} <= ALLOWED
    assert not [a for _, a in read.tags if "onload" in a]
    assert all(a["href"].startswith("https://") for a in read.all("a"))
    written = markdown(made, images(made), address)
    line = next(line for line in written.splitlines() if line.endswith("(1 measure)."))
    assert not re.search(r"(?<!\\)[<`*\[$]", line.removeprefix("- "))
    assert not set("\u202e\u2067") & set(written + plain_text(made, images(made), address))
