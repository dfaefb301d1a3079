"""What stands follows from the batches in force, however they came and were decided."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from data.errors import ProductError
from data.home import Home
from data.ledger.contributions import refresh
from data.ledger.writer import Ledger, open_ledger
from ingest.load.batches import batch, decide
from ingest.load.load import Delivery, LoadReport, load
from ingest.review.rejects import reason_heading
from tests.beside import case
from tests.data.ledger_world import World

PLACES = ("BEN", "TGO", "MLI")
HEADER = "indicator,partner,place,period,value"
Send = Callable[..., LoadReport]


def total(ledger: Ledger) -> float:
    """All of C1.1, as published figures are made of it."""
    return float(ledger.scalar("SELECT coalesce(sum(amount), 0) FROM total WHERE indicator='C1.1'"))


# --- By hand ---


@pytest.mark.parametrize("order", [("approved", "returned"), ("returned", "approved")])
def test_a_corrected_resend_stands_by_itself(ledger: Ledger, order: tuple[str, str]) -> None:
    folder = case("30-resend-then-withdraw-first")
    first, second = (
        load(ledger, Delivery(folder / name, state="pending")) for name in ("v1.csv", "v2.csv")
    )
    assert (second.new, second.revised, second.unchanged) == (0, 1, 2)
    decided = {"approved": second.batch, "returned": first.batch}
    for state in order:
        decide(ledger, decided[state], state, None)
    assert total(ledger) == 16


def test_a_corrected_resend_outlives_the_first_delivery(ledger: Ledger) -> None:
    folder = case("30-resend-then-withdraw-first")
    first = load(ledger, Delivery(folder / "v1.csv"))
    second = load(ledger, Delivery(folder / "v2.csv"))
    decide(ledger, first.batch, "withdrawn", "superseded")
    assert total(ledger) == 16
    decide(ledger, second.batch, "withdrawn", None)
    assert total(ledger) == 0
    decide(ledger, first.batch, "approved", None)
    assert total(ledger) == 12


def test_the_very_same_file_sent_twice_counts_once_and_outlives_the_first(
    send: Send, ledger: Ledger
) -> None:
    rows = f"{HEADER}\nC1.1,afris,BEN,2025,3\n"
    first, second = send(rows), send(rows)
    assert (second.unchanged, second.changed) == (1, False)
    assert total(ledger) == 3
    decide(ledger, first.batch, "withdrawn", None)
    assert total(ledger) == 3


def test_a_mended_file_waits_with_its_parent(ledger: Ledger) -> None:
    folder = case("33-mend-of-pending")
    load(ledger, Delivery(case("30-resend-then-withdraw-first") / "v1.csv"))
    decide(ledger, "B-1", "withdrawn", None)
    parent = load(ledger, Delivery(folder / "a.csv", state="pending"))
    mended = load(ledger, Delivery(folder / "mend.csv"))
    assert (parent.rejected, mended.new, mended.state) == (1, 1, "pending")
    with pytest.raises(ProductError, match="brings back rows of B-000002, which is pending"):
        decide(ledger, mended.batch, "approved", None)
    assert total(ledger) == 0
    decide(ledger, parent.batch, "approved", None)
    assert total(ledger) == 7
    decide(ledger, parent.batch, "withdrawn", None)
    assert total(ledger) == 0


def test_mended_rows_that_were_taken_back_stay_so_when_their_parent_is_approved(
    ledger: Ledger,
) -> None:
    folder = case("33-mend-of-pending")
    load(ledger, Delivery(case("30-resend-then-withdraw-first") / "v1.csv", state="returned"))
    parent = load(ledger, Delivery(folder / "a.csv", state="pending"))
    mended = load(ledger, Delivery(folder / "mend.csv"))
    decide(ledger, mended.batch, "withdrawn", None)
    decide(ledger, parent.batch, "approved", None)
    assert total(ledger) == 3


# --- Any sequence ---


@dataclass
class Sent:
    """A batch as a data manager would keep it: all it says, and what was refused."""

    name: str
    says: dict[str, float]
    state: str
    refused: list[str] = field(default_factory=list)
    parent: "Sent | None" = None


class Books:
    """What must stand, worked out without the ledger."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

    def family(self, of: Sent) -> list[Sent]:
        found = [of]
        for one in self.sent:
            if one.parent in found and one.state == of.state:
                found.append(one)
        return found

    def total(self) -> float:
        standing: dict[str, float] = {}
        for one in self.sent:
            if one.state == "approved":
                standing |= one.says
        return sum(standing.values())


