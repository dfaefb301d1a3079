"""What makes a row a bad one: each rule a code, the column it blames and a condition in SQL.

Conditions speak of `r` (the texts as they came) and `s` (what could be read of them). A row may
break several rules and is told all of them; the order here is the order it is told in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data.ledger.in_force import RETRACT
from data.ledger.kind_sql import of_kinds
from data.reference.place_aliases import FORMER_STATES
from data.reference.places import FOLD_SQL
from ingest.columns.meanings import blank
from ingest.columns.numbers import AMBIGUOUS
from ingest.formats.readers.workbook_xml import FORMULA_MARK

OBS_STATUSES = tuple("ABDEFGHIJKLMNOPQSUVWX")  # SDMX CL_OBS_STATUS
MISSING_STATUSES = tuple("HLMOQ")  # those of them by which a value is missing, whatever the reason
SDMX_ACTIONS = ("i", "a", "r", "m", "information", "insert", "append", "replace", "merge")
SDMX_DELETES = ("d", "delete")
DISCLOSURES = ("public", "aggregate", "coalition", "secretariat")
LONGEST = {"partner": 200, "activity": 200, "source": 1000, "comment": 4000}


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to refuse a row. `hint` is SQL for what its sentence needs to be helpful.

    `gate` is a cheaper condition that every row breaking the rule meets, where there is one: all
    rows are asked for the gates, only those that meet any are asked for the rules. A gate speaks
    of `r` or of `s`, not of both.
    """

    code: str
    column: str
    when: str
    hint: str = "NULL"
    gate: str = ""

    @property
    def first_look(self) -> str:
        """What all rows are asked for."""
        return self.gate or self.when

    @property
    def broken(self) -> str:
        """What a row that breaks the rule meets: a row that another gate let in may meet half."""
        return f"({self.gate}) AND ({self.when})" if self.gate else self.when


def _ambiguous(column: str) -> str:
    """Whether a text is a number that can be read two ways; a missing one is not."""
    return f"coalesce(regexp_full_match(trim({column}), '{AMBIGUOUS}'), false)"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_RANGE = "concat(printf('%g', s.low), ' – ', printf('%g', s.high))"

# Ids of the plan in force, as examples; the facilities all of them, "" where there are none.
_AN_INDICATOR = "(SELECT min(id) FROM indicator WHERE objective IS NOT NULL)"
_BOUND_TO = "(SELECT partner FROM bound_to)"
_FORMER_STATE = f"{FOLD_SQL.format('r.place')} IN ({_quoted(sorted(FORMER_STATES))})"
_SEVERAL = f"(r.place IN (SELECT written FROM several_places) AND NOT {_FORMER_STATE})"
_WHY_NO_PERIOD = "(SELECT any_value(o.why) FROM period_spelling AS o WHERE o.written = r.period)"
_FACILITIES = "(SELECT coalesce(string_agg(id, ', ' ORDER BY id), '') FROM facility)"


def _missing(column: str, read_as: str, unless: str = "") -> Rule:
    """The rule for a column that must say something; `read_as` is what it becomes."""
    return Rule("missing_value", column, blank(f"r.{column}") + unless, gate=f"{read_as} IS NULL")


def _unknown(column: str, said: str, hint: str = "NULL") -> Rule:
    """The rule for a text that names nothing we know; `said` holds when there is one."""
    unread = f"s.{column} IS NULL"
    return Rule(f"unknown_{column}", column, f"{unread} AND {said}", hint, gate=unread)


def _unreadable(column: str, ambiguous: bool) -> Rule:
    """The rules for a number that cannot be used, because it reads two ways or none."""
    unread = f"(s.{column} IS NULL OR NOT isfinite(s.{column}))"
    said = f"s.unit_fits AND NOT {blank(f'r.{column}')}"
    two_ways = _ambiguous(f"r.{column}")
    if ambiguous:
        code, when = "ambiguous_number", f"{unread} AND {said} AND {two_ways}"
    else:
        code, when = "bad_value", f"{unread} AND {said} AND NOT {two_ways}"
    gate = unread if column == "value" else f"s.{column}_said AND {unread}"
    return Rule(code, column, when, gate=gate)


