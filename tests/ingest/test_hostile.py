"""Files that mean harm are refused in a sentence, with nothing kept and little taken."""

import csv
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from data.settings import Settings
from ingest.columns.mapping import Mapping
from ingest.formats import csv as csv_reader
from ingest.load.deliveries import deliver
from ingest.load.load import Delivery
from ingest.problem_messages import refusal
from ingest.review.rejects import write_rejects
from ingest.write.export import export
from tests.hostile import GOOD, HEADER, MALICE, REFUSED, members, parquet

FOUND = Path(__file__).parent / "hostile"  # by fuzzing
MOST_SECONDS = 20  # of work, on whatever machine
MOST_MEGABYTES = 512
WORST = (
    *("a cell at XFD1048576", "the same in another part", "one text forty thousand times"),
    *("a bomb", "a gigabyte of nothing", "an attribute of 10 MB", "JSON a hundred thousand deep"),
    *("a quote never closed", "40 MB in a field"),
)
# Delivers the files named and tells the largest of itself and of what it started, in MB; what
# `getrusage` says of a process itself counts the one that started it.
CHILD = """
import json, resource, sys
from pathlib import Path
from data.home import Home
from data.ledger.writer import open_ledger
from ingest.load.deliveries import deliver
from ingest.load.load import Delivery

resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
home, *paths = map(Path, sys.argv[1:])
with open_ledger(Home(home)) as ledger:
    refused = [str(deliver(ledger, Delivery(path))[0].refused) for path in paths]
own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([refused, max(int(own), theirs) >> 10]))
"""


def measures(ledger: Ledger) -> int:
    return int(ledger.scalar("SELECT count(*) FROM measure"))


def loads_a_good_file(ledger: Ledger, folder: Path) -> None:
    good = folder / "good.csv"
    good.write_text(GOOD)
    before = measures(ledger)
    (outcome,) = deliver(ledger, Delivery(good))
    assert outcome.report and outcome.report.new == 1
    assert measures(ledger) == before + 1


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_sentence(ledger: Ledger, tmp_path: Path, name: str) -> None:
    write, said = REFUSED[name]
    path = tmp_path / "delivery"
    write(path)
    begun = time.process_time()
    outcomes = deliver(ledger, Delivery(path))
    assert time.process_time() - begun < MOST_SECONDS
    for outcome in outcomes:
        assert outcome.refused is not None and outcome.report is None
        sentences = [refusal(outcome.refused, lang) for lang in ("en", "fr", "es")]
        assert any(part in sentences[0] for part in said.split("|")), sentences[0]
        assert len(set(sentences)) == 3
        assert all("\n" not in s and len(s) < 600 and "root:" not in s for s in sentences)
    assert measures(ledger) == 0
    assert ledger.scalar("SELECT count(*) FROM batch") == 0
    loads_a_good_file(ledger, tmp_path)


def test_the_worst_take_little_memory(empty_template: Path, tmp_path: Path) -> None:
    paths = []
    for number, name in enumerate(WORST):
        paths.append(tmp_path / f"worst-{number}")
        REFUSED[name][0](paths[-1])
    home = shutil.copytree(empty_template, tmp_path / "own")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, home, *paths], capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr[-2000:]
    refused, megabytes = json.loads(done.stdout)
    assert "None" not in refused
    assert 40 < megabytes <= MOST_MEGABYTES


