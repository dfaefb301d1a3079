"""The status palette can be told apart, by eyes of every kind, and read."""

import re
from itertools import combinations
from math import dist

import pytest

from dashboard.theme import LOOKS, PAGE, PAPER, TRACK, Look
from dashboard.web import stylesheet
from data.progress.model import Status

TOKENS = (stylesheet.FOLDER / "tokens.css").read_text(encoding="utf-8")
Vector = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.
SIGHT: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Vector:
    def channel(at: int) -> float:
        c = int(colour[at : at + 2], 16) / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    return channel(1), channel(3), channel(5)


def dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def contrast(a: str, b: str) -> float:
    light = sorted(dot(linear(colour), (0.2126, 0.7152, 0.0722)) for colour in (a, b))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(colour: str, sight: str) -> Vector:
    r, g, b = (min(1, max(0, dot(row, linear(colour)))) for row in SIGHT[sight])

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x = f(dot((0.4124564, 0.3575761, 0.1804375), (r, g, b)) / 0.95047)
    y = f(dot((0.2126729, 0.7151522, 0.0721750), (r, g, b)))
    z = f(dot((0.0193339, 0.1191920, 0.9503041), (r, g, b)) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def token(name: str) -> str:
    found = re.search(rf"--{name}:\s*(#[0-9A-F]{{6}})", TOKENS)
    assert found, name
    return found[1]


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.css)
def test_pages_and_figures_share_their_colours(look: Look) -> None:
    names = (f"st-{look.css}", f"st-{look.css}-text", f"st-{look.css}-tint")
    assert tuple(map(token, names)) == (look.colour, look.text, look.tint)


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.css)
def test_a_graphic_stands_out_from_what_it_lies_on(look: Look) -> None:
    assert min(contrast(look.colour, ground) for ground in (PAPER, PAGE, TRACK)) >= 3


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.css)
def test_a_status_word_can_be_read(look: Look) -> None:
    assert min(contrast(look.text, ground) for ground in (PAPER, PAGE, look.tint)) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_statuses_look_alike(sight: str) -> None:
    seen = [lab(look.colour, sight) for look in LOOKS.values()]
    assert min(dist(a, b) for a, b in combinations(seen, 2)) >= 25


def test_every_status_has_its_own_shape() -> None:
    assert set(LOOKS) == set(Status)
    assert len({look.glyph for look in LOOKS.values()}) == len(Status)
    assert len({look.symbol for look in LOOKS.values()}) == len(Status)
