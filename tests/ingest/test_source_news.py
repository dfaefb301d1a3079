"""What is new at a source, and what is gone: only news make a batch, and nothing goes unsaid."""

import json
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from data.ledger.writer import open_ledger
from data.store.store import Store
from ingest.load.batches import decide
from ingest.load.load import Delivery, load
from ingest.sources import scheduler as collecting
from tests.ingest.answers import Answer, answer, serving
from tests.ingest.source_world import BAD, GOOD, HEADER, HOUR, World, says, source_world

server = pytest.fixture(serving)
world = pytest.fixture(source_world)

BENIN, MALI = "C1.1,afris,BEN,2025-Q1,3\n", "C1.1,afris,MLI,2025-Q1,5\n"
BOTH = HEADER + BENIN + MALI
ONE = HEADER + BENIN
PACKED = count()


def submission(place: str, *, approved: bool = True) -> dict[str, object]:
    status = f"validation_status_{'' if approved else 'not_'}approved"
    return {
        "indicator": "C1.1",
        "partner": "afris",
        "place": place,
        "period": "2025",
        "value": 3,
        "_id": place,
        "_uuid": place,
        "meta/instanceID": f"uuid:{place}",
        "_xform_id_string": "aX",
        "__version__": "v1",
        "_submission_time": "2026-01-05T10:00:00",
        "_status": "submitted_via_web",
        "_validation_status": {"uid": status},
    }


def submissions(*records: dict[str, object], tag: str = "") -> Answer:
    tagged = [record | {"_tags": [tag]} for record in records]
    return answer(200, json.dumps({"results": tagged}).encode())


