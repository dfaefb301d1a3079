"""Fills `raw` from the tables of a delivery, and `meaning` from its mapping."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.errors import UnreadableFileError
from data.ledger import Ledger
from ingest.columns import Binding, bind
from ingest.formats.source import Source
from ingest.header_names import COLUMNS, EXTRA, helper_names, key
from ingest.layout import Layout, TableLayout
from ingest.mapping import Mapping
from ingest.meanings import WITHOUT_APOSTROPHE

OURS = (*COLUMNS, *EXTRA)
CREATE_MEANING = """
CREATE OR REPLACE TEMP TABLE meaning (column_name VARCHAR, written VARCHAR, ours VARCHAR)
"""
ADD_MEANING = """
INSERT INTO meaning SELECT CAST(:column AS VARCHAR), unnest(CAST(:written AS VARCHAR[])),
  unnest(CAST(:ours AS VARCHAR[]))
"""
# A period said in two cells.
JOIN_PERIOD = """
UPDATE raw SET period = concat_ws('/', nullif(trim(period_start), ''), nullif(trim(period_end), ''))
WHERE coalesce(trim(period), '') = ''
"""
LEAVE_OUT = """
UPDATE raw SET left_out = 'not_selected' WHERE coalesce(left_out, '') = ''
  AND NOT list_contains(CAST(:wanted AS VARCHAR[]), coalesce(trim({column}), ''))
"""
# Lines of a template that nobody filled in.
FORGET_UNFILLED = """
DELETE FROM raw WHERE coalesce(trim(value), '') = '' AND coalesce(trim(period), '') = ''
"""
BREAKS = "coalesce(length({0}) - length(replace({0}, chr(10), '')), 0)"
MOVE_LINES = """
CREATE OR REPLACE TEMP TABLE raw AS
SELECT * REPLACE (CAST(line + coalesce(sum({breaks}) OVER (
  ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS INTEGER) AS line)
FROM raw
"""


def bound(layout: Layout, sources: Sequence[Source], mapping: Mapping | None) -> Layout:
    """The layout with every column of every table bound to where `raw` holds it."""
    bindings = [bind(source.columns, mapping, helper_names) for source in sources]
    tables, offset = [], 0
    for source, binding in zip(sources, bindings, strict=True):
        columns = tuple(zip(source.columns, _places(binding), strict=True))
        tables.append(TableLayout(source.name, offset, source.header_line, columns))
        offset += source.last_line
    silent = {key(name) for name in (mapping.only if mapping else ())}
    unused = dict.fromkeys(name for b in bindings for name in b.unused if key(name) not in silent)
    lang = bindings[0].lang if bindings else "en"
    return replace(
        layout,
        tables=tuple(tables),
        lang=lang,
        unused=() if layout.file_format == "iati" else tuple(unused),
    )


def fill(
    ledger: Ledger,
    name: str,
    layout: Layout,
    sources: Sequence[Source],
    mapping: Mapping | None,
) -> Layout:
    """Read every table into `raw`; `name` is what the file is called to a person."""
    width = max((_own_columns(table) for table in layout.tables), default=0)
    constants = mapping.said if mapping else {}
    values = {f"said_{column}": text for column, text in constants.items()}
    names = [*OURS, *(f"own_{n}" for n in range(width))]
    columns = ", ".join(f"{column} VARCHAR" for column in names)
    start = f"CREATE OR REPLACE TEMP TABLE raw (line INTEGER, spare VARCHAR, {columns})"
    if len(sources) != 1:
        ledger.run(start)
    for source, table in zip(sources, layout.tables, strict=True):
        into = "CREATE OR REPLACE TEMP TABLE raw AS" if len(sources) == 1 else "INSERT INTO raw"
        cells = ", ".join(_projected(table, names, constants, layout))
        sql = (
            f"{into} SELECT line + {table.offset} AS line, spare, {cells} FROM ({source.relation})"
        )
        ledger.read_file(sql, source.path, name, values)
    _mean(ledger, mapping)
    if {"period_start", "period_end"} & {raw for t in layout.tables for _, raw in t.columns}:
        ledger.run(JOIN_PERIOD)
    for column, wanted in mapping.only.items() if mapping else ():
        ledger.run(LEAVE_OUT.format(column=_raw_column(layout, column)), wanted=list(wanted))
    if layout.template:
        ledger.run(FORGET_UNFILLED)
    return layout


def number_lines(ledger: Ledger, layout: Layout) -> int:
    """Move line numbers on where texts run over several lines; the last line that is accounted for.

    It is not the file's last one where blank lines stand between the rows.
    """
    rows = int(ledger.scalar("SELECT count(*) FROM raw"))
    (table,) = layout.tables
    breaks = " + ".join(BREAKS.format(column) for _, column in table.columns)
    inside = int(ledger.scalar(f"SELECT coalesce(sum({breaks}), 0) FROM raw"))
    if inside:
        with ledger.transaction():
            ledger.run(MOVE_LINES.format(breaks=breaks))
    return table.header_line + rows + inside


def _places(binding: Binding) -> Iterator[str]:
    """Where `raw` holds each column: under our name, or as one of the sender's own."""
    own = 0
    for column in binding.columns:
        yield column or f"own_{own}"
        own += column is None


def _own_columns(table: TableLayout) -> int:
    return sum(raw.startswith("own_") for _, raw in table.columns)


def _projected(
    table: TableLayout, names: Sequence[str], constants: dict[str, str], layout: Layout
) -> Iterator[str]:
    form = "{0}" if layout.continues is None else WITHOUT_APOSTROPHE
    cells = {raw: form.format(f"c{place}") for place, (_, raw) in enumerate(table.columns)}
    for name in names:
        if name in constants:
            yield f"CAST(:said_{name} AS VARCHAR) AS {name}"
        else:
            yield f"{cells.get(name, 'CAST(NULL AS VARCHAR)')} AS {name}"


def _mean(ledger: Ledger, mapping: Mapping | None) -> None:
    ledger.run(CREATE_MEANING)
    for column, meanings in mapping.values.items() if mapping else ():
        written = [key(text) for text in meanings]
        ledger.run(ADD_MEANING, column=column, written=written, ours=list(meanings.values()))


def _raw_column(layout: Layout, name: str) -> str:
    for table in layout.tables:
        for theirs, raw in table.columns:
            if key(theirs) == key(name):
                return raw
    raise UnreadableFileError(
        "The mapping speaks of a column “{name}”, which the file does not have.", name=name
    )
