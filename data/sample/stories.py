"""What each sample indicator goes through, so that every state a verdict can have is seen.

A story is a list of rows; `data.sample.measures` gives them late reporters and revisions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from data.plan.load import load_plan
from data.reference.partners import Partner
from data.settings import DEFAULT_PLAN

QUARTERS = [f"{year}-Q{quarter}" for year in range(2021, 2027) for quarter in (1, 2, 3, 4)][:-1]
YEARS = tuple(range(2021, 2026))


@dataclass(frozen=True, slots=True)
class Row:
    """One sample measure, in the words of a measures file."""

    indicator: str
    partner: str
    place: str
    period: str
    value: float
    denominator: float | None = None
    facility: str = ""
    activity: str = ""
    obs_status: str = "A"


def stories(partners: tuple[Partner, ...], random: Random) -> Iterator[Row]:
    """Every sample measure, once each, in no order of time."""
    seated = [partner for partner in partners if partner.seat]
    yield from _countries(partners, random)
    yield from _regions(seated, random)
    yield from _memberships(partners)
    yield from _yearly(seated, random)
    yield from _levels(seated, random)
    yield from _ladders(partners)


def _countries(partners: tuple[Partner, ...], random: Random) -> Iterator[Row]:
    """Countries that gain something, some told of twice, one that loses it again."""
    states = {p.seat: p.id for p in partners if p.college == "states" and p.seat}
    elsewhere = sorted({p.seat for p in partners if p.seat} & _parties() - states.keys())
    reporter = {p.seat: p.id for p in reversed(partners) if p.seat}
    signatories = random.sample(sorted(states), len(states))
    others = random.sample(elsewhere, len(elsewhere))
    gains = {  # per year: signatories, other countries
        "A1.1": {
            "2022": (10, 26),
            "2023": (4, 5),
            "2024": (4, 4),
            "2025": (3, 5),
            "2026-Q2": (2, 3),
        },
        "B1.1": {"2023": (3, 1), "2024": (3, 2), "2025": (3, 2)},
        "E1.1": {"2023": (3, 2), "2025": (2, 1)},
        "E2.1": {"2024": (2, 1), "2026-H1": (2, 0)},
        "F1.1": {"2024": (1, 0), "2025": (1, 0)},
    }
    for indicator, by_period in gains.items():
        inside, outside = iter(signatories), iter(others)
        if indicator == "F1.1":  # the pilot's six countries have it already
            inside = iter(
                [c for c in signatories if c not in ["BEN", "COD", "DEU", "ESP", "FRA", "MLI"]]
            )
        for period, (members, rest) in by_period.items():
            gained = [next(inside) for _ in range(members)] + [next(outside) for _ in range(rest)]
            for place in gained:
                yield Row(indicator, states.get(place, reporter[place]), place, period, 1)
                if random.random() < 0.25:  # a second partner says the same
                    yield Row(indicator, random.choice(partners).id, place, period, 1)
    yield Row("A1.1", states[signatories[0]], signatories[0], "2024", 0)


def _parties() -> set[str]:
    """Countries that are Parties to the UNFCCC: what the countries' indicators count."""
    return set(load_plan(DEFAULT_PLAN).place_set("unfccc_parties").members or ())


def _regions(seated: list[Partner], random: Random) -> Iterator[Row]:
    """Regional levels reached one after the other; D3 fell silent in 2023."""
    reached = {
        "B2.1": {"2025-Q2": "002"},
        "B3.1": {"2024-Q1": "002", "2025-Q4": "150"},
        "D1.1": {"2022": "150", "2023": "002", "2024": "019", "2025-H1": "142"},
        "D2.1": {"2021": "150", "2022": "002", "2023": "142", "2024": "019", "2026-Q1": "009"},
        "D3.1": {"2023-Q2": "002"},
    }
    for indicator, by_period in reached.items():
        for period, region in by_period.items():
            yield Row(indicator, random.choice(seated).id, region, period, 1)


def _memberships(partners: tuple[Partner, ...]) -> Iterator[Row]:
    """Yes or no of each partner: a conforming project, a place in a coalition."""
    for number, partner in enumerate(partners):
        place = partner.seat or "WLD"
        if number % 4 != 3:  # every fourth has not said
            since = 2022 + number % 5
            has = number % 25 < 16
            yield Row("A2.2", partner.id, place, str(min(since, 2025)), float(has))
            if since > 2023 and has:
                yield Row("A2.2", partner.id, place, "2026-H1", 1)
        if number % 3 == 0:
            joined = f"{2023 + number // 3 % 3}-Q{1 + number % 4}"
            yield Row("D4.1", partner.id, place, joined, float(number % 15 != 0))


