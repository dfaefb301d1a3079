"""The file of sources: what it may say, and that it never holds nor repeats a secret."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from data.settings import DEFAULT_SOURCES, Settings
from ingest.sources.config import SourcesError, read_sources

SECRET = "Zk3J9tYq8LmNw2Xv7Rb5"
GOOD = """
sources:
  - id: afris-results
    title: Results of AFRIS
    address: https://data.example.org/results.csv?year=2025
    format: csv
    mapping: maps/afris.yml
    partner: afris
    locale: fr
    state: approved
    every: 15m
    most_mb: 5
    seconds: 30
    credentials: {kind: bearer, env: AFRIS_TOKEN}
  - {id: inbox, title: Inbox, folder: inbox}
"""
Read = Callable[..., tuple[object, ...]]


def one(**keys: str) -> str:
    said = {"id": "a", "title": "A", "address": "https://example.org/a.csv"} | keys
    lines = "".join(f"    {key}: {value}\n" for key, value in said.items() if value)
    return f"sources:\n  -\n{lines}"


def refused(tmp_path: Path, text: str) -> str:
    file = tmp_path / "sources.yml"
    file.write_text(text)
    with pytest.raises(SourcesError) as caught:
        read_sources(file)
    return str(caught.value)


def test_the_file_that_comes_with_the_product_names_no_source() -> None:
    assert Settings().sources == DEFAULT_SOURCES
    assert read_sources(DEFAULT_SOURCES) == ()


def test_its_examples_are_right(tmp_path: Path) -> None:
    text = DEFAULT_SOURCES.read_text()
    examples = text[text.index("# sources:\n") :]
    file = tmp_path / "sources.yml"
    file.write_text("\n".join(line.removeprefix("#")[1:] for line in examples.splitlines()))
    (tmp_path / "mappings").mkdir()
    for name in ("afris", "field-days"):
        (tmp_path / "mappings" / f"{name}.yml").write_text("")
    found = read_sources(file)
    assert [source.id for source in found] == [
        "inbox",
        "afris-results",
        "afris-archive",
        "field-days",
    ]


def test_every_key_is_read_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "afris.yml").write_text("")
    (tmp_path / "sources.yml").write_text(GOOD)
    first, second = read_sources(tmp_path / "sources.yml")
    assert (first.id, first.state, first.every) == (
        "afris-results",
        "approved",
        timedelta(minutes=15),
    )
    assert (first.most_mb, first.seconds, first.mapping) == (5, 30, tmp_path / "maps/afris.yml")
    assert first.credentials and first.credentials.env == "AFRIS_TOKEN"
    assert (second.folder, second.state, second.every) == (
        tmp_path / "inbox",
        "pending",
        timedelta(hours=1),
    )


@pytest.mark.parametrize("text", ["", "sources:", "sources: []"])
def test_no_sources_are_no_fault(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.yml").write_text(text or "{sources: []}")
    assert read_sources(tmp_path / "sources.yml") == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"address": ""}, ":3: sources[a]: write either a folder or an address"),
        ({"folder": "in"}, "write either a folder or an address"),
        ({"address": "ftp://example.org/a"}, ":5: sources[a].address: write an address that"),
        ({"address": "https:///a"}, "write an address that starts with"),
        ({"address": "https://example.org:x/a"}, "write an address that starts with"),
        ({"address": "7"}, "write an address that starts with"),
        ({"every": "often"}, ":6: sources[a].every: write minutes, hours or days"),
        ({"every": "0m"}, "write minutes, hours or days"),
        ({"every": "30"}, "write minutes, hours or days"),
        ({"gone": "forget"}, "sources[a].gone: "),
        ({"address": "", "folder": "in", "gone": "withdraw"}, "a folder does not say what is gone"),
        ({"id": "A b"}, "sources[A b].id: "),
        ({"state": "public"}, "sources[a].state: "),
        ({"most_mb": "0"}, "sources[a].most_mb: "),
        ({"adress": "x"}, "unknown key; did you mean “address”?"),
        ({"mapping": "none.yml"}, ":6: sources[a].mapping: there is no file"),
        ({"credentials": "{kind: bearer}"}, "credentials of kind bearer need env"),
        ({"credentials": "{kind: basic, env: A_B}"}, "need password_env and user_env"),
        ({"credentials": "{kind: header, env: A_B}"}, "need env and header"),
        ({"credentials": "{kind: bearer, env: FPT_TOKEN}"}, "starting with FPT_ are settings"),
        (
            {"address": "http://example.org/a", "credentials": "{kind: bearer, env: A_B}"},
            "only sent over https",
        ),
        (
            {"address": "", "folder": "in", "credentials": "{kind: bearer, env: A_B}"},
            "a folder needs no credentials",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_key(
    tmp_path: Path, keys: dict[str, str], said: str
) -> None:
    assert said in refused(tmp_path, one(**keys))


def test_two_sources_of_one_id_are_refused(tmp_path: Path) -> None:
    text = one() + one().removeprefix("sources:\n")
    assert ":7: sources[a].id: another source has this id" in refused(tmp_path, text)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    assert "written twice" in refused(tmp_path, one() + "    title: B\n")


@pytest.mark.parametrize(
    "keys",
    [
        {"credentials": f"{{kind: bearer, env: {SECRET}}}"},
        {"credentials": "{kind: bearer, env: AKIAIOSFODNN7EXAMPLE}"},
        {"credentials": f"{{kind: basic, user_env: A_B, password_env: '{SECRET}'}}"},
        {"credentials": "{kind: bearer, env: 123456789}"},
        {"credentials": f"Bearer {SECRET}"},
        {"credentials": SECRET},
        {"credentials": f"[{SECRET}]"},
        {"credentials": f"{{kind: {SECRET}, env: A_B}}"},
        {"credentials": f"{{kind: header, header: 'X-Key {SECRET}', env: A_B}}"},
        {"credentials": f"{{kind: bearer, token: {SECRET}}}"},
        {"address": f"https://me:{SECRET}@example.org/a"},
        {"address": f"https://example.org/a?api_key={SECRET}"},
        {"address": f"https://example.org/a?access_token={SECRET}"},
        {"title": f"'Ours, Bearer {SECRET}'"},
        {"partner": f"ghp_{SECRET}"},
        {"title": f"eyJhbGciOiJIUzI1.{SECRET}"},
    ],
)
def test_a_secret_is_refused_and_not_repeated(tmp_path: Path, keys: dict[str, str]) -> None:
    told = refused(tmp_path, one(**keys))
    assert SECRET not in told and "123456789" not in told and "AKIAIO" not in told


@pytest.mark.parametrize("text", ["- a", "sources: 3", "sources: [1]", "&a [*a]", "a: &a {b: *a}"])
def test_what_is_no_file_of_sources_is_refused(tmp_path: Path, text: str) -> None:
    assert "sources.yml:1:" in refused(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="cannot be read"):
        read_sources(tmp_path / "none.yml")
