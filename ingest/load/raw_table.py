"""Fills `raw` from the tables of a delivery, and `meaning` from its mapping.

The texts lie in `text_0`, `text_1` …, one a table of the delivery; `raw` shows them all, under
our names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.errors import UnreadableFileError
from data.formula_guard import unguard_sql
from data.ledger.writer import Ledger
from ingest.columns.bind import Binding, bind
from ingest.columns.header_names import COLUMNS, EXTRA, key
from ingest.columns.helper_columns import helper_names
from ingest.columns.layout import Layout, TableLayout
from ingest.columns.mapping import Mapping
from ingest.columns.meanings import blank
from ingest.columns.numbers import number_sql
from ingest.formats.registry import FORMATS
from ingest.source_table import Source

OURS = (*COLUMNS, *EXTRA)
CREATE_MEANING = """
CREATE OR REPLACE TEMP TABLE meaning (column_name VARCHAR, written VARCHAR, ours VARCHAR)
"""
ADD_MEANING = """
INSERT INTO meaning SELECT CAST(:column AS VARCHAR), unnest(CAST(:written AS VARCHAR[])),
  unnest(CAST(:ours AS VARCHAR[]))
"""
# One value for every row.
SAID = "SELECT ours FROM meaning WHERE column_name = '= {0}'"
# A period said in two cells.
JOIN_PERIOD = """
UPDATE raw_row
SET period = concat_ws('/', nullif(trim(period_start), ''), nullif(trim(period_end), ''))
WHERE coalesce(trim(period), '') = ''
"""
LEAVE_OUT = """
UPDATE raw_row SET left_out = 'not_selected' WHERE coalesce(left_out, '') = ''
  AND NOT list_contains(CAST(:wanted AS VARCHAR[]), coalesce(trim({column}), ''))
