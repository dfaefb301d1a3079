"""Report and review in a browser, by keyboard, without any script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from data.accounts import Accounts, Role
from data.accounts_database import accounts_engine
from data.home import Home
from data.times import utc_now
from tests.serving import serving

PASSWORD = "correct horse battery staple"
REPORT = "indicator,place,period,value\nC1.1,BEN,2025-Q1,3\nZ9.9,BEN,2025-Q1,3\n"


@pytest.fixture
def server(facts_template: Path, tmp_path: Path) -> Iterator[str]:
    home = Home(shutil.copytree(facts_template, tmp_path / "home"))
    accounts = Accounts(accounts_engine("", home.root))
    for name, role, partner in (("ana", Role.PARTNER, "afris"), ("rosa", Role.REVIEWER, None)):
        accounts.add(f"{name}@example.org", name.title(), role, partner, utc_now())
        link = accounts.reset_link(f"{name}@example.org", utc_now())
        accounts.set_password(link, PASSWORD, utc_now())
    with serving(home, FPT_SAMPLE="0") as address:
        yield address


def signed_in(page: Page, address: str, name: str, lang: str) -> None:
    page.goto(f"{address}/sign-in?lang={lang}")
    page.locator("#email").fill(f"{name}@example.org")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")


def no_faults(page: Page) -> None:
    """Axe needs a script of its own, which these pages refuse; so it looks at a copy."""
    copy = page.context.browser.new_page(viewport=page.viewport_size)  # type: ignore[union-attr]
    copy.set_content(page.content())
    found = Axe().run(copy, options={"rules": {"color-contrast": {"enabled": False}}})
    copy.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []


def test_a_report_becomes_public_on_an_open_page(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    """Sent, returned, sent again, approved; an anonymous page changes by itself."""
    (tmp_path / "report.csv").write_text(REPORT)
    public = browser.new_context().new_page()
    public.goto(f"{server}/objective/C1?lang=en")
    expect(public.locator("main h1")).to_be_visible()
    expect(public.locator("main")).to_contain_text("No measures yet")
    ana = browser.new_context(java_script_enabled=False).new_page()
    signed_in(ana, server, "ana", "fr")
    expect(ana.locator("h1")).to_have_text("Déclarer des mesures")
    ana.locator("#file").set_input_files(tmp_path / "report.csv")
    ana.locator("#locale").select_option("en")
    ana.get_by_role("button", name="Voir ce qu’il en adviendrait").click()
    expect(ana.locator("main")).to_contain_text("Z9.9")
    ana.get_by_role("button", name="Envoyer pour approbation").click()
    expect(ana.locator("main")).to_contain_text("en attente d’approbation")
    rosa = browser.new_context(java_script_enabled=False).new_page()
    signed_in(rosa, server, "rosa", "es")
    rosa.locator("td a").first.click()
    expect(rosa.locator("main")).to_contain_text("C1.1")
    rosa.locator("#why").fill("¿Qué evento?")
    rosa.get_by_role("button", name="Devolver").click()
    ana.reload()
    expect(ana.locator("main")).to_contain_text("¿Qué evento?")
    (tmp_path / "report.csv").write_text(REPORT.replace(",3\nZ", ",4\nZ"))
    ana.locator("#file").set_input_files(tmp_path / "report.csv")
    ana.locator("#locale").select_option("en")
    ana.get_by_role("button", name="Voir ce qu’il en adviendrait").click()
    ana.get_by_role("button", name="Envoyer pour approbation").click()
    rosa.goto(f"{server}/review?lang=es")
    rosa.locator("td a").first.click()
    rosa.get_by_role("button", name="Aprobar").click()
    expect(rosa.locator("main")).to_contain_text("rosa@example.org")
    expect(public.locator("main .verdicts")).not_to_contain_text("No measures yet")
    for page in (public, ana, rosa):
        page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_behind_the_door(browser: Browser, server: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{server}/sign-in?lang=fr")
    no_faults(page)
    signed_in(page, server, "ana", "fr")
    expect(page.locator("h1")).to_have_text("Déclarer des mesures")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    no_faults(page)
    context.close()
