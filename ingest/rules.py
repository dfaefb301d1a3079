"""What makes a row a bad one: each rule a code, the column it blames and a condition in SQL.

Conditions speak of `r` (the texts as they came) and `s` (what could be read of them). A row may
break several rules and is told all of them; the order here is the order it is told in.
"""

from dataclasses import dataclass

from ingest.normalise import AMBIGUOUS, blank

OBS_STATUSES = tuple("ABDEFGHIJKLMNOPQSUVWX")  # SDMX CL_OBS_STATUS
DISCLOSURES = ("public", "aggregate", "coalition", "secretariat")
LONGEST = {"partner": 200, "activity": 200, "source": 1000, "comment": 4000}


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to refuse a row. `hint` is SQL for what its sentence needs to be helpful."""

    code: str
    column: str
    when: str
    hint: str = "NULL"


def _ambiguous(column: str) -> str:
    """Whether a text is a number that can be read two ways; a missing one is not."""
    return f"coalesce(regexp_full_match(trim({column}), '{AMBIGUOUS}'), false)"


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_RANGE = "concat(coalesce(printf('%g', s.low), '−∞'), ' – ', coalesce(printf('%g', s.high), '∞'))"

RULES: tuple[Rule, ...] = (
    Rule("too_many_fields", "", "r.spare IS NOT NULL", "r.spare"),
    Rule("missing_value", "indicator", blank("r.indicator")),
    Rule("missing_value", "partner", f"{blank('r.partner')} AND :partner IS NULL"),
    Rule("missing_value", "place", blank("r.place")),
    Rule("missing_value", "period", blank("r.period")),
    Rule("missing_value", "value", blank("r.value")),
    Rule(
        "missing_value",
        "denominator",
        f"{blank('r.denominator')} AND s.needs_denominator",
    ),
    Rule("unknown_indicator", "indicator", f"s.indicator IS NULL AND NOT {blank('r.indicator')}"),
    Rule(
        "unknown_partner",
        "partner",
        f"s.partner IS NULL AND NOT ({blank('r.partner')} AND :partner IS NULL)",
    ),
    Rule("unknown_place", "place", f"s.place IS NULL AND NOT {blank('r.place')}"),
    Rule(
        "wrong_place_kind",
        "place",
        "s.place_kind IS NOT NULL AND s.kind_of_place NOT IN (s.place_kind, 'world')",
        "s.place_kind",
    ),
    Rule("unknown_facility", "facility", "s.facility IS NULL"),
    Rule(
        "bad_period",
        "period",
        "(s.period_end IS NULL OR s.period_start IS NULL OR s.period_end < s.period_start)"
        f" AND NOT {blank('r.period')}",
    ),
    Rule(
        "future_period",
        "period",
        "s.period_end > CAST(:today AS DATE)",
        "strftime(s.period_end, '%Y-%m-%d')",
    ),
    Rule(
        "ambiguous_number",
        "value",
        f"s.value IS NULL AND s.unit_fits AND {_ambiguous('r.value')}",
    ),
    Rule(
        "bad_value",
        "value",
        "(s.value IS NULL OR NOT isfinite(s.value)) AND s.unit_fits"
        f" AND NOT {_ambiguous('r.value')} AND NOT {blank('r.value')}",
    ),
    Rule(
        "ambiguous_number",
        "denominator",
        f"s.denominator IS NULL AND s.unit_fits AND {_ambiguous('r.denominator')}",
    ),
    Rule(
        "bad_value",
        "denominator",
        "(s.denominator IS NULL OR NOT isfinite(s.denominator) OR s.denominator <= 0)"
        f" AND s.unit_fits AND NOT {_ambiguous('r.denominator')} AND NOT {blank('r.denominator')}",
    ),
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
        "s.kind = 'milestone' AND s.value <> floor(s.value)",
        _RANGE,
    ),
    Rule(
        "out_of_range",
        "value",
        "s.kind = 'share' AND s.value > s.denominator",
        "concat('0 – ', r.denominator)",
    ),
    Rule(
        "bad_obs_status",
        "obs_status",
        f"s.obs_status NOT IN ({_quoted(OBS_STATUSES)})",
        f"'{' '.join(OBS_STATUSES)}'",
    ),
    Rule(
        "bad_disclosure",
        "disclosure",
        f"s.disclosure NOT IN ({_quoted(DISCLOSURES)})",
        f"'{', '.join(DISCLOSURES)}'",
    ),
    *(
        Rule("too_long", column, f"length(r.{column}) > {longest}", f"'{longest}'")
        for column, longest in LONGEST.items()
    ),
)
