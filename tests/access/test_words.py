"""What partners write is shown as they wrote it, and runs nowhere: not in pages, not in files."""

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from tests.access import hostile_words
from tests.access.addresses import PAGES, SPOKEN, in_language
from tests.access.callbacks import Callbacks, nodes, texts
from tests.access.hostile_words import FORMULAS, Told
from tests.access.people import Town


@pytest.fixture
def told(town: Town) -> Told:
    return hostile_words.tell(town)


RUNS = re.compile(
    r"<script>alert|<img src=x|\bonload=\"alert|href=[\"']?javascript:", re.IGNORECASE
)


def test_words_of_partners_stay_words_wherever_they_are_shown(town: Town, told: Told) -> None:
    stranger = town.stranger()
    for page in told.pages:
        assert RUNS.search(page) is None and "alert(7)" in page
    shown = stranger.get("/api/v1/measures?partner=afris")
    assert shown.headers["content-type"] == "application/json" and "alert(7)" in shown.text
    assert shown.headers["x-content-type-options"] == "nosniff"
    for address in in_language((*SPOKEN, "/search?q=alert"), "en"):
        answer = stranger.get(address)
        assert answer.headers["content-type"] == "application/json" or not RUNS.search(answer.text)


def test_pages_show_words_of_partners_as_text_and_follow_no_script(town: Town, told: Told) -> None:
    """What Dash is told as text it shows as text; nothing is told it as HTML or as an address."""
    asking = Callbacks(town.stranger())
    pages = ("/partner/afris", "/objective/A3", "/place/BEN", "/data", *PAGES[:8])
    found = [a.json() for page in pages for a in asking.page(page.partition("?")[0], "?lang=en")]
    assert "alert(7)" in json.dumps(found)
    for node in nodes(found):
        assert node.get("type") not in ("Markdown", "DangerouslySetInnerHTML", "Script")
        assert "dangerously_allow_html" not in node
        for name in ("href", "src", "action"):
            assert not str(node.get(name) or "/").lower().startswith(("javascript:", "data:text"))
    srcdocs = [text for node in nodes(found) for text in texts(node.get("srcDoc", []))]
    assert not any(RUNS.search(text) for text in srcdocs)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_download_is_a_formula(town: Town, told: Told, form: str) -> None:
    content = town.stranger().get(f"/api/v1/measures?partner=afris&format={form}").content
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode())) for cell in row]
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]
        assert b"<f>" not in content
    for formula in FORMULAS:
        assert f"'{formula}" in cells and formula not in cells
