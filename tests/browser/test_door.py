"""Reporting and reviewing in a browser: the whole way, by people of three languages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.home import Home
from tests.access import hostile_words
from tests.access.people import PASSWORD, Town
from tests.access.test_batches import BAD
from tests.access.test_story import send
from tests.browser.fitting import misfits
from tests.serving import serving

REPORT = "indicator,place,period,value\nC1.1,BEN,2025-Q1,3\nC1.1,Atlantis,2025-Q2,4\n"
SCRIPTS = "script:has-text('alert(7)'), img[src=x], [onload], a[href^='javascript']"


def signed_in(page: Page, address: str, name: str, lang: str) -> None:
    page.goto(f"{address}/sign-in?lang={lang}")
    page.locator("#email").fill(f"{name}@example.org")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_be_visible()


# -- the whole way ----------------------------------------------------------------
@pytest.fixture
def empty_server(facts_template: Path, tmp_path: Path) -> Iterator[str]:
    """A server over the plan and its accounts, without a measure."""
    home = Home(shutil.copytree(facts_template, tmp_path / "home"))
    Town(home)
    with serving(home, FPT_SAMPLE="0") as address:
        yield address


def test_a_report_becomes_public_on_an_open_page(
    browser: Browser, empty_server: str, tmp_path: Path
) -> None:
    """Tried, sent, mended, returned, answered, approved; an anonymous page changes by itself.

    The two at work have no scripts: they do without.
    """
    public = browser.new_context().new_page()
    public.goto(f"{empty_server}/objective/C1?lang=en")
    public.wait_for_selector("#painted", state="detached")
    expect(public.locator("main")).to_contain_text("No measures yet")
    public.evaluate("window.sameDocument = true")
    ana, rosa = (browser.new_context(java_script_enabled=False).new_page() for _ in "ar")
    signed_in(ana, empty_server, "ana", "fr")
    signed_in(rosa, empty_server, "rosa", "es")
    batch = _sent_with_an_error(ana, tmp_path)
    _mended(ana, batch)
    _returned(rosa, batch)
    _answered(ana, empty_server, batch)
    expect(public.locator("main")).to_contain_text("No measures yet")
    rosa.goto(f"{empty_server}/review/{batch}?lang=es")
    expect(rosa.locator("main")).to_contain_text("La de mai")
    rosa.get_by_role("button", name="Aprobar").click()
    expect(rosa.locator("main")).to_contain_text("rosa@example.org")
    expect(public.locator("main .verdicts")).not_to_contain_text("No measures yet")
    expect(public.locator("main .verdicts")).to_contain_text("7")  # three and four
    assert public.evaluate("window.sameDocument")
    for page in (public, ana, rosa):
        page.context.close()


def _sent_with_an_error(ana: Page, folder: Path) -> str:
    (folder / "report.csv").write_text(REPORT)
    ana.locator("#file").set_input_files(folder / "report.csv")
    ana.locator("#locale").select_option("en")
    ana.get_by_role("button", name="Voir ce qu’il en adviendrait").click()
    expect(ana.locator("main")).to_contain_text("Atlantis")
    ana.get_by_role("button", name="Envoyer pour approbation").click()
    expect(ana.locator("main")).to_contain_text("en attente d’approbation")
    ana.locator("td a", has_text="B-").first.click()
    return ana.locator("h1").inner_text()


def _mended(ana: Page, batch: str) -> None:
    expect(ana.locator("h1")).to_have_text(batch)
    ana.locator("input[value=Atlantis]").fill("Togo")
    ana.get_by_role("button", name="Voir ce qu’il en adviendrait").click()
    expect(ana.locator("main")).not_to_contain_text("Atlantis")
    ana.get_by_role("button", name="Envoyer pour approbation").click()


def _returned(rosa: Page, batch: str) -> None:
    rosa.reload()
    rosa.get_by_role("link", name=batch).first.click()
    expect(rosa.locator("main")).to_contain_text("Aún sin mediciones")  # the verdict before
    rosa.locator("#why").fill("¿Qué jornada?")
    rosa.get_by_role("button", name="Devolver").click()


def _answered(ana: Page, address: str, batch: str) -> None:
    ana.goto(f"{address}/submit/{batch}?lang=fr")
    expect(ana.locator("main")).to_contain_text("¿Qué jornada?")
    ana.locator("#said").fill("La de mai")
    ana.get_by_role("button", name="Répondre").click()
    expect(ana.locator("main")).to_contain_text("La de mai")


# -- a full house -----------------------------------------------------------------
@pytest.fixture(scope="module")
def busy(facts_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A server whose every page behind the door has something to show, and a batch to mend."""
    home = Home(shutil.copytree(facts_template, tmp_path_factory.mktemp("busy") / "home"))
    town = Town(home)
    told = hostile_words.tell(town)
    mend = send(town.signed_in("ana"), BAD)
    with serving(home, FPT_SAMPLE="0") as address:
        yield [address, told.batch, mend]


OF_ANA = ("/submit", "/submit/one", "/submit/{told}", "/submit/{mend}", "/shared")
OF_ROSA = ("/review", "/review/{told}", "/review/{mend}", "/monitoring", "/embeds", "/shared")
LOOKS = [("en", 1440, "none"), ("fr", 390, "none"), ("es", 390, "active")]


@pytest.mark.parametrize(("name", "paths"), [("ana", OF_ANA), ("rosa", OF_ROSA)])
@pytest.mark.parametrize(("lang", "width", "colours"), LOOKS)
def test_all_words_can_be_read_and_axe_finds_nothing_behind_the_door(
    browser: Browser,
    busy: list[str],
    name: str,
    paths: tuple[str, ...],
    lang: str,
    width: int,
    colours: Literal["none", "active"],
) -> None:
    """The pages refuse axe's script, so the browser looks away from their policy."""
    address, told, mend = busy
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.emulate_media(forced_colors=colours)
    faults = {}
    page.goto(f"{address}/sign-in?lang={lang}")
    faults["/sign-in"] = _faults(page, width)
    signed_in(page, address, name, lang)
    for path in paths:
        page.goto(f"{address}{path.format(told=told, mend=mend)}?lang={lang}")
        expect(page.locator("main#main h1")).to_be_visible()
        faults[path] = _faults(page, width)
    context.close()
    assert {path: found for path, found in faults.items() if found} == {}


def _faults(page: Page, width: int) -> list[tuple[str, str]]:
    unread = [(str(at), words) for at, told in misfits(page).items() for words in told]
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page).response["violations"]
    return unread + [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found]


PUBLIC = ("/partner/afris", "/objective/A3", "/place/BEN", "/data", "/embed/objective/A3")


def test_scripts_in_words_of_partners_run_nowhere(browser: Browser, busy: list[str]) -> None:
    """Not even in a browser that looks away from the policy of the pages."""
    address, told, mend = busy
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    for name, paths in (("", PUBLIC), ("ana", OF_ANA), ("rosa", OF_ROSA)):
        if name:
            context.clear_cookies()
            signed_in(page, address, name, "en")
        for path in paths:
            page.goto(f"{address}{path.format(told=told, mend=mend)}")
            page.wait_for_selector("#painted", state="detached")
            expect(page.locator("h1, svg").first).to_be_visible()
            if page.locator("#measures-slot").count():
                page.locator("#measures-slot").scroll_into_view_if_needed()
                page.locator(".ag-row", has_text="alert(7)").locator("a").first.click()
                expect(page.locator("main")).to_contain_text("alert(7)")
            assert page.locator(SCRIPTS).count() == 0, page.url
    context.close()
    assert ran == []
