"""Steps that a body responsible reaches one after another."""

from data.plan.indicator_kind import IndicatorKind
from data.text.marks import mark

KIND = IndicatorKind(
    name="milestone",
    order=6,
    title=mark("Milestones"),
    in_plan=mark("steps to reach"),
    measure=mark("which step the body responsible has reached"),
    total=mark("the highest step reached"),
    template=mark("{unit}: {steps}"),
    has_steps=True,
    adds_up=False,
)
