"""Some 740 made-up partners, named as such, spread over regions and colleges."""

from functools import cache
from random import Random

from data.reference.partners import Partner
from data.reference.places import load_places

SEED = 41_000
HOW_MANY = 740
INTERNATIONAL_SHARE = 0.06
# Weight of each M49 region among the seats.
REGION_WEIGHTS = {"150": 30, "002": 29, "019": 19, "142": 17, "009": 5}
COLLEGE_WEIGHTS = {
    "states": 0,  # exactly one a signatory country, below
    "international": 6,
    "donors": 7,
    "farmers": 16,
    "research": 27,
    "civil_society": 28,
    "companies": 16,
}
# 41 countries stand in for the signatory ones, whose names are not published.
SIGNATORIES = {
    region: codes.split()
    for region, codes in {
        "002": "BEN BFA CIV COD ETH GHA KEN MAR MLI NER NGA RWA SEN TCD TGO TUN UGA",
        "019": "ARG BRA CHL COL CRI MEX URY",
        "142": "IDN IND JPN VNM",
        "150": "AUT BGR DEU ESP FIN FRA IRL ITA NLD PRT",
        "009": "AUS FJI NZL",
    }.items()
}


@cache
def sample_partners() -> tuple[Partner, ...]:
    """The same partners every time; the first 41 are States, one a signatory country."""
    random = Random(SEED)
    countries = _countries_by_region()
    seats = [seat for codes in SIGNATORIES.values() for seat in codes]
    states = [_partner(number, "states", seat) for number, seat in enumerate(seats, start=1)]
    others = [
        _partner(number, _college(random), _seat(random, countries))
        for number in range(len(states) + 1, HOW_MANY + 1)
    ]
    return tuple(states + others)


def _partner(number: int, college: str, seat: str | None) -> Partner:
    return Partner(
        id=f"sample-{number:03d}",
        name=f"Sample partner {number:03d}",
        acronym=None,
        college=college,
        seat=seat,
        member=college != "companies" and number % 9 < 5,
        sample=True,
    )


def _college(random: Random) -> str:
    return random.choices(list(COLLEGE_WEIGHTS), list(COLLEGE_WEIGHTS.values()))[0]


def _seat(random: Random, countries: dict[str, list[str]]) -> str | None:
    if random.random() < INTERNATIONAL_SHARE:
        return None
    region = random.choices(list(REGION_WEIGHTS), list(REGION_WEIGHTS.values()))[0]
    # Signatory countries have more partners than others.
    return random.choice(random.choice([SIGNATORIES[region], countries[region]]))


def _countries_by_region() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {region: [] for region in REGION_WEIGHTS}
    for place in load_places():
        if place.kind == "country" and place.region:
            found[place.region].append(place.code)
    return found
