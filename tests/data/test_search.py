"""One question finds what goes by it: by code, by name in any language, with slips."""

from datetime import date

import pytest

from data.store.search import Entry, Kind, SearchIndex, search_index
from data.store.snapshot import Snapshot
from data.text.i18n import LANGUAGES
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def index(samples: Snapshot) -> SearchIndex:
    return search_index(samples, TODAY)


def first(index: SearchIndex, text: str) -> str:
    found = index.find(text)
    return found[0].path if found else ""


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("A1", "/objective/A1"),
        ("a 1", "/objective/A1"),
        ("A1.1", "/objective/A1"),
        ("CF4", "/facility/CF4"),
        ("cf 4", "/facility/CF4"),
        ("A", "/goal/A"),
        ("BEN", "/place/BEN"),
        ("002", "/region/002"),
        ("membership.partners", "/"),
    ],
)
def test_a_code_comes_first(index: SearchIndex, text: str, path: str) -> None:
    assert first(index, text) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("cote divoire", "/place/CIV"),
        ("côte d’ivoire", "/place/CIV"),
        ("COTE D'IVOIRE", "/place/CIV"),
        ("Ivory coast", "/place/CIV"),
        ("fracne", "/place/FRA"),
        ("franc", "/place/FRA"),
        ("alemania", "/place/DEU"),
        ("Allemagne", "/place/DEU"),
        ("afrique", "/region/002"),
        ("afrcia", "/region/002"),
        ("soil heatlh programs", "/facility/CF4"),
        ("programmes sante sols", "/facility/CF4"),
        ("Niger", "/place/NER"),
        ("kenia", "/place/KEN"),
    ],
)
def test_a_name_is_found_in_any_language_without_accents_and_with_slips(
    index: SearchIndex, text: str, path: str
) -> None:
    assert first(index, text) == path


@pytest.mark.parametrize("text", ["sample partner 12", "Sample partner 012", "parnter sample 12"])
def test_a_partner_is_found_however_its_number_is_written(index: SearchIndex, text: str) -> None:
    found = index.find(text)[0]
    assert (found.kind, found.name("fr")) == (Kind.PARTNER, "Sample partner 012")


@pytest.mark.parametrize("text", ["", "  ", "!?", "qqqqqqqq", "x" * 5000, "<script>", "%", "\x00"])
def test_what_nothing_is_called_finds_nothing(index: SearchIndex, text: str) -> None:
    assert index.find(text) == ()


def test_what_is_spelled_right_hides_what_is_merely_alike(index: SearchIndex) -> None:
    assert {e.code for e in index.find("Niger")} == {"NER", "NGA"}


def test_everything_is_found_by_its_code_and_by_its_name(samples: Snapshot) -> None:
    index = search_index(samples, TODAY)
    plan = samples.plan
    for objective in plan.objectives:
        for asked in (objective.code, *objective.label.by_language.values()):
            assert objective.code in {e.code for e in index.find(asked)}, asked
    for partner in samples.partners(TODAY):
        assert partner.id in {e.code for e in index.find(partner.name)}


def test_no_more_are_given_than_asked_for(index: SearchIndex) -> None:
    assert len(index.find("sample", 3)) == 3 and len(index.find("sample")) == 10


def test_a_name_of_a_partner_is_only_text() -> None:
    name = "<b>Sol & {co}</b>"
    index = SearchIndex([Entry(Kind.PARTNER, "x", "/partner/x", {"en": name}, ("sol co",))])
    assert [index.find("sol")[0].name(lang) for lang in LANGUAGES] == [name] * 3


def test_an_index_is_made_once_a_day(samples: Snapshot) -> None:
    assert search_index(samples, TODAY) is search_index(samples, TODAY)
    assert search_index(samples, date(2026, 1, 1)) is not search_index(samples, TODAY)
