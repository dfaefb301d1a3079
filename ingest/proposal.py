"""Proposes a mapping for a file: what its columns and the words in them most likely mean.

Names count as much as what stands below them: a column called “Zone” full of country names is a
place. Everything proposed is meant to be read and corrected by a person.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from data.comparison import all_indicators
from data.ledger import Ledger
from data.places import fold
from data.plans_kept import plan_in_force
from ingest.formats.spool import Table
from ingest.header_names import EXTRA, NAMES, SDMX, key, standard
from ingest.reading import tables

EXTRA_NAMES = {key(name) for name in EXTRA} | {name for name, ours in SDMX.items() if ours in EXTRA}
MOST_ROWS = 10_000
MOST_VALUES = 200  # distinct ones of a column
VALUES_SHOWN = 5
LEAST_LIKELY = 0.45  # below it a column is none of ours
CLOSE, CLOSE_PLACE = 60, 85  # of 100, for texts to be proposed as the same
# What people call such columns, beside our own names.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "indicator": ("result", "résultat", "resultado", "indicator title", "kpi", "titre", "título"),
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


def propose(ledger: Ledger, path: Path, partner: str | None) -> str:
    """A mapping for the first table of a file, as YAML."""
    with tables(ledger, path) as found:
        return proposal(found[0], known(ledger), partner)


def known(ledger: Ledger) -> Known:
    """What the ledger and the plan in force know by name."""
    plan = plan_in_force(ledger.connection)
    indicators = {
        fold(name): indicator.id
        for indicator in all_indicators(plan)
        for name in (indicator.id, *indicator.name.by_language.values())
    }
    partners = ledger.run("SELECT id, name, coalesce(acronym, id) AS acronym FROM partner")
    return Known(
        indicators,
        {fold(name): row.id for row in partners for name in (row.id, row.name, row.acronym)},
        {row.alias: row.code for row in ledger.run("SELECT alias, code FROM place_alias")},
        frozenset(row.code for row in ledger.run("SELECT DISTINCT code FROM unit")),
    )


def proposal(table: Table, known: Known, partner: str | None) -> str:
    """A mapping for a table, as YAML with remarks for whoever edits it."""
    seen = _values(table)
    columns = _columns(table, seen, known)
    lines = [f"# Proposed for {_comment(table.name or 'a file')}: read it, correct it, keep it."]
    lines += [f"partner: {_quoted(partner)}"] if partner else []
    lines += _section("columns", (_column(ours, theirs, seen) for ours, theirs in columns.items()))
    lines += _meanings(columns, seen, known)
    taken = set(columns.values())
    totals = [name for name, values in seen.items() if name not in taken and "_T" in values]
    lines += _section("only", (f"  {_quoted(name)}: [_T]" for name in totals))
    used = taken | set(totals) | {name for name in table.columns if key(name) in EXTRA_NAMES}
    rest = [name for name in table.columns if name.strip() and name not in used]
    lines += _section("ignore", (f"  - {_quoted(name)}{_seen(seen[name])}" for name in rest))
    return "\n".join(lines) + "\n"


def _values(table: Table) -> dict[str, list[str]]:
    """The distinct texts of each column, in the order they come."""
    seen: list[dict[str, None]] = [{} for _ in table.columns]
    for row in islice(table.written(), MOST_ROWS):
        for values, cell in zip(seen, row, strict=False):
            if cell.strip() and len(values) < MOST_VALUES:
                values[cell.strip()] = None
    return {name: list(values) for name, values in zip(table.columns, seen, strict=True)}


def _columns(table: Table, seen: Mapping[str, list[str]], known: Known) -> dict[str, str]:
    """Theirs for ours, the surest first; each is given once."""
    said = standard(table.columns).names
    likely = sorted(
        (
            (_likelihood(ours, theirs, seen[theirs], known), ours, theirs)
            for ours in NAMES
            for theirs in table.columns
            if theirs.strip()
        ),
        key=lambda scored: -scored[0],
    )
    found = {ours: name for name in table.columns if (ours := said.get(fold(name))) in NAMES}
    for likelihood, ours, theirs in likely:
        if likelihood >= LEAST_LIKELY and ours not in found and theirs not in found.values():
            found[ours] = theirs
    return {ours: found[ours] for ours in NAMES if ours in found}


def _likelihood(ours: str, theirs: str, values: Sequence[str], known: Known) -> float:
    called = (*NAMES[ours], *OTHER_NAMES.get(ours, ()))
    by_name = max(fuzz.token_set_ratio(fold(theirs), fold(name)) for name in called) / 100
    looks = _LOOKS.get(ours)
    if looks is None or not values:
        return by_name if by_name > 0.8 else 0
    by_value = sum(looks(value, known) for value in values) / len(values)
    return by_name / 2 + by_value / 2 if by_value > 0.3 or by_name > 0.9 else 0


def _is_indicator(value: str, known: Known) -> bool:
    return _closest(value, known.indicators, CLOSE) is not None


def _is_number(value: str, _: Known) -> bool:
    return bool(NUMBER.fullmatch(value)) and not PERIOD.fullmatch(value)


_LOOKS: Mapping[str, Callable[[str, Known], bool]] = {
    "indicator": _is_indicator,
    "partner": lambda value, known: fold(value) in known.partners,
    "place": lambda value, known: fold(value) in known.places,
    "period": lambda value, _: bool(PERIOD.fullmatch(value.upper())),
    "value": _is_number,
    "unit": lambda value, known: value.lower() in known.units,
}


def _closest(value: str, names: Mapping[str, str], least: float) -> tuple[str, float] | None:
    """The id whose name is nearest to a text, and how near (of 100)."""
    found = process.extractOne(
        fold(value), list(names), scorer=fuzz.token_set_ratio, score_cutoff=least
    )
    return (names[found[0]], found[1]) if found else None


def _meanings(
    columns: Mapping[str, str], seen: Mapping[str, list[str]], known: Known
) -> Iterator[str]:
    """What words below the columns mean, where they are not ours already."""
    wanted = (
        ("indicator", known.indicators, CLOSE),
        ("partner", known.partners, CLOSE_PLACE),
        ("place", known.places, CLOSE_PLACE),
        ("unit", {unit: unit for unit in known.units}, CLOSE_PLACE),
    )
    sections = []
    for ours, names, least in wanted:
        strange = [v for v in seen.get(columns.get(ours, ""), []) if not _is_ours(ours, v, names)]
        if strange:
            sections.append(f"  {ours}:")
            sections += [f"    {_meaning(value, names, least)}" for value in strange]
    yield from _section("values", sections)


def _is_ours(ours: str, value: str, names: Mapping[str, str]) -> bool:
    if ours == "indicator":  # only its id is; its title needs a line
        return value.lower() in {known.lower() for known in names.values()}
    return fold(value) in names or value.lower() in names


def _meaning(value: str, names: Mapping[str, str], least: float) -> str:
    found = _closest(value, names, least)
    if found is None:
        return f"# {_quoted(value)}: ?"
    return f"{_quoted(value)}: {_quoted(found[0])}  # {found[1]:.0f} % alike"


def _column(ours: str, theirs: str, seen: Mapping[str, list[str]]) -> str:
    return f"  {ours}: {_quoted(theirs)}{_seen(seen[theirs])}"


def _seen(values: Sequence[str]) -> str:
    """Some of the values, as a remark."""
    shown = ", ".join(_comment(value) for value in values[:VALUES_SHOWN])
    more = ", …" if len(values) > VALUES_SHOWN else ""
    return f"  # {shown}{more}" if shown else ""


def _section(name: str, lines: Sequence[str] | Iterator[str]) -> list[str]:
    body = list(lines)
    if not any(not line.lstrip().startswith("#") for line in body):
        return [f"# {name}:", *(f"# {line}" for line in body)] if body else []
    return [f"{name}:", *body]


def _quoted(text: str) -> str:
    """A text as YAML: JSON's way of quoting is one of its ways."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())[:40]
