"""Straight lines through the last measures, worked by hand."""

import pytest

from data.progress.projection import Projection, projection


def test_a_line_is_drawn_on_to_the_target() -> None:
    """10 a year from 100 in 2021: 200 is met when 2031 ends, and 190 a year before."""
    points = [(2021.0, 100.0), (2022.0, 110.0), (2023.0, 120.0), (2024.0, 130.0)]
    found = projection(points, 200, 2030)
    assert found is not None
    assert found.value == pytest.approx(190)
    assert found.crosses_at == pytest.approx(2031)


def test_the_line_is_the_one_of_least_squares() -> None:
    """1, 2, 4 in three years: mean 7/3, slope 3/2."""
    found = projection([(2021.0, 1.0), (2022.0, 2.0), (2023.0, 4.0)], 10, 2030)
    assert found is not None
    assert found.value == pytest.approx(7 / 3 + 8 * 1.5)
    assert found.crosses_at == pytest.approx(2022 + (10 - 7 / 3) / 1.5)


def test_times_need_not_be_whole_nor_even() -> None:
    """4 a year: 0.5 of a year, then 1.5."""
    found = projection([(2021.0, 10.0), (2021.5, 12.0), (2023.0, 18.0)], 20, 2025.25)
    assert found is not None
    assert found.value == pytest.approx(27)
    assert found.crosses_at == pytest.approx(2023.5)


def test_a_lower_target_is_crossed_downwards() -> None:
    found = projection([(2021.0, 50.0), (2022.0, 45.0), (2023.0, 40.0)], 20, 2030)
    assert found is not None
    assert found.value == pytest.approx(5)
    assert found.crosses_at == pytest.approx(2027)


def test_only_the_last_six_points_count() -> None:
    line = [(2020.0 + year, 10.0 * year) for year in range(6)]
    before = [(2018.0, 900.0), (2019.0, 700.0)]
    assert projection([*before, *line], 100, 2030) == projection(line, 100, 2030)
    assert projection([*before[1:], *line[:5]], 100, 2030) != projection(line, 100, 2030)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_points_have_no_line(count: int) -> None:
    assert projection([(2021.0 + year, 10.0) for year in range(count)], 20, 2030) is None


def test_points_of_one_time_have_no_line() -> None:
    assert projection([(2021.0, 1.0), (2021.0, 2.0), (2021.0, 3.0)], 20, 2030) is None


@pytest.mark.parametrize("values", [(0.1, 0.1, 0.1), (0.0, 0.0, 0.0), (0.1, 0.7, 0.1)])
def test_a_flat_line_never_crosses(values: tuple[float, ...]) -> None:
    found = projection(list(zip((2021.0, 2022.0, 2023.0), values, strict=True)), 20, 2030)
    assert found is not None
    assert found.value == pytest.approx(sum(values) / 3)
    assert found.crosses_at is None


def test_a_slope_of_rounding_alone_is_flat() -> None:
    """Times a decimal apart leave a slope of 2e-14."""
    found = projection([(2021.1, 0.1), (2022.2, 0.7), (2023.3, 0.1)], 20, 2030)
    assert found == Projection(pytest.approx(0.3), None)


def test_a_line_that_leads_away_crosses_only_in_the_past() -> None:
    """Falling by 10 a year, away from 200: its 200 was in 2011."""
    found = projection([(2021.0, 100.0), (2022.0, 90.0), (2023.0, 80.0)], 200, 2030)
    assert found == Projection(pytest.approx(10), None)


def test_a_line_past_its_target_has_no_crossing_ahead() -> None:
    found = projection([(2021.0, 100.0), (2022.0, 110.0), (2023.0, 120.0)], 105, 2030)
    assert found == Projection(pytest.approx(190), None)


def test_a_line_that_crosses_at_the_newest_point_crosses_then() -> None:
    found = projection([(2021.0, 1.0), (2022.0, 2.0), (2023.0, 3.0)], 3, 2030)
    assert found == Projection(pytest.approx(10), pytest.approx(2023))
