"""Sorting, filtering and following measures, by hand and by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]


def grid(page: Page) -> Locator:
    """The grid with its first rows, once its section is near."""
    page.locator("#measures").scroll_into_view_if_needed()
    expect(cells(page, "value").first).to_be_visible()
    return page.locator("#measures-grid")


def cells(page: Page, column: str) -> Locator:
    return page.locator(f"#measures-grid .ag-row .ag-cell[col-id={column}]")


def heading(page: Page, column: str) -> Locator:
    return page.locator(f"#measures-grid .ag-header-cell[col-id={column}]").first


def test_only_a_page_with_measures_loads_the_grid(visit: Visit, sample_server: str) -> None:
    page = visit(f"{sample_server}/")
    loaded = "() => performance.getEntriesByType('resource').map(entry => entry.name).join()"
    assert "ag_grid" not in page.evaluate(loaded)
    page = visit(f"{sample_server}/objective/A2")
    grid(page)
    assert "ag_grid" in page.evaluate(loaded)
    assert "enterprise" not in page.evaluate(loaded)


def test_rows_are_sorted_by_keyboard(visit: Visit, sample_server: str) -> None:
    page = visit(f"{sample_server}/objective/A2")
    grid(page)
    page.locator("#measures-grid .ag-tab-guard-top").first.focus()  # where Tab arrives
    expect(heading(page, "period")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page, "period")).to_have_attribute("aria-sort", "ascending")
    ascending = cells(page, "period").first.inner_text()
    page.keyboard.press("Enter")
    expect(heading(page, "period")).to_have_attribute("aria-sort", "descending")
    expect(cells(page, "period").first).not_to_have_text(ascending)


def test_rows_are_filtered_and_counted(visit: Visit, sample_server: str) -> None:
    page = visit(f"{sample_server}/objective/A2?lang=fr")
    grid(page)
    page.locator("#measures-grid input[aria-label^='Lieu']").first.fill("itàl")
    expect(cells(page, "place").first).to_have_text("Italie")
    expect(page.locator("#measures-found")).to_contain_text("mesure")
    page.locator("#measures-grid input[aria-label^='Lieu']").first.fill("nulle part")
    expect(page.locator("#measures-grid .ag-overlay")).to_contain_text("Aucune mesure")
    expect(page.locator("#measures-found")).to_have_text("0 mesure")


def test_a_row_opens_its_history_by_keyboard_and_leads_to_its_page(
    visit: Visit, sample_server: str
) -> None:
    page = visit(f"{sample_server}/objective/A2?lang=fr")
    grid(page)
    cells(page, "obs_status").nth(1).focus()
    page.keyboard.press("Space")
    panel = page.locator("#measure-chosen")
    expect(panel.get_by_role("heading")).to_contain_text("Révisions de la mesure")
    expect(panel.locator("tbody tr").first).to_contain_text("B-0")
    cells(page, "period").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/measure/*")
    expect(page.get_by_role("heading", name="Révisions")).to_be_visible()


def test_a_phone_gets_plain_rows_and_paper_none(visit: Visit, sample_server: str) -> None:
    page = visit(f"{sample_server}/objective/A2", width=390)
    page.locator("#measures").scroll_into_view_if_needed()
    expect(page.locator(".plain-rows")).to_be_visible()
    expect(page.locator("#measures-slot")).to_be_hidden()
    page = visit(f"{sample_server}/objective/A2")
    grid(page)
    expect(page.locator(".plain-rows")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#measures")).to_be_hidden()
