"""Pictures of the small world: as they were when last looked at, in their words, and whole."""

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.charts.kinds.words import ALT_MOST
from dashboard.charts.render.card import PRESETS, Size, card
from dashboard.charts.render.png import png
from dashboard.charts.render.svg import safe
from dashboard.charts.render.text_width import broken, shortened, width
from data.text.i18n import LANGUAGES
from tests.charts.small_world import chart
from tests.dashboard import world

REFERENCES = Path(__file__).parent / "references"
TEXT = "{http://www.w3.org/2000/svg}text"
OWNER = "“4 per 1000” Dashboard"
SEEN: list[tuple[str, str, str, str]] = [
    ("objective", "A1", "lang=en", "email"),
    ("objective", "A3", "lang=fr", "email"),
    ("objective", "C1", "lang=es", "wide"),
    ("objective", "F2", "lang=en", "square"),
    ("objective", "F3", "lang=fr", "slide"),
    ("goal", "A", "lang=es", "wide"),
    ("facility", "CF4", "lang=en", "email"),
    ("facility", "GF7", "lang=fr", "email"),
    ("region", "002", "lang=fr", "email"),
    ("scorecard", "all", "lang=fr", "email"),
    ("scorecard", "all", "lang=en&horizon=2050", "slide"),
]
EVERY: list[tuple[str, str]] = [
    *(("objective", o.code) for o in world.plan().objectives),
    *(("goal", g.code) for g in world.plan().goals),
    *(("facility", f.id) for f in world.plan().facilities),
    *(("map", name) for name in ("world", "regions", "002", "A1")),
    ("region", "002"),
    ("region", "019"),
    ("scorecard", "all"),
]


@pytest.mark.parametrize(("kind", "id", "query", "preset"), SEEN)
def test_a_picture_is_drawn_as_it_was_seen(kind: str, id: str, query: str, preset: str) -> None:
    """`FPT_REDRAW=1 pytest tests/charts` draws the references anew: look at them before."""
    drawn = card(chart(kind, id, query), OWNER, PRESETS[preset]).replace("><", ">\n<") + "\n"
    path = REFERENCES / f"{kind}-{id}-{query.replace('&', '-').replace('=', '-')}-{preset}.svg"
    if os.environ.get("FPT_REDRAW"):
        path.write_text(drawn)
    assert drawn == path.read_text()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "id"), EVERY)
def test_every_chart_is_well_formed_and_says_what_it_is(kind: str, id: str, lang: str) -> None:
    made = chart(kind, id, f"lang={lang}")
    drawn = ElementTree.fromstring(card(made, OWNER, PRESETS["email"]))
    said = " ".join("".join(text.itertext()) for text in drawn.iter(TEXT))
    assert made.code in said and "S-2026" in said and "2026" in said
    assert len(made.alt) <= ALT_MOST and "2026" in made.alt
    assert made.finding and made.finding in made.description
    sample = {"en": "ample", "fr": "xemple", "es": "jemplo"}[lang]
    for words in (said, made.alt, made.description):
        assert (sample in words) == made.stamp.sample


@pytest.mark.parametrize(("kind", "id"), EVERY)
def test_real_figures_are_never_called_samples(kind: str, id: str) -> None:
    made = chart(kind, id, sample=False)
    assert "ample" not in card(made, OWNER, PRESETS["wide"]) + made.alt + made.description


@pytest.mark.parametrize("wide", [280.0, 320.0, 600.0, 800.0])
@pytest.mark.parametrize(("kind", "id"), [("objective", "A1"), ("goal", "A"), ("scorecard", "all")])
def test_no_word_begins_beyond_the_edge(kind: str, id: str, wide: float) -> None:
    drawn = ElementTree.fromstring(card(chart(kind, id, "lang=fr"), OWNER, Size(wide)))
    assert all(-1 <= float(text.get("x", 0)) <= wide for text in drawn.iter(TEXT))


def test_a_mail_picture_is_sharp_opaque_and_light() -> None:
    for kind, name in EVERY:
        drawn = png(card(chart(kind, name, "lang=fr"), OWNER, PRESETS["email"]), 2)
        assert drawn[16:24] == (1200).to_bytes(4) + (680).to_bytes(4)
        assert drawn[25] in (2, 3)  # colours without transparency
        assert len(drawn) <= 120_000, (kind, name)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "${alert(1)} {braces} &amp; &lt;",
        "\u202egnp.exe\u202c \u2066x\u2069",
        "\x00\x0b\ufffe\ud800",
        "x" * 300,
        "مرحبا שלום 你好 " * 20,
    ],
)
def test_hostile_words_stay_words(words: str) -> None:
    drawn = f"<text>{safe(words)}</text>"
    read = ElementTree.fromstring(drawn.encode("utf-8", "strict"))
    assert not list(read)
    assert not set(read.text or "") & set("\u202e\u202c\u2066\u2069\x00")
    for line in broken(words, 200, 14, most=3):
        assert width(line, 14) <= 200
    assert width(shortened(words, 100, 14), 14) <= 100
    assert len(broken(words, 200, 14, most=3)) <= 3


def test_words_are_broken_between_words() -> None:
    assert broken("one two three four", width("one two", 12), 12) == ["one two", "three", "four"]
    assert broken("one two three four", width("one two", 12), 12, most=1)[0].endswith("…")
