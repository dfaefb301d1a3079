"""Proposes a mapping for a file: what its columns and the words in them most likely mean.

Names count as much as what stands below them: a column called “Zone” full of country names is a
place. Everything proposed is meant to be read and corrected by a person.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from data.ledger.writer import Ledger
from data.plan.history import plan_in_force
from data.questions.compare import all_indicators
from data.reference.places import fold
from ingest.columns.header_names import EXTRA, NAMES, SDMX, key, standard
from ingest.columns.likeness import (
    CLOSE,
    CLOSE_PLACE,
    LEAST_LIKELY,
    SURE_COLUMN,
    SURE_TEXT,
    Known,
    closest_name,
    is_no_measure,
    is_total,
    likelihood,
)
from ingest.load.read import tables
from ingest.spool import Table

EXTRA_NAMES = {key(name) for name in EXTRA} | {name for name, ours in SDMX.items() if ours in EXTRA}
MOST_ROWS = 10_000
MOST_VALUES = 200  # distinct ones of a column
VALUES_SHOWN = 5
MOST_GROUPS = 50  # distinct texts of a column that parts a value
KEYS = ("indicator", "place", "period", "activity", "partner", "facility")
# Parts of a people that together are all of it.
_SEXES = """
hommes femmes homme femme men women male female hombres mujeres garcons filles boys girls masculin
feminin masculino femenino m f h
"""
SEXES = frozenset(_SEXES.split())


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
    scored = _columns(table, seen, known)
    sums = _sums(table, seen, scored)
    columns = {ours: theirs for ours, (theirs, _) in scored.items() if ours not in sums}
    unsure = {ours for ours, (_, likely) in scored.items() if likely < SURE_COLUMN}
    joins = _joins(table, seen, columns)
    columns = {ours: theirs for ours, theirs in columns.items() if ours not in joins}
    lines = [f"# Proposed for {_comment(table.name or 'a file')}: read it, correct it, keep it."]
    lines += [f"partner: {_quoted(partner)}"] if partner else []
    lines += _section(
        "columns",
        (_column(ours, theirs, seen, ours in unsure) for ours, theirs in columns.items()),
    )
    lines += _section("sum", (_several(ours, theirs) for ours, theirs in sums.items()))
    lines += _section("join", (_several(ours, theirs) for ours, theirs in joins.items()))
    lines += _meanings(columns, seen, known)
    parts = {name for several in (*sums.values(), *joins.values()) for name in several}
    taken = {theirs for ours, theirs in columns.items() if ours not in unsure} | parts
    totals = [name for name, values in seen.items() if name not in taken and "_T" in values]
    lines += _section("only", (f"  {_quoted(name)}: [_T]" for name in totals))
    used = taken | set(totals) | {name for name in table.columns if key(name) in EXTRA_NAMES}
    rest = [name for name in table.columns if name.strip() and name not in used]
    lines += _section("ignore", (f"  - {_quoted(name)}{_examples(seen[name])}" for name in rest))
    return "\n".join(lines) + "\n"


def _values(table: Table) -> dict[str, list[str]]:
    """The distinct texts of each column, in the order they come; rows of totals say nothing."""
    seen: list[dict[str, None]] = [{} for _ in table.columns]
    for row in islice(table.written(), MOST_ROWS):
        if is_total(row):
            continue
        for values, cell in zip(seen, row, strict=False):
            if cell.strip() and len(values) < MOST_VALUES:
                values[cell.strip()] = None
    return {name: list(values) for name, values in zip(table.columns, seen, strict=True)}


def _columns(
    table: Table, seen: Mapping[str, list[str]], known: Known
) -> dict[str, tuple[str, float]]:
    """Theirs for ours with how likely that is, the surest first; each is given once."""
    said = standard(table.columns).names
    scored = sorted(
        (
            (likelihood(ours, theirs, seen[theirs], known), ours, theirs)
            for ours in NAMES
            for theirs in table.columns
            if theirs.strip() and said.get(key(theirs)) not in EXTRA
        ),
        key=lambda each: -each[0],
    )
    found = {ours: (name, 1.0) for name in table.columns if (ours := said.get(fold(name))) in NAMES}
    for likely, ours, theirs in scored:
        taken = {name for name, _ in found.values()}
        if likely >= LEAST_LIKELY and ours not in found and theirs not in taken:
            found[ours] = (theirs, likely)
    return {ours: found[ours] for ours in NAMES if ours in found}


def _sums(
    table: Table, seen: Mapping[str, list[str]], scored: Mapping[str, tuple[str, float]]
) -> dict[str, list[str]]:
    """Values that stand apart for women and men below one head, to be added up."""
    head, _, part = scored.get("value", ("", 0.0))[0].rpartition(" / ")
    together = [name for name in table.columns if head and name.startswith(f"{head} / ")]
    sexes = all(fold(name.rpartition(" / ")[2]) in SEXES for name in together)
    return {"value": together} if part and sexes and len(together) > 1 else {}


def _joins(
    table: Table, seen: Mapping[str, list[str]], columns: Mapping[str, str]
) -> dict[str, list[str]]:
    """A column that alone tells rows apart, a group of people or an area: part of the activity."""
    said = standard(table.columns).names
    dates = [name for name in table.columns if said.get(key(name), "").startswith("period_")]
    keys = [*(columns[ours] for ours in KEYS if ours in columns), *dates]
    if "indicator" not in columns or _distinct(table, keys):
        return {}
    others = [name for name in table.columns if name.strip() and name not in columns.values()]
    groups = [
        name
        for name in others
        if 1 < len(seen[name]) <= MOST_GROUPS
        and not is_no_measure(name)
        and not any(cell == "_T" or cell[0].isdigit() for cell in seen[name])
    ]
    for name in groups:
        if _distinct(table, [*keys, name]):
            return {"activity": [*([columns["activity"]] if "activity" in columns else []), name]}
    return {}


def _distinct(table: Table, names: Sequence[str]) -> bool:
    """Whether no two rows say the same in some columns."""
    places = [table.columns.index(name) for name in names]
    rows = [
        tuple(row[place] for place in places)
        for row in islice(table.written(), MOST_ROWS)
        if not is_total(row)
    ]
    return len(set(rows)) == len(rows)


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
    found = closest_name(value, names, least)
    if found is None:
        return f"# {_quoted(value)}: ?"
    if found[1] < SURE_TEXT:
        return f"# {_quoted(value)}: {_quoted(found[0])}  # ? {found[1]:.0f} % alike"
    return f"{_quoted(value)}: {_quoted(found[0])}  # {found[1]:.0f} % alike"


def _column(ours: str, theirs: str, seen: Mapping[str, list[str]], unsure: bool) -> str:
    line = f"{ours}: {_quoted(theirs)}{_examples(seen[theirs])}"
    return f"  # {line}  ?" if unsure else f"  {line}"


def _several(ours: str, theirs: Sequence[str]) -> str:
    return f"  {ours}: [{', '.join(map(_quoted, theirs))}]"


def _examples(values: Sequence[str]) -> str:
    """Some of the values, as a remark."""
    shown = ", ".join(_comment(value) for value in values[:VALUES_SHOWN])
    more = ", …" if len(values) > VALUES_SHOWN else ""
    return f"  # {shown}{more}" if shown else ""


def _section(name: str, lines: Sequence[str] | Iterator[str]) -> list[str]:
    body = list(lines)
    if not any(not line.lstrip().startswith("#") for line in body):
        return [f"# {name}:", *body] if body else []
    return [f"{name}:", *body]


def _quoted(text: str) -> str:
    """A text as YAML: JSON's way of quoting is one of its ways."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return " ".join(text.split())[:40]
