"""A home with a measure of every class that is withheld; each number and word occurs nowhere else.

`cgiar-alliance`, for which Ben reports, tells everything that others must not find.
"""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from dashboard.web.app import create_app
from data.home import Home
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from data.times import utc_now
from ingest.load.batches import decide
from ingest.load.load import Delivery, load
from tests.access.people import Town
from tests.asking import awaited

HIDDEN_KEYS = """
SELECT printf('%016x', key) AS key FROM measure
WHERE list_contains(CAST(:numbers AS DOUBLE[]), value)
"""
HEADER = "indicator,partner,place,period,value,disclosure,comment,activity\n"
SENDER = "cgiar-alliance"
PUBLIC = """\
A3.1,afris,BEN,2024,100,public,
A3.1,giz,DEU,2024,200,public,
A5.1,giz,DEU,2024,10,public,
C1.1,afris,BEN,2025,3,public,
C1.1,giz,DEU,2025,4,public,,fair
C1.1,ird,DEU,2025,2,public,,fair
D4.2,cgiar-alliance,COL,2024,6639150,public,
D4.2,giz,DEU,2024,1,public,
D4.2,afris,BEN,2024,1,public,
F2.2,afris,BEN,2021,100,public,
F2.2,giz,DEU,2022,200,public,
"""


@dataclass(frozen=True)
class Secret:
    """A measure that is withheld: its number, the word beside it, and why."""

    why: str
    indicator: str
    number: float
    word: str
    disclosure: str = "public"
    partner: str = SENDER
    place: str = "COL"
    period: str = "2024"
    activity: str = ""

    @property
    def row(self) -> str:
        """Its line of a measures file."""
        told = (self.indicator, self.partner, self.place, self.period, self.number)
        return ",".join(map(str, (*told, self.disclosure, self.word, self.activity))) + "\n"


ALONE = Secret("aggregate", "A3.1", 7346291, "heliotrope", "aggregate")
OF_FOUR = (
    Secret("aggregate, of four", "A5.1", 6183472, "marmalade", "aggregate"),
    Secret("aggregate, of four", "A5.1", 5527183, "periwinkle", "aggregate", "ird", "FRA"),
    Secret("aggregate, of four", "A5.1", 4871935, "tarragon", "aggregate", "farm", "FRA"),
    Secret("aggregate, of four", "A5.1", 3962714, "sassafras", "aggregate", "inrae", "FRA"),
)
NEWEST = Secret("aggregate, standing for all", "F2.2", 9264817.5, "quicksilver", "aggregate")
BEFORE = Secret(
    "aggregate before a public state", "D4.2", 6639147, "gossamer", "aggregate", period="2023"
)
# Of an activity that others tell of in public, and of one that two tell of in confidence.
JOINT = Secret(
    "aggregate, of a joint activity",
    "C1.1",
    5136297,
    "saffron",
    "aggregate",
    place="DEU",
    period="2025",
    activity="fair",
)
SHARED = (
    Secret("aggregate, of one activity", "A3.1", 2263948, "wisteria", "aggregate", activity="walk"),
    Secret(
        "aggregate, of one activity",
        "A3.1",
        2837461,
        "celadon",
        "aggregate",
        "inrae",
        activity="walk",
    ),
)
COALITION = Secret("coalition", "B4.1", 8391746, "cinnabar", "coalition")
SECRETARIAT = Secret("secretariat", "A4.1", 3918264, "obsidian", "secretariat")
FORMER = Secret("public once", "C3.1", 4729183, "tamarind")
CLOSED = Secret("made confidential", "C3.1", 4729536, "verbena", "secretariat")
PENDING = Secret("pending", "A2.1", 2749183, "kestrel")
REFUSED = Secret("refused", "Z9.9", 8264913, "bittern")
RETURNED = Secret("returned", "B2.2", 1637492, "lapwing")
WITHDRAWN = Secret("withdrawn", "D2.2", 5918273, "dunnock")
FOUR_PLACES = {"KIR": SENDER, "TON": "ird", "NRU": "farm", "PLW": "inrae"}
CONFIDENTIAL = (*(ALONE, *OF_FOUR, NEWEST, BEFORE, JOINT, *SHARED, COALITION, SECRETARIAT, CLOSED),)
SECRETS = (*CONFIDENTIAL, FORMER, PENDING, REFUSED, RETURNED, WITHDRAWN)
REASON, FILE = "whimbrel", "turnstone.csv"  # why it was returned; what a file was called
WORDS = (*(secret.word for secret in SECRETS), REASON, FILE)


