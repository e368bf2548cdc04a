"""Every page in every state, on phones, tablets and desktops, light and dark."""

import re
import urllib.parse

import books
import people
import session
from looks import LooksCase
from playwright.sync_api import Page

FUTURE_ROWS = 12
REJECTED = "Customer,Invoice No,Invoice Date,Due Date,Amount\n" + "".join(
    f"A customer with a rather long name that wraps {index},INV-{index},2026-02-3{index},"
    f"2026-03-01,1{index}.00\n" for index in range(9)
)


class PagesTest(LooksCase):
    """The pages of the demonstration company, which has a bit of everything."""

    def first_path(self, start: str, selector: str) -> str:
        """Where the first such link of a page leads."""
        page = self.open(start)
        address = page.locator(selector).first.evaluate("link => link.href")
        page.context.close()
        return address.removeprefix(self.url)

    def customer_path(self) -> str:
        rows = session.json(self.browser, "/api/v1/reports/aging", limit="1")["rows"]
        return f"/ar/customers/{rows[0]['id']}/"

    def test_home(self) -> None:
        self.look("home", "/ar/")

    def test_report(self) -> None:
        self.look("report", "/ar/report/")

    def test_report_by_invoice(self) -> None:
        self.look("report-invoices", "/ar/report/?by=invoice")

    def test_report_with_many_columns(self) -> None:
        limits = "buckets=7,14,30,60,90,120,180,360&unapplied=separate"
        self.look("report-columns", f"/ar/report/?{limits}")

    def test_report_in_each_currency(self) -> None:
        self.look("report-currencies", "/ar/report/?currency=all")

    def test_report_with_its_options_open(self) -> None:
        self.look("report-options", "/ar/report/", lambda page: page.click("#report-options"))

    def test_report_with_its_exports_open(self) -> None:
        self.look(
            "report-exports", "/ar/report/", lambda page: page.click("#report-exports summary"))

    def test_report_compared(self) -> None:
        self.look("report-compared", "/ar/report/?compare=2026-06-30")

    def test_report_with_a_wrong_limit(self) -> None:
        self.look("report-wrong", "/ar/report/?buckets=60,30", status=400)

    def test_report_of_a_day_without_anything(self) -> None:
        self.look("report-empty", "/ar/report/?as_of=1900-01-01")

    def test_customers(self) -> None:
        self.look("customers", "/ar/customers/")

    def test_customers_not_found(self) -> None:
        self.look("customers-none", "/ar/customers/?q=xyzzy")

    def test_customer(self) -> None:
        self.look("customer", self.customer_path())

    def test_customer_documents(self) -> None:
        self.look("customer-documents", f"{self.customer_path()}?view=documents")

    def test_customer_movements(self) -> None:
        self.look("customer-movements", f"{self.customer_path()}?view=movements")

    def test_customer_statement(self) -> None:
        self.look("customer-statement", f"{self.customer_path()}?view=statement")

    def test_document(self) -> None:
        path = self.first_path(self.customer_path(), "table[data-keys] tbody a")
        self.look("document", path)

    def test_search(self) -> None:
        self.look("search", "/ar/search?q=in")

    def test_search_without_a_result(self) -> None:
        self.look("search-none", "/ar/search?q=xyzzy")

    def test_help(self) -> None:
        self.look("help", "/ar/", lambda page: page.keyboard.press("?"))

    def test_menus(self) -> None:
        def unfold(page: Page) -> None:
            if page.locator("[data-action=nav]").is_visible():
                page.click("[data-action=nav]")
            page.click("details.account summary")

        self.look("menu", "/ar/", unfold)

    def test_missing_page(self) -> None:
        self.look("missing", "/nothing-here", status=404)

    def test_forbidden_page(self) -> None:
        state = people.company(self.browser)
        self.look(
            "forbidden", "/ar/report/", status=403,
            storage_state=state, extra_http_headers={"X-Tenant": "demo"},
        )


class EmptyPagesTest(LooksCase):
    """The pages of a company that has nothing yet, and what its first import shows."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.state = people.company(cls.browser)

    def look_at(self, name: str, path: str, **options) -> None:
        self.look(name, path, storage_state=self.state, **options)

    def sent(self, name: str, text: str) -> str:
        """Sends a file; the path of its preview."""
        page = self.open("/import/", storage_state=self.state)
        page.set_input_files(
            "#file", {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.wait_for_url(re.compile(r"/import/file/[^/]+/$"))
        return urllib.parse.urlsplit(page.url).path

    def test_nothing_yet(self) -> None:
        for name, path in (
            ("empty-home", "/ar/"),
            ("empty-report", "/ar/report/"),
            ("empty-customers", "/ar/customers/"),
            ("empty-import", "/import/"),
        ):
            self.look_at(name, path)

    def test_previews(self) -> None:
        def checked(page: Page) -> None:
            page.locator("#check .figures, .empty, [role=alert]:visible").first.wait_for()

        good = self.sent("invoices.csv", books.invoice_list(books.invoices()))
        self.look_at("import-preview", good, prepare=checked)
        bad = self.sent("rejected.csv", REJECTED)
        self.look_at("import-preview-bad", bad, prepare=checked)
        none = self.sent("letter.csv", "Dear reader,\nthis is a letter.\nYours\n")
        self.look_at("import-preview-none", none, prepare=checked)

    def test_results(self) -> None:
        rows = books.invoice_list(books.invoices(FUTURE_ROWS)) + "A,X-1,2026-02-31,2026-03-01,1\n"
        page = self.open(self.sent("result.csv", rows), storage_state=self.state)
        page.locator("#check .figures").wait_for()
        page.click("button[name=action][value=import]")
        page.get_by_role("link", name="Aging as of").wait_for()
        result = urllib.parse.urlsplit(page.url).path
        self.look_at("import-result", result)
        self.look_at("import-history", "/import/")
        undo = page.get_by_role("link", name="Undo this import").evaluate("link => link.href")
        self.look_at("import-undo", undo.removeprefix(self.url))
