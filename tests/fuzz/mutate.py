"""Makes broken inputs out of whole ones; the same seed and number make the same input again."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from functools import lru_cache

from tests.fuzz.corpus import Corpus

LONGEST = 1 << 16
STEPS_TAKEN = (1, 1, 1, 2, 3, 6)  # few, so that many inputs are nearly whole
BYTES = (0, 1, 9, 10, 13, 34, 39, 44, 60, 92, 127, 128, 192, 237, 255)
NUMBERS = (
    *(b"0", b"-1", b"1e309", b"-0.0", b"65536", b"2147483648", b"4294967295"),
    *(b"9223372036854775808", b"99999999999999999999999999", b"1" * 400, b"NaN", b"0x10"),
)
Step = Callable[[random.Random, bytearray, Corpus], None]


def made(corpus: Corpus, seed: int, number: int) -> bytes:
    """The input of that number."""
    rng = random.Random(f"{corpus.name}:{seed}:{number}")
    start = rng.choice(corpus.seeds)
    if not corpus.packed or rng.random() < 0.2:
        return _mutated(rng, start, corpus)
    return _repacked(rng, start, corpus)


def _mutated(rng: random.Random, start: bytes, corpus: Corpus) -> bytes:
    data = bytearray(start)
    for _ in range(rng.choice(STEPS_TAKEN)):
        rng.choice(STEPS)(rng, data, corpus)
    return bytes(data[:LONGEST])


def _repacked(rng: random.Random, start: bytes, corpus: Corpus) -> bytes:
    """A ZIP with whole sums around members that are broken, missing, doubled or misnamed."""
    members = list(_members(start))
    for _ in range(rng.randint(1, 2)):
        place = rng.randrange(len(members))
        name, content = members[place]
        kind = rng.random()
        if kind < 0.8:
            members[place] = (name, _mutated(rng, content, corpus))
        elif kind < 0.85 and len(members) > 1:
            del members[place]
        elif kind < 0.9:
            members.append((name, _mutated(rng, content, corpus)))
        elif kind < 0.95:
            members[place] = (name, rng.choice(members)[1])
        else:
            broken = _mutated(rng, name.encode(), corpus).decode("utf-8", "replace")[:2000]
            members[place] = (broken, content)
    return packed(members)


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP of these."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as book:
        for name, content in members:
            member = zipfile.ZipInfo("x")
            member.filename = name
            book.filelist = [m for m in book.filelist if m.filename != name] + [
                m for m in book.filelist if m.filename == name
            ]
            book.NameToInfo.pop(name, None)  # names may stand twice, without a warning
            book.writestr(member, content)
    return target.getvalue()


@lru_cache(maxsize=64)
def _members(start: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(start)) as book:
        return tuple((name, book.read(name)) for name in book.namelist())


def _spot(rng: random.Random, data: bytearray) -> int:
    """A place in the data; formats with the meaning at the end are looked at there as often."""
    if rng.random() < 0.3:
        return max(0, len(data) - rng.randint(1, 300))
    return rng.randint(0, len(data))


def _span(rng: random.Random, data: bytearray) -> slice:
    start = _spot(rng, data)
    return slice(start, start + rng.choice((1, 2, 4, 16, 64, 512, 4096)))


def _flip(rng: random.Random, data: bytearray, _: Corpus) -> None:
    if data:
        place = min(_spot(rng, data), len(data) - 1)
        data[place] ^= 1 << rng.randrange(8)


def _set(rng: random.Random, data: bytearray, _: Corpus) -> None:
    if data:
        data[min(_spot(rng, data), len(data) - 1)] = rng.choice(BYTES)


def _cut(rng: random.Random, data: bytearray, _: Corpus) -> None:
    del data[_span(rng, data)]


def _truncate(rng: random.Random, data: bytearray, _: Corpus) -> None:
    if rng.random() < 0.3:
        del data[_spot(rng, data) :]


def _double(rng: random.Random, data: bytearray, _: Corpus) -> None:
    span, place = _span(rng, data), _spot(rng, data)
    times = rng.choice((1, 1, 2, 8, 300))
    data[place:place] = (data[span] * times)[:LONGEST]


def _splice(rng: random.Random, data: bytearray, corpus: Corpus) -> None:
    other = rng.choice(corpus.seeds)
    start = rng.randint(0, len(other))
    data[_span(rng, data)] = other[start : start + rng.choice((8, 64, 512, 4096))]


def _insert(rng: random.Random, data: bytearray, corpus: Corpus) -> None:
    place = _spot(rng, data)
    data[place:place] = rng.choice(corpus.tokens) * rng.choice((1, 1, 1, 2, 50))


def _replace(rng: random.Random, data: bytearray, corpus: Corpus) -> None:
    """Another word where a word of the format stands."""
    word = rng.choice(corpus.tokens)
    place = data.find(word, _spot(rng, data))
    if word and place >= 0:
        data[place : place + len(word)] = rng.choice(corpus.tokens)


def _renumber(rng: random.Random, data: bytearray, _: Corpus) -> None:
    start = _spot(rng, data)
    digits = [n for n in range(start, min(start + 200, len(data))) if 48 <= data[n] <= 57]
    if digits:
        end = digits[0]
        while end < len(data) and 48 <= data[end] <= 57:
            end += 1
        data[digits[0] : end] = rng.choice(NUMBERS)


STEPS: tuple[Step, ...] = (
    *(_flip, _set, _cut, _truncate, _double, _splice, _insert, _insert),
    *(_replace, _renumber),
)
