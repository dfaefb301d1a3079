"""What AG Grid asks for, taken at the callback's door; what is not understood is left out."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from dashboard.components.measures.observation_words import observation_word
from dashboard.reader.context import RequestContext
from data.questions.measure_rows import COLUMNS, Bounds, Wanted
from data.reference.places import fold, load_places

LONGEST = 200
SORTED_BY = 3  # columns at once
DAY = timedelta(days=1)
OBS_CODES = "ABDEFGHIJKLMNOPQSUVWX"


def wanted(request: Mapping[str, Any], ctx: RequestContext) -> Wanted:
    """The rows a grid asks for. Rows hold codes, readers write names."""
    words = _words(ctx)
    order = tuple(_order(request.get("sortModel")))
    model = request.get("filterModel")
    conditions = {
        column: condition
        for column, condition in (model if isinstance(model, dict) else {}).items()
        if column in COLUMNS and isinstance(condition, dict)
    }
    texts = dict(_texts(conditions))
    start, end = (_whole(request.get(name)) for name in ("startRow", "endRow"))
    return Wanted(
        start=start,
        size=end - start,
        order=order,
        containing={column: text for column, text in texts.items() if column not in words},
        among={
            column: _called(words[column], text)
            for column, text in texts.items()
            if column in words
        },
        between=dict(_between(conditions)),
        ranks={column: _by_name(words[column]) for column, _ in order if column in words},
    )


def _words(ctx: RequestContext) -> dict[str, dict[str, str]]:
    """The reader's words for every code, by column."""
    lang = ctx.t.lang
    indicators = {
        i.id: f"{i.objective or ''} {i.name.text(lang)}".strip() for i in ctx.plan.indicators
    }
    return {
        "indicator": indicators,
        "place": {place.code: ctx.names.place(place.code) for place in load_places()},
        "obs_status": {code: observation_word(ctx.t, code) for code in OBS_CODES},
    }


def _order(model: object) -> Iterator[tuple[str, bool]]:
    for sort in (model if isinstance(model, list) else [])[:SORTED_BY]:
        column = sort.get("colId") if isinstance(sort, dict) else None
        if isinstance(column, str) and column in COLUMNS:
            yield column, sort.get("sort") == "desc"


def _texts(conditions: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for column, condition in conditions.items():
        written = condition.get("filter")
        if column not in BOUNDED and isinstance(written, str) and written.strip():
            yield column, written.strip()[:LONGEST]


def _called(words: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The codes whose name holds the text."""
    return tuple(code for code, name in words.items() if fold(text) in fold(name))


def _by_name(words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda code: fold(words[code])))


def _between(conditions: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Bounds]]:
    for column, read in BOUNDED.items():
        if column in conditions and (bounds := read(conditions[column])):
            yield column, bounds


def _values(condition: Mapping[str, Any]) -> Bounds | None:
    low, high = (_number(condition.get(name)) for name in ("filter", "filterTo"))
    return {
        "equals": (low, low),
        "greaterThanOrEqual": (low, None),
        "lessThanOrEqual": (None, low),
        "inRange": (low, high),
    }.get(str(condition.get("type")))


def _days(condition: Mapping[str, Any]) -> Bounds | None:
    low, high = (_day(condition.get(name)) for name in ("dateFrom", "dateTo"))
    if low is None:
        return None
    return {
        "equals": (low, low),
        "greaterThan": (low + DAY, None),
        "lessThan": (None, low - DAY),
        "inRange": (low, high),
    }.get(str(condition.get("type")))


BOUNDED: dict[str, Callable[[Mapping[str, Any]], Bounds | None]] = {
    "value": _values,
    "recorded_at": _days,
}


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None  # type: ignore[arg-type]


def _whole(value: object) -> int:
    number = _number(value)
    return max(int(number), 0) if number is not None and abs(number) < 2**53 else 0


def _day(written: object) -> date | None:
    """A day as AG Grid writes it (2024-05-03 00:00:00); None for what is none, or at an edge."""
    try:
        day = date.fromisoformat(str(written)[:10])
    except ValueError:
        return None
    return day if date.min < day < date.max else None
