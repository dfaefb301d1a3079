"""Carries everything a ledger holds into another, of either kind, and proves both equal."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table

from data.errors import ProductError
from data.home import Home
from data.ledger.lake import attach_newest
from data.ledger.schema import METADATA
from data.ledger.writer import Ledger, open_ledger, writing
from data.store.publish import publish

SOURCE = "source"
REPLACE = 'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM source."{table}"'
# Of all rows in whatever order; each as one value.
PROOF = """
SELECT count(*), coalesce(sum(hash({columns})), 0) FROM {schema}"{table}"
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """Rows by table, the same on both sides, and what was published from them."""

    rows: dict[str, int]
    snapshot: str


def carry(source: Home, target: Home) -> Carried:
    """Replace what `target` holds by what `source` does, and publish it there.

    Raises `ProductError`, with the target as it was, where they do not end up equal.
    """
    if source == target:
        raise ProductError("Both stores are the same. Name another one to carry measures to.")
    with writing(source), open_ledger(target) as ledger:
        rows = _taken(source, ledger)
        return Carried(rows, publish(ledger))


def copy(ledger: Ledger, target: Home) -> None:
    """Make `target` an unpublished copy of an open ledger, which nobody else writes to."""
    with open_ledger(target) as copied:
        _taken(ledger.home, copied)
        copied.checkpoint()


def _taken(source: Home, ledger: Ledger) -> dict[str, int]:
    _attach(source, ledger.connection)
    with ledger.transaction():
        ledger.note("migrate", f"from {'the lake' if source.lake else source.root}")
        return {table.name: _replaced(ledger, table) for table in METADATA.sorted_tables}


def _attach(source: Home, connection: Connection) -> None:
    connection.rollback()
    if source.lake:
        attach_newest(connection, source.lake, SOURCE)
    elif source.ledger.exists():
        path = str(source.ledger).replace("'", "''")
        connection.exec_driver_sql(f"ATTACH '{path}' AS {SOURCE} (READ_ONLY)")
    else:
        raise ProductError(f"{source.root} holds no ledger. Name the home to carry from.")
    connection.commit()


def _replaced(ledger: Ledger, table: Table) -> int:
    """Rows of one table, once they are the same on both sides."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    ledger.run(f'DELETE FROM "{table.name}"')
    ledger.run(REPLACE.format(table=table.name, columns=columns))
    there, here = (
        tuple(ledger.run(PROOF.format(columns=columns, schema=schema, table=table.name))[0])
        for schema in (f"{SOURCE}.", "")
    )
    if there != here:
        raise ProductError(
            f"The table {table.name} did not arrive as it was sent ({there} and {here})."
            " Nothing was changed."
        )
    return int(here[0])
