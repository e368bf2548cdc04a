"""A controller's way from a fresh installation to figures that tie, in a real browser."""

import csv
import io
import json
import re
import tempfile
import urllib.request
import uuid
from datetime import date
from decimal import Decimal
from pathlib import Path

import books
import exported
import people
import session
from browsing import BrowserCase, amount, amounts, line
from installation import Installation
from playwright.sync_api import Page

AS_OF = date(2026, 9, 30)
EARLIER = date(2026, 6, 30)
REPORT = f"/ar/report/?as_of={AS_OF}"

# What a person does who drags a file from a folder onto the page.
DROP_SCRIPT = """({ name, type, bytes }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const target = document.querySelector("form[data-upload]");
    for (const kind of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(kind,
            { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


class StoryTest(BrowserCase):
    @classmethod
    def find_server(cls) -> str:
        cls.installation = Installation()
        cls.addClassCleanup(cls.installation.close)
        cls.installation.serve()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        return cls.installation.url

    # -- Steps ----------------------------------------------------------------------------

    def company(self) -> Page:
        """A new company and its owner, who is logged in and at the start."""
        self.tenant = f"story-{uuid.uuid4().hex[:10]}"
        self.installation.run("tenant", "create", self.tenant)
        self.email = f"{self.tenant}@example.com"
        printed = self.installation.run(
            "user", "create", self.email, "--tenant", self.tenant, "--role", "owner"
        )
        link = re.search(rf"{re.escape(self.url)}/login/link/\S+", printed)
        self.assertIsNotNone(link, f"There is no link of this server in {printed!r}.")
        page = self.page(self.context(as_nobody=True, accept_downloads=True))
        people.set_password(page, link[0])
        self.settle(page)
        return page

    def company_with_books(self) -> Page:
        """A company whose invoices and receipts came in by the command line."""
        page = self.company()
        self.invoices = books.invoices()
        self.receipts = books.receipts(self.invoices)
        for name, text in (
            ("invoices.csv", books.invoice_list(self.invoices)),
            ("receipts.csv", books.receipt_list(self.receipts)),
        ):
            path = Path(self.folder.name) / f"{self.tenant}-{name}"
            path.write_text(text, encoding="utf-8")
            self.installation.run("import", str(path), "--tenant", self.tenant)
        return page

    def drop(self, page: Page, name: str, content: bytes, kind: str = "text/csv") -> None:
        self.go(page, "/import/")
        page.evaluate(DROP_SCRIPT, {"name": name, "type": kind, "bytes": list(content)})

    def preview(self, page: Page, name: str, text: str) -> None:
        """Drops a list and waits until the whole of it was checked."""
        self.drop(page, name, text.encode())
        page.wait_for_url(re.compile(r"/import/file/[^/]+/$"))
        page.locator("#check .figures").wait_for()
        self.settle(page)

    def import_it(self, page: Page) -> None:
        """From the preview to the result."""
        page.click("button[name=action][value=import]")
        page.get_by_role("link", name="Aging as of").wait_for()
        self.settle(page)

    def figure(self, page: Page, label: str, within: str = "main") -> str:
        box = page.locator(f"{within} .figure").filter(has=page.locator(f"dt:text-is('{label}')"))
        return line(box.locator("dd").first.evaluate("dd => dd.firstChild.textContent"))

    def api(self, page: Page, path: str) -> dict:
        cookies = page.context.cookies()
        header = "; ".join(f"{item['name']}={item['value']}" for item in cookies)
        request = urllib.request.Request(self.url + path, headers={"Cookie": header})
        with urllib.request.urlopen(request, timeout=session.TIMEOUT_MS / 1000) as answer:
            return json.loads(answer.read())

    def shown_rows(self, page: Page) -> dict[str, list[Decimal]]:
        """The report's amounts by customer."""
        found = {}
        for row in page.locator("table.aging tbody tr").all():
            name = row.locator("th bdi").inner_text()
            found[name] = amounts(row.locator("td.num"))
        return found

    def shown_totals(self, page: Page) -> list[Decimal]:
        return amounts(page.locator("table.aging tr.totals td.num"))

    def api_totals(self, page: Page, query: str) -> list[Decimal]:
        totals = self.api(page, f"/api/v1/reports/aging?{query}")["totals"]
        return [Decimal(text) for text in [*totals["amounts"], totals["total"]]]

    def save(self, page: Page, selector: str) -> Path:
        """Follows a link that gives a file."""
        with page.expect_download() as download:
            page.click(selector)
        path = Path(self.folder.name) / f"{uuid.uuid4().hex}-{download.value.suggested_filename}"
        download.value.save_as(path)
        return path

    # -- The way ---------------------------------------------------------------------------

    def test_from_the_first_login_to_the_report(self) -> None:
        page = self.company()
        page.locator("details.account summary").click()
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login**")
        self.go(page, "/ar/")
        self.assertIn("/login", page.url)
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password", exact=True).fill(people.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(self.url + "/ar/")
        self.settle(page)
        page.locator(".start-step.next a.button").click()
        page.wait_for_url("**/import/")

        invoices = books.invoices()
        self.preview(page, "invoices.csv", books.invoice_list(invoices))
        rows = page.locator("table.preview tbody tr")
        self.assertIn(invoices[0].customer, rows.first.inner_text())
        self.assertIn(invoices[0].number, rows.first.inner_text())
        self.assertIn(str(invoices[0].amount), rows.first.inner_text())
        total = sum(invoice.amount for invoice in invoices)
        self.assertEqual(amount(self.figure(page, "Rows", "#check")), len(invoices))
        self.assertEqual(amount(self.figure(page, "Amount", "#check")), total)
        self.assertEqual(self.api(page, "/api/v1/reports/aging")["rows"], [])

        self.import_it(page)
        self.assertEqual(amount(self.figure(page, "New")), len(invoices))
        self.assertEqual(amount(self.figure(page, "Rejected")), 0)
        page.get_by_role("link", name="Aging as of").click()
        page.wait_for_url("**/ar/report/**")
        self.settle(page)
        self.assertEqual(self.shown_totals(page)[-1], total)

        self.go(page, REPORT)
        expected = books.aging(invoices, [], AS_OF)
        self.assertEqual(self.shown_rows(page), expected)
        self.assertEqual(self.shown_totals(page), books.totals(expected))
        self.assertEqual(self.api_totals(page, f"as_of={AS_OF}"), books.totals(expected))
        self.assertIn("control account", page.inner_text(".reconciled"))
        self.assert_quiet()

    def test_a_file_that_is_no_list_is_refused_in_a_sentence(self) -> None:
        page = self.company()
        for name, content in (
            ("invoices.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n"),
            ("noise.csv", bytes((index * 197 + 31) % 256 for index in range(4_000))),
            ("empty.csv", b""),
            ("words.csv", b"Dear reader,\nthis is a letter.\nYours\n"),
        ):
            with self.subTest(file=name):
                self.drop(page, name, content)
                told = page.locator("[role=alert]:visible, .empty .problem").first
                told.wait_for()
                text = line(told.inner_text())
                self.assertRegex(text, r"^[A-Z“].{12,}\.$")
                self.assertNotRegex(text, r"(?i)error \d|exception|nil|optional|swift|sql")
                start = page.locator("button[value=import]:not([disabled])")
                self.assertEqual(start.count(), 0)
        self.assertEqual(self.api(page, "/api/v1/reports/aging")["rows"], [])
        self.go(page, "/import/")
        self.assertEqual(page.locator("section[aria-labelledby=history-title] .empty").count(), 1)

    def test_rejected_rows_are_downloaded_mended_and_imported(self) -> None:
        invoices = books.invoices(12)
        rows = list(csv.reader(io.StringIO(books.invoice_list(invoices))))
        good = sum(invoice.amount for invoice in invoices) - invoices[3].amount - invoices[7].amount
        rows[4][2] = "2026-02-31"
        rows[8][4] = "twelve"
        page = self.company()
        self.preview(page, "some-bad.csv", books.written(rows))
        self.assertEqual(amount(self.figure(page, "Rejected", "#check")), 2)
        self.import_it(page)
        self.assertEqual(amount(self.figure(page, "New")), 10)
        self.assertEqual(amount(self.figure(page, "Rejected")), 2)
        reasons = page.locator("table.lines tbody tr").all_inner_texts()
        self.assertEqual(len(reasons), 2)
        self.assertIn("2026-02-31", reasons[0])
        self.assertIn("twelve", reasons[1])
        self.assertEqual(self.api_totals(page, "")[-1], good)

        file = exported.comma_separated(self.save(page, "a[download]"))
        self.assertEqual(len(file), 3)
        self.assertEqual([row[1] for row in file[1:]], [invoices[3].number, invoices[7].number])
        file[1][2] = invoices[3].day.isoformat()
        file[2][4] = str(invoices[7].amount)
        self.preview(page, "mended.csv", books.written(file))
        self.import_it(page)
        self.assertEqual(amount(self.figure(page, "New")), 2)
        self.assertEqual(amount(self.figure(page, "Rejected")), 0)
        total = sum(invoice.amount for invoice in invoices)
        self.assertEqual(self.api_totals(page, "")[-1], total)
        self.assert_quiet()

    def test_a_total_leads_down_to_the_movements(self) -> None:
        page = self.company_with_books()
        self.go(page, REPORT)
        expected = books.aging(self.invoices, self.receipts, AS_OF)
        self.assertEqual(self.shown_rows(page), expected)
        # Somebody with an invoice that is paid in part.
        receipt = next(
            one for one in self.receipts if one.amount < one.invoice.amount and one.day <= AS_OF
        )
        name = receipt.invoice.customer
        row = page.locator("table.aging tbody tr").filter(has_text=name)
        row.locator("th a").first.click()
        page.wait_for_url("**/ar/customers/**")
        self.settle(page)
        self.assertEqual(page.inner_text("h1"), name)
        self.assertEqual(amounts(page.locator("tfoot td.num"))[-1], expected[name][-1])
        items = amounts(page.locator("table[data-keys] tbody tr td.num:last-child"))
        self.assertEqual(sum(items), expected[name][-1])

        page.get_by_role("link", name=receipt.invoice.number, exact=True).first.click()
        page.wait_for_url("**/ar/documents/**")
        self.settle(page)
        self.assertIn(receipt.invoice.number, page.inner_text("h1"))
        movements = page.locator("section.movements tbody tr")
        moved = [amounts(row.locator("td.num")) for row in movements.all()]
        self.assertIn(receipt.invoice.amount, [row[-2] for row in moved])
        self.assertIn(-receipt.amount, [row[-2] for row in moved])
        self.assertEqual(
            sum(row[-2] for row in moved), receipt.invoice.amount - receipt.amount
        )
        self.assertIn(receipt.number, page.inner_text("section.movements"))
        self.assert_quiet()

    def test_the_comparison_adds_up(self) -> None:
        page = self.company_with_books()
        self.go(page, f"{REPORT}&compare={EARLIER}")
        table = page.locator("section.changes table").first
        columns = [line(text) for text in table.locator("thead th").all_inner_texts()][1:]
        steps = [amounts(row.locator("td")) for row in table.locator("tbody tr").all()]
        closing = amounts(table.locator("tfoot tr").last.locator("td"))
        self.assertEqual(len(closing), len(columns))
        self.assertEqual([sum(column) for column in zip(*steps, strict=True)], closing)
        after = books.totals(books.aging(self.invoices, self.receipts, AS_OF))
        before = books.totals(books.aging(self.invoices, self.receipts, EARLIER))
        self.assertEqual(closing[-1], after[-1])
        self.assertEqual(closing[-7:], after)
        self.assertEqual(steps[0][-1], before[-1])
        invoiced = sum(one.amount for one in self.invoices if EARLIER < one.day <= AS_OF)
        paid = sum(one.amount for one in self.receipts if EARLIER < one.day <= AS_OF)
        labels = [line(row.inner_text()) for row in table.locator("tbody th").all()]
        moved = dict(zip(labels, (step[-1] for step in steps), strict=True))
        self.assertIn(invoiced, moved.values(), moved)
        self.assertIn(-paid, moved.values(), moved)
        self.assertEqual(page.locator(".changes .alarm").count(), 0)
        self.assert_quiet()

    def test_every_export_has_the_figures_of_the_page(self) -> None:
        page = self.company_with_books()
        self.go(page, REPORT)
        shown = self.shown_totals(page)
        rows = self.shown_rows(page)
        self.assertEqual(shown, self.api_totals(page, f"as_of={AS_OF}"))
        self.assertEqual(
            shown, books.totals(books.aging(self.invoices, self.receipts, AS_OF))
        )
        files = {}
        for kind in ("csv", "xlsx", "pdf"):
            if not page.locator("#report-exports").evaluate("menu => menu.open"):
                page.click("#report-exports summary")
            files[kind] = self.save(page, f"#report-exports a[href*='export.{kind}']")

        with self.subTest(file="csv"):
            table = exported.comma_separated(files["csv"])
            listed = {
                row[table[0].index("customer")]: [
                    # A file for programs has the column of unapplied credit whether it is used
                    # or not.
                    Decimal(text) for text in (*row[-8:-2], row[-1])
                ]
                for row in table[1:]
            }
            self.assertEqual(listed, rows)
        with self.subTest(file="xlsx"):
            sheet = exported.workbook(files["xlsx"])
            self.assertEqual([exported.exact(cell) for cell in sheet.totals[-7:]], shown)
            names = sheet.column("Customer")
            listed = {
                name: [exported.exact(cell) for cell in row[-7:]]
                for name, row in zip(names, sheet.rows, strict=True)
            }
            self.assertEqual(listed, rows)
            self.assertIsNotNone(sheet.kept["filter"])
        with self.subTest(file="pdf"):
            text = exported.pdf_text(files["pdf"])
            total = [exported.figures(row) for row in text.splitlines() if "Total" in row]
            self.assertIn(shown, total, text)
            for name, row in rows.items():
                self.assertIn(row, [exported.figures(each) for each in text.splitlines()], name)
            self.assertIn("1 / 1", re.sub(r"(?:Page )?(\d+) of (\d+)", r"\1 / \2", text))
        self.assert_quiet()

    def test_the_statement_is_a_letter_with_the_same_figures(self) -> None:
        page = self.company_with_books()
        name = self.invoices[6].customer
        self.go(page, "/ar/customers/")
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_url("**/ar/customers/*/**")
        page.get_by_role("link", name="Statement", exact=True).first.click()
        page.wait_for_url("**view=statement**")
        page.fill("#from", "2026-01-01")
        page.fill("#to", AS_OF.isoformat())
        page.locator("#to").press("Enter")
        page.wait_for_url(f"**to={AS_OF}**")
        self.settle(page)
        opening = amounts(page.locator(".statement tr.edge td.num"))[-1]
        moved = amounts(page.locator(".statement tbody tr:not(.edge) td.num:nth-last-child(2)"))
        closing = amounts(page.locator(".statement tfoot td.num"))[-1]
        self.assertEqual(opening + sum(moved), closing)
        expected = books.aging(self.invoices, self.receipts, AS_OF)
        self.assertEqual(closing, expected.get(name, [Decimal(0)])[-1])

        rows = exported.comma_separated(self.save(page, "a[href*='statement.csv']"))
        figures = [Decimal(cell) for row in rows for cell in row if re.fullmatch(r"-?\d+\.\d\d", cell)]
        self.assertIn(closing, figures)
        book = exported.workbook(self.save(page, "a[href*='statement.xlsx']"))
        self.assertIn(closing, [
            exported.exact(cell) for row in [*book.rows, book.totals] for cell in row
            if isinstance(cell, float | int)
        ])
        text = exported.pdf_text(self.save(page, "a[href*='statement.pdf']"))
        self.assertIn(name, text)
        self.assertIn(closing, exported.figures(text))
        self.assert_quiet()

    def test_an_import_is_undone(self) -> None:
        page = self.company()
        self.preview(page, "invoices.csv", books.invoice_list(books.invoices(10)))
        self.import_it(page)
        self.assertNotEqual(self.api(page, "/api/v1/reports/aging")["rows"], [])
        page.get_by_role("link", name="Undo this import").click()
        page.get_by_role("button", name="Undo the import").click()
        page.get_by_text("Undone", exact=False).first.wait_for()
        page.wait_for_function("() => !document.querySelector('[data-events]')")
        self.assertEqual(self.api(page, "/api/v1/reports/aging")["rows"], [])
        self.go(page, "/import/")
        self.assertEqual(line(page.inner_text("table[data-keys] tbody .badge")), "Undone")
        self.go(page, REPORT)
        self.assertEqual(page.locator("table.aging").count(), 0)
        # The file can come again.
        self.preview(page, "invoices.csv", books.invoice_list(books.invoices(10)))
        self.import_it(page)
        self.assertEqual(
            self.api_totals(page, "")[-1], sum(one.amount for one in books.invoices(10))
        )
        self.installation.run("verify", "--tenant", self.tenant)

    def test_a_note_is_text_whatever_it_says(self) -> None:
        page = self.company_with_books()
        self.go(page, "/ar/customers/")
        page.locator("table[data-keys] tbody a").first.click()
        page.wait_for_url("**/ar/customers/*/**")
        note = '<script>document.title = "taken"</script><img src=x onerror=alert(1)> & "so on"'
        page.get_by_label("Add a note").fill(note)
        page.get_by_role("button", name="Add note").click()
        page.locator(".note-text").first.wait_for()
        self.settle(page)
        self.assertEqual(page.inner_text(".note-text"), note)
        self.assertNotIn("taken", page.title())
        self.assertEqual(page.locator("main script, main img").count(), 0)
        self.assert_quiet()
