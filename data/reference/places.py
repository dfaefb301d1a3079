"""Places of measures: countries (ISO 3166-1), the regions of UN M49 and the world.

The tables are `reference/places.csv` and `reference/official_names.csv`; their README says where
they come from.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.reference.place_aliases import OTHER_NAMES
from data.text.i18n import LANGUAGES

REFERENCE = Path(__file__).parent / "places.csv"
OFFICIAL_NAMES = REFERENCE.with_name("official_names.csv")
# A form of state and what it is a state of: Islamic Republic of | Iran.
_FORM = re.compile(
    r"(?P<form>.+?(?P<of> of(?: the)?| de l['’]| de la| de las| de los| del| des| du| d['’]| de)) ?"
    r"(?P<name>[A-ZÀ-Ý].*)"
)
# As the World Bank shortens forms of state.
_SHORT_FORMS = (
    (r"\bRepublic\b", "Rep."),
    (r"\bDemocratic\b", "Dem."),
    (r"\bFederated States\b", "Fed. Sts."),
    (r"\bFederal\b", "Fed."),
    (r"\bR[ée]p[uú]bli(?:que|ca)\b", "Rep."),
    (r"\bdémocratique\b", "dém."),
)

# `fold` as DuckDB says it; a test holds the two together.
FOLD_SQL = r"trim(regexp_replace(strip_accents(lower({})), '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A country (code ISO3), an M49 region or subregion (code M49), or the world (WLD).

    `region` is one of the five M49 regions and `subregion` an M49 code; both None where there is
    none (Antarctica has no region). `names` is by language.
    """

    code: str
    iso2: str | None
    m49: str
    kind: str
    region: str | None
    subregion: str | None
    names: Mapping[str, str]

    def name(self, lang: str) -> str:
        """The usual name in a language, English where we have none."""
        return self.names.get(lang, self.names["en"])


@cache
def load_places() -> tuple[Place, ...]:
    """Every place: the world, the regions, the subregions, then countries by code."""
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return tuple(_place(row) for row in csv.DictReader(file))


def place(code: str) -> Place:
    """The place with this code; raises KeyError where there is none."""
    return _by_code()[code]


@cache
def aliases() -> tuple[tuple[str, str], ...]:
    """Everything a place may be called, as (alias as people write it, code)."""
    pairs = [(alias, place.code) for place in load_places() for alias in _own_aliases(place)]
    with OFFICIAL_NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row.pop("code")
            pairs += [(alias, code) for name in row.values() for alias in _official_aliases(name)]
    return tuple(dict.fromkeys([*pairs, *OTHER_NAMES]))


def fold(text: str) -> str:
    """Lower case, no accents, words parted by single spaces: what aliases are compared by."""
    parted = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return _NOT_ALPHANUMERIC.sub(" ", bare).strip()


@cache
def _by_code() -> dict[str, Place]:
    return {place.code: place for place in load_places()}


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        iso2=row["iso2"] or None,
        m49=row["m49"],
        kind=row["kind"],
        region=row["region"] or None,
        subregion=row["subregion"] or None,
        names=MappingProxyType(
            {lang: row.get(f"name_{lang}") or row["name_en"] for lang in LANGUAGES}
        ),
    )


def _official_aliases(name: str) -> list[str]:
    """Islamic Republic of Iran; Iran, Islamic Republic of; Iran, Islamic Rep."""
    found = _FORM.fullmatch(name)
    written = [name, f"The {name}"]
    if found:
        form, bare = found["form"], found["form"].removesuffix(found["of"])
        written += [f"{found['name']}, {last}" for last in (form, bare)]
    shortened = list(written)
    for long, short in _SHORT_FORMS:
        shortened = [re.sub(long, short, each) for each in shortened]
    return [*written, *shortened]


def _own_aliases(place: Place) -> list[str]:
    names = list(place.names.values())
    joined = [name.replace(" and ", " & ") for name in names]
    short = [name.replace("Saint ", "St. ") for name in [*names, *joined]]
    # Spreadsheets drop the leading zeros of M49 codes.
    codes = [place.code, place.iso2 or place.code, place.m49, place.m49.lstrip("0")]
    return [*codes, *names, *joined, *short]
