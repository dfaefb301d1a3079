"""Finds objectives, indicators, facilities, goals, places and partners by code or name.

All languages are searched at once. Partner names are as partners wrote them: text, never markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from data.plan.model import Indicator, Plan, Words
from data.reference.places import aliases, fold, load_places
from data.store.snapshot import Snapshot
from data.text.i18n import LANGUAGES

MOST = 10
LONGEST = 100  # letters of a question; more than any name has
SHORTEST_SLIP = 4  # shorter words are codes and numbers: those are right or wrong
WORD_ALIKE = 0.74
NAME_ALIKE = 82.0

EXACT_CODE, EXACT_NAME, PREFIX, WORDS, ALIKE = range(5)


class Kind(StrEnum):
    """What a result is, in the order they are shown."""

    OBJECTIVE = "objective"
    INDICATOR = "indicator"
    FACILITY = "facility"
    GOAL = "goal"
    REGION = "region"
    COUNTRY = "country"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: its page, its name by language, and every folded text it goes by."""

    kind: Kind
    code: str
    path: str
    names: Mapping[str, str]
    texts: tuple[str, ...]

    def name(self, lang: str) -> str:
        """The name in a language, the first one where we have none."""
        return self.names.get(lang) or next(iter(self.names.values()))


class SearchIndex:
    """Entries, ready to be asked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._codes = [_joined(fold(entry.code)) for entry in entries]
        self._words: dict[str, set[int]] = {}
        self._texts: dict[str, set[int]] = {}
        for number, entry in enumerate(entries):
            for text in entry.texts:
                self._texts.setdefault(text, set()).add(number)
                for word in text.split():
                    self._words.setdefault(word, set()).add(number)

    def find(self, text: str, most: int = MOST) -> tuple[Entry, ...]:
        """The best first: code, name, beginning, beginnings of words; else what is spelled alike.

        Within a rank the name closest to the question comes first.
        """
        code = _joined(fold(text[:LONGEST]))
        if not code:
            return ()
        asked = _folded(text[:LONGEST])
        ranks = self._as_written(code, asked) or self._alike(asked)
        best = sorted(ranks, key=lambda n: (ranks[n], -self._closeness(n, asked), n))
        return tuple(self._entries[number] for number in best[:most])

    def _as_written(self, code: str, asked: str) -> dict[int, int]:
        """The rank of every entry that holds what is asked."""
        ranks = dict.fromkeys(self._of_all_words(asked), WORDS)
        joined = _joined(asked)
        for text, numbers in self._texts.items():
            if _joined(text).startswith(joined):
                rank = EXACT_NAME if _joined(text) == joined else PREFIX
                ranks |= {number: min(rank, ranks.get(number, rank)) for number in numbers}
        return ranks | {n: EXACT_CODE for n, known in enumerate(self._codes) if known == code}

    def _of_all_words(self, asked: str) -> set[int]:
        """Entries that have, for every word asked, a word that begins with it."""
        return set.intersection(
            *(
                {n for known, ns in self._words.items() if known.startswith(word) for n in ns}
                for word in asked.split()
            )
        )

    def _alike(self, asked: str) -> dict[int, int]:
        """Entries whose words, or whole texts, differ from what is asked by a slip or two."""
        words = set.intersection(*(self._alike_word(word) for word in asked.split()))
        texts = process.extract(
            asked, list(self._texts), scorer=fuzz.ratio, score_cutoff=NAME_ALIKE, limit=None
        )
        return dict.fromkeys(words.union(*(self._texts[text] for text, _, _ in texts)), ALIKE)

    def _alike_word(self, word: str) -> set[int]:
        if len(word) < SHORTEST_SLIP or word.isdigit():
            return {n for known, ns in self._words.items() if known.startswith(word) for n in ns}
        found = process.extract(
            word,
            list(self._words),
            scorer=OSA.normalized_similarity,
            score_cutoff=WORD_ALIKE,
            limit=None,
        )
        return {number for known, _, _ in found for number in self._words[known]}

    def _closeness(self, number: int, asked: str) -> float:
        return max(fuzz.ratio(asked, text) for text in self._entries[number].texts)


def search_index(snapshot: Snapshot, as_of: date) -> SearchIndex:
    """What a snapshot knows by a day, made once."""
    return snapshot.answers.get(
        ("search index", as_of), lambda: SearchIndex([*_entries(snapshot, as_of)])
    )


def _entries(snapshot: Snapshot, as_of: date) -> Iterator[Entry]:
    yield from _of_plan(snapshot.plan)
    yield from _of_places()
    for partner in snapshot.partners(as_of):
        texts = (partner.id, partner.name, partner.acronym or "")
        names = dict.fromkeys(LANGUAGES, partner.name)
        yield _entry(Kind.PARTNER, partner.id, f"/partner/{partner.id}", names, texts)


def _of_plan(plan: Plan) -> Iterator[Entry]:
    for objective in plan.objectives:
        code, label = objective.code, objective.label
        titles = objective.title.by_language.values() if objective.title else ()
        yield _named(Kind.OBJECTIVE, code, f"/objective/{code}", label, *titles)
    for indicator in (*plan.indicators, *plan.context):
        yield _named(Kind.INDICATOR, indicator.id, _home(indicator), indicator.name)
    for facility in plan.facilities:
        path = f"/facility/{facility.id}"
        yield _named(Kind.FACILITY, facility.id, path, facility.name, facility.number)
    for goal in plan.goals:
        yield _named(Kind.GOAL, goal.code, f"/goal/{goal.code}", goal.name)


def _home(indicator: Indicator) -> str:
    """The page an indicator is shown on; those of no objective are on the overview."""
    return f"/objective/{indicator.objective}" if indicator.objective else "/"


def _of_places() -> Iterator[Entry]:
    called: dict[str, list[str]] = {}
    for alias, code in aliases():
        called.setdefault(code, []).append(alias)
    for place in load_places():
        if place.kind == "region":
            kind, path = Kind.REGION, f"/region/{place.code}"
        elif place.kind == "country":
            kind, path = Kind.COUNTRY, f"/place/{place.code}"
        else:
            continue
        yield _entry(kind, place.code, path, place.names, called[place.code])


def _named(kind: Kind, code: str, path: str, name: Words, *more: str) -> Entry:
    names = name.by_language
    return _entry(kind, code, path, names, (code, *names.values(), *more))


def _entry(
    kind: Kind, code: str, path: str, names: Mapping[str, str], texts: Sequence[str]
) -> Entry:
    folded = tuple(filter(None, dict.fromkeys(map(_folded, texts))))
    return Entry(kind, code, path, names, folded)


def _folded(text: str) -> str:
    """Folded, with numbers as people write them: partner 012 is partner 12."""
    words = (word.lstrip("0") or "0" if word.isdigit() else word for word in fold(text).split())
    return " ".join(words)


def _joined(folded: str) -> str:
    return folded.replace(" ", "")