def _yearly(seated: list[Partner], random: Random) -> Iterator[Row]:
    """Events and amounts within a year, some activities told of by two partners."""
    totals = {
        "A2.1": {2021: 8, 2022: 11, 2023: 13, 2024: 16, 2025: 18, 2026: 9},
        "A4.1": {2022: 7, 2023: 9, 2024: 12, 2025: 12, 2026: 8},
        "B2.2": {2022: 1, 2024: 1, 2025: 1},
        "C1.1": {2021: 5, 2022: 8, 2023: 9, 2024: 12, 2025: 14, 2026: 10},
        "D2.2": {2021: 1, 2022: 2, 2025: 4, 2026: 2},
    }
    for indicator, by_year in totals.items():
        for year, count in by_year.items():
            for number in range(count):
                partner = random.choice(seated)
                activity = f"sample-{indicator}-{year}-{number + 1}"
                period = f"{year}-Q{1 + number % (3 if year == 2026 else 4)}"
                row = Row(indicator, partner.id, partner.seat or "", period, 1, activity=activity)
                yield row
                if number % 6 == 5:  # a co-organiser reports the same event
                    other = random.choice([p for p in seated if p.id != partner.id])
                    yield Row(
                        indicator, other.id, row.place, period, 1, activity=activity, obs_status="P"
                    )
    funders = random.sample(seated, 160)
    growth = {2021: 1.0, 2022: 1.09, 2023: 1.21, 2024: 1.34, 2025: 1.312}
    for funder in funders:
        amount = random.lognormvariate(4.2, 0.9)
        for year, factor in growth.items():
            value = round(amount * factor, 1)
            yield Row("F2.1", funder.id, funder.seat or "", str(year), value)


def _levels(seated: list[Partner], random: Random) -> Iterator[Row]:
    """States that grow: stories told, tools, mechanisms, institutions, adoption by actors."""
    for teller in random.sample(seated, 190):
        told, facility = 0, random.choice(("", "", "", "GF1", "GF4"))
        for quarter in QUARTERS[random.randrange(16) :: random.choice((2, 4))]:
            told += random.choice((0, 1, 1, 2))
            yield Row("A3.1", teller.id, teller.seat or "", quarter, told, facility=facility)
    for indicator, keepers, step in (("A5.1", 3, 1), ("B4.1", 8, 2), ("D4.2", 9, 1)):
        for keeper in random.sample(seated, keepers):
            start = random.choice((2021, 2022, 2023))
            for year in range(start, 2026):
                value = min(1 + (year - start) // 2, step)
                yield Row(indicator, keeper.id, keeper.seat or "", str(year), value)
    for number, finder in enumerate(random.sample(seated, 19)):
        yield Row("C3.1", finder.id, finder.seat or "", f"{2021 + number % 5}-Q4", 1)
        yield Row("C3.1", finder.id, finder.seat or "", "2026-Q2", 2)
    for language, period in enumerate(("2021", "2022", "2024", "2025"), start=1):
        yield Row("C1.2", seated[0].id, "WLD", period, language)
    yield Row("F2.2", seated[1].id, "WLD", "2024", 505)
    yield Row("F2.2", seated[1].id, "WLD", "2025", 530)
    for chain in random.sample(seated, 64):
        actors = random.randrange(200, 9000)
        share = random.uniform(0.02, 0.09)
        for year in YEARS[random.randrange(3) :]:
            share *= random.uniform(1.05, 1.3)
            adopters = int(actors * min(share, 0.9))
            yield Row("C2.1", chain.id, chain.seat or "", str(year), adopters, actors)


def _ladders(partners: tuple[Partner, ...]) -> Iterator[Row]:
    """Steps reached, early, late and not yet."""
    keeper = partners[0].id
    reached = {
        "A6.1": {"2021": 0, "2024-05": 1},
        "C4.1": {"2022": 0},
        "E3.1": {"2021": 0, "2026-03": 1},
        "F3.1": {"2024-03-14": 1, "2026-02-02": 2},
    }
    for indicator, by_period in reached.items():
        for period, step in by_period.items():
            yield Row(indicator, keeper, "WLD", period, step)
