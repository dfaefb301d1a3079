"""Everything a person reads exists in every language; a missing translation fails here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from data.text.i18n import CATALOGUES, LANGUAGES, Language

ROOT = Path(__file__).resolve().parent.parent
OTHERS = [lang for lang in LANGUAGES if lang != "en"]
PLACE = re.compile(r"\{(\w*)\}")


def messages_in_code() -> Iterator[str | tuple[str, ...]]:
    keywords = {
        **DEFAULT_KEYWORDS,
        "mark": None,
        "UnreadableFileError": None,
        "UnreadableTableError": None,
    }
    for package in ("data", "ingest", "dashboard"):
        for _, _, message, _, _ in extract_from_dir(ROOT / package, keywords=keywords):
            yield message


def test_no_message_hides_in_an_f_string() -> None:
    """Messages are collected from the code's tokens, and an f-string is one token."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("data", "ingest", "dashboard")
        for path in (ROOT / package).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text()))
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
        if isinstance(node, ast.Attribute) and node.attr in ("gettext", "ngettext")
    ]
    assert hidden == []


def catalogue(lang: str) -> Catalog:
    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


def key(message: str | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("lang", OTHERS)
def test_every_message_of_the_code_is_translated(lang: str) -> None:
    translated = catalogue(lang)
    missing = [
        m for m in messages_in_code() if (e := translated.get(key(m))) is None or not _said(e)
    ]
    assert missing == []


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_left_of_a_message_that_is_gone(lang: str) -> None:
    used = {key(m) for m in messages_in_code()}
    assert [m.id for m in catalogue(lang) if m.id and key(m.id) not in used] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_name_the_same_places_as_the_english(lang: str) -> None:
    wrong = [
        message.id
        for message in catalogue(lang)
        if message.id and any(_places(said) - _places(*_ids(message)) for said in _strings(message))
    ]
    assert wrong == []


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_marked_as_uncertain(lang: str) -> None:
    assert [m.id for m in catalogue(lang) if m.id and m.fuzzy] == []


def test_french_spaces_its_signs_and_spanish_opens_its_questions() -> None:
    for message in catalogue("fr"):
        for said in _strings(message) if message.id else ():
            assert not re.search(r"(?<![\u202f/])[;!?]|(?<!\u00a0)»|«(?!\u00a0)| :", said), said
    for message in catalogue("es"):
        for said in _strings(message) if message.id else ():
            assert said.count("¿") == said.count("?") - len(re.findall(r"https?:\S*\?", said)), said
            assert not set("«»") & set(said), said


@pytest.mark.parametrize(
    ("lang", "n", "said"),
    [
        ("fr", 0, "0 objectif"),
        ("fr", 2, "2 objectifs"),
        ("es", 1, "1 objetivo"),
        ("es", 0, "0 objetivos"),
    ],
)
def test_counts_agree_in_number(lang: str, n: int, said: str) -> None:
    assert Language(lang).ngettext("{n} objective", "{n} objectives", n) == said


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _said(message: Message) -> bool:
    return all(_strings(message))


def _places(*texts: str) -> set[str]:
    return {name for text in texts for name in PLACE.findall(text)}
