"""What the standards that partners follow say of a table, obeyed before its columns are ours."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.columns.form_names import is_form
from ingest.columns.forms import submissions
from ingest.columns.header_names import LABELLED, SDMX, is_dhis2, is_sdmx, key, standard
from ingest.columns.layout import Layout
from ingest.columns.mapping import Mapping
from ingest.source_table import Source

FREE_TEXTS = {"comment", "source"}  # of SDMX; any other cell is a code, or a code and its label
DATAFLOW = {"dataflow", "structure id"}
WITHOUT_LABEL = r"regexp_replace({0}, '^([^\s:]+): .*$', '\1', 's')"
# Of DHIS2: the parts that a value without disaggregation is of; all others are told apart.
DHIS2_DEFAULT = ("", "default", "hllvx50cxc0")
DHIS2_PARTS = {"categoryoptioncombo": "coc", "attributeoptioncombo": "aoc"}


def follow(source: Source, mapping: Mapping | None) -> Source:
    """The table as its standard means it."""
    if is_form(source.columns):
        return submissions(source, mapping)
    if is_sdmx(source.columns):
        return _without_labels(source)
    if is_dhis2(source.columns):
        return _data_values(source)
    return source


def _without_labels(source: Source) -> Source:
    """SDMX with labels: of cells such as `BEN: Benin`, below a header with a label, the codes."""
    labelled = [
        f"{WITHOUT_LABEL.format(f'c{n}')} AS c{n}"
        for n, name in enumerate(source.columns)
        if LABELLED.match(name.strip()) and SDMX.get(key(name)) not in FREE_TEXTS
    ]
    if not labelled:
        return source
    return replace(
        source, relation=f"SELECT * REPLACE ({', '.join(labelled)}) FROM ({source.relation})"
    )


def _data_values(source: Source) -> Source:
    """DHIS2's data values: deleted ones do not count, parts of a disaggregation stand apart."""
    keys = [key(name).replace(" ", "") for name in source.columns]
    said = {name: f"lower(trim(coalesce(c{n}, '')))" for n, name in enumerate(keys)}
    deleted = said.get("deleted", "''")
    added = {"left_out": f"IF({deleted} IN ('1', 'true'), 'deleted', '')"}
    parts = [
        f"IF({said[name]} IN {DHIS2_DEFAULT}, NULL, concat('{short}=', trim(c{keys.index(name)})))"
        for name, short in DHIS2_PARTS.items()
        if name in keys
    ]
    if parts and "activity" not in keys:
        added["activity"] = f"concat_ws(',', {', '.join(parts)})"
    cells = ", ".join(f"{sql} AS c{n}" for n, sql in enumerate(added.values(), len(keys)))
    return replace(
        source,
        columns=(*source.columns, *added),
        relation=f"SELECT *, {cells} FROM ({source.relation})",
    )


# --- Once the rows are in `raw` ---


def follows(layout: Layout, standard: Callable[[Iterable[str]], bool]) -> bool:
    """Whether every table of a delivery is of a standard."""
    return includes(layout, standard) and all(map(standard, _headers(layout)))


def includes(layout: Layout, standard: Callable[[Iterable[str]], bool]) -> bool:
    """Whether any table of a delivery is of a standard."""
    return any(map(standard, _headers(layout)))


def _headers(layout: Layout) -> list[list[str]]:
    return [[theirs for theirs, _ in table.columns] for table in layout.tables]


def refuse_unclear(ledger: Ledger, layout: Layout) -> None:
    """Refuse a delivery of which two columns say how confidential a row is, or whose only word
    for the indicator is the dataflow, where there are several.
    """
    for table in layout.tables:
        names = [theirs for theirs, _ in table.columns]
        known = standard(names).names
        if sum(known.get(key(name)) == "disclosure" for name in names) > 1:
            raise UnreadableFileError(
                "Column given twice: {columns}. Keep one of them.", columns="disclosure"
            )
        if "indicator" in (layout.mapping or {}).get("constants", {}) and is_sdmx(names):
            _refuse_dataflows(ledger, dict(table.columns))


def _refuse_dataflows(ledger: Ledger, columns: dict[str, str]) -> None:
    for name, raw in columns.items():
        if key(name) not in DATAFLOW:
            continue
        question = f"SELECT DISTINCT trim({raw}) AS dataflow FROM raw WHERE {raw} <> ''"
        question += " AND coalesce(left_out, '') = '' ORDER BY 1"
        found = [row.dataflow for row in ledger.run(question)]
        if len(found) > 1:
            raise UnreadableFileError(
                "The file holds several dataflows ({names}), and the mapping takes all of them for"
                " one indicator. Map the indicator to the column “{column}”, or send one dataflow"
                " per file.",
                names=", ".join(found)[:200],
                column=name,
            )
