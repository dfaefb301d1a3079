"""A language is one file, and its words."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.text.i18n import GRAMMARS, Language

ROOT = Path(__file__).resolve().parent.parent
PORTUGUESE = """
from data.text.grammar import Grammar, NumberStyle

LANGUAGE = Grammar(
    code="pt",
    name="Português",
    order=4,
    territory="PT",
    numbers={"pt": NumberStyle("1.234,5", ",", ".")},
    columns={"place": "localidade", "value": "montante"},
    reason="razão",
)
"""
WALK = """
import sys
from datetime import date
from pathlib import Path

import data.text.languages as languages

languages.__path__.append(sys.argv[1])

from dashboard.web.app import create_app
from data.home import Home
from data.store.store import Store
from data.text.i18n import LANGUAGES, Language
from ingest.cli.console import LANG
from ingest.columns.bind import language_of
from ingest.columns.numbers import LOCALES
from ingest.review.rejects import reason_heading
from ingest.write.template_guide import header
from tests.asking import Asking

t = Language("pt")
print(LANGUAGES, t.date(date(2026, 11, 1)), t.number(12345.5, 1), LOCALES["pt"].decimal)
print(reason_heading(7, "pt"), header("pt")[2], language_of(["localidade", "montante"]))
client = Asking(create_app(Store(Home(Path(sys.argv[2])))))
page = client.get("/place/BEN?lang=pt").text
print('<html lang="pt">' in page, 'hreflang="pt"' in page, ">PT</a>" in page, "Benin" in page)
print(client.get("/", headers={"Accept-Language": "pt-BR,fr;q=0.5"}).text.count('<html lang="pt"'))
print(client.get("/api/v1/objectives?lang=pt").status_code)
print(client.get("/api/v1/objectives?lang=xx").status_code)
print("Português" in client.get("/newsletter?lang=pt").text)
"""


def test_a_language_is_one_file(sample_template: Path, tmp_path: Path) -> None:
    (tmp_path / "portuguese.py").write_text(PORTUGUESE)
    command = [sys.executable, "-c", WALK, str(tmp_path), str(sample_template)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "('en', 'fr', 'es', 'pt') 1 de novembro de 2026 12.345,5 ,",
        "razão B-000007 localidade pt",
        "True True True True",
        "1",
        "200",
        "422",
        "True",
    ], done.stderr


@pytest.mark.parametrize("lang", GRAMMARS)
def test_every_column_has_a_name_of_its_own(lang: str) -> None:
    named = GRAMMARS[lang].columns
    assert set(named) == set(GRAMMARS["en"].columns)
    assert len(set(named.values())) == len(named)


def test_a_language_nobody_wrote_is_none() -> None:
    with pytest.raises(KeyError):
        Language("xx").date(date(2026, 11, 1))
