"""Every country, region and the world, under every name people give them."""

import csv

import duckdb
import pytest

from data.reference.place_aliases import FORMER_STATES
from data.reference.places import (
    FOLD_SQL,
    OFFICIAL_NAMES,
    REFERENCE,
    aliases,
    fold,
    load_places,
    place,
)

REGIONS = {"002", "019", "142", "150", "009"}


@pytest.fixture(scope="module")
def by_alias() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for alias, code in aliases():
        found.setdefault(fold(alias), set()).add(code)
    return found


def test_all_249_countries_of_iso_3166_are_there() -> None:
    countries = [p for p in load_places() if p.kind == "country"]
    assert len({p.code for p in countries}) == len({p.iso2 for p in countries}) == 249
    assert all(p.m49.isdigit() and len(p.m49) == 3 for p in countries)


def test_the_five_regions_and_the_world_are_there() -> None:
    assert {p.code for p in load_places() if p.kind == "region"} == REGIONS
    assert place("WLD").name("fr") == "Monde"
    assert len(load_places()) == len({p.code for p in load_places()})


def test_every_country_but_antarctica_is_in_a_region_and_a_subregion_of_it() -> None:
    countries = [p for p in load_places() if p.kind == "country"]
    assert [p.code for p in countries if p.region is None] == ["ATA"]
    for country in countries:
        if country.subregion:
            assert place(country.subregion).region == country.region


def test_every_place_has_a_name_in_three_languages() -> None:
    assert all(p.names[lang] for p in load_places() for lang in ("en", "fr", "es"))


@pytest.mark.parametrize(
    ("code", "region", "subregion", "name"),
    [
        ("BEN", "002", "011", "Benin"),
        ("FIN", "150", "154", "Finland"),
        ("CIV", "002", "011", "Côte d’Ivoire"),
        ("COD", "002", "017", "Democratic Republic of the Congo"),
        ("MEX", "019", "013", "Mexico"),
        ("NZL", "009", "053", "New Zealand"),
    ],
)
def test_places_are_where_un_m49_puts_them(
    code: str, region: str, subregion: str, name: str
) -> None:
    found = place(code)
    assert (found.region, found.subregion, found.name("en")) == (region, subregion, name)


def test_a_place_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        place("XYZ")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Côte d’Ivoire ", "cote d ivoire"),
        ("COTE D'IVOIRE", "cote d ivoire"),
        ("Saint-Barthélemy", "saint barthelemy"),
        ("snake_case", "snake case"),
        ("—", ""),
    ],
)
def test_folding_keeps_letters_and_digits_only(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_in_sql_is_the_same() -> None:
    rows = [(alias,) for alias, _ in aliases()] + [("  Île_d’Été—7 ",), ("Ørsted 4‰",)]
    connection = duckdb.connect()
    connection.execute("CREATE TABLE alias (name VARCHAR)")
    connection.execute("INSERT INTO alias SELECT unnest(?)", [[name for (name,) in rows]])
    folded = connection.execute(f"SELECT name, {FOLD_SQL.format('name')} FROM alias").fetchall()
    assert len(folded) == len(rows)
    assert [(name, got) for name, got in folded if got != fold(name)] == []


def test_one_alias_names_one_place_that_is_there(by_alias: dict[str, set[str]]) -> None:
    assert {alias: codes for alias, codes in by_alias.items() if len(codes) > 1} == {}
    codes = {p.code for p in load_places()}
    assert {code for named in by_alias.values() for code in named} == codes
    assert "" not in by_alias


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NA", "NAM"),
        ("fr", "FRA"),
        ("250", "FRA"),
        ("2", "002"),
        ("Ivory Coast", "CIV"),
        ("Costa de Marfil", "CIV"),
        ("DR Congo", "COD"),
        ("Congo", "COG"),
        ("Tanzania", "TZA"),
        ("Tanzanie", "TZA"),
        ("Bolivia", "BOL"),
        ("South Korea", "KOR"),
        ("USA", "USA"),
        ("États-Unis", "USA"),
        ("UK", "GBR"),
        ("Holland", "NLD"),
        ("Czech Republic", "CZE"),
        ("Turkey", "TUR"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Trinidad & Tobago", "TTO"),
        ("St. Lucia", "LCA"),
        ("América", "019"),
        ("Latin America", "419"),
        ("World", "WLD"),
        ("monde", "WLD"),
        ("MUNDO", "WLD"),
        # As the UN, the World Bank and the FAO write them.
        ("Egypt, Arab Rep.", "EGY"),
        ("Congo, Dem. Rep.", "COD"),
        ("Congo, Rep.", "COG"),
        ("Congo, République démocratique du", "COD"),
        ("Yemen, Rep.", "YEM"),
        ("Iran (Islamic Rep. of)", "IRN"),
        ("Irán (República Islámica del)", "IRN"),
        ("Iran (République islamique d’)", "IRN"),
        ("Gambia, The", "GMB"),
        ("Bahamas, The", "BHS"),
        ("Korea, Rep.", "KOR"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Lao People's Dem. Rep.", "LAO"),
        ("Micronesia, Fed. Sts.", "FSM"),
        ("Micronesia (Estados Federados de)", "FSM"),
        ("Hong Kong SAR, China", "HKG"),
        ("West Bank and Gaza", "PSE"),
        ("Turkiye", "TUR"),
        ("Czechia", "CZE"),
        ("Eswatini", "SWZ"),
        ("Viet Nam", "VNM"),
        ("Bolivia (Estado Plurinacional de)", "BOL"),
        ("Bolivie (État plurinational de)", "BOL"),
        ("Venezuela, RB", "VEN"),
        ("République-Unie de Tanzanie", "TZA"),
        ("Royaume-Uni de Grande-Bretagne et d’Irlande du Nord", "GBR"),
        ("Pays-Bas (Royaume des)", "NLD"),
        ("Federal Democratic Republic of Ethiopia", "ETH"),
        ("Reino de Marruecos", "MAR"),
        ("Côte d`Ivoire", "CIV"),
        ("China, mainland", "CHN"),
        ("Sub-Saharan Africa", "202"),
        ("Latin America & the Caribbean", "419"),
        # Parts of a state that reports as one.
        ("Scotland", "GBR"),
        ("Irlande du Nord", "GBR"),
    ],
)
def test_places_are_found_under_the_names_people_write(
    by_alias: dict[str, set[str]], written: str, code: str
) -> None:
    assert by_alias[fold(written)] == {code}


@pytest.mark.parametrize("written", ["Korea", "Corée", "Corea", "Atlantis"])
def test_what_may_be_two_places_or_none_is_no_name(
    by_alias: dict[str, set[str]], written: str
) -> None:
    assert fold(written) not in by_alias


def test_a_state_that_no_longer_exists_is_no_place(by_alias: dict[str, set[str]]) -> None:
    assert {state for state in FORMER_STATES if state != fold(state)} == set()
    assert FORMER_STATES & set(by_alias) == set()


def test_every_official_name_is_of_a_country_and_in_three_languages() -> None:
    with OFFICIAL_NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {place(row["code"]).kind for row in rows} == {"country"}
    assert all(row[lang] for row in rows for lang in ("en", "fr", "es"))
    assert len({row["code"] for row in rows}) == len(rows) == 172


def test_the_file_is_read_as_text_so_that_namibia_keeps_its_code() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    assert rows["NAM"]["iso2"] == place("NAM").iso2 == "NA"
