"""SQL for what the texts of a delivery mean to its sender, where its mapping says so."""

from data.formula_guard import unguard_sql
from data.ledger.identifiers import is_odd, normalised
from data.reference.places import FOLD_SQL
from ingest.columns.layout import Layout


def meant(column: str, distinct: str = "") -> str:
    """The distinct texts of a column of `raw` (`written`) and what is `meant` by each."""
    texts = distinct or f"SELECT DISTINCT {column} AS written FROM raw"
    return f"""(
  SELECT w.written, coalesce(n.ours, w.written) AS meant FROM ({texts}) AS w
  LEFT JOIN meaning AS n
    ON n.column_name = '{column}' AND n.written = {FOLD_SQL.format("w.written")})"""


def blank(column: str) -> str:
    """Whether a text says nothing."""
    return f"coalesce(trim({column}), '') = ''"


def plain_text(column: str) -> str:
    """A text without blanks around it, nor the apostrophe that our exports put before what looks
    like a formula; NULL where nothing is left.

    What needs no care takes the short way: blanks and apostrophes sort before `(`, as `''` does.
    """
    bare = unguard_sql(column)
    careful = f"nullif(trim(IF(starts_with({column}, ''''), {bare}, {column})), '')"
    return f"IF({column} < '(' OR ends_with({column}, ' '), {careful}, {column})"


def identifier(column: str) -> str:
    """An id of the sender's, however its dashes and spaces were typed; NULL where there is none."""
    plain = plain_text(column)
    return f"IF({is_odd(column)}, {normalised(plain)}, {plain})"


def text_meant(layout: Layout, column: str) -> str:
    """A text of row `r` as the mapping means it; the text itself where none does."""
    if column not in (layout.mapping or {}).get("values", {}):
        return f"r.{column}"
    return (
        f"coalesce((SELECT any_value(ours) FROM meaning WHERE column_name = '{column}'"
        f" AND written = {FOLD_SQL.format(f'r.{column}')}), r.{column})"
    )


def power_of_ten(layout: Layout) -> str:
    """A factor for SDMX's UNIT_MULT, where the delivery has one."""
    if not layout.has("unit_mult"):
        return "1"
    return f"IF({blank('r.unit_mult')}, 1, pow(10, try_cast(r.unit_mult AS INTEGER)))"
