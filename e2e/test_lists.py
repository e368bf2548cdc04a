"""The lists of pages as files: every figure of a page stands in each of its files."""

import re
import tempfile
import threading
import urllib.parse
import uuid
from decimal import Decimal
from pathlib import Path

import books
import exported
import openpyxl
import people
import session
from browsing import BrowserCase, amount, amounts
from looks import LAYOUT_SCRIPT, LooksCase, barriers
from playwright.sync_api import Page

KINDS = ("csv", "xlsx", "pdf")
# As many as one person may have under way, less the one that is looked at.
BUSY_EXPORTS = 9


class ListFilesTest(BrowserCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def files(self, page: Page, name: str) -> dict[str, Path]:
        """The files of a list, which the links below it lead to."""
        found = {}
        for kind in KINDS:
            with page.expect_download() as download:
                page.click(f".exports a[href*='{name}.{kind}']")
            path = Path(self.folder.name) / f"{uuid.uuid4().hex}.{kind}"
            download.value.save_as(path)
            found[kind] = path
        return found

    def column(self, path: Path, name: str) -> list[Decimal]:
        table = exported.comma_separated(path)
        place = table[0].index(name)
        return [Decimal(row[place]) for row in table[1:] if row[place]]

    def customer(self) -> tuple[Page, str]:
        """The page of a customer who owes something and has one currency alone."""
        page = self.open("/ar/customers/", accept_downloads=True)
        links = page.locator("table.data tbody a")
        paths = [link.get_attribute("href") for link in links.all()[:20]]
        for path in paths:
            self.go(page, path)
            if page.locator("thead th", has_text="Currency").count() == 0:
                return page, path
        self.fail("Every customer has several currencies.")

    def balance(self, page: Page) -> Decimal:
        return amount(page.locator(".figure dd a").first.inner_text())

    def test_open_items(self) -> None:
        page, _ = self.customer()
        balance = self.balance(page)
        items = amounts(page.locator("table[data-keys] tbody td.num:last-child"))
        self.assertEqual(sum(items), balance)
        files = self.files(page, "open-items")
        self.assertEqual(self.column(files["csv"], "open"), items)
        sheet = exported.workbook(files["xlsx"])
        self.assertEqual([exported.exact(cell) for cell in sheet.column("Open")], items)
        self.assertEqual(exported.exact(sheet.totals[-1]), balance)
        text = exported.pdf_text(files["pdf"])
        self.assertIn(f"Balance in USD: ${balance:,.2f}", text)
        self.assert_quiet()

    def test_documents_and_movements(self) -> None:
        page, path = self.customer()
        balance = self.balance(page)
        self.go(page, f"{path}?view=documents")
        newest = amounts(page.locator("table[data-keys] tbody td.num:last-child"))
        files = self.files(page, "documents")
        opens = self.column(files["csv"], "open")
        self.assertEqual(opens[: len(newest)], newest)
        self.assertEqual(sum(opens), balance)
        sheet = exported.workbook(files["xlsx"])
        self.assertEqual(exported.exact(sheet.totals[-1]), balance)
        self.assertIn(balance, exported.figures(exported.pdf_text(files["pdf"])))

        self.go(page, f"{path}?view=movements")
        rows = page.locator("main table tbody tr").count()
        files = self.files(page, "movements")
        self.assertGreaterEqual(len(exported.comma_separated(files["csv"])), rows + 1)
        self.assertEqual(sum(self.column(files["csv"], "amount")), balance)
        sheet = exported.workbook(files["xlsx"])
        place = sheet.header.index("Amount")
        self.assertEqual(exported.exact(sheet.totals[place]), balance)
        total = [line for line in exported.pdf_text(files["pdf"]).splitlines() if "Total" in line]
        self.assertEqual(exported.figures(total[-1])[0], balance)
        self.assert_quiet()

    def test_the_home_page(self) -> None:
        page = self.open("/ar/", accept_downloads=True)
        table = page.locator("section[aria-labelledby=aging-title] table")
        opens = amounts(table.locator("tbody td.num:nth-child(2)"))
        total = amount(table.locator("tfoot td.num").first.inner_text())
        files = self.files(page, "export")
        self.assertEqual(self.column(files["csv"], "open"), opens)
        sheet = exported.workbook(files["xlsx"])
        self.assertEqual([exported.exact(cell) for cell in sheet.column("Open")], opens)
        self.assertEqual(exported.exact(sheet.totals[1]), total)
        text = exported.pdf_text(files["pdf"])
        week = page.locator("table.sum")
        for row in week.locator("tbody td.num").all_inner_texts():
            self.assertIn(amount(row), exported.figures(text))
        names = page.locator("section[aria-labelledby=grown-title] tbody a").all_inner_texts()
        for name in names:
            self.assertIn(name.split()[0], text)
        self.assert_quiet()

    def test_notes(self) -> None:
        page, path = self.customer()
        mark = uuid.uuid4().hex[:6]
        note = f"=1+1 <b>{mark}</b>"
        page.get_by_label("Add a note").fill(note)
        page.get_by_role("button", name="Add note").click()
        page.locator(".flash.success").wait_for()
        files = self.files(page, "notes")
        self.assertIn(note.removeprefix("=1+1"), files["csv"].read_text(encoding="utf-8-sig"))
        self.assertIn(f"<b>{mark}</b>", exported.pdf_text(files["pdf"]))
        sheet = openpyxl.load_workbook(files["xlsx"]).worksheets[0]
        self.assertIn(note, [cell.value for row in sheet.iter_rows() for cell in row])
        self.assert_quiet()

    def test_journal_entries(self) -> None:
        page, _ = self.customer()
        page.locator("table[data-keys] tbody a").first.click()
        page.wait_for_url("**/ar/documents/**")
        self.settle(page)
        debits = amounts(page.locator(".journal tbody tr td:nth-last-child(2)"))
        files = self.files(page, "journal")
        self.assertEqual(sum(self.column(files["csv"], "debit")), sum(debits))
        self.assertEqual(sum(self.column(files["csv"], "credit")), sum(debits))
        sheet = exported.workbook(files["xlsx"])
        self.assertEqual([exported.exact(cell) for cell in sheet.totals[-2:]], [sum(debits)] * 2)
        total = [line for line in exported.pdf_text(files["pdf"]).splitlines() if "Total" in line]
        self.assertEqual(exported.figures(total[-1]), [sum(debits)] * 2)
        self.assert_quiet()

    def test_what_a_search_found(self) -> None:
        page, _ = self.customer()
        number = page.locator("table[data-keys] tbody a").first.inner_text()
        self.go(page, f"/ar/search?q={urllib.parse.quote(number[:-1])}")
        rows = page.locator("section[aria-labelledby=found-documents] tbody tr")
        shown = sorted(amount(row.locator("td.num").inner_text()) for row in rows.all())
        self.assertLess(len(shown), 50)
        files = self.files(page, "documents")
        self.assertEqual(sorted(self.column(files["csv"], "amount")), shown)
        text = exported.pdf_text(files["pdf"])
        self.assertEqual(sorted(exported.figures(text)), shown)
        self.go(page, "/ar/search?q=in")
        files = self.files(page, "export")
        listed = exported.comma_separated(files["csv"])
        section = "section[aria-labelledby=found-customers]"
        names = page.locator(f"{section} tbody th a").all_inner_texts()
        found = {row[listed[0].index("customer")] for row in listed[1:]}
        self.assertLessEqual(set(names), found)
        balances = amounts(page.locator(f"{section} tbody td.num"))
        self.assertLessEqual(set(balances), set(self.column(files["csv"], "balance")))
        self.assert_quiet()

    def test_the_history_of_imports(self) -> None:
        state = people.company(self.browser)
        page = self.open("/import/", storage_state=state, accept_downloads=True)
        text = books.invoice_list(books.invoices(7)) + "A,X-1,2026-02-31,2026-03-01,1\n"
        page.set_input_files(
            "#file", {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.wait_for_url(re.compile(r"/import/file/[^/]+/$"))
        page.locator("#check .figures").wait_for()
        page.click("button[name=action][value=import]")
        page.get_by_role("link", name="Aging as of").wait_for()
        self.go(page, "/import/")
        counts = [int(text) for text in page.locator("table[data-keys] tbody td.num").all_inner_texts()]
        self.assertEqual(counts, [8, 7, 0, 1])
        files = self.files(page, "export")
        listed = exported.comma_separated(files["csv"])
        names = ("rows", "new", "changed", "rejected")
        self.assertEqual([int(listed[1][listed[0].index(name)]) for name in names], counts)
        sheet = exported.workbook(files["xlsx"])
        titles = ("Rows", "New", "Changed", "Rejected")
        self.assertEqual([sheet.totals[sheet.header.index(title)] for title in titles], counts)
        self.assertIn("list.csv", exported.pdf_text(files["pdf"]))
        self.assert_quiet()


class ExportProgressTest(LooksCase):
    def busy(self) -> list[threading.Thread]:
        """Gives the server more to write than it does at a time."""
        cookie = session.cookie(self.browser)
        threads = [
            threading.Thread(target=self.fetch, args=(cookie,)) for _ in range(BUSY_EXPORTS)
        ]
        for thread in threads:
            thread.start()
        return threads

    def fetch(self, cookie: str) -> None:
        session.fetch_as(cookie, "/ar/report/export.pdf", by="invoice")

    def test_the_page_of_an_export_that_takes_long(self) -> None:
        # However fast the machine is, the page comes at once.
        headers = {"Prefer": "respond-async"}
        page = self.page(self.context(accept_downloads=True, extra_http_headers=headers))
        threads = self.busy()
        try:
            with page.expect_download(timeout=120_000) as download:
                page.goto(f"{self.url}/ar/report/export.pdf")
                self.assertIn("/exports/", page.url)
                self.settle(page)
                self.assertTrue(page.locator("progress").is_visible())
                self.assertEqual(page.evaluate(LAYOUT_SCRIPT), [])
                self.assertEqual(barriers(page), [])
                page.locator("a.primary").wait_for(timeout=120_000)
        finally:
            for thread in threads:
                thread.join()
        self.assertRegex(download.value.suggested_filename, r"^aging-demo-.*\.pdf$")
        path = page.url.removeprefix(self.url)
        self.look("export", path, accept_downloads=True)
