"""Where countries lie on the map, and their outlines; `reference/README.md` says from where."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parent / "outlines.json"


@dataclass(frozen=True, slots=True)
class Outline:
    """A country on the map; `path` is None where it is too small to have a shape."""

    x: float
    y: float
    path: str | None


@dataclass(frozen=True, slots=True)
class Outlines:
    """The map: its size, countries by code, and the land that belongs to none of them."""

    width: int
    height: int
    countries: Mapping[str, Outline]
    rest: str


@cache
def load_outlines() -> Outlines:
    """Every outline, read once."""
    told = json.loads(REFERENCE.read_text(encoding="utf-8"))
    countries = {
        code: Outline(country["at"][0], country["at"][1], country.get("d"))
        for code, country in told["countries"].items()
    }
    return Outlines(told["width"], told["height"], countries, told["rest"])
