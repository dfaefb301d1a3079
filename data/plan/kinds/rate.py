"""Yearly amounts, such as events held: each year stands for itself."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="rate",
    order=4,
    title=mark("Yearly amount"),
    in_plan=mark("amount a year"),
    measure=mark("an amount within a period"),
    total=mark(
        "the sum within a calendar year; the last complete year is judged, the running one "
        "is shown apart"
    ),
    is_yearly=True,
)
