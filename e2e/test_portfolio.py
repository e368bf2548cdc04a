"""A collector who is limited to a group of customers, in a real browser."""

import re
import tempfile
import uuid
from decimal import Decimal
from pathlib import Path

import books
import exported
import people
import session
from browsing import amount, amounts
from looks import LooksCase
from playwright.sync_api import Page

MINE, THEIRS = "Delta Lumber", "Foxglove Dairy"
DAY = "2026-09-30"


class PortfolioTest(LooksCase):
    """The pages of an owner, and those of the collector whom the owner limits."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.tenant = f"e2e-{uuid.uuid4().hex[:12]}"
        session.command("tenant", "create", cls.tenant)
        cls.collector = f"collector-{cls.tenant}@example.com"
        cls.owner = cls.person(f"owner-{cls.tenant}@example.com", "owner")
        cls.limited = cls.person(cls.collector, "collector")
        file = Path(cls.folder.name) / "invoices.csv"
        file.write_text(books.invoice_list(books.invoices()), encoding="utf-8")
        session.command("import", str(file), "--tenant", cls.tenant)
        for name, customer in (("North", MINE), ("South", THEIRS)):
            session.command("group", "create", name, "--tenant", cls.tenant)
            session.command("group", "assign", customer, "--to", name, "--tenant", cls.tenant)

    @classmethod
    def person(cls, email: str, role: str) -> dict:
        printed = session.command(
            "user", "create", email, "--tenant", cls.tenant, "--role", role
        )
        context = cls.browser.new_context()
        try:
            page = context.new_page()
            page.set_default_timeout(session.TIMEOUT_MS)
            people.set_password(
                page, session.url() + re.search(r"/login/link/[\w-]+", printed)[0]
            )
            return context.storage_state()
        finally:
            context.close()

    def as_owner(self, path: str) -> Page:
        return self.open(path, storage_state=self.owner)

    def limit(self) -> None:
        """What the owner does on the page of people."""
        page = self.as_owner("/admin/members/")
        page.get_by_role("link", name=f"change which customers {self.collector} sees").click()
        page.get_by_label("Only these groups:").check()
        page.get_by_label("North").check()
        page.get_by_role("button", name="Store").click()
        self.assertIn("next click", page.locator(".flash").inner_text())
        row = page.locator("table.members tr", has_text=self.collector)
        self.assertIn("North", row.inner_text())

    def test_a_collector_sees_just_the_customers_of_the_portfolio(self) -> None:
        everything = self.as_owner(f"/ar/customers/?as_of={DAY}")
        theirs = everything.get_by_role("link", name=THEIRS).get_attribute("href")
        self.limit()
        mine = books.aging(books.invoices(), [], books.date.fromisoformat(DAY))[MINE]
        page = self.open(f"/ar/report/?as_of={DAY}", storage_state=self.limited)
        self.assertEqual(page.locator("table.aging tbody th bdi").all_inner_texts(), [MINE])
        totals = amounts(page.locator("table.aging tr.totals td.num"))
        self.assertEqual(totals[-1], mine[-1])
        self.assertIn("customers of your portfolio", page.locator("main").inner_text())
        self.go(page, f"/ar/customers/?as_of={DAY}")
        self.assertIn(MINE, page.locator("table.data").inner_text())
        self.assertNotIn(THEIRS, page.content())
        self.go(page, f"/ar/search?q={THEIRS.split()[0]}")
        self.assertNotIn(THEIRS, page.locator("main").inner_text())
        self.go(page, "/ar/")
        self.assertEqual(amount(page.locator(".figure dd a").first.inner_text()), mine[-1])
        self.assertNotIn(THEIRS, page.content())
        self.assertEqual(page.goto(self.url + theirs).status, 404)
        self.assert_file(mine[-1])

    def assert_file(self, total: Decimal) -> None:
        page = self.open(
            f"/ar/report/?as_of={DAY}", storage_state=self.limited, accept_downloads=True
        )
        page.click("#report-exports summary")
        with page.expect_download() as download:
            page.click("#report-exports a[href*='export.xlsx']")
        path = Path(self.folder.name) / f"{uuid.uuid4().hex}.xlsx"
        download.value.save_as(path)
        sheet = exported.workbook(path)
        self.assertEqual(sheet.column("Customer"), [MINE])
        self.assertEqual(exported.exact(sheet.totals[-1]), total)

    def test_looks(self) -> None:
        page = self.as_owner("/admin/members/")
        path = page.get_by_role(
            "link", name=f"change which customers {self.collector} sees"
        ).get_attribute("href")
        self.look("groups", "/ar/groups/", storage_state=self.owner)
        self.look("portfolio", path, storage_state=self.owner)
        self.look("members-portfolios", "/admin/members/", storage_state=self.owner)
