"""How much more a year's amount is than the year before, in percent."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="growth",
    order=5,
    title=mark("Growth"),
    in_plan=mark("growth a year"),
    measure=mark("an amount within a year"),
    total=mark("the last complete year’s sum against the year before, in percent"),
    is_yearly=True,
    is_growth=True,
)
