"""The lines, what they are changed to, and the test that kills each mutant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file; `old` stands there exactly once."""

    what: str
    file: str
    old: str
    new: str
    killer: str


RELEASE = "tests/data/test_release.py"
COUNTING = "tests/data/test_double_counting.py"
DAMAGE = "tests/faults/test_damage.py"
MUTANTS = (
    Mutant(
        "on track from less than 0.95",
        "data/progress/linear.py",
        "ON_TRACK_FROM = 0.95",
        "ON_TRACK_FROM = 0.90",
        "tests/data/progress",
    ),
    Mutant(
        "behind from less than 0.60",
        "data/progress/linear.py",
        "BEHIND_FROM = 0.60",
        "BEHIND_FROM = 0.50",
        "tests/data/progress",
    ),
    Mutant(
        "two partners are enough",
        "data/ledger/release_gate.py",
        "len(fresh) >= max(fewest, FEWEST)",
        "len(fresh) >= 2",
        f"{RELEASE}::test_each_condition",
    ),
    Mutant(
        "five per cent are enough",
        "data/ledger/release_gate.py",
        "P_PERCENT = 0.10",
        "P_PERCENT = 0.05",
        f"{RELEASE}::test_each_condition",
    ),
    Mutant(
        "what is new may stand out",
        "data/ledger/release_gate.py",
        '"G3": _none_dominates([part.change for part in fresh]),',
        '"G3": True,',
        f"{RELEASE}::test_each_condition",
    ),
    Mutant(
        "a restored value is new",
        "data/ledger/release.py",
        "FROM atom ANTI JOIN spent USING (key, value)",
        "FROM atom",
        f"{RELEASE}::test_a_revision_is_held_until_three_have_revised",
    ),
    Mutant(
        "a withdrawn report is dropped at once",
        "data/ledger/release.py",
        "DROPPED_AFTER_MONTHS = 12",
        "DROPPED_AFTER_MONTHS = 0",
        f"{RELEASE}::test_what_is_withdrawn_stays_until_a_year_is_over",
    ),
    Mutant(
        "partners of a holding are several",
        "data/ledger/release.py",
        "coalesce(r.holding, p.partner) AS holding",
        "p.partner AS holding",
        f"{RELEASE}::test_partners_of_a_holding_are_one",
    ),
    Mutant(
        "what stands in an amount counts again",
        "data/ledger/held_series.py",
        "THEN p.key = h.key\n  ELSE p.period_end >= h.period_end",
        "THEN p.key = h.key\n  ELSE false AND p.period_end >= h.period_end",
        f"{RELEASE}::test_a_series_that_goes_public_counts_once",
    ),
    Mutant(
        "an amount's values may be opened",
        "ingest/checks/revealing.py",
        "WHERE :fewest > (",
        "WHERE 0 * :fewest > (",
        f"{RELEASE}::test_a_value_that_an_amount_rests_on_is_not_opened",
    ),
    Mutant(
        "what was closed stays in the past",
        "data/store/time_travel.py",
        "AND NOT ({CLOSED_SINCE})",
        "",
        f"{RELEASE}::test_a_public_value_that_is_closed_is_gone_at_every_date",
    ),
    Mutant(
        "confidential reports count",
        "data/ledger/in_force.py",
        "WHERE disclosure = 'public' AND obs_status <> '{RETRACT}')\"\"\"",
        'WHERE obs_status <> \'{RETRACT}\')"""',
        f"{RELEASE}::test_a_fourth_is_held_until_two_more_come",
    ),
    Mutant(
        "a confidential delivery is announced",
        "data/store/publish.py",
        "if public and ledger.scalar(ONLY_CONFIDENTIAL",
        "if not public and ledger.scalar(ONLY_CONFIDENTIAL",
        f"{RELEASE}::test_a_fourth_is_held_until_two_more_come",
    ),
    Mutant(
        "the lead does not decide",
        "data/ledger/contributions.py",
        "ORDER BY leads DESC, amount DESC",
        "ORDER BY amount DESC",
        f"{COUNTING}::test_the_lead_s_amount_counts_though_another_is_larger",
    ),
    Mutant(
        "who took the activity last counts",
        "data/ledger/contributions.py",
        "ORDER BY leads DESC, amount DESC",
        "ORDER BY leads DESC, amount",
        f"{COUNTING}::test_nobody_erases_what_another_reports_by_taking_its_activity",
    ),
    Mutant(
        "a yearly amount stands until it is reported otherwise",
        "data/plan/kinds/rate.py",
        "is_yearly=True",
        "is_yearly=False",
        "tests/data/test_indicator_kinds.py",
    ),
    Mutant(
        "what looks like a sum is a formula",
        "data/formula_guard.py",
        "not _NUMBER.fullmatch(cell)",
        "not _NUMBER.match(cell)",
        "tests/data/test_formula_guard.py",
    ),
    Mutant(
        "any XML is a table",
        "ingest/formats/csv.py",
        'return not start.text.startswith("<")',
        "return True",
        "tests/ingest/formats/test_format_registry.py",
    ),
    Mutant(
        "a page is found by any address that begins like its own",
        "dashboard/pages/registry.py",
        "re.fullmatch(pattern, path)",
        "re.match(pattern, path)",
        "tests/dashboard/test_page_registry.py",
    ),
    Mutant(
        "everybody reviews",
        "dashboard/accounts/html/access.py",
        "return account.may(Role.REVIEWER)",
        "return True",
        "tests/access/test_matrix.py",
    ),
    Mutant(
        "a damaged snapshot is served",
        "data/store/backends.py",
        'return bool(digest(self._home.snapshot(snapshot_id)) == manifest["sha256"])',
        'return bool(manifest["sha256"])',
        "tests/faults/test_storage.py",
    ),
    Mutant(
        "a publication is not read back",
        "data/store/publish.py",
        "        prove(home.snapshot(snapshot_id))\n",
        "",
        f"{DAMAGE}::test_a_copy_is_read_back_before_it_is_served",
    ),
    Mutant(
        "a missing ledger is a new world",
        "data/ledger/writer.py",
        "if not home.ledger.exists() and home.was_used:",
        "if False:",
        DAMAGE,
    ),
    Mutant(
        "a row said again is new",
        "ingest/load/known_rows.py",
        "{SAID_BEFORE} AND NOT :replayed AS unchanged",
        "NOT :replayed AND false AS unchanged",
        "tests/ingest/test_load.py",
    ),
    Mutant(
        "guesses are not counted",
        "data/accounts/accounts.py",
        "if failures >= MOST_FAILURES[kind]:",
        "if failures < 0:",
        "tests/data/test_accounts.py",
    ),
    Mutant(
        "any device is known",
        "data/accounts/accounts.py",
        "        if not known:\n            self._throttle(tries, now)\n",
        "",
        "tests/data/test_accounts.py",
    ),
)
