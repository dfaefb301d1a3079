"""Submissions of KoboToolbox and ODK as rows: one for each repetition of a group of measures."""

from collections.abc import Iterator, Mapping

from data.reference.places import fold
from ingest.columns.form_names import NOT_QUESTIONS, own_names
from ingest.columns.header_names import OURS
from ingest.formats.readers.flat import flatten

# For a whole file: in a group, the question that goes by a name.
Known = dict[tuple[str, str], str]


def rows_of(
    flat: Mapping[str, object], number: int, known: Known, group: str = ""
) -> Iterator[dict[str, object]]:
    """A submission's rows: itself or, where it repeats a group of measures, each repetition.

    What a repetition says comes before what the submission says beside it.
    """
    if group:
        flat = {name: said for name, said in flat.items() if not name.startswith(NOT_QUESTIONS)}
    lists = {n: _measures(said) for n, said in flat.items() if not n.startswith(NOT_QUESTIONS)}
    groups = {name: repetitions for name, repetitions in lists.items() if repetitions}
    shared = _by_own_names({k: v for k, v in flat.items() if k not in groups}, group, known)
    if not groups:
        yield shared
    for name, repetitions in groups.items():
        for repetition in repetitions:
            for row in rows_of(flatten(repetition, number), number, known, name):
                yield shared | row


def _measures(said: object) -> list[dict[str, object]]:
    """The repetitions of a group that asks for a value, or none."""
    repetitions = said if isinstance(said, list) else []
    if any(not isinstance(repetition, dict) for repetition in repetitions):
        return []
    return repetitions if any(map(_asks_for_value, repetitions)) else []


def _asks_for_value(repetition: Mapping[str, object]) -> bool:
    return any(
        OURS.get(fold(name.rpartition("/")[2])) == "value"
        or bool(_measures(answer))
        or (isinstance(answer, dict) and _asks_for_value(answer))
        for name, answer in repetition.items()
        if not name.startswith(NOT_QUESTIONS)
    )


def _by_own_names(flat: Mapping[str, object], group: str, known: Known) -> dict[str, object]:
    """The answers with questions named without their groups.

    The first question of a file to go by a name keeps it, so that no column mixes two.
    """
    free = {
        name: last
        for name, last in own_names(flat).items()
        if known.setdefault((group, last), name) == name
    }
    return {free.get(name, name): said for name, said in flat.items()}
