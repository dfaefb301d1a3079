"""What is done with an input: the reader it is for, and now and then a whole delivery."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import ProductError, UnreadableFileError
from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from ingest.columns.mapping import MappingError, read_mapping
from ingest.formats import csv, parquet
from ingest.formats.iati import read_iati
from ingest.formats.json import read_json
from ingest.formats.parquet import read_parquet
from ingest.formats.readers.sheets import Reading, read_sheets
from ingest.formats.readers.text import as_utf8
from ingest.formats.registry import detect
from ingest.formats.sdmx import read_sdmx_ml
from ingest.formats.zip import unpacked
from ingest.load.deliveries import deliver
from ingest.load.load import Delivery
from ingest.problem_messages import refusal
from ingest.spool import Spool

WHOLE_EVERY = 50  # inputs: one is delivered into a ledger
ALLOWED = (UnreadableFileError, MappingError)
LANGUAGES = ("en", "fr", "es")
LONGEST_SENTENCE = 2000
MAPPED = "Titre du résultat,Pays,period,Réalisé,SEX\nC1.1,BEN,2025,3,_T\n"


@contextmanager
def room() -> Iterator["Room"]:
    """A place to try inputs in, gone at the end."""
    parquet.check = _unchecked  # a process an input is slow; the worker looks at those that end one
    with tempfile.TemporaryDirectory(prefix="fpt-fuzz-") as folder:
        settings = Settings(home=Path(folder) / "home", sample=False)
        with open_ledger(Home(settings.home)) as ledger:
            sync(ledger, settings)
            yield Room(Path(folder), ledger)


def _unchecked(path: Path, called: str) -> None:
    """Let a file pass that a load would try in a process of its own first."""


class Room:
    """A folder and a ledger that inputs are read into."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._path = folder / "input"
        self._mapped = folder / "mapped.csv"
        self._mapped.write_text(MAPPED)
        self._ledger = ledger

    def refuses(self, reader: str, number: int, content: bytes) -> bool:
        """Whether an input is refused as it may be; anything else it raises is a finding."""
        self._path.write_bytes(content)
        try:
            if number % WHOLE_EVERY == 0:
                self._deliver(reader)
            else:
                self._read(reader)
        except ALLOWED as error:
            _check(error)
            return True
        return False

    def _read(self, reader: str) -> None:
        if reader == "mapping":
            read_mapping(self._path)
            return
        detect(self._path)
        with tempfile.TemporaryDirectory(prefix="fpt-fuzz-") as folder:
            if reader == "csv":
                _read_csv(self._path, Path(folder))
            elif reader == "zip":
                with unpacked(self._path):
                    pass
            elif reader == "parquet":
                source = read_parquet(self._ledger, self._path, "input", Path(folder))
                self._ledger.read_file(source.relation, source.path, "input")
            else:
                SPOOLED[reader](self._path, Spool(Path(folder)))

    def _deliver(self, reader: str) -> None:
        """Through the whole of a load; the ledger must take part in it again next time."""
        delivery = Delivery(self._path, partner="afris")
        if reader == "mapping":
            delivery = Delivery(self._mapped, partner="afris", mapping=read_mapping(self._path))
        elif reader == "zip":
            detect(self._path)
        else:
            delivery = Delivery(self._path, partner="afris", file_format=reader)
        for outcome in deliver(self._ledger, delivery):
            if outcome.refused:
                raise outcome.refused


def _read_csv(path: Path, folder: Path) -> None:
    with as_utf8(path, folder) as text:
        csv.read_by_rows(text.path, csv.dialect(text.path, None), Spool(folder))


def _check(error: ProductError) -> None:
    """A refusal is a sentence, of a length to be read, in every language."""
    for lang in LANGUAGES:
        said = refusal(error, lang)
        is_long = len(said) > LONGEST_SENTENCE and not isinstance(error, MappingError)
        if not said.strip() or is_long:  # of a mapping each fault is told, on its line
            raise AssertionError(f"a refusal of {len(said)} characters: {said[:200]!r}")


SPOOLED: dict[str, Callable[[Path, Spool], object]] = {
    "xlsx": lambda path, spool: read_sheets(path, Reading(spool, None, 2), ()),
    "json": read_json,
    "iati": read_iati,
    "sdmx-ml": read_sdmx_ml,
}
