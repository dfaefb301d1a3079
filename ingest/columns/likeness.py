"""How likely a column of a sender's is one of ours, and a text of theirs one that we know.

Names count as much as what stands below them: a column called “Zone” full of country names is a
place. Baselines and targets are no measures, whatever they look like.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from data.reference.places import fold
from ingest.columns.header_names import NAMES
from ingest.columns.period_spellings import read_spelling

SURE_COLUMN, SURE_TEXT = 0.7, 85  # of 1 and of 100; what is less likely is for a person to say
SURE_NAME = 0.9
MEASURED = ("indicator", "value", "denominator", "period")
LEAST_LIKELY = 0.45  # below it a column is none of ours
CLOSE, CLOSE_PLACE = 60, 85  # of 100, for texts to be shown as perhaps the same
# What people call such columns, beside our own names.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "indicator": (
        *("result", "résultat", "resultado", "indicator title", "kpi", "title", "titre", "título"),
        *("intitulé", "libellé"),
    ),
    "partner": ("organisation", "organization", "organización", "institution", "who", "member"),
    "place": ("country", "pays", "país", "region", "région", "location", "zone", "where"),
    "period": ("year", "année", "año", "date", "quarter", "trimestre", "month", "when"),
    "value": (
        "actual",
        "achieved",
        "réalisé",
        "realizado",
        "amount",
        "montant",
        "number",
        "nombre",
    ),
    "unit": ("unit of measure", "unité de mesure", "unidad de medida"),
    "activity": ("project", "projet", "proyecto", "project code", "activity id"),
    "source": ("reference", "référence", "link", "url"),
    "comment": ("notes", "remarks", "remarques", "observations", "observaciones"),
    "facility": ("programme", "program"),
}
# Numbers and periods of these are aimed at or started from, not reached.
_NO_MEASURE = """
baseline target planned plan cible prevu prevue reference depart objectif meta objetivo linea
previsto milestone jalon
"""
NO_MEASURE = frozenset(_NO_MEASURE.split())
TOTAL = re.compile(r"(grand |sub |sous )?(total|totals|totaux|totales|subtotal)( .*)?")
PERIOD = re.compile(
    r"(19|20)\d\d([-/ ]?([HSQT]?\d{1,2}))?([-/]\d{1,2})?|[HSQT][1-4][ -/](19|20)\d\d"
)
NUMBER = re.compile(r"[-+]?\d[\d\s.,'\u00a0\u202f]*(%|[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows by name: folded text to id."""

    indicators: Mapping[str, str]
    partners: Mapping[str, str]
    places: Mapping[str, str]
    units: frozenset[str]


def likelihood(ours: str, theirs: str, values: Sequence[str], known: Known) -> float:
    """How likely a column is one of ours, from 0 to 1, by its name and the texts below it."""
    by_name = _name_likeness(ours, theirs)
    looks = _LOOKS.get(ours)
    others = max(_name_likeness(other, theirs) for other in NAMES if other != ours)
    if others > SURE_NAME > by_name or (ours in MEASURED and is_no_measure(theirs)):
        return 0
    if looks is None or not values:
        return by_name if by_name > SURE_NAME else 0
    by_value = sum(looks(value, known) for value in values) / len(values)
    return by_name / 2 + by_value / 2 if by_value > 0.3 or by_name > SURE_NAME else 0


def is_no_measure(name: str) -> bool:
    """Whether a column's name speaks of what is aimed at or started from."""
    return bool(NO_MEASURE & set(fold(name).split()))


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row calls itself one of totals."""
    return any(TOTAL.fullmatch(fold(cell)) for cell in cells if cell)


def _name_likeness(ours: str, theirs: str) -> float:
    """By all words where the texts below help to tell, by the whole name where they do not."""
    scorer = fuzz.token_set_ratio if ours in _LOOKS else fuzz.token_sort_ratio
    called = (*NAMES[ours], *OTHER_NAMES.get(ours, ()))
    return max(scorer(fold(theirs), fold(name)) for name in called) / 100


def is_period(text: str) -> bool:
    """Whether a text is a period in a spelling that is read."""
    return bool(PERIOD.fullmatch(text.upper())) or read_spelling(text, "fr") is not None


def _is_indicator(value: str, known: Known) -> bool:
    return not _is_number(value, known) and bool(closest_name(value, known.indicators, CLOSE))


def _is_number(value: str, _: Known) -> bool:
    return bool(NUMBER.fullmatch(value)) and not is_period(value)


_LOOKS: Mapping[str, Callable[[str, Known], bool]] = {
    "indicator": _is_indicator,
    "partner": lambda value, known: fold(value) in known.partners,
    "place": lambda value, known: fold(value) in known.places,
    "period": lambda value, _: is_period(value),
    "value": _is_number,
    "unit": lambda value, known: value.lower() in known.units,
}


def closest_name(value: str, names: Mapping[str, str], least: float) -> tuple[str, float] | None:
    """The id whose name is nearest to a text, and how near (of 100)."""
    found = process.extractOne(fold(value), list(names), scorer=_alike, score_cutoff=least)
    return (names[found[0]], found[1]) if found else None


def _alike(one: str, other: str, **_: object) -> float:
    """A text within another is near it, but a single word of a long name is not."""
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2
