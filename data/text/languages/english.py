"""English, as Britain writes it; the words in the code."""

from collections.abc import Sequence

from data.text.grammar import Grammar, NumberStyle


def _join_list(items: Sequence[str]) -> str:
    """House style: no comma before "and"."""
    return f"{', '.join(items[:-1])} and {items[-1]}"


LANGUAGE = Grammar(
    code="en",
    name="English",
    order=1,
    territory="GB",
    numbers={"en": NumberStyle("1,234.5", ".", ",")},
    columns={
        name: name
        for name in (
            *("indicator", "partner", "place", "facility", "period", "value", "denominator"),
            *("unit", "obs_status", "disclosure", "activity", "source", "comment"),
        )
    },
    date="d MMMM y",
    short_date="d MMM y",
    join_list=_join_list,
)
