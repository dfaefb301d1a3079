"""What SDMX says is confidential, or under embargo, is not public."""

from pathlib import Path

import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load
from tests.ingest.sdmx_files import (
    CASES,
    NAMES,
    NOW,
    ROW,
    Send,
    counts,
    sdmx,
    sdmx_ml,
    stored,
    told,
)

# --- Confidentiality ---

CONFIDENTIALITY = {
    "F": "public",
    "f": "public",
    "": "public",
    "N": "secretariat",
    "E": "secretariat",
    **dict.fromkeys("CDSAOTGM", "aggregate"),
}


@pytest.mark.parametrize(("code", "disclosure"), CONFIDENTIALITY.items())
@pytest.mark.parametrize("column", ["CONF_STATUS", "OBS_CONF"])
def test_each_code_of_confidentiality(
    ledger: Ledger, send: Send, column: str, code: str, disclosure: str
) -> None:
    send(sdmx(column, code))
    assert stored(ledger, "disclosure") == [(disclosure,)]


@pytest.mark.parametrize("code", ["X", "Z", "?", "confidential", "F,C", "publik"])
def test_a_code_nobody_knows_is_never_public(send: Send, code: str) -> None:
    quoted = f'"{code}"'
    assert [code for code, _ in told(send(sdmx("CONF_STATUS", quoted)))] == ["bad_disclosure"]
    ours = f"indicator,partner,place,period,value,disclosure\nC1.1,afris,MLI,2025,1,{quoted}\n"
    assert [code for code, _ in told(send(ours))] == ["bad_disclosure"]


def test_two_columns_of_confidentiality_are_refused(send: Send) -> None:
    with pytest.raises(UnreadableFileError, match="given twice"):
        send(f"{NAMES},disclosure,CONF_STATUS\n{ROW},,C\n")


@pytest.mark.parametrize(
    ("groups", "more", "disclosure"),
    [
        ('<Group REF_AREA="BEN" CONF_STATUS="C"/>', "", "aggregate"),
        ('<Group REF_AREA="BEN" CONF_STATUS="N"/>', 'CONF_STATUS=""', "secretariat"),
        ('<Group REF_AREA="BEN" CONF_STATUS="N"/>', 'CONF_STATUS="F"', "public"),
        ('<Group REF_AREA="TGO" CONF_STATUS="C"/>', "", "public"),
    ],
)
def test_a_group_keeps_its_observations_in_confidence(
    ledger: Ledger, send: Send, groups: str, more: str, disclosure: str
) -> None:
    send(sdmx_ml(groups=groups, more=more))
    assert stored(ledger, "disclosure") == [(disclosure,)]


def test_the_power_of_ten_of_a_group_is_applied(ledger: Ledger, send: Send) -> None:
    send(sdmx_ml(groups='<Group REF_AREA="BEN" UNIT_MULT="3"/>'))
    assert stored(ledger, "value") == [(3000,)]


# --- Embargo ---


def test_a_value_under_embargo_is_held(ledger: Ledger) -> None:
    report = load(ledger, Delivery(CASES / "07-sdmx-embargo/a.csv"), now=NOW)
    assert counts(report) == (0, 0, 1)
    (problem,) = report.problems
    assert problem.sentence("en") == (
        "This value is under embargo until 2027-01-01T00:00:00: left out. Send it again after that."
    )
    assert "2027-01-01" in str(ledger.scalar("SELECT row_text FROM rejected"))


@pytest.mark.parametrize(
    ("embargo", "expected"),
    [
        ("2026-11-22T00:00:00", []),
        ("2026-11-21", []),
        ("", []),
        ("2026-11-22T00:00:01", [("left_out", "embargo")]),
        ("2026-11-22T01:00:00+02:00", []),
        ("2026-11-21T23:00:00-05:00", [("left_out", "embargo")]),
        ("2026-11-23T00:00:00Z", [("left_out", "embargo")]),
        ("soon", [("bad_embargo", None)]),
        ("2027", [("bad_embargo", None)]),
    ],
)
def test_an_embargo_ends_when_it_says(
    ledger: Ledger,
    tmp_path: Path,
    embargo: str,
    expected: list[tuple[str, str | None]],
) -> None:
    path = tmp_path / "data.csv"
    path.write_text(sdmx("EMBARGO_TIME", embargo))
    assert told(load(ledger, Delivery(path), now=NOW)) == expected


@pytest.mark.parametrize(("embargo", "disclosure"), [("2026-11-01", "public"), ("", "secretariat")])
def test_a_status_until_the_embargo_is_free_after_it(
    ledger: Ledger, send: Send, embargo: str, disclosure: str
) -> None:
    send(f"{NAMES},CONF_STATUS,EMBARGO_TIME\n{ROW},E,{embargo}\n")
    assert stored(ledger, "disclosure") == [(disclosure,)]
