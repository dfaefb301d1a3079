"""Columns of a delivery: which of ours each of the sender's is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from data.errors import UnreadableFileError
from data.reference.places import fold
from data.text.i18n import GRAMMARS
from ingest.columns.header_names import COLUMNS, OURS, column_name, key, standard

REQUIRED = ("indicator", "place", "period", "value")
# What a file of refused rows adds: the reason, and the batch they are of.
SURE = 100  # a score no row has by its names alone
REASON = re.compile(rf"(?:{'|'.join(fold(g.reason) for g in GRAMMARS.values())}) b (\d+)")


class Renaming(Protocol):
    """What binding needs of a mapping: see `ingest.columns.mapping.Mapping`."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Theirs for ours."""

    @property
    def ignore(self) -> Sequence[str]:
        """Theirs that say nothing to us."""

    @property
    def constants(self) -> Mapping[str, str]:
        """Ours with one value for every row."""

    @property
    def parts(self) -> Mapping[str, Sequence[str]]:
        """Several of theirs for one of ours."""


@dataclass(frozen=True, slots=True)
class Binding:
    """For each column of a table ours, or None where we have no use for it.

    `unused` names those that nobody said to ignore; `lang` is the language our names are in.
    """

    columns: tuple[str | None, ...]
    unused: tuple[str, ...]
    lang: str


def bind(
    header: Sequence[str], mapping: Renaming | None, helpers: Callable[[], frozenset[str]]
) -> Binding:
    """Our column for each name of a header; `helpers` gives names that are there for people.

    Raises `UnreadableFileError` naming the unknown, doubled or missing ones.
    """
    named, strict = _named(header, mapping)
    columns: list[str | None] = []
    for name in header:
        column = named.get(key(name))
        if column is not None and column in columns and strict:
            raise UnreadableFileError(
                "Column given twice: {columns}. Keep one of them.", columns=column
            )
        columns.append(None if column in columns else column)
    unused = [name for name in header if name.strip() and key(name) not in named]
    if unused:
        silent = helpers() | (_named_otherwise(mapping) if mapping else set())
        unused = [name for name in unused if not _is_helper(key(name), silent)]
    if mapping:
        _refuse_absent(header, mapping)
    elif strict and not set(COLUMNS) <= set(columns):  # beside all of ours, no other is a slip
        _refuse_unknown(unused)
    _refuse_missing(columns, mapping)
    return Binding(tuple(columns), tuple(unused), language_of(header))


def bound_names(header: Sequence[str], mapping: Renaming | None) -> dict[str, str]:
    """Ours for each name of a header that is one of ours, by the name's key."""
    named, _ = _named(header, mapping)
    said = {key(name): named[key(name)] for name in header if key(name) in named}
    constants = mapping.constants if mapping else {}
    return said | {f"= {ours}": ours for ours in constants}


def used_columns(header: Sequence[str], mapping: Renaming | None) -> list[bool]:
    """Whether each column of a header says anything to us."""
    named, _ = _named(header, mapping)
    parts = {key(name) for several in mapping.parts.values() for name in several} if mapping else ()
    return [key(name) in named or key(name) in parts for name in header]


def missing_columns(header: Sequence[str], mapping: Renaming | None) -> list[str]:
    """What a measure cannot do without and a header does not name."""
    if continued(header):
        return []
    named, _ = _named(header, mapping)
    there = {key(name) for name in header}
    parts = mapping.parts.items() if mapping else ()
    absent = {ours for ours, theirs in parts if not {key(name) for name in theirs} <= there}
    missing = set(_missing([named.get(key(name)) for name in header], mapping))
    return [column for column in COLUMNS if column in missing | absent]


def continued(header: Iterable[str]) -> int | None:
    """The batch whose refused rows a file brings back, if it says so."""
    found = (REASON.fullmatch(key(name)) for name in header)
    return next((int(match.group(1)) for match in found if match), None)


def score(row: Sequence[str], mapping: Renaming | None) -> int:
    """How many columns of ours a row names; a table's header is the row that names most."""
    named, _ = _named(row, mapping)
    brings_back = SURE if continued(row) else 0
    return len({named[key(name)] for name in row if key(name) in named}) + brings_back


def is_complete(row: Sequence[str], mapping: Renaming | None) -> bool:
    """Whether a row names every column that a measure cannot do without."""
    return not missing_columns(row, mapping)


def _named(header: Sequence[str], mapping: Renaming | None) -> tuple[dict[str, str], bool]:
    """Ours by theirs, and whether others are slips; a mapping's own words come first."""
    known = standard(header)
    if mapping is None:
        return known.names, known.strict
    said = {key(theirs): ours for ours, theirs in mapping.columns.items()}
    taken = {*mapping.columns, *mapping.constants, *mapping.parts}
    names = {name: ours for name, ours in known.names.items() if ours not in taken}
    return names | said, known.strict


def _named_otherwise(mapping: Renaming) -> set[str]:
    """Names that a mapping speaks of without saying which column of ours each is."""
    parts = (name for several in mapping.parts.values() for name in several)
    return {key(name) for name in (*mapping.ignore, *parts)}


def _is_helper(folded: str, silent: Iterable[str]) -> bool:
    return folded in silent or bool(REASON.fullmatch(folded))


def language_of(header: Sequence[str]) -> str:
    """The language most of our names are written in."""
    folded = {key(name) for name in header}
    spoken = {
        lang: sum(fold(column_name(column, lang)) in folded for column in COLUMNS)
        for lang in GRAMMARS
    }
    return max(spoken, key=lambda lang: spoken[lang])


def _missing(columns: Sequence[str | None], mapping: Renaming | None) -> list[str]:
    known = {*columns, *((*mapping.constants, *mapping.parts) if mapping else ())}
    if {"period_start", "period_end"} & known:
        known.add("period")
    return [column for column in REQUIRED if column not in known]


def _refuse_absent(header: Sequence[str], mapping: Renaming) -> None:
    there = {key(name) for name in header}
    parts = (name for several in mapping.parts.values() for name in several)
    for theirs in (*mapping.columns.values(), *parts):
        if key(theirs) not in there:
            raise UnreadableFileError(
                "The mapping speaks of a column “{name}”, which the file does not have.",
                name=theirs,
            )


def _refuse_missing(columns: Sequence[str | None], mapping: Renaming | None) -> None:
    missing = _missing(columns, mapping)
    if missing:
        raise UnreadableFileError(
            "Column missing: {columns}. The first line must name the columns; where yours are"
            " called otherwise, `python -m ingest map FILE` writes a mapping to edit.",
            columns=", ".join(missing),
        )


def _refuse_unknown(names: Sequence[str]) -> None:
    for name in (" ".join(name.split()) for name in names):
        near = get_close_matches(fold(name), OURS, n=1, cutoff=0.5)
        if near:
            raise UnreadableFileError(
                "Unknown column “{name}”: did you mean “{near}”?",
                name=name[:60],
                near=OURS[near[0]],
            )
        raise UnreadableFileError(
            "Unknown column “{name}”. Known ones: {known}. Where yours are called otherwise,"
            " `python -m ingest map FILE` writes a mapping to edit.",
            name=name[:60],
            known=", ".join(COLUMNS),
        )
