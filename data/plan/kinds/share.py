"""A part of a whole, in percent."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="share",
    order=3,
    title=mark("Share of a whole"),
    in_plan=mark("share"),
    measure=mark("a part, and the whole it belongs to"),
    total=mark(
        "sum of the parts ÷ sum of the wholes, or ÷ the size of a group where that size is known"
    ),
    template=mark("{unit}; where reported, the denominator says out of how many"),
    is_share=True,
)
