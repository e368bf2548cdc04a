"""On a phone the figures that matter are in view without scrolling sideways."""

from browsing import BrowserCase, amounts
from playwright.sync_api import Page

PHONE = 360

# Each row's last figure, and each total, as far as they can be seen.
HIDDEN_SCRIPT = """(selector) => [...document.querySelectorAll(selector)]
    .filter((cell) => cell.innerText.trim() !== "")
    .filter((cell) => {
        const box = cell.getBoundingClientRect();
        const around = cell.closest(".table-wrap").getBoundingClientRect();
        return box.width === 0 || box.left < around.left - 0.5 || box.right > around.right + 0.5;
    })
    .map((cell) => `${cell.className} ${cell.innerText}`)"""


class PhoneTest(BrowserCase):
    def first(self, page: Page, selector: str) -> str:
        return page.locator(selector).first.get_attribute("href")

    def assert_in_view(self, page: Page, selector: str) -> None:
        self.assertGreater(page.locator(selector).count(), 0, selector)
        self.assertEqual(page.evaluate(HIDDEN_SCRIPT, selector), [])

    def test_the_total_of_each_row_of_the_report(self) -> None:
        wide = self.open("/ar/report/")
        totals = amounts(wide.locator("table.aging tr > :nth-last-child(1).num:not(th)"))
        page = self.open("/ar/report/", width=PHONE)
        shown = "table.aging :is(tbody, tfoot) .narrow"
        self.assert_in_view(page, shown)
        # All but the share of the total, which is the whole.
        self.assertEqual(amounts(page.locator(shown)), totals[:-1])
        self.assertEqual(page.locator("table.aging td.total:visible").count(), 0)
        page.locator("table.aging thead a.narrow").click()
        page.wait_for_url("**sort=**")
        self.settle(page)
        turned = amounts(page.locator("table.aging tbody .narrow"))
        self.assertEqual(turned, sorted(turned))
        self.assert_quiet()

    def test_what_is_open_of_customers_and_documents(self) -> None:
        page = self.open("/ar/customers/", width=PHONE)
        self.assert_in_view(page, "table.data :is(tbody, tfoot) td:nth-child(3)")
        customer = self.first(page, "table.data tbody a")
        for view in ("open", "documents"):
            self.go(page, f"{customer}?view={view}")
            self.assert_in_view(page, "table[data-keys] :is(tbody, tfoot) td.num:last-child")
        self.go(page, f"{customer}?view=movements")
        self.assert_in_view(page, "main .table-wrap tbody td:nth-child(4)")
        self.go(page, f"{customer}?view=statement")
        self.assert_in_view(page, ".statement :is(tbody, tfoot) td.num")
        self.assert_quiet()

    def test_a_document_and_what_a_search_found(self) -> None:
        page = self.open("/ar/search?q=inv", width=PHONE)
        documents = "section[aria-labelledby=found-documents]"
        self.assert_in_view(page, f"{documents} td.num")
        self.go(page, self.first(page, f"{documents} tbody th a"))
        self.assert_in_view(page, ".movements tbody td.num:nth-child(-n + 4)")
        self.assert_in_view(page, ".journal tbody td.num:visible".replace(":visible", ":not(.wide)"))
        self.assert_quiet()
