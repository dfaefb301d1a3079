"""The traits of an indicator's kind as conditions on `i.kind`, of a row `i` of `indicator`."""

from data.plan.indicator_kinds import KINDS


def of_kinds(trait: str, column: str = "i.kind") -> str:
    """SQL for whether a kind has a trait of `IndicatorKind`."""
    names = ", ".join(f"'{kind.name}'" for kind in KINDS.values() if getattr(kind, trait))
    return f"{column} IN ({names})"


YEARLY = of_kinds("is_yearly")
STEPS = of_kinds("has_steps")
PLACES = of_kinds("counts_places")
AMOUNTS = of_kinds("has_amounts")
# Whether amounts are summed, of states where the indicator says so.
ADDS_UP = f"""({of_kinds("adds_up")}
  OR ({AMOUNTS} AND NOT {of_kinds("adds_up")} AND i.aggregation = 'sum'))"""
# States of which one stands for all: the step or value reached, or the newest.
ONE_STANDS = f"({STEPS} OR ({AMOUNTS} AND NOT {ADDS_UP}))"
HIGHEST_STANDS = f"({STEPS} OR i.aggregation = 'max')"
