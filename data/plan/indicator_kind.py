"""What a kind of indicator says about itself: how its measures add up, are judged and worded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """One kind of indicator, `name` in plan files; `order` is its place in lists.

    In words: its `title`, what it is called `in_plan`, what one `measure` says, what the `total`
    is, and what a value in a template is, as in `{unit}: 1 where it is so`.

    Its measures count places (`counts_places`), are steps reached (`has_steps`), parts of a whole
    (`is_share`), or amounts of a year that starts anew (`is_yearly`), of which `is_growth` compares
    one with the year before. `adds_up`: whether amounts are summed; None where the indicator's
    `aggregation` says so.
    """

    name: str
    order: int
    title: str
    in_plan: str
    measure: str
    total: str
    template: str = "{unit}"
    counts_places: bool = False
    has_steps: bool = False
    is_share: bool = False
    is_yearly: bool = False
    is_growth: bool = False
    adds_up: bool | None = True

    @property
    def is_yearly_amount(self) -> bool:
        """Whether a value is an amount of a year, in a unit that is a year's."""
        return self.is_yearly and not self.is_growth

    @property
    def has_amounts(self) -> bool:
        """Whether several partners' measures of one activity are parts of one amount."""
        return not (self.counts_places or self.has_steps)
