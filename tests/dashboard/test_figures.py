"""The trend draws what was measured, the path asked for, and nothing that was not known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.figures.marks import plain
from dashboard.figures.trend import trend
from dashboard.figures.trend_axes import round_ticks, round_years
from dashboard.figures.trend_words import TrendWords
from data.progress.model import Point, Status, Verdict
from tests.dashboard import world

WORDS = TrendWords(
    empty="nothing yet",
    today="today",
    expected=lambda value: f"expected {value}",
    target=lambda year: f"Target {year}",
    baseline="Baseline",
    running="running year",
    trend="On this trend",
    value=lambda value: f"{value:g}",
    axis=lambda value: f"{value:g}",
    date=lambda day: day.isoformat(),
)
POINTS = world.series(40)
BEHIND = world.judged(world.NEAR, Status.BEHIND, 20, 40, 80)


def draw(*verdicts: Verdict, points: tuple[Point, ...] = POINTS) -> Any:
    return trend(points, verdicts, world.AS_OF, WORDS)


def texts(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def lines(figure: Any, dash: str) -> list[Any]:
    return [t for t in figure.data if t.mode == "lines" and t.line.dash == dash]


def test_without_points_it_says_so() -> None:
    assert texts(draw(points=())) == ["nothing yet"]


def test_the_path_runs_from_the_baseline_to_the_target() -> None:
    (path,) = lines(draw(BEHIND), "5px,4px")
    assert list(path.x) == [world.START, date(2030, 12, 31)]
    assert list(path.y) == [20, 80]


def test_without_a_baseline_the_target_is_a_level_line() -> None:
    parts = replace(BEHIND.components, baseline=None, baseline_date=None, done=None)
    (path,) = lines(draw(replace(BEHIND, components=parts)), "5px,4px")
    assert list(path.y) == [80, 80]


def test_the_last_point_wears_the_status() -> None:
    shapes = [t.marker.symbol for t in draw(BEHIND).data if t.mode == "markers"]
    assert "triangle-right" in shapes


def test_the_trend_is_dotted_when_it_falls_short() -> None:
    assert not lines(draw(BEHIND), "1.5px,3.5px")  # too few periods for a trend
    (ahead,) = lines(draw(replace(BEHIND, projected=54)), "1.5px,3.5px")
    assert list(ahead.y) == [40, 54]
    close = draw(replace(BEHIND, projected=78))  # its words would lie on the target's
    assert [list(line.y) for line in lines(close, "1.5px,3.5px")] == [[40, 78]]
    assert not any("On this trend" in told for told in texts(close))
    assert not lines(draw(world.judged(world.NEAR, Status.ON_TRACK, 20, 70, 80)), "1.5px,3.5px")


def test_labels_stand_in_the_figure_and_not_in_a_legend() -> None:
    figure = draw(BEHIND)
    assert {"today", "<b>40</b>", "<b>Target 2030</b><br>80"} <= set(texts(figure))
    assert figure.layout.template.layout.showlegend is False


def test_the_running_year_is_shown_apart() -> None:
    running = replace(POINTS[-1], complete=False)
    figure = draw(BEHIND, points=(*POINTS[:-1], running))
    (measured, *_) = lines(figure, "solid")
    assert len(measured.x) == 3
    assert any("running year" in (t.hovertemplate or "") for t in figure.data)


def test_names_cannot_become_marks() -> None:
    assert plain("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 1), [0, 0.25, 0.5, 0.75, 1]),
        ((0, 80), [0, 20, 40, 60, 80]),
        ((-2.4, 10), [-5, 0, 5, 10]),
        ((0, 0), [0, 0.25]),
    ],
)
def test_ticks_are_round(values: tuple[float, ...], ticks: list[float]) -> None:
    assert round_ticks(values)[: len(ticks)] == ticks


def test_years_are_round_and_few() -> None:
    assert round_years(2019, 2030) == [2020, 2025, 2030]
    assert round_years(2019, 2050) == [2020, 2030, 2040, 2050]
