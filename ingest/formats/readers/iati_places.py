"""Where the results of an IATI activity are: one recipient, or the smallest area that holds all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data.ledger.place_areas import AREAS_BETWEEN, WORLD
from data.reference.places import load_places, place

OECD, UN = "1", "2"  # vocabularies of regions
# The smallest area of ours that holds a region of the OECD DAC. 88, the former Yugoslavia, has no
# such area; 389 was North & Central America, and is the Caribbean & Central America today.
OECD_BY_AREA = {
    "002": "298",
    "015": "189",
    "202": "289",
    "014": "1027",
    "017": "1028",
    "018": "1029",
    "011": "1030",
    "019": "498 389",
    "029": "380 1031",
    "013": "1032",
    "005": "489",
    "142": "798 689 789",
    "145": "589",
    "143": "619",
    "034": "679",
    "009": "889",
    "054": "1033",
    "057": "1034",
    "061": "1035",
    "150": "89",
    WORLD: "998",
}
AREAS_OF_OECD = {code: area for area, codes in OECD_BY_AREA.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class Recipient:
    """A country or region an activity is for; `place` is ours, None where we know none."""

    code: str
    percentage: str
    place: str | None
    is_country: bool

    def __str__(self) -> str:
        return f"{self.code} {self.percentage} %" if self.percentage else self.code


def recipient(element: str, code: str, percentage: str, vocabulary: str) -> Recipient:
    """What a `recipient-country` or `recipient-region` says, as a place of ours."""
    code = code.upper()
    if element == "recipient-country":
        return Recipient(code, percentage, _ours().get(code) if code.isalpha() else None, True)
    regions = {OECD: AREAS_OF_OECD.get(code), UN: _ours().get(code.zfill(3))}
    return Recipient(code, percentage, regions.get(vocabulary or OECD), False)


@cache
def _ours() -> dict[str, str]:
    """Our code of each place, by its ISO 3166 alpha-2 code and by its M49 number."""
    by_iso2 = {place.iso2: place.code for place in load_places() if place.iso2}
    return by_iso2 | {place.m49: place.code for place in load_places()}


def smallest_area(recipients: Sequence[Recipient]) -> str:
    """The one recipient, or the smallest area of ours that holds them all.

    Results cannot be split by percentages of money. A country we do not know is given as written.
    """
    if not recipients:
        return ""
    if all(r.is_country for r in recipients) and len({r.code for r in recipients}) == 1:
        return recipients[0].code if recipients[0].code.isalpha() else ""
    areas = [_areas(r.place) for r in recipients]
    return next(area for area in areas[0] if all(area in others for others in areas))


def _areas(code: str | None) -> list[str]:
    """A place and the areas it lies in, smallest first."""
    if code is None:
        return [WORLD]
    itself = place(code)
    between = AREAS_BETWEEN.get(itself.subregion or itself.code)
    return [a for a in (code, itself.subregion, between, itself.region, WORLD) if a]