ROWS = st.dictionaries(st.sampled_from(PLACES), st.integers(1, 3).map(float), min_size=1)
STATES = st.sampled_from(["pending", "approved"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), ROWS, STATES, st.booleans()),
        st.tuples(st.just("again"), st.integers(0, 9), STATES),
        st.tuples(st.just("mend"), st.integers(0, 9), STATES),
        st.tuples(
            st.just("decide"),
            st.integers(0, 9),
            st.sampled_from(["approved", "approved", "returned", "withdrawn"]),
        ),
    ),
    min_size=3,
    max_size=9,
)
BEN, SAME = {"BEN": 1.0}, {"BEN": 1.0, "TGO": 2.0}


@pytest.fixture(scope="module")
def world(empty_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("owns")
    with open_ledger(Home(shutil.copytree(empty_template, folder / "home"))) as ledger:
        yield World(ledger, folder)


def write(world: World, says: dict[str, float], refused: list[str], continues: str = "") -> Path:
    """A measures file; the refused rows name a place that does not exist."""
    heading = f",{reason_heading(int(continues[2:]), 'en')}" if continues else ""
    lines = [f"C1.1,afris,{place},2025,{value}" for place, value in says.items()]
    lines += [f"C1.1,afris,No-{place},2025,5" for place in refused]
    path = world.folder / "sent.csv"
    path.write_text("\n".join([HEADER + heading, *lines]) + "\n")
    return path


def step(world: World, books: Books, said: tuple) -> None:
    """One thing that happens, in the ledger and in the books."""
    what, *details = said
    if what == "send":
        says, state, with_refused = details
        refused = ["NER"] if with_refused else []
        report = load(world.ledger, Delivery(write(world, says, refused), state=state))
        books.sent.append(Sent(report.batch, says, state, refused))
        return
    if not books.sent:
        return
    of = books.sent[details[0] % len(books.sent)]
    if what == "again":
        report = load(world.ledger, Delivery(write(world, of.says, []), state=details[1]))
        books.sent.append(Sent(report.batch, of.says, details[1]))
    elif what == "mend" and of.refused:
        says = dict.fromkeys(of.refused, 5.0)
        report = load(world.ledger, Delivery(write(world, says, [], of.name), state=details[1]))
        state = details[1] if of.state == "approved" else of.state
        assert report.state == state
        books.sent.append(Sent(report.batch, says, state, parent=of))
    elif what == "decide" and of.state != details[1]:
        waits = of.parent is not None and of.parent.state != "approved"
        if waits and details[1] == "approved":
            with pytest.raises(ProductError, match="brings back rows"):
                decide(world.ledger, of.name, details[1], None)
            return
        family = books.family(of)
        decide(world.ledger, of.name, details[1], None)
        for one in family:
            one.state = details[1]


@settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@example([("send", BEN, "approved", False), ("again", 0, "approved"), ("decide", 0, "withdrawn")])
@example([("send", BEN, "pending", False), ("again", 0, "pending"), ("decide", 1, "approved")])
@example(
    [  # said again of what was returned meanwhile, and of what others said between
        ("send", BEN, "approved", False),
        ("send", {"BEN": 2.0}, "pending", False),
        ("again", 0, "approved"),
        ("decide", 1, "approved"),
    ]
)
@given(STEPS)
def test_what_stands_follows_from_the_batches_in_force(world: World, steps: list[tuple]) -> None:
    books = Books()
    with world.told():
        for said in steps:
            step(world, books, said)
            assert total(world.ledger) == books.total(), steps
            assert {s.name: batch(world.ledger, s.name).state for s in books.sent} == {
                s.name: s.state for s in books.sent
            }
        kept = world.derived()
        with world.ledger.transaction():
            refresh(world.ledger)
        assert world.derived() == kept