def fill(home: Home, folder: Path) -> dict[str, str]:
    """Tell it all, publishing after each delivery; the names of batches by what became of them."""
    names: dict[str, str] = {}
    with open_ledger(home) as ledger:
        _load(ledger, folder, PUBLIC)
        _load(ledger, folder, FORMER.row)
        had = (f"A1.1,{who},{place},2024,1,aggregate,\n" for place, who in FOUR_PLACES.items())
        _load(ledger, folder, "".join(had))
        names["confidential"] = _load(ledger, folder, "".join(s.row for s in CONFIDENTIAL))
        names["pending"] = _load(ledger, folder, PENDING.row + REFUSED.row, "pending")
        names["returned"] = _load(ledger, folder, RETURNED.row, "pending")
        decide(ledger, names["returned"], "returned", REASON)
        names["withdrawn"] = _load(ledger, folder, WITHDRAWN.row, published=False)
        decide(ledger, names["withdrawn"], "withdrawn", REASON)
        publish(ledger)
    return names


def _load(
    ledger: Ledger, folder: Path, rows: str, state: str = "approved", *, published: bool = True
) -> str:
    path = folder / FILE
    path.write_text(HEADER + whole(rows))
    batch = load(ledger, Delivery(path, state=state)).batch
    if published:
        publish(ledger)
    return batch


def whole(rows: str) -> str:
    """Lines with a cell for every column."""
    columns = HEADER.count(",")
    return "".join(line + "," * (columns - line.count(",")) + "\n" for line in rows.splitlines())


@dataclass(frozen=True)
class World:
    """The town that keeps the secrets, where time stands still; its batches by what became."""

    town: Town
    batches: dict[str, str]
    keys: tuple[str, ...]  # of measures that nobody sees


def kept(home: Home, folder: Path) -> World:
    """Fill a home and open it to everyone."""
    batches = fill(home, folder)
    with open_ledger(home) as ledger:
        rows = ledger.run(HIDDEN_KEYS, numbers=[secret.number for secret in SECRETS])
    settings = Settings(home=home.root, sample=False, prepare_pictures=False)
    town, now = Town(home, settings), utc_now()
    town.app = create_app(Store(home), lambda: now, town.settings)
    awaited(started(town.app))
    return World(town, batches, tuple(row.key for row in rows))


async def started(app: FastAPI) -> None:
    """As a server does; Dash puts the documents around pages in place then."""
    told = iter(({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}))

    async def receive() -> dict[str, str]:
        return next(told)

    async def send(message: MutableMapping[str, Any]) -> None:
        assert message["type"].endswith("complete"), message

    await app({"type": "lifespan", "state": {}}, receive, send)


# -- looking for them -------------------------------------------------------------
SEPARATORS = str.maketrans("", "", ",.'’ \u00a0\u202f\u2009")


def found_in(text: str, secrets: tuple[Secret, ...] = SECRETS) -> Iterator[str]:
    """What of it a text gives away, however its numbers are grouped or rounded."""
    digits = text.translate(SEPARATORS)
    for secret in secrets:
        whole = int(secret.number)
        if any(str(number) in digits for number in {whole, round(secret.number), whole + 1}):
            yield f"{secret.why}: {secret.number}"
        if secret.word in text:
            yield f"{secret.why}: {secret.word}"
    yield from (word for word in (REASON, FILE) if word in text)
