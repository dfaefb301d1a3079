"""Makes `outlines.json`: the countries of `places.csv` as SVG paths on an Equal Earth map.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/reference/make_outlines.py package

Projection: B. Šavrič, T. Patterson and B. Jenny (2018), The Equal Earth map projection,
International Journal of Geographical Information Science 33(3), doi:10.1080/13658816.2018.1504949.
"""

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WIDTH = 1000
NORTH, SOUTH = 84.0, -57.0  # degrees of latitude shown; Antarctica is left out
ANTARCTICA = "ATA"

# Natural Earth tells these apart, ISO 3166-1 does not: drawn as one with the country.
WITHIN = {"N. Cyprus": "196", "Somaliland": "706"}
# ISO 3166-1 tells these apart, Natural Earth does not: (of, west, south, east, north).
APART = {
    "GUF": ("250", -56.0, 1.0, -50.0, 7.0),
    "SJM": ("578", 5.0, 73.0, 40.0, 82.0),
}
# In no file of world-atlas under a code of its own: latitude and longitude by hand.
BY_HAND = {
    "BVT": (-54.4, 3.4),
    "BES": (12.2, -68.3),
    "CCK": (-12.2, 96.8),
    "CXR": (-10.5, 105.6),
    "GLP": (16.2, -61.5),
    "MTQ": (14.6, -61.0),
    "MYT": (-12.8, 45.2),
    "REU": (-21.1, 55.5),
    "TKL": (-9.2, -171.8),
}

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[str, float, float, float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Equal Earth coordinates on a sphere of radius 1, y upwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = 9 * a4 * sixth * squared + 7 * a3 * sixth + 3 * a2 * squared + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (a4 * sixth * squared + a3 * sixth + a2 * squared + a1)
    return x, y


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((TOP - equal_earth(0, SOUTH)[1]) * SCALE)


def on_map(longitude: float, latitude: float) -> Point:
    """A place on the drawing, y downwards."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (TOP - y) * SCALE


class Atlas:
    """One TopoJSON file of world-atlas: countries as polygons of longitude and latitude."""

    def __init__(self, path: Path) -> None:
        topology = json.loads(path.read_text(encoding="utf-8"))
        scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
        self._arcs = [_decoded(arc, scale, move) for arc in topology["arcs"]]
        self._shapes = topology["objects"]["countries"]["geometries"]

    def rings(self, numeric: str) -> list[Ring]:
        """Every ring of a country by its ISO number, what is drawn as one with it included."""
        own = [s for s in self._shapes if _number(s) == numeric]
        arcs = [ring for shape in own for ring in _rings(shape)]
        merged = self._merged(arcs) if len(own) > 1 else arcs
        return [piece for ring in merged for piece in cut(self._ring(ring))]

    def without_code(self) -> list[Ring]:
        """Land that has no ISO code and belongs to no country that has one."""
        shapes = [shape for shape in self._shapes if _number(shape) is None]
        rings = [ring for shape in shapes for ring in _rings(shape)]
        return [piece for ring in rings for piece in cut(self._ring(ring))]

    def _ring(self, arcs: Sequence[int]) -> Ring:
        points: Ring = []
        for index in arcs:
            points += self._points(index)
        return points

    def _points(self, index: int) -> Ring:
        return self._arcs[index] if index >= 0 else self._arcs[~index][::-1]

    def _merged(self, rings: Sequence[list[int]]) -> list[list[int]]:
        """Rings as one, without the line between them: the arcs that two of them run along."""
        used = {index for ring in rings for index in ring}
        parted = [ring for ring in rings if any(~index in used for index in ring)]
        left = {self._points(i)[0]: i for ring in parted for i in ring if ~i not in used}
        outer = []
        at = next(iter(left), None)
        while at in left:
            outer.append(left.pop(at))
            at = self._points(outer[-1])[-1]
        return [ring for ring in rings if ring not in parted] + [outer]


def cut(ring: Ring) -> list[Ring]:
    """A ring as pieces between 180° W and 180° E."""
    turned: Ring = []
    for x, y in ring:
        turns = round((turned[-1][0] - x) / 360) if turned else 0
        turned.append((x + 360 * turns, y))
    pieces = []
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in turned]
        piece = _west_of_180([(-x, y) for x, y in _west_of_180([(-x, y) for x, y in moved])])
        if piece:
            pieces.append([*piece, piece[0]])
    return pieces


def _west_of_180(ring: Ring) -> Ring:
    kept: Ring = []
    for a, b in zip([*ring[-1:], *ring], ring, strict=False):
        if (a[0] > 180) != (b[0] > 180):
            share = (180 - a[0]) / (b[0] - a[0])
            kept.append((180, a[1] + share * (b[1] - a[1])))
        if b[0] <= 180:
            kept.append(b)
    return kept


def _number(shape: dict[str, Any]) -> str | None:
    return shape.get("id") or WITHIN.get(shape["properties"]["name"])


def _decoded(arc: list[list[int]], scale: list[float], move: list[float]) -> Ring:
    x = y = 0
    points = []
    for right, up in arc:
        x, y = x + right, y + up
        points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
    return points


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    """The rings of a shape as numbers of arcs; ~n is arc n backwards."""
    arcs = shape.get("arcs", [])
    polygons = [arcs] if shape["type"] == "Polygon" else arcs
    return [ring for polygon in polygons for ring in polygon]


def path_of(rings: Iterable[Ring]) -> str:
    """An SVG path in whole and half units, each step from the point before."""
    drawn = ""
    for ring in rings:
        at = [(round(x * 2), round(y * 2)) for x, y in (on_map(*point) for point in ring)]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(at)]
        steps = [step for step in steps if step != (0, 0)]
        if len(steps) > 2:
            told = "".join(f"{_half(x)},{_half(y)} " for x, y in steps[:-1]).strip()
            drawn += f"M{_half(at[0][0])},{_half(at[0][1])}l{told}z"
    return drawn


def _half(doubled: int) -> str:
    return f"{doubled / 2:g}"


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def middle(rings: Sequence[Ring]) -> list[int]:
    """The centre of the largest ring, on the map."""
    largest = max(([on_map(*p) for p in ring] for ring in rings), key=lambda r: abs(_area(r)))
    area = _area(largest)
    if abs(area) < 1e-6:
        return [round(largest[0][0]), round(largest[0][1])]
    pairs = list(pairwise(largest))
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairs, crosses, strict=True)) / (6 * area)
    y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairs, crosses, strict=True)) / (6 * area)
    return [round(x), round(y)]


def _belongs(ring: Ring, box: Box | None, others: Sequence[Box]) -> bool:
    """Whether it lies in the box, if there is one, and in none of the others."""
    return (box is None or _inside(ring, box)) and not any(_inside(ring, o) for o in others)


def _inside(ring: Ring, box: Box) -> bool:
    _, west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def country(code: str, numeric: str, atlases: Sequence[Atlas]) -> dict[str, Any]:
    """A country's point and, where the smallest scale has one, its outline."""
    if code in BY_HAND:
        latitude, longitude = BY_HAND[code]
        return {"at": [round(value) for value in on_map(longitude, latitude)]}
    box = APART.get(code)
    given = [atlas.rings(box[0] if box else numeric) for atlas in atlases]
    others = [other for other in APART.values() if other[0] == numeric]
    own = [[ring for ring in rings if _belongs(ring, box, others)] for rings in given]
    found: dict[str, Any] = {"at": middle(next(rings for rings in own if rings))}
    if outline := path_of(own[0]):
        found["d"] = outline
    return found


def main(package: str) -> None:
    """Write outlines.json beside this script."""
    names = ("countries-110m.json", "countries-50m.json", "countries-10m.json")
    atlases = [Atlas(Path(package) / name) for name in names]
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "country"]
    made = {
        "width": WIDTH,
        "height": HEIGHT,
        "rest": path_of(atlases[0].without_code()),
        "countries": {
            row["code"]: country(row["code"], row["m49"], atlases)
            for row in rows
            if row["code"] != ANTARCTICA
        },
    }
    text = json.dumps(made, indent=0, separators=(",", ":"))
    (HERE / "outlines.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