def zipped(**files: str) -> Answer:
    """Other bytes each time, as where it is packed for each visit."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.comment = str(next(PACKED)).encode()
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return answer(200, packed.getvalue())


def total(world: World) -> float:
    """What is published for the one period there is."""
    snapshot = Store(world.home).current()
    (point,) = snapshot.indicator("C1.1", date(2026, 11, 22)).points
    snapshot.close()
    return point.value


def detail(world: World, text: str, hours: int) -> str | None:
    (run,) = world.visit(says(text), hours * HOUR).runs
    return run.detail


class Killed(BaseException):
    """What no handler of ours catches: as if the program were killed."""


# --- Only news make a batch ---


def test_other_bytes_that_say_nothing_new_make_no_batch(world: World) -> None:
    assert world.result(submissions(submission("BEN"))) == "ok"
    for hour in (2, 4):
        again = submissions(submission("BEN"), tag=f"{hour}")
        (run,) = world.visit(again, hour * HOUR).runs
        assert (run.result, run.batch, run.outcomes) == ("unchanged", None, ())
    assert world.batches() == [(1, 0)]
    assert world.result(submissions(submission("BEN"), submission("MLI")), 6 * HOUR) == "ok"
    assert world.batches() == [(1, 0), (1, 0)]


def test_what_said_nothing_new_once_is_not_read_again(world: World) -> None:
    world.visit(says(GOOD))
    assert world.result(says(GOOD + "\n", ETag='"2"'), 2 * HOUR) == "unchanged"
    assert world.result(answer(304, b""), 4 * HOUR) == "unchanged"
    assert world.server.asked[-1][1]["If-None-Match"] == '"2"'


@pytest.mark.parametrize(
    "empty", [says(HEADER), says('{"count": 0, "next": null, "results": []}')], ids=["CSV", "JSON"]
)
def test_an_empty_answer_is_fine_and_no_batch(world: World, empty: Answer) -> None:
    (run,) = world.visit(empty).runs
    assert (run.result, run.batch, run.detail) == ("ok", None, None)
    assert world.batches() == []


def test_rows_left_out_as_before_are_no_news(world: World) -> None:
    benin = submission("BEN")
    mali, togo = submission("MLI", approved=False), submission("TGO", approved=False)
    assert world.result(submissions(benin, mali)) == "ok"
    assert world.result(submissions(benin, mali, tag="x"), 2 * HOUR) == "unchanged"
    assert world.result(submissions(benin, mali, togo), 4 * HOUR) == "ok"
    assert world.batches() == [(1, 0), (0, 0)]


def test_refused_rows_are_told_again_when_the_content_is_another(world: World) -> None:
    assert world.result(says(BAD)) == "failed"
    assert world.result(says(BAD + "\n"), 2 * HOUR) == "failed"
    assert world.batches() == [(0, 1), (0, 1)]


def test_of_a_zip_only_the_file_with_news_makes_a_batch(world: World) -> None:
    assert world.result(zipped(a=ONE, b=HEADER + MALI)) == "ok"
    assert world.result(zipped(a=ONE, b=HEADER + MALI.replace(",5", ",6")), 2 * HOUR) == "ok"
    assert world.batches() == [(1, 0), (1, 0), (1, 0)]


def test_a_bad_file_beside_one_without_news_is_not_loaded_over_and_over(world: World) -> None:
    world.visit(says(ONE))
    for hour in (2, 4, 6):
        assert world.result(zipped(a=ONE, b=BAD), hour * HOUR) != "failed"
    assert world.batches() == [(1, 0), (0, 1)]


# --- What is gone ---


def test_a_record_that_is_gone_is_told_and_stays(world: World) -> None:
    world.visit(says(BOTH))
    assert detail(world, ONE, 2) == "No longer given: 1 (C1.1 MLI 2025-Q1)."
    assert world.states()["afris"].last_result == "ok"
    assert (world.batches(), total(world)) == ([(2, 0)], 8)


def test_a_record_that_is_gone_is_taken_back_where_that_is_wished(world: World) -> None:
    world.start(gone="withdraw")
    world.visit(says(BOTH))
    told = "No longer given: 1 (C1.1 MLI 2025-Q1). Taken back in B-000002."
    assert detail(world, ONE, 2) == told
    assert (world.batches(), total(world)) == ([(2, 0), (1, 0)], 3)
    assert detail(world, ONE + "\n", 4) is None
    assert detail(world, BOTH, 6) is None
    assert total(world) == 8


def test_what_was_not_taken_back_before_a_crash_is_taken_back_after_it(world: World) -> None:
    world.start(gone="withdraw")
    world.visit(says(BOTH))
    changed = HEADER + BENIN.replace(",3", ",4")
    with patch.object(collecting, "take_back", side_effect=Killed), pytest.raises(Killed):
        detail(world, changed, 2)
    world.start()
    assert "Taken back in B-000003" in (detail(world, changed, 2) or "")
    assert (world.batches(), total(world)) == ([(2, 0), (1, 0), (1, 0)], 4)


def test_what_waits_for_approval_is_taken_back_once_that_is_approved(world: World) -> None:
    world.start(gone="withdraw", state="pending")
    world.visit(says(BOTH))
    with open_ledger(world.home) as ledger:
        decide(ledger, "B-000001", "approved", None)
    assert "Taken back in B-000002" in (detail(world, ONE, 2) or "")
    with open_ledger(world.home) as ledger:
        assert ledger.scalar("SELECT state FROM batch_event WHERE batch = 2") == "pending"


def test_the_setting_alone_takes_back_what_is_gone(world: World) -> None:
    world.visit(says(BOTH))
    world.visit(says(ONE), 2 * HOUR)
    world.start(gone="withdraw")
    assert "Taken back in B-000002" in (detail(world, ONE, 4) or "")


def test_an_answer_without_any_record_takes_nothing_back(world: World) -> None:
    world.start(gone="withdraw")
    world.visit(says(BOTH))
    told = "No longer given: 2 (C1.1 BEN 2025-Q1; C1.1 MLI 2025-Q1)."
    assert detail(world, HEADER, 2) == told
    assert total(world) == 8


def test_beside_rows_that_are_refused_nothing_is_taken_back(world: World) -> None:
    world.start(gone="withdraw")
    world.visit(says(BOTH))
    broken = ONE + MALI.replace("MLI", "Mallli")
    told = "Refused rows: 1; see B-000002. No longer given: 1 (C1.1 MLI 2025-Q1)."
    assert detail(world, broken, 2) == told
    assert total(world) == 8


def test_what_somebody_else_reports_too_is_not_gone(world: World, tmp_path: Path) -> None:
    world.start(gone="withdraw")
    world.visit(says(BOTH))
    (tmp_path / "mali.csv").write_text(HEADER + MALI)
    with open_ledger(world.home) as ledger:
        load(ledger, Delivery(tmp_path / "mali.csv"))
    assert detail(world, ONE, 2) is None
    assert total(world) == 8


def test_of_many_the_first_three_are_named_and_none_in_confidence(world: World) -> None:
    header = HEADER.replace("value\n", "value,disclosure\n")
    rows = [f"C1.1,afris,{place},2025-Q1,1,\n" for place in ("BEN", "MLI", "NER", "SEN", "TGO")]
    secret = "C1.1,afris,BDI,2025-Q1,1,secretariat\n"
    world.visit(says(header + secret + "".join(rows)))
    assert detail(world, header + rows[4], 2) == (
        "No longer given: 5 (C1.1 BEN 2025-Q1; C1.1 MLI 2025-Q1; C1.1 NER 2025-Q1; …)."
    )


def test_all_files_of_a_zip_count_as_given(world: World) -> None:
    world.visit(zipped(a=ONE, b=HEADER + MALI))
    (run,) = world.visit(zipped(a=ONE, b=HEADER + MALI + "\n"), 2 * HOUR).runs
    assert (run.result, run.detail) == ("unchanged", None)