# "Total général", "Total for Africa"; not "Total number of events held", which is a title.
_TOTAL = r"(grand |sub |sous )?(total|totals|totaux|totales|subtotal|sum|somme|suma)( \S+){0,2}"
_BESIDE_NO_INDICATOR = (
    f"IF({blank('r.indicator')}, r.{name}, '')" for name in ("partner", "activity")
)
_CALLED_TOTAL = "coalesce({})".format(
    ", ".join(
        f"IF(regexp_full_match({FOLD_SQL.format(text)}, '{_TOTAL}'), {text}, NULL)"
        for text in ("r.indicator", "r.place", *_BESIDE_NO_INDICATOR)
    )
)

_ACTION = "lower(trim(r.sdmx_action))"
_EMBARGO = "epoch(try_cast(trim(r.embargo) AS TIMESTAMPTZ))"
_IS_NAN = "lower(trim(r.value)) = 'nan'"
# Said of a row, these leave nothing else to say: it is no measure at all. The first said counts.
EXCLUSIVE = ("left_out", "total_row", "formula_without_result")
NOT_TAKEN_BACK = f" AND s.obs_status <> '{RETRACT}'"  # whose value is the one that is taken back
# What tells that a column may hold a formula without its result, cheaply.
_FORMULA_GATES = {
    **{
        name: f"s.{name} IS NULL" for name in ("indicator", "partner", "place", "facility", "value")
    },
    "period": "s.period_end IS NULL",
    "denominator": "s.denominator_said AND s.denominator IS NULL",
    "unit": "NOT s.unit_fits",
    "obs_status": f"starts_with(s.obs_status, '{FORMULA_MARK}')",
    "disclosure": f"starts_with(s.disclosure, '{FORMULA_MARK}')",
    **{
        name: f"starts_with(r.{name}, '{FORMULA_MARK}')"
        for name in ("activity", "source", "comment")
    },
}
RULES: tuple[Rule, ...] = (
    Rule("left_out", "", "coalesce(r.left_out, '') <> ''", "r.left_out"),
    Rule("left_out", "", f"{_ACTION} IN ({_quoted(SDMX_DELETES)})", "'deleted'"),
    Rule(
        "left_out",
        "value",
        f"{_IS_NAN} AND s.of_sdmx OR s.obs_status IN ({_quoted(MISSING_STATUSES)})"
        f" AND ({_IS_NAN} OR {blank('r.value')})",
        "'missing'",
        gate="s.value IS NULL",
    ),
    Rule(
        "left_out",
        "embargo",
        f"{_EMBARGO} > epoch(CAST(:today AS TIMESTAMP))",
        "'embargo'",
        gate="r.embargo IS NOT NULL",
    ),
    Rule(
        "bad_embargo",
        "embargo",
        f"NOT {blank('r.embargo')} AND {_EMBARGO} IS NULL",
        gate="r.embargo IS NOT NULL",
    ),
    Rule(
        "bad_action",
        "sdmx_action",
        f"NOT {blank('r.sdmx_action')}"
        f" AND {_ACTION} NOT IN ({_quoted(SDMX_ACTIONS + SDMX_DELETES)})",
        gate="r.sdmx_action IS NOT NULL",
    ),
    Rule(
        "total_row",
        "",
        f"{_CALLED_TOTAL} IS NOT NULL",
        _CALLED_TOTAL,
        gate="s.indicator IS NULL OR s.place IS NULL",
    ),
    *(
        Rule("formula_without_result", name, f"starts_with(r.{name}, '{FORMULA_MARK}')", gate=gate)
        for name, gate in _FORMULA_GATES.items()
    ),
    Rule("too_many_fields", "", "r.spare IS NOT NULL", "r.spare"),
    _missing("indicator", "s.indicator"),
    _missing("partner", "s.partner", " AND :partner IS NULL"),
    _missing("place", "s.place"),
    _missing("period", "s.period_end"),
    _missing("value", "s.value", NOT_TAKEN_BACK),
    Rule(
        "missing_value",
        "denominator",
        f"s.needs_denominator AND {blank('r.denominator')}{NOT_TAKEN_BACK}",
        gate="s.needs_denominator AND s.denominator IS NULL",
    ),
    _unknown("indicator", f"NOT {blank('r.indicator')}", _AN_INDICATOR),
    _unknown("partner", f"NOT ({blank('r.partner')} AND :partner IS NULL)"),
    Rule("not_your_partner", "partner", f"s.partner <> {_BOUND_TO}", _BOUND_TO),
    Rule("several_places", "place", f"s.place IS NULL AND {_SEVERAL}", gate="s.place IS NULL"),
    _unknown(
        "place",
        f"NOT {blank('r.place')} AND NOT {_SEVERAL}",
        f"IF({_FORMER_STATE}, 'former_state', NULL)",
    ),
    Rule(
        "wrong_place_kind",
        "place",
        "s.place_kind IS NOT NULL AND s.kind_of_place NOT IN (s.place_kind, 'world')",
        "s.place_kind",
    ),
    _unknown("facility", "true", _FACILITIES),
    Rule(
        "bad_period",
        "period",
        "(s.period_start IS NULL OR s.period_end IS NULL OR s.period_end < s.period_start)"
        f" AND NOT {blank('r.period')}",
        _WHY_NO_PERIOD,
        gate="s.period_start IS NULL OR s.period_end IS NULL OR s.period_end < s.period_start",
    ),
    Rule(
        "other_year",
        "year_start",
        f"NOT {blank('r.year_start')} AND trim(r.year_start) <> '--01-01'"
        " AND regexp_full_match(upper(trim(r.period)), '\\d{4}-?[ASTQMWD]\\d+')",
        gate="r.year_start IS NOT NULL",
    ),
    Rule(
        "future_period",
        "period",
        "s.period_end > CAST(:today AS DATE)",
        "strftime(s.period_end, '%Y-%m-%d')",
    ),
    Rule(
        "spans_years",
        "period",
        f"{of_kinds('is_yearly', 's.kind')} AND s.period_end - s.period_start >= 366",
        "strftime(s.period_end, '%Y')",
    ),
    _unreadable("value", ambiguous=True),
    _unreadable("value", ambiguous=False),
    _unreadable("denominator", ambiguous=True),
    _unreadable("denominator", ambiguous=False),
    Rule("unit_mismatch", "unit", "s.indicator IS NOT NULL AND NOT s.unit_fits", "s.indicator"),
    Rule("out_of_range", "value", "s.value < s.low OR s.value > s.high", _RANGE),
    Rule(
        "out_of_range",
        "value",
        "s.kind_of_place = s.place_kind AND s.value NOT IN (0, 1)",
        "'0, 1'",
    ),
    Rule(
        "out_of_range",
        "value",
        f"{of_kinds('has_steps', 's.kind')} AND s.value <> floor(s.value)",
        _RANGE,
    ),
    Rule("out_of_range", "denominator", "s.denominator <= 0", "'> 0'"),
    Rule(
        "out_of_range",
        "value",
        f"{of_kinds('is_share', 's.kind')} AND s.value > s.denominator AND s.denominator > 0",
        "concat('0 – ', r.denominator)",
    ),
    Rule(
        "not_additive",
        "value",
        "lower(trim(r.additive)) IN ('0', 'false') AND s.adds_up",
        "s.indicator",
        gate="r.additive IS NOT NULL",
    ),
    Rule(
        "bad_obs_status",
        "obs_status",
        f"s.obs_status NOT IN ({_quoted((*OBS_STATUSES, RETRACT))})",
        f"'{' '.join((*OBS_STATUSES, RETRACT))}'",
    ),
    Rule(
        "bad_disclosure",
        "disclosure",
        f"s.disclosure NOT IN ({_quoted(DISCLOSURES)})",
        f"'{', '.join(DISCLOSURES)}'",
    ),
    *(
        Rule(
            "too_long",
            column,
            f"length(r.{column}) > {longest}",
            f"'{longest}'",
            gate=f"strlen(r.{column}) > {longest}",  # bytes, which need no counting
        )
        for column, longest in LONGEST.items()
    ),
)
_LOOKS = dict.fromkeys(rule.first_look for rule in RULES)
# One look at all rows finds those that may break a rule: a look at the texts, one at what was read.
LOOK_AT_TEXTS = " OR ".join(f"({look})" for look in _LOOKS if "r." in look)
LOOK_AT_READ = " OR ".join(f"({look})" for look in _LOOKS if "r." not in look)
