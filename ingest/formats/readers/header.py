"""Finds the row that names the columns, below titles, logos and merged headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.columns.bind import SURE, Renaming, is_complete, score, used_columns
from ingest.formats.readers.wide import wide_table

FIRST_ROWS = 30
FEWEST_HEADS = 2  # in a row above the names; one is a title


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns; the first `rows` rows are over once they are read."""

    names: list[str]
    rows: int
    score: int


def find_header(rows: Sequence[Sequence[str]], mapping: Renaming | None) -> Header:
    """The first row that names all a measure needs, else the one that names most of it, else the
    one with most texts.

    Hashtags come first: they stand below the header proper. Names merged over two rows are read
    from both.
    """
    hashtags = [n for n, row in enumerate(rows) if _is_tagged(row)]
    if hashtags:
        found = rows[hashtags[0]]
        return Header(list(found), hashtags[0] + 1, SURE + score(found, mapping))
    candidates = list(_candidates(rows, mapping))
    complete = [
        header
        for header in candidates
        if is_complete(header.names, mapping) or wide_table(header.names, mapping)
    ]
    if complete:
        return complete[0]
    best = max(candidates, key=lambda header: header.score, default=None)
    if best is not None and best.score > 1:
        return best
    return max(candidates, key=lambda header: _texts(header.names), default=Header([], 1, 0))


def _texts(names: Sequence[str]) -> int:
    return len({name for name in names if name.strip() and not name.strip()[0].isdigit()})


def _candidates(rows: Sequence[Sequence[str]], mapping: Renaming | None) -> list[Header]:
    found = []
    for n, row in enumerate(rows):
        found.append(Header(list(row), n + 1, score(row, mapping)))
        if n:
            both = _joined(_padded(rows[n - 1], len(row)), row, mapping)
            if both != list(row):
                found.append(Header(both, n + 1, score(both, mapping)))
    return found


def _joined(above: Sequence[str], below: Sequence[str], mapping: Renaming | None) -> list[str]:
    """The names that two rows give together: `Réalisé / Hommes` below a head of several columns.

    A name we know by itself, or that stands alone, stays as it is.
    """
    heads = _spread(above, below)
    known = used_columns(below, mapping)
    several = {head for head in heads if head and heads.count(head) > 1}
    return [
        (f"{head} / {name}" if head in several and not ours else name) if name.strip() else alone
        for head, name, ours, alone in zip(heads, below, known, above, strict=True)
    ]


def _spread(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Each head over all the columns that are named below it; a title is no head."""
    spread: list[str] = []
    if sum(bool(cell.strip()) for cell in above) < FEWEST_HEADS:
        return [""] * len(below)
    for head, name in zip(above, below, strict=True):
        before = spread[-1] if spread and name.strip() else ""
        spread.append(head.strip() if head.strip() else before)
    return spread


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * max(0, width - len(row))][:width]


def _is_tagged(row: Sequence[str]) -> bool:
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and 2 * sum(cell.startswith("#") for cell in said) > len(said)
