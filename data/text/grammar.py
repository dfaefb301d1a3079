"""What a language says about itself; what it leaves out is as Babel has it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written, with an example of 1234.5.

    Without `decimal` and `group` only what can be read one way is read.
    """

    example: str
    decimal: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language: `name` in itself, `order` in menus, `territory` for Open Graph (GB).

    `numbers` are the styles its speakers may name when they send a file, by locale. `columns` are
    our columns of measures in this language, English where one is missing; `reason` heads the
    reasons in a file of refused rows. `date` and `short_date` are Babel's formats, `first_of_month`
    is how that day is written, and `join_list` joins three items and more. Without
    `plural_fractions` the whole part of a number decides: 1,5 mesure.
    """

    code: str
    name: str
    order: int
    territory: str
    numbers: Mapping[str, NumberStyle]
    columns: Mapping[str, str] = field(default_factory=dict)
    reason: str = "reason"
    date: str = "long"
    short_date: str = "medium"
    first_of_month: str = "1"
    join_list: Callable[[Sequence[str]], str] | None = None
    plural_fractions: bool = True
