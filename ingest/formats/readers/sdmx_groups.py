"""Groups of SDMX-ML: what they say of every observation that shares a part of its key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.errors import UnreadableFileError

MOST_GROUPS = 200_000
MOST_SAID = 50_000_000  # characters of all of them
# Never part of a key, in whatever structure: they tell nothing of what a group is about.
ATTRIBUTES = frozenset(
    {
        *("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "OBS_CONF", "EMBARGO_TIME", "UNIT_MULT"),
        *("DECIMALS", "TITLE", "TITLE_COMPL", "COMMENT_OBS", "OBS_SOURCE", "COLLECTION"),
    }
)

Cells = dict[str, str]


@dataclass(slots=True)
class Group:
    """One group: what it says and, where the message tells it apart, the key it says it of."""

    said: Cells
    key: Cells = field(default_factory=dict)


@dataclass(slots=True)
class Groups:
    """The groups of a data set, and the names that its observations and series use.

    A group without a key of its own is about what has the same values where both have any.
    """

    groups: list[Group] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    _size: int = 0
    _found: dict[tuple[str, ...], dict[tuple[str, ...], Cells]] | None = None

    def add(self, said: Cells) -> Group:
        """A group that begins."""
        self._size += sum(map(len, said.values()))
        if len(self.groups) >= MOST_GROUPS or self._size > MOST_SAID:
            raise UnreadableFileError(
                "The SDMX data hold more than {most} groups. Send them in parts.", most=MOST_GROUPS
            )
        self.groups.append(Group(said))
        return self.groups[-1]

    def of(self, cells: Mapping[str, str]) -> Iterator[Cells]:
        """What groups say of an observation."""
        if self._found is None:
            self._found = self._by_key()
        for names, said in self._found.items():
            found = said.get(tuple(cells.get(name, "") for name in names))
            if found:
                yield found

    def _by_key(self) -> dict[tuple[str, ...], dict[tuple[str, ...], Cells]]:
        found: dict[tuple[str, ...], dict[tuple[str, ...], Cells]] = {}
        for group in self.groups:
            key = group.key or {
                name: value
                for name, value in group.said.items()
                if name in self.names and name not in ATTRIBUTES
            }
            same_names = found.setdefault(tuple(sorted(key)), {})
            same_key = same_names.setdefault(tuple(key[name] for name in sorted(key)), {})
            same_key |= {name: value for name, value in group.said.items() if name not in key}
        return found