def test_a_file_that_grows_while_it_is_read(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.csv"
    path.write_text(GOOD)
    before = csv_reader.dialect

    def grow(read: Path, mapping: Mapping | None) -> csv_reader.Dialect:
        with path.open("a") as file:
            file.write("C1.1,afris,FRA,2025,3,\n")
        return before(read, mapping)

    monkeypatch.setattr(csv_reader, "dialect", grow)
    (outcome,) = deliver(ledger, Delivery(path))
    assert "still being written" in str(outcome.refused)
    assert measures(ledger) == 0
    monkeypatch.undo()
    loads_a_good_file(ledger, tmp_path)


def test_a_good_file_beside_a_bad_one_is_loaded(ledger: Ledger, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.parquet", tmp_path / "good.parquet"
    bad.write_bytes(b"PAR1" + bytes(100))
    parquet(
        "SELECT 'C1.1' AS indicator, 'afris' AS partner, 'BEN' AS place, '2025' AS period,"
        " 3.5 AS value, [1, 2] AS comment, {'a': 1} AS source, 'b'::BLOB AS activity"
    )(good)
    both = tmp_path / "both.zip"
    members(("bad.parquet", bad.read_bytes()), ("good.parquet", good.read_bytes()))(both)
    first, second = deliver(ledger, Delivery(both))
    assert first.refused and second.report and second.report.new == 1


def test_members_of_one_name_are_two_files(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with pytest.warns(UserWarning, match="Duplicate"):
        members(("a.csv", GOOD.encode()), ("a.csv", GOOD.replace("BEN", "FRA").encode()))(path)
    assert [o.report and o.report.new for o in deliver(ledger, Delivery(path))] == [1, 1]


# --- Texts that something else would run ---


@pytest.mark.parametrize("said", MALICE)
def test_a_text_is_a_text(ledger: Ledger, tmp_path: Path, said: str) -> None:
    path = tmp_path / "texts.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        writer.writerow(["C1.1", "afris", "BEN", "2025", "3", said])
        writer.writerows([[*["C1.1", "afris", "BEN", "2024", "3"][:n], said] for n in range(5)])
    (outcome,) = deliver(ledger, Delivery(path))
    assert outcome.report and (outcome.report.new, outcome.report.rejected) == (1, 5)
    assert ledger.scalar("SELECT comment FROM measure") == said
    write_rejects(ledger, outcome.report.batch, tmp_path / "mend.csv", "en")
    export(ledger, Settings(home=ledger.home.root), tmp_path / "out.csv", "csv")
    cells = [*_cells(tmp_path / "mend.csv"), *_cells(tmp_path / "out.csv")]
    runs = said[0] in "=+@"
    assert ("'" + said if runs else said) in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


@pytest.mark.parametrize("said", MALICE)
def test_a_name_is_a_name(ledger: Ledger, tmp_path: Path, said: str) -> None:
    words = {"indicator": said, "place": "place", "period": "period", "value": "value"}
    mapping = Mapping(
        columns=words, constants={"partner": "afris", "comment": said}, ignore=(said * 2,)
    )
    path = tmp_path / "names.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["place", said, "period", "value", said * 2], ["BEN", "C1.1", "2025", "3", said]]
        )
    (unmapped,) = deliver(ledger, Delivery(path))
    assert unmapped.refused
    (outcome,) = deliver(ledger, Delivery(path, mapping=mapping))
    if outcome.refused:  # a name of signs alone is none
        assert not any(letter.isalnum() for letter in said)
    else:
        assert outcome.report and outcome.report.new == 1
        assert ledger.scalar("SELECT comment FROM measure") == said


def test_names_in_parquet_are_names(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "names.parquet"
    theirs = ", ".join(
        '1 AS "' + said.replace('"', '""') + f' {n}"' for n, said in enumerate(MALICE)
    )
    parquet(f"SELECT {theirs}, 'BEN' AS \":value x\", '2025' AS period, 3.5 AS value")(path)
    mapping = Mapping(
        columns={"place": ":value x"}, constants={"indicator": "C1.1", "partner": "afris"}
    )
    (outcome,) = deliver(ledger, Delivery(path, mapping=mapping))
    assert outcome.report and outcome.report.new == 1


@pytest.mark.parametrize("name", ["a'b\"c.csv", "a\nb.csv", "*.csv", "a?[b].csv", "http:x.csv"])
def test_a_file_may_be_called_anything(ledger: Ledger, tmp_path: Path, name: str) -> None:
    for other in ("a.csv", "b.csv"):
        (tmp_path / other).write_text("nothing of ours\n")
    path = tmp_path / name
    path.write_text(GOOD)
    (outcome,) = deliver(ledger, Delivery(path))
    assert outcome.report and outcome.report.new == 1
    parquet(
        "SELECT 'C1.1' AS indicator, 'afris' AS partner, 'FRA' AS place, '2025' AS period,"
        " 3.5 AS value"
    )(tmp_path / "plain")
    (tmp_path / "plain").rename(path)
    (outcome,) = deliver(ledger, Delivery(path))
    assert outcome.report and outcome.report.new == 1


def test_a_sheet_may_be_called_anything(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for n, name in enumerate(("a'; DROP TABLE", "{}%s", '"=1+1"')):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADER.split(","))
            sheet.write_row(1, 0, ["C1.1", "afris", "BEN", str(2020 + n), "3", ""])
    (outcome,) = deliver(ledger, Delivery(path))
    assert outcome.report and outcome.report.new == 3


def test_a_decoder_that_ends_its_process_does_not_end_ours(ledger: Ledger, tmp_path: Path) -> None:
    (outcome,) = deliver(ledger, Delivery(FOUND / "decoder-divides-by-zero.parquet"))
    assert "no whole Parquet file" in str(outcome.refused)
    loads_a_good_file(ledger, tmp_path)


def test_a_stamp_of_no_language_is_none(ledger: Ledger) -> None:
    (outcome,) = deliver(ledger, Delivery(FOUND / "stamp-of-no-language.xlsx", partner="afris"))
    assert outcome.refused is None and outcome.report


def _cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]
