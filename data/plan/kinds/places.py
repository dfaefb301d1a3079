"""Places that have it; each counts once, however many partners report it."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="places",
    order=2,
    title=mark("Places"),
    in_plan=mark("count of places"),
    measure=mark("that a place has it, or has it no longer"),
    total=mark("the number of different places: a country that five partners report counts once"),
    template=mark("{unit}: 1 where it is so, 0 where it no longer is"),
    counts_places=True,
    adds_up=False,
)
