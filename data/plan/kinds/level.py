"""What was reached: a state that stands until it is reported otherwise."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="level",
    order=1,
    title=mark("Level"),
    in_plan=mark("state reached"),
    measure=mark("what one partner has reached by the end of a period"),
    total=mark(
        "the sum of everyone’s latest report; the latest or the highest alone where the "
        "indicator says so"
    ),
    adds_up=None,
)