"""
# Lines of a template that nobody filled in.
FORGET_UNFILLED = """
DELETE FROM raw_row WHERE coalesce(trim(value), '') = '' AND coalesce(trim(period), '') = ''
"""
BREAKS = "coalesce(length({0}) - length(replace({0}, chr(10), '')), 0)"
LINES_MOVED = """* REPLACE (CAST(line + coalesce(sum({breaks}) OVER (
  ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS INTEGER) AS line)"""
ROWS_MOVED = "SELECT * REPLACE (CAST(line AS VARCHAR) AS found_at) FROM raw_row"
# A view, so that columns the sender does not have cost nothing.
RAW = "CREATE OR REPLACE TEMP VIEW raw AS {rows}"
KEEP_ROWS = "CREATE OR REPLACE TEMP TABLE raw_row AS SELECT {columns} FROM raw"


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
        unused=() if FORMATS[layout.file_format].names_are_ours else (*layout.unused, *unused),
    )


def fill(
    ledger: Ledger,
    name: str,
    layout: Layout,
    sources: Sequence[Source],
    mapping: Mapping | None,
) -> Layout:
    """Read every table; `raw` is all of them. `name` is what the file is called to a person.

    In two transactions: only once a table is committed do its row ids count from nought.
    """
    with ledger.transaction():
        for n, source in enumerate(sources):
            statement = f"CREATE OR REPLACE TEMP TABLE text_{n} AS {source.relation}"
            ledger.read_file(statement, source.path, name)
    with ledger.transaction():
        constants = mapping.said if mapping else {}
        _mean(ledger, mapping, constants)
        ledger.run(RAW.format(rows=_shown(layout, sources, constants)))
        _change(ledger, layout, mapping)
    return layout


def _shown(layout: Layout, sources: Sequence[Source], constants: dict[str, str]) -> str:
    """All tables, one below the other, every column under its name in `raw`."""
    width = max((_own_columns(table) for table in layout.tables), default=0)
    names = [*OURS, *(f"own_{n}" for n in range(width))]
    selects = []
    for n, (source, table) in enumerate(zip(sources, layout.tables, strict=True)):
        cells = ", ".join(_projected(table, names, constants, layout))
        line = f"CAST({source.line} + {table.offset} AS INTEGER) AS line"
        selects.append(f"SELECT {line}, {source.place} AS found_at, spare, {cells} FROM text_{n}")
    return "\nUNION ALL ".join(selects or [_nothing(names)])


def _change(ledger: Ledger, layout: Layout, mapping: Mapping | None) -> None:
    """What must be done to rows once they are read; most deliveries need nothing."""
    two_cells = layout.has("period_start") or layout.has("period_end")
    if not (two_cells or layout.template or (mapping and mapping.only)):
        return
    ledger.run(KEEP_ROWS.format(columns="*"))
    if two_cells:
        ledger.run(JOIN_PERIOD)
    for column, wanted in mapping.only.items() if mapping else ():
        ledger.run(LEAVE_OUT.format(column=_raw_column(layout, column)), wanted=list(wanted))
    if layout.template:
        ledger.run(FORGET_UNFILLED)
    ledger.run(RAW.format(rows="SELECT * FROM raw_row"))


def number_lines(ledger: Ledger, layout: Layout, lines: int) -> bool:
    """Move line numbers on where texts run over several of the file's lines.

    False where blank lines stand between the rows, which cannot be told from here.
    """
    rows = int(ledger.scalar("SELECT count(*) FROM raw"))
    (table,) = layout.tables
    if table.header_line + rows == lines:
        return True
    breaks = " + ".join(BREAKS.format(column) for _, column in table.columns)
    inside = int(ledger.scalar(f"SELECT coalesce(sum({breaks}), 0) FROM raw"))
    if table.header_line + rows + inside != lines:
        return False
    with ledger.transaction():
        ledger.run(KEEP_ROWS.format(columns=LINES_MOVED.format(breaks=breaks)))
        ledger.run(RAW.format(rows=ROWS_MOVED))
    return True


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
    cells = {raw: f"c{place}" for place, (_, raw) in enumerate(table.columns)}
    if layout.continues is not None:  # a file of ours
        cells = {raw: unguard_sql(cell) for raw, cell in cells.items()}
    cells |= dict(_made_of_several(table, layout))
    for name in names:
        if name in constants:
            yield f"({SAID.format(name)}) AS {name}"
        else:
            yield f"{cells.get(name, 'CAST(NULL AS VARCHAR)')} AS {name}"


def _made_of_several(table: TableLayout, layout: Layout) -> Iterator[tuple[str, str]]:
    """Columns of ours that the mapping makes of several of theirs."""
    places = {key(theirs): f"c{place}" for place, (theirs, _) in enumerate(table.columns)}
    for how, make in (("sum", _sum), ("join", _join)):
        for ours, theirs in (layout.mapping or {}).get(how, {}).items():
            parts = [places[key(name)] for name in theirs if key(name) in places]
            yield ours, make(parts, layout.locale) if parts else "CAST(NULL AS VARCHAR)"


def _sum(parts: Sequence[str], locale: str | None) -> str:
    """Numbers added up as a plain number; what is none of them stays as it was written.

    Three decimals would read as thousands somewhere: one more.
    """
    filled = ", ".join(f"nullif(trim({part}), '')" for part in parts)
    added = " + ".join(f"IF({blank(part)}, 0, {number_sql(part, locale)})" for part in parts)
    plain = f"CAST(CAST(round({added}, 9) AS DOUBLE) AS VARCHAR)"
    whole = f"regexp_replace({plain}, '[.]0$', '')"
    written = f"IF(regexp_matches({whole}, '[.]\\d{{3}}$'), {whole} || '0', {whole})"
    together = f"nullif(concat_ws(' + ', {filled}), '')"
    return f"IF({together} IS NULL, NULL, coalesce({written}, {together}))"


def _join(parts: Sequence[str], _: str | None) -> str:
    filled = ", ".join(f"nullif(trim({part}), '')" for part in parts)
    return f"nullif(concat_ws(' / ', {filled}), '')"


def _nothing(names: Sequence[str]) -> str:
    """No row, with every column."""
    cells = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in ("spare", *names))
    return f"SELECT 0 AS line, '' AS found_at, {cells} WHERE false"


def _mean(ledger: Ledger, mapping: Mapping | None, constants: dict[str, str]) -> None:
    ledger.run(CREATE_MEANING)
    for column, text in constants.items():
        ledger.run(ADD_MEANING, column=f"= {column}", written=[""], ours=[text])
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
