"""What a kind of chart says about itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.charts.kinds.model import Chart
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words


def no_texts(plan: Plan, id: str) -> Iterable[tuple[str, Words]]:
    """Of a chart that shows no text of the plan."""
    return ()


@dataclass(frozen=True, slots=True)
class ChartKind:
    """One kind of chart, `name` in addresses (`/chart/<name>/<id>.png`).

    `build` makes the chart of an id and `title` its name in menus; both raise KeyError where the id
    names nothing. `texts` are the texts of the plan that it shows, each with the code it belongs
    to. `pages` are the pages it stands for: the id by path, `/goal/{id}` for a page an id.
    """

    name: str
    build: Callable[[RequestContext, str], Chart]
    title: Callable[[RequestContext, str], str]
    texts: Callable[[Plan, str], Iterable[tuple[str, Words]]] = no_texts
    pages: Mapping[str, str] = field(default_factory=dict)

    def id_of_page(self, path: str) -> str | None:
        """The id of the chart that stands for a page; None where none of this kind does."""
        if path in self.pages:
            return self.pages[path]
        above, _, id_ = path.rpartition("/")
        return id_ if id_ and f"{above}/{{id}}" in self.pages else None
